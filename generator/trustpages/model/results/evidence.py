"""An evidence item with what it takes from its bundle, its freshness, what it says against the agent, and what all of
the evidence amounts to: diversity, coverage, agreement of raters, proof against judgment.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trustpages.model.aggregate import FileRows
from trustpages.model.documents.agent import Change
from trustpages.model.documents.base import Period, Producer, Source
from trustpages.model.documents.bundle import AnyItem
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.vocabulary import EvidenceClass, Method, Severity

_WORDS = {"title", "statement", "visibility"}


class Retraction(StrEnum):
    """Why an item counts for nothing, though it stays on record."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """That an item was taken back or refuted: how, on which day, by whom and why.

    `correction` is the item in its place, `dispute` the one that was upheld, each where there is one. `review` is the
    first review that names the item or its dispute, held by somebody who may answer; `is_from_outside`
    says that a producer outside of the vendor took back what it had found itself.
    """

    how: Retraction
    on: date | None
    by: str
    reason: str
    correction: str | None = None
    dispute: str | None = None
    review: str | None = None
    is_from_outside: bool = False

    @property
    def is_examined(self) -> bool:
        """Whether somebody outside has looked at it: until then nothing looks better for it."""
        return self.is_from_outside or self.review is not None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item of an agent with what it takes from its bundle.

    `set_aside` is there where it counts for nothing, `rows` is what its data file holds, if it was read.
    `board` is the benchmark, with another version than its document's and the part, whose tasks it counts; empty where
    it names none.
    """

    agent: str
    bundle: str
    item: AnyItem
    version: str | None
    collected: Period | None
    producer: Producer
    source: Source | None
    illustrative: bool
    set_aside: SetAside | None = None
    rows: FileRows | None = None
    board: str = ""

    @property
    def id(self) -> str:
        """The item's id, unique for its agent."""
        return self.item.id

    @property
    def counts(self) -> bool:
        """Whether it counts for anything; that an incident did not happen is not for whoever says so alone."""
        if self.set_aside is None:
            return True
        return self.evidence_class is EvidenceClass.INCIDENT and not self.set_aside.is_examined

    @property
    def evidence_class(self) -> EvidenceClass | None:
        """The class in which it counts; None for control records, which are not evidence."""
        return self.item.evidence_class

    @property
    def collected_to(self) -> date | None:
        """The last day of collection, from which age counts."""
        return self.collected.to if self.collected else None

    @property
    def digest(self) -> str:
        """SHA-256 of everything that the item says apart from words for its readers.

        What is taken from the bundle counts as said; of the source only its digest counts. Absent keys and keys
        with their default value are the same.
        """
        said = self.item.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_WORDS)
        said["agent_version"] = self.version
        said["collected"] = self.collected.model_dump(mode="json") if self.collected else None
        said["producer"] = self.producer.model_dump(mode="json")
        said["source"] = self.source.sha256 if self.source else None
        canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ItemOutcomes:
    """The good outcomes of one item as a share of the known ones, and how many are not known."""

    evidence: str
    share: Quantity
    unknown: int


class FreshnessStatus(StrEnum):
    """How current evidence is, best first."""

    FRESH = "fresh"
    DUE_SOON = "due_soon"
    STALE = "stale"
    EXPIRED = "expired"
    MISSING = "missing"
    INVALID = "invalid"

    @property
    def is_usable(self) -> bool:
        """Whether the evidence may still stand behind a verdict."""
        return self in {FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON, FreshnessStatus.STALE}


class VersionMatch(StrEnum):
    """Whether the version that was looked at is the one that is deployed."""

    SAME = "same"
    CHANGED_MINOR = "changed_minor"
    CHANGED_MATERIAL = "changed_material"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ItemFreshness:
    """How current one evidence item is: age in days, ratio to the cadence, and what else bears on it.

    `ratio` is age / cadence, `weight` 2^(-age / half-life) and 0 once expired. `expires_on` is the last
    day on which the ratio is at most 1. `reasons` say in plain words what made the status what it is.
    """

    evidence: str
    status: FreshnessStatus
    age: int | None
    cadence: int
    ratio: float | None
    overdue: int
    weight: float
    version: VersionMatch
    changes_since: tuple[Change, ...] = ()
    benchmark: str | None = None
    open_triggers: tuple[str, ...] = ()
    expires_on: date | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreshnessSummary:
    """Freshness over the evidence of an agent: share that is fresh, and the oldest age in days."""

    fresh: Quantity
    oldest: int | None
    undated: tuple[str, ...]
    items: tuple[ItemFreshness, ...]

    @property
    def headline(self) -> Quantity:
        """The share that is fresh."""
        return self.fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseItem:
    """What one evidence item says against the agent, and the review that answered it.

    `found` are a few words after the item's name; `is_event` says that it is an incident, which is told among
    what happened. `review` is the first review that names the
    item and was held by others than the deploying team alone.
    """

    evidence: str
    label: str
    severity: Severity
    found: str
    is_event: bool = False
    review: str | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class AdverseEvidence:
    """Evidence against the agent, worst first, among the items `looked_at`, by id."""

    items: tuple[AdverseItem, ...]
    looked_at: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all of it, answered or not."""
        return frozenset(item.evidence for item in self.items)

    @property
    def unanswered(self) -> tuple[AdverseItem, ...]:
        """What no review answers, worst first."""
        return tuple(item for item in self.items if item.review is None)

    @property
    def headline(self) -> Quantity:
        """How many items speak against the agent, of all that there are."""
        if not self.looked_at:
            return Unmeasured(Status.MISSING, "there is no evidence")
        k, n = len(self.items), len(self.looked_at)
        return Measured(k, None, None, 1.0, "population", k, n, None, "items", inputs=self.looked_at)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree: raw, beyond chance, and how common the outcome is."""

    evidence: str
    statistic: str
    raw: Quantity
    beyond_chance: Quantity
    prevalence: float | None
    units: int
    words: str


@dataclass(frozen=True, slots=True)
class JudgeCorrection:
    """A judged share, corrected for the judge's known errors.

    `possible` holds the least and the greatest share that its errors let it pass, where it passed another one.
    """

    evidence: str
    raw: Quantity
    adjusted: Quantity
    same_family: bool
    possible: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ProofShares:
    """Share of decisive observations by method, for one obligation or over all."""

    obligation: str | None
    shares: tuple[tuple[Method, float], ...]


@dataclass(frozen=True, slots=True)
class ProofAndJudgment:
    """What rests on checks and what on judgment."""

    overall: ProofShares | None
    by_obligation: tuple[ProofShares, ...]
    agreements: tuple[Agreement, ...]
    corrections: tuple[JudgeCorrection, ...]
    uncalibrated: tuple[str, ...]
    same_family: tuple[str, ...]

    @property
    def headline(self) -> Quantity:
        """The share of verdicts that rests on checks, weighted by consequence: all that was decided is counted."""
        if self.overall is None:
            return Unmeasured(Status.MISSING, "no observation decides any promise")
        share = dict(self.overall.shares).get(Method.DETERMINISTIC, 0.0)
        refs = tuple(proof.obligation for proof in self.by_obligation if proof.obligation is not None)
        return Measured(share, None, None, 1.0, "population", None, len(refs), None, "share", inputs=refs)
