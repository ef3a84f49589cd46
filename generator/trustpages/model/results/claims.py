"""Public claims held against the evidence, and real use: what was claimed of it, and its incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.measured import Quantity, get_headline, with_inputs
from trustpages.model.results.obligation import Target
from trustpages.model.results.parts import Counts
from trustpages.model.results.records.history import UndeclaredChange
from trustpages.model.vocabulary import ClaimVerdict, IncidentSeverity


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A public sentence held against the evidence.

    `last_verdict` is what the evidence said before it went stale; `distance` is the size of the difference
    between the value seen and the value claimed. `possible` is None where the number cannot be held against its sample
    size, or where it `may_be_average` of something else than outcomes. `predicate` is what has to hold, in words;
    `changed` is what an earlier report has otherwise. `line` is what the quantity is held against, in the terms of the
    evidence, and `counts` what its limits are computed from. `evidence_from` is the first day on which any evidence in
    its scope was collected, None where there is none with a day.
    """

    id: str
    text: str
    verdict: ClaimVerdict
    reason: str
    quantity: Quantity
    claimed: float | None
    operator: str
    evidence: tuple[str, ...]
    stale: bool
    last_verdict: ClaimVerdict | None
    distance: float | None
    possible: bool | None
    other_scope: str | None
    attempts: int
    single_attempt: Quantity | None
    where: str | None
    on: date
    withdrawn: date | None
    illustrative: bool = False
    obligation: str | None = None
    predicate: str = ""
    changed: tuple[UndeclaredChange, ...] = ()
    may_be_average: bool = False
    line: Target | None = None
    counts: Counts | None = None
    evidence_from: date | None = None


@dataclass(frozen=True, slots=True)
class GapScenario:
    """The gap if the claim rested on so many tasks."""

    n: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Claimed failure against failure observed in use, in points (`gap`) and as a ratio.

    `depends_on_unknown` says that the verdict in `words` would be another one if runs without recorded outcome had
    all failed, or had all succeeded.
    """

    claim: str
    text: str
    claimed: Quantity
    observed: Quantity
    gap: Quantity
    ratio: Quantity
    scenarios: tuple[GapScenario, ...]
    mapped: bool
    words: str
    evidence: tuple[str, ...] = ()
    depends_on_unknown: bool = False

    @property
    def headline(self) -> Quantity:
        """The gap in points, by the evidence of real use."""
        return with_inputs(self.gap, self.evidence)


@dataclass(frozen=True, slots=True)
class IncidentRates:
    """Incidents per exposure: plain, by severity, weighted; and how far the count can be trusted.

    Rates are per run (or unit of `exposure_unit`). Of the `recorded` use, `exposure` is what counts: the part that is
    watched, times the share of failures that the detector finds. `monitored` is the share of runs that is watched.
    `outside` counts confirmed incidents that did not happen on days of that use, which are in no rate.
    """

    exposure: float
    exposure_unit: str
    recorded: float
    counts: tuple[tuple[str, int], ...]
    rate: Quantity
    weighted: Quantity
    critical: Quantity
    monitored: float | None
    detection: tuple[str, ...]
    dispersion: Quantity
    widened_by: float | None
    failures: Quantity
    outside: int = 0
    evidence: tuple[str, ...] = ()

    @property
    def counted_in(self) -> str:
        """The unit of `exposure`, with the word that sets it apart from all use where not all of it was watched."""
        return f"watched {self.exposure_unit}" if self.exposure < self.recorded else self.exposure_unit


@dataclass(frozen=True, slots=True)
class IncidentCounts:
    """How many incidents there are of each severity; `worst` is the newest of the worst, which `occurred` that day.

    `is_least` says that there may be more, since somebody reported several without their number.
    """

    by_severity: tuple[tuple[IncidentSeverity, int], ...]
    worst: str | None
    occurred: date | None
    is_least: bool = False

    @property
    def has_grave(self) -> bool:
        """Whether one of them is more than minor."""
        return any(count and severity is not IncidentSeverity.MINOR for severity, count in self.by_severity)

    @property
    def total(self) -> int:
        """How many there are of all severities."""
        return sum(count for _, count in self.by_severity)


@dataclass(frozen=True, slots=True)
class IncidentsOnRecord:
    """Every incident up to the date of the report, whatever use is on record: confirmed, and only reported."""

    confirmed: IncidentCounts
    reported: IncidentCounts


@dataclass(frozen=True, slots=True)
class RealUse:
    """How the agent does in real use: claims held against it, incidents per exposure, and all incidents on record."""

    gaps: tuple[Gap, ...]
    incidents: IncidentRates | None
    on_record: IncidentsOnRecord

    @property
    def headline(self) -> Quantity:
        """The gap of the first claim."""
        return get_headline(self.gaps, "no claim can be held against real use")
