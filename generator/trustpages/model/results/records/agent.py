"""The record of an agent: everything that a report says about it, and the part that binds later reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from trustpages.model.results.follow_through import LedgerEntry, OverrideFinding
from trustpages.model.results.limitation import Unevaluated
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.findings import ClaimRecord, ContestRecord, ItemRecord, LimitationRecord
from trustpages.model.results.records.history import PactRecord, TaskOutcomes, VanishedItem, WithdrawnBreach
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.records.obligation import LEFT_OPEN, ObligationRecord
from trustpages.model.results.records.sensitivity import Sensitivity
from trustpages.model.results.standing import AuthorityResult, PastStanding
from trustpages.model.vocabulary import Posture, Severity


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
    contested_together: Json = None
    """What hangs on all open disputes together, where that is more: [JointContest](#jointcontest)."""
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
