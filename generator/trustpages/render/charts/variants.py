"""What drawing a chart comes to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """One chart as SVG for light and for dark pages."""

    light: bytes
    dark: bytes
