"""A quantity of the report: a number with its counts and confidence interval, or a typed absence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeAlias


class Status(StrEnum):
    """How far a quantity may be relied on; only the first two come with a number."""

    OK = "ok"
    EXPLORATORY = "exploratory"  # computed, must not be quoted as evidence
    INSUFFICIENT = "insufficient"  # too few observations: no number is shown
    UNDEFINED = "undefined"  # no value exists, for example without any variation
    MISSING = "missing"  # the input is absent
    INVALID = "invalid"  # the input contradicts itself

    @property
    def has_number(self) -> bool:
        """True for the statuses of `Measured`, false for those of `Unmeasured`."""
        return self in (Status.OK, Status.EXPLORATORY)


ONLY_WATCHED = "only watched use is in the denominator"
"""Note of a rate whose `n` is the part of the use in which an event would have been noticed."""
NOT_ALL_CONFIRMED = "what is reported and not confirmed is not in it"
"""Note of a rate without any event in it, where one may have happened all the same."""
POINTS = "percentage points"
"""Unit of a difference of shares, as a share. A promise or a score may be in points of its own, which are not these."""


READ_AS_SAMPLE = "if these records are read as a sample of how the organisation behaves"
"""Note of a share of all records of an organisation: it is a fact, and its interval is that of a sample."""

ALL_ON_RECORD = "these are all that there are, not a sample of them"
"""Note of a share of all evidence on record: it is a fact, and no interval of it is shown."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with everything that a reader needs to judge it.

    `value` is in `unit` (a share is 0..1, unit "share"). `low` and `high` are the limits at
    `level` (0..1) by `method`, each None where that limit does not exist; `high` may be infinite
    for a ratio whose denominator may be zero, and so may `value`. `k` of `n` are the counts
    behind a share, `n_eff` the number of independent observations that `n` is worth. `inputs`
    names the evidence, `notes` says in plain words what was special about the computation.
    """

    value: float
    low: float | None
    high: float | None
    level: float
    method: str
    k: float | None
    n: float | None
    n_eff: float | None
    unit: str
    status: Status = Status.OK
    inputs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.status.has_number:
            raise ValueError(f"status '{self.status}' has no number: use Unmeasured")
        if any(limit is not None and math.isnan(limit) for limit in (self.value, self.low, self.high)):
            raise ValueError("a measured value or limit is not a number: use Unmeasured")


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """The absence of a quantity: why there is no number, as a status and a sentence.

    `reason` is a plain sentence without a final stop, fit for the page.
    """

    status: Status
    reason: str

    def __post_init__(self) -> None:
        if self.status.has_number:
            raise ValueError(f"status '{self.status}' comes with a number: use Measured")


Quantity: TypeAlias = Measured | Unmeasured


def with_inputs(quantity: Quantity, inputs: Iterable[str]) -> Quantity:
    """The quantity with the names of what it was computed from; an absence has none."""
    return replace(quantity, inputs=tuple(inputs)) if isinstance(quantity, Measured) else quantity


OWN_KEY = "own_key"
"""Under this key a field says where it stands in `report.json`, if that is not among the details of its metric."""


class Result(Protocol):
    """What a metric computes: a record of details with one quantity in front."""

    @property
    def headline(self) -> Quantity:
        """The quantity that stands for it."""


def get_headline(result: Result | Sequence[Result], absence: str = "nothing was recorded") -> Quantity:
    """The headline of a result, of several that of the first; `absence` says why there is none."""
    if isinstance(result, Sequence):
        return result[0].headline if result else Unmeasured(Status.MISSING, absence)
    return result.headline
