"""Headline of a result: the one quantity that stands for it in `report.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from trustpages.model.measured import Quantity, Status, Unmeasured

OWN_KEY = "own_key"
"""Under this key a field says where it stands in `report.json`, if that is not among the details of its metric."""


class Result(Protocol):
    """What a metric computes: a record of details with one quantity in front."""

    @property
    def headline(self) -> Quantity:
        """The quantity that stands for it."""


def get_headline(found: Result | Sequence[Result], absence: str = "nothing was recorded") -> Quantity:
    """The headline of a result, of several that of the first; `absence` says why there is none."""
    if isinstance(found, Sequence):
        return found[0].headline if found else Unmeasured(Status.MISSING, absence)
    return found.headline
