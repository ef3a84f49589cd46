"""What the evidence of an agent covers: runs, kinds of evidence, steps of the work."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.vocabulary import EvidenceClass, Severity


@dataclass(frozen=True, slots=True)
class RunCount:
    """What became of the runs of one item for one obligation, or for none where it supports none that counts them.

    `read` are all rows of its file, or all runs that it states. `counted` ones have a known outcome or value, `unknown`
    ones would count and have none, `left_out` are the others by reason: the three add up to `read`.
    """

    evidence: str
    obligation: str | None
    read: int
    counted: int
    unknown: int
    left_out: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CountedRuns:
    """What became of all runs on record, by item and obligation."""

    items: tuple[RunCount, ...]

    @property
    def headline(self) -> Quantity:
        """The share of all runs read that count, over every promise that they are for."""
        k, n = (sum(getattr(item, key) for item in self.items) for key in ("counted", "read"))
        if not n:
            return Unmeasured(Status.MISSING, "no item counts runs")
        inputs = tuple(sorted({item.evidence for item in self.items}))
        return Measured(k / n, None, None, 1.0, "population", k, n, None, "share", inputs=inputs)


@dataclass(frozen=True, slots=True)
class Diversity:
    """How many kinds of evidence there are, and how many sources.

    `amounts` has every class, zero included; `d0`, `d1`, `d2` are Hill numbers; `hhi` is from 0 to 1. `against` names
    the current evidence against the agent, `expired` that which is not current: neither counts in any of them.
    """

    amounts: tuple[tuple[EvidenceClass, float], ...]
    items: tuple[tuple[EvidenceClass, int], ...]
    d0: Quantity
    d1: Quantity
    d2: Quantity
    evenness: float | None
    benchmark_share: float | None
    independence: Quantity
    hhi: Quantity
    effective_sources: float | None
    organisations: tuple[tuple[str, int], ...]
    absent: tuple[EvidenceClass, ...]
    required: tuple[EvidenceClass, ...]
    duplicates: tuple[str, ...]
    against: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()

    @property
    def counts_all(self) -> bool:
        """Whether all evidence on record counts."""
        return not self.against and not self.expired

    @property
    def headline(self) -> Quantity:
        """The effective number of kinds (D1)."""
        return self.d1


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How directly one benchmark tests one obligation; None where nobody mapped it."""

    benchmark: str
    strength: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One obligation across the benchmarks; `is_testable` says that it is of the kind that benchmarks measure."""

    obligation: str
    consequence: Severity
    weight: float
    best: float
    other_evidence: bool
    cells: tuple[CoverageCell, ...]
    is_testable: bool = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the benchmarks cover of what the workflow depends on; uncovered critical promises come first.

    `content_validity` holds (benchmark, obligation, ratio from -1 to 1) where enough mappers rated the pair.
    """

    uncovered: tuple[str, ...]
    weighted: Quantity
    unweighted: Quantity
    bounds: tuple[float, float] | None
    relevance: Quantity
    without_other_evidence: Quantity
    benchmarks: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    mappers: tuple[str, ...]
    independent_mapping: bool
    agreement: Quantity | None = None
    content_validity: tuple[tuple[str, str, float], ...] = ()

    @property
    def headline(self) -> Quantity:
        """Coverage weighted by consequence."""
        return self.weighted
