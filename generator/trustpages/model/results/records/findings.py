"""Records of what a report finds beside promises: claims, limitations, items of evidence, contests."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated

from pydantic import Field

from trustpages.model.documents.base import Period
from trustpages.model.results.obligation import Target
from trustpages.model.results.records.history import EvidenceRecord, UndeclaredChange
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.records.obligation import Number
from trustpages.model.vocabulary import ClaimVerdict, EvidenceClass, Posture, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    """A public sentence held against the evidence.

    `last_verdict` is what the evidence said before it went stale; `distance` is the size of the difference
    between the value seen and the value claimed. `predicate` is what has to hold, in words; `changed` is what an
    earlier report has otherwise. `may_be_average` says that the number is no whole share of its sample size, and that
    nobody says of what else it is the mean. `line` and `counts` are what was held against what. `evidence_from` is the
    first day on which any evidence in its scope was collected. Older reports have none of the six.
    """

    id: str
    text: str = ""
    verdict: ClaimVerdict
    reason: str = ""
    quantity: Json = None
    claimed: Number | None = None
    operator: str = ""
    evidence: tuple[str, ...] = ()
    stale: bool = False
    last_verdict: ClaimVerdict | None = None
    distance: Number | None = None
    possible: bool | None = None
    other_scope: str | None = None
    attempts: int = 0
    single_attempt: Json = None
    where: str | None = None
    on: date | None = None
    withdrawn: date | None = None
    illustrative: bool = False
    obligation: str | None = None
    predicate: str = ""
    changed: tuple[UndeclaredChange, ...] = ()
    may_be_average: bool = False
    line: Target | None = None
    counts: Json = None
    evidence_from: date | None = None

    @property
    def in_short(self) -> ClaimRecord:
        """The part that later reports are held against, without sentences that people wrote."""
        return replace(self, text="", reason="", where=None, predicate="", line=None, counts=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitationRecord:
    """What the evidence does not show; `subjects` are what it is about, none for the whole agent."""

    rule: str
    slug: str = ""
    severity: Severity
    text: str = ""
    subject: str = ""
    subjects: tuple[str, ...] = ()
    inputs: Json = None
    removed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """An item that the report rests on: where it comes from, and what a later report needs of it."""

    id: str
    kind: str
    digest: str
    bundle: str = ""
    class_: Annotated[EvidenceClass | None, Field(alias="class")] = None
    version: str | None = None
    collected: Period | None = None
    producer: Json = None
    source: Json = None
    supports: tuple[str, ...] = ()
    bears_on: tuple[str, ...] = ()
    attempts: int | None = None
    failures: int | None = None
    severity: Severity | None = None
    day: date | None = None
    says: Verdict | None = None
    """What the item says as the record that a promise asks for."""
    illustrative: bool = False
    set_aside: Json = None
    """[SetAside](#setaside), of an item that was taken back or refuted."""

    @property
    def in_short(self) -> EvidenceRecord:
        """The part that a later report is held against."""
        return EvidenceRecord(**{part.name: getattr(self, part.name) for part in fields(EvidenceRecord)})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestRecord:
    """A dispute that is open, or was upheld against a promise or a claim.

    `items` are contested, `named` the promises and claims that it names, `rests_on` those whose figure rests on any of
    it. `verdicts`, `claims` and `posture` are what would be otherwise without the items.
    """

    dispute: str
    opened: date
    by: str = ""
    about: str = ""
    is_open: bool = True
    items: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    verdicts: Json = None
    claims: Json = None
    posture: Posture | None = None
