"""How far a change of a pact raises its version: major for behaviour, minor for scope, patch for wording."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType


class VersionStep(IntEnum):
    """The first part of a version that is not the same; a smaller number is a larger step."""

    MAJOR = 0
    MINOR = 1
    PATCH = 2
    NONE = 3

    @property
    def word(self) -> str:
        """What the step is called."""
        return self.name.lower()


STEP_OF_TERM: Mapping[str, VersionStep] = MappingProxyType(
    {
        "severity": VersionStep.MAJOR,
        "measure": VersionStep.MAJOR,
        "threshold": VersionStep.MAJOR,
        "window": VersionStep.MAJOR,
        "population_shares": VersionStep.MAJOR,
        "verification": VersionStep.MINOR,
        "consequences": VersionStep.MINOR,
    }
)
"""The step that a change of each term of an obligation demands, by the fields of its record."""


def find_version_step(before: str, after: str) -> VersionStep:
    """The step from one version of a pact to another, up or down."""
    parts = zip(before.split("."), after.split("."), strict=False)
    return next((VersionStep(min(place, 2)) for place, (old, new) in enumerate(parts) if old != new), VersionStep.NONE)
