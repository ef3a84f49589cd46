"""What a report leaves behind: the record that `report.json` is written from, and read into.

The fields are the keys of the file, in its order; a string after some of them says what they mean. Keys of a newer
report that are not listed here are ignored, and those that an older one lacks have a default. Parts that nothing is
held against stay JSON values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Final, TypeAlias

from pydantic import FailFast, Field

from trustpages.model.documents.base import Period
from trustpages.model.measured import Status
from trustpages.model.results.changes import ChangeTopic, ReportChange
from trustpages.model.results.follow_through import LedgerEntry, OverrideFinding
from trustpages.model.results.history import (
    Breach,
    EvidenceRecord,
    PactRecord,
    TaskOutcomes,
    UndeclaredChange,
    VanishedItem,
    WithdrawnBreach,
)
from trustpages.model.results.json_values import Json
from trustpages.model.results.limitation import Unevaluated
from trustpages.model.results.obligation import LeftOut, Target, WhatWouldChange
from trustpages.model.results.sensitivity import Sensitivity
from trustpages.model.results.standing import AuthorityResult, PastStanding
from trustpages.model.vocabulary import Audience, ClaimVerdict, EvidenceClass, Posture, Severity, Verdict

FORMAT: Final = "trustpages.report/1"
WITHDRAWN_FORMAT: Final = "trustpages.withdrawn/1"
"""What stands at the address of a report that was withdrawn; its `record` is what later reports are held against."""

LEFT_OPEN: Final = frozenset({Verdict.BREACHED, Verdict.MISSING, Verdict.LEANING_BREACH, Verdict.INCOMPLETE})
"""Verdicts on a promise that is broken, leans to it, or is open for want of evidence."""

Number: TypeAlias = int | float
"""As it is written: a whole number stays one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRecord:
    """A promise with its verdict, the figures behind it, and the days that it was judged by."""

    pact: str
    id: str
    promise: str
    severity: Severity
    """What was promised, as in the pact."""
    kind: str = ""
    """Kind of the measure."""
    verdict: Verdict
    """`met`, `leaning-met`, `leaning-breach`, `breached`, `incomplete`, `missing` or `not-applicable`; between two
    reviews `on-track` or `at-risk`."""
    judged_on: date | None = None
    """Day of review whose verdict of record this is; null for an interim one."""
    since_then: Json = None
    """How it stands today beside a verdict of record: [SinceReview](#sincereview)."""
    next_review: date | None = None
    """Day on which it is judged next."""
    looks: int = 1
    """Published reports that have shown it since it was last judged, this one included."""
    decided_by: str = ""
    """Which reading gave the verdict: `observed`, `inferred`, `record`, `reason` or `history`."""
    observed: Verdict | None = None
    inferred: Verdict | None = None
    """Both readings."""
    status: Status = Status.MISSING
    k: Number | None = None
    n: Number | None = None
    n_eff: Number | None = None
    estimate: Number | None = None
    low: Number | None = None
    high: Number | None = None
    level: Number | None = None
    method: str | None = None
    """The quantity with counts and the deciding interval."""
    reason: str | None = None
    """Why there is no number, where there is none."""
    unknown: int = 0
    bounds: tuple[Number, Number] | None = None
    verdict_bounds: tuple[Verdict, Verdict] | None = None
    """Outcomes not known, and the result if all of them were bad or all good."""
    threshold: Target | None = None
    """[Target](#target)."""
    n_min: int | None = None
    units: Number | None = None
    """Fewest outcomes (or clusters) with which the promise could be shown to be kept, and how many there are."""
    counts: Json = None
    """What the limits are computed from: [Counts](#counts)."""
    window: tuple[date | None, date] | None = None
    """First and last day that count."""
    from_benchmarks: bool = False
    """Whether all that counts is from benchmarks: a breach then obliges to nothing, unless the pact says so."""
    evidence: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    """Items that count, and those that do not, each with the reason."""
    freshness: Json = None
    stale: bool = False
    valid_until: date | None = None
    """How current the evidence is."""
    would_change: WhatWouldChange | None = None
    """[WhatWouldChange](#whatwouldchange)."""
    budget: Json = None
    """[Budget](#budget), for proportions."""
    consequences: Json = None
    """Agreed consequences with what triggers them."""
    since: date | None = None
    """First day from which a breach, or a leaning to one, has held without a break."""
    breach: Breach | None = None
    """[Breach](#breach), while it is breached."""
    sticky: str | None = None
    """A breach that was published before and is not yet cleared: what clears it."""
    undeclared: tuple[UndeclaredChange, ...] = ()
    """Changes of its terms that the pact does not declare: list of [UndeclaredChange](#undeclaredchange)."""
    sources: Json = None
    differences: Json = None
    """Versions and producers of the runs, each judged by itself, and how they differ: lists of
    [SourceResult](#sourceresult) and [Difference](#difference)."""
    strata: Json = None
    """Declared parts of the runs, each judged by itself: list of [StratumResult](#stratumresult)."""
    held_back: str = ""
    """Which part of the runs does not bear out what all of them show, so that the verdict only leans."""
    illustrative: bool = False
    illustrative_evidence: bool = False
    """Whether promise or evidence was made up."""
    notes: tuple[str, ...] = ()
    """What was special about the computation."""

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact}/{self.id}"

    @property
    def in_short(self) -> ObligationRecord:
        """The part that later reports are held against."""
        return replace(
            self,
            since_then=None,
            reason=None,
            left_out=(),
            freshness=None,
            would_change=None,
            budget=None,
            consequences=None,
            sticky=None,
            counts=None,
            sources=None,
            differences=None,
            strata=None,
            notes=(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord:
    """A public sentence held against the evidence.

    `last_verdict` is what the evidence said before it went stale; `distance` is the size of the difference
    between the value seen and the value claimed. `predicate` is what has to hold, in words; `changed` is what an
    earlier report has otherwise. `may_be_average` says that the number is no whole share of its sample size, and that
    nobody says of what else it is the mean. `line` and `counts` are what was held against what. Older reports have
    none of the five.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRecord:
    """Everything that a report says about one agent."""

    id: str
    """Name of the agent's folder."""
    name: str = ""
    """Name as buyers know it."""
    version: str = ""
    """Version that is deployed."""
    illustrative: bool = False
    """Whether anything about the agent was made up."""
    posture: Posture
    """`Blocked`, `Restricted`, `Conditional`, `Provisional` or `Supported`."""
    decided_by: str | None = None
    """The obligation that decided it, as `pact/obligation`; null where the whole did."""
    posture_rule: int = 0
    """Number of the rule that matched first."""
    posture_reason: str = ""
    """The same in words."""
    valid_until: date | None = None
    """Last day on which the posture holds without new evidence; null where nothing in force ends."""
    valid_until_reason: str = ""
    """What ends then."""
    authority: AuthorityResult
    """[AuthorityResult](#authorityresult)."""
    obligations: tuple[ObligationRecord, ...] = ()
    """[Obligations](#obligations), worst first."""
    metrics: Json = None
    """[Metrics](#metrics) by name."""
    claims: tuple[ClaimRecord, ...] = ()
    """List of [ClaimResult](#claimresult)."""
    limitations: tuple[LimitationRecord, ...] = ()
    """Triggered ones, worst first: `rule`, `slug`, `severity`, `text`, `subject`, `inputs`, `removed_by`."""
    not_evaluable: tuple[Unevaluated, ...] = ()
    """Rules that could not be evaluated: `rule`, `slug`, `reason`."""
    clear: tuple[str, ...] = ()
    """Ids of the rules that do not fire."""
    consequences: tuple[LedgerEntry, ...] = ()
    """List of [LedgerEntry](#ledgerentry)."""
    overrides: tuple[OverrideFinding, ...] = ()
    """List of [OverrideFinding](#overridefinding)."""
    reviews: Json = None
    """[ReviewCadence](#reviewcadence)."""
    evidence: tuple[ItemRecord, ...] = ()
    """What the report rests on, each item with class, version, days of collection, producer, source, what it `says`
    as the record of a promise, and the keys of [EvidenceRecord](#evidencerecord)."""
    contests: tuple[ContestRecord, ...] = ()
    """What is contested, and what hangs on it: list of [Contest](#contest)."""
    pacts: tuple[PactRecord, ...] = ()
    """What binds the agent, with the terms of each promise: list of [PactRecord](#pactrecord)."""
    vanished: tuple[VanishedItem, ...] = ()
    """What was published before and is gone without a word: list of [VanishedItem](#vanisheditem)."""
    explained: tuple[VanishedItem, ...] = ()
    """The same where a review says why it is gone: list of [VanishedItem](#vanisheditem)."""
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    """Breached promises that are in no pact any more: list of [WithdrawnBreach](#withdrawnbreach)."""
    changes: tuple[ReportChange, ...] = ()
    """What changed since the report that it was compared with: list of [ReportChange](#reportchange)."""
    history: tuple[PastStanding, ...] = ()
    """How the agent stood in the reports before this one, oldest first: list of [PastStanding](#paststanding)."""
    tasks: tuple[TaskOutcomes, ...] = ()
    """How each version did on each task, for later comparisons: list of [TaskOutcomes](#taskoutcomes)."""
    sensitivity: Sensitivity | None = None
    """What changes where a parameter of the policy is half or double: [Sensitivity](#sensitivity)."""
    workflow: str = ""
    """The work that it takes part in."""
    blast_radius: Severity | None = None
    """How far its failures reach; null in reports of earlier versions."""
    accepted_risks: Json = None
    """Risks that somebody accepted, each with the day on which that ends: `id`, `valid_until`."""
    resembles: tuple[str, ...] = ()
    """Agents that were reported before, are missing, and look like this one."""

    @property
    def left_open(self) -> tuple[str, ...]:
        """What stands against the agent, by name: promises not kept, incidents, and evidence that is gone."""
        promises = (obligation.ref for obligation in self.obligations if obligation.verdict.ranked_as in LEFT_OPEN)
        incidents = (item.id for item in self.evidence if item.kind == "incident")
        gone = (item.item.id for item in self.vanished)
        return tuple(sorted({*promises, *(broken.ref for broken in self.withdrawn), *incidents, *gone}))

    @property
    def in_short(self) -> AgentRecord:
        """The part that later reports are held against, without sentences that people wrote."""
        return replace(
            self,
            metrics=None,
            obligations=tuple(obligation.in_short for obligation in self.obligations),
            claims=tuple(claim.in_short for claim in self.claims),
            limitations=tuple(replace(each, text="", inputs=None, removed_by="") for each in self.limitations),
            consequences=tuple(replace(entry, text="") for entry in self.consequences),
            reviews=None,
            overrides=(),
            not_evaluable=(),
            clear=(),
            accepted_risks=None,
            changes=(),
            sensitivity=None,
        )


@dataclass(frozen=True, slots=True)
class PreviousAgent:
    """One agent as it was published on `as_of`."""

    agent: AgentRecord
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecord:
    """A whole report, for one audience and one day."""

    format: str
    """Name and version of this format."""
    as_of: date
    """Day that the report is about."""
    audience: Audience
    """Who may read it: `public`, `nda` or `internal`."""
    inputs_digest: str = ""
    """SHA-256 over the documents and data files that this audience may see."""
    previous_digest: str | None = None
    """Digest of the report that it was compared with, if there was one."""
    previous_as_of: date | None = None
    """Day of the report that it was compared with."""
    portfolio: Json = None
    """What concerns all agents: `rank_outcome` (all comparisons), `decisions`, `benchmarks`, and limitations."""
    changes: tuple[ReportChange, ...] = ()
    """Agents that came or went since then: list of [ReportChange](#reportchange)."""
    agents: Annotated[tuple[AgentRecord, ...], FailFast()] = ()
    """One record for each agent, by id."""
    missing: tuple[PreviousAgent, ...] = ()
    """Agents that an earlier report was about, where nobody says what became of them: each as `agent`, the part that
    binds later reports, and `as_of`, the day of its last report."""
    begins: date | None = None
    """Day of the first report of those that were held against each other; null in reports of earlier versions."""
    policy: Json = None
    """Every parameter of the policy by its name; null in reports of earlier versions."""
    problems: tuple[Json, ...] = ()
    """Warnings: `code`, `level`, `sentence`, `remedy`, `file`, `line`, `column`."""

    @property
    def in_short(self) -> ReportRecord:
        """The part that later reports are held against."""
        agents = tuple(agent.in_short for agent in self.agents)
        return replace(self, portfolio=None, changes=(), agents=agents, policy=None, problems=())

    def agent(self, id_: str) -> AgentRecord | None:
        """What the report says about the agent of that id, if anything."""
        return next((agent for agent in self.agents if agent.id == id_), None)

    @property
    def all_changes(self) -> tuple[ReportChange, ...]:
        """The agents that came or went, then what changed about each."""
        return (*self.changes, *(change for agent in self.agents for change in agent.changes))

    def with_changes(self, changes: Sequence[ReportChange]) -> ReportRecord:
        """The same record with the changes since an earlier one: agents that came or went, and of each what changed."""
        whole = tuple(change for change in changes if change.changed is ChangeTopic.AGENT)
        by_agent: dict[str, list[ReportChange]] = {agent.id: [] for agent in self.agents}
        for change in changes:
            by_agent.setdefault(change.agent, []).append(change)
        # Of an agent that only one side has it is enough that it came or went.
        one_sided = {change.agent for change in whole}
        agents = tuple(
            replace(agent, changes=() if agent.id in one_sided else tuple(by_agent[agent.id])) for agent in self.agents
        )
        return replace(self, changes=whole, agents=agents)


@dataclass(frozen=True, slots=True)
class PreviousReport:
    """The report that was published before; `digest` is the SHA-256 of the bytes that it was read from."""

    record: ReportRecord
    digest: str
