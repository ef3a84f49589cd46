"""How much one YAML file may ask of the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file, each included: what reaches a bound is read, what passes it is refused."""

    size: int = 1 << 20
    """Bytes of the file."""
    depth: int = 32
    """Lists and mappings inside one another."""
    events: int = 30_000
    """Scalars, and beginnings and ends of lists, mappings, document and stream."""
    scalar: int = 64 << 10
    """Bytes of one scalar in UTF-8."""
    problems: int = 100
    """Problems that are listed before the reader stops."""


DEFAULT = Limits()
