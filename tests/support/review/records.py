"""Records of reports with only what a test is about."""

from __future__ import annotations

from dataclasses import replace

from support.builders import AGENT, AS_OF
from trustpages.model.results.follow_through import LedgerEntry, LedgerState
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ReportChange, Turn
from trustpages.model.results.records.findings import ClaimRecord, ItemRecord, LimitationRecord
from trustpages.model.results.records.report import FORMAT, ReportRecord
from trustpages.model.results.standing import AuthorityResult
from trustpages.model.vocabulary import Action, Audience, ClaimVerdict, Posture, Severity, Trigger


def an_authority(
    granted: str = "autonomous", by_rules: str = "approve-each", top: str = "autonomous"
) -> AuthorityResult:
    """On a ladder of three rungs, of which the highest is `top`."""
    return AuthorityResult(("suspended", "approve-each", top), granted, by_rules, granted != by_rules, ())


def a_claim_record(verdict: ClaimVerdict) -> ClaimRecord:
    """That it is fast."""
    return ClaimRecord(id="fast", verdict=verdict, text="It is fast.")


def an_entry(state: LedgerState) -> LedgerEntry:
    """A consequence of a breach, in that state."""
    return LedgerEntry(
        id="narrowed",
        obligation="service/success",
        severity=Severity.HIGH,
        trigger=Trigger.ON_BREACH,
        action=Action.FREEZE,
        to=None,
        decided_by=None,
        triggered_at=AS_OF,
        due_at=AS_OF,
        enacted_at=None,
        state=state,
        days_late=0,
        override=None,
        authority=None,
        routing=None,
        settlement=None,
        proof=(),
        text="",
    )


def a_limitation(rule: str, severity: Severity, *subjects: str) -> LimitationRecord:
    """A limitation about these subjects, none for the whole agent."""
    return LimitationRecord(rule=rule, severity=severity, subjects=subjects)


def an_item_record(id_: str, kind: str = "runs", digest: str = "a") -> ItemRecord:
    """An item with the digest of what it says."""
    return ItemRecord(id=id_, kind=kind, digest=digest * 64)


def an_agent_record(*evidence: ItemRecord, claims: tuple[ClaimRecord, ...] = (), agent: str = AGENT) -> AgentRecord:
    """An agent with these items and claims."""
    return AgentRecord(
        id=agent, posture=Posture.CONDITIONAL, authority=an_authority(), evidence=evidence, claims=claims
    )


def a_record(*agents: AgentRecord) -> ReportRecord:
    """The public report about these agents."""
    return ReportRecord(format=FORMAT, as_of=AS_OF, audience=Audience.PUBLIC, agents=agents)


_OPPOSITE = {Turn.BETTER: Turn.WORSE, Turn.WORSE: Turn.BETTER}


def reverse(change: ReportChange) -> ReportChange:
    """The same change seen from the other side; what is lost or disputed from there is worse, or neutral, from here."""
    turn = _OPPOSITE.get(change.turn, change.turn)
    return replace(change, before=change.after, after=change.before, turn=turn)
