"""How much of the evidence an audience does not see, where the workspace declares it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Withheld:
    """The number of items of one agent and one evidence class that are withheld; no class: control records."""

    agent: str
    evidence_class: str
    count: int
