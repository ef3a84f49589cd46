"""Confidence interval with level and method, and an estimate with its interval."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trustpages.model.measured import Measured, Status


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits of a quantity: `low` <= `high`, at `level` (0..1), by `method`.

    `high` is infinite only where the scale has no upper end (a ratio whose denominator may be 0).
    """

    low: float
    high: float
    level: float
    method: str

    @property
    def width(self) -> float:
        """The distance between the limits, in the unit of the limits."""
        return self.high - self.low

    def contains(self, x: float) -> bool:
        """Whether `x` lies between the limits, both included, unrounded."""
        return self.low <= x <= self.high

    def scaled(self, factor: float) -> Interval:
        """The interval of `factor` times the quantity; `factor` is positive."""
        return replace(self, low=self.low * factor, high=self.high * factor)

    def complement(self) -> Interval:
        """The interval of one minus a share."""
        return replace(self, low=1 - self.high, high=1 - self.low)

    def clipped(self, low: float, high: float) -> Interval:
        """The interval cut to the scale `low`..`high`."""
        return replace(self, low=min(max(self.low, low), high), high=max(min(self.high, high), low))

    def cover(self, other: Interval) -> Interval:
        """The least interval that holds both, by the methods of those that set a limit of it."""
        low, high = min(self, other, key=lambda limits: limits.low), max(self, other, key=lambda limits: limits.high)
        method = low.method if low.method == high.method else f"{low.method}, {high.method} above"
        return replace(self, low=low.low, high=high.high, method=method)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value together with its interval."""

    value: float
    interval: Interval

    def complement(self) -> Estimate:
        """One minus a share, with its limits."""
        return Estimate(1 - self.value, self.interval.complement())

    def measured(
        self,
        unit: str,
        *,
        k: float | None = None,
        n: float | None = None,
        n_eff: float | None = None,
        status: Status = Status.OK,
        notes: tuple[str, ...] = (),
    ) -> Measured:
        """The estimate as a quantity of the report, with its counts."""
        return Measured(
            value=self.value,
            low=self.interval.low,
            high=self.interval.high,
            level=self.interval.level,
            method=self.interval.method,
            k=k,
            n=n,
            n_eff=n if n_eff is None else n_eff,
            unit=unit,
            status=status,
            notes=notes,
        )


def measure(
    value: float,
    interval: Interval | None,
    level: float,
    unit: str,
    *,
    k: float | None = None,
    n: float | None = None,
    n_eff: float | None = None,
    status: Status = Status.OK,
    notes: tuple[str, ...] = (),
) -> Measured:
    """A value as a quantity of the report, with its counts and with limits where there are any."""
    if interval is not None:
        return Estimate(value, interval).measured(unit, k=k, n=n, n_eff=n_eff, status=status, notes=notes)
    n_eff = n if n_eff is None else n_eff
    return Measured(value, None, None, level, "none", k, n, n_eff, unit, status, notes=notes)
