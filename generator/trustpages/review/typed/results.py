"""The one difference of two reports, each change of it with its rule, weight and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Reference, Sentence, Term
from trustpages.model.states import LEDGER, POSTURES, SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Posture, Severity
from trustpages.review.changes import find_changes
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.note import name_move, note
from trustpages.review.typed.written import find_withdrawn_claims, type_claim, type_evidence, type_pact, type_terms

_POSTURES: Final = {state.value: label.word for state, label in POSTURES.items()}
_VERDICTS: Final = {state.value: label.word for state, label in VERDICTS.items()}
_LEDGER: Final = {state.value: label.word for state, label in LEDGER.items()}
_SEVERITIES: Final = {state.value: label.word for state, label in SEVERITIES.items()}

_OWED: Final = {LedgerState.NOT_ENACTED, LedgerState.MISSED_TRIGGER, LedgerState.OVERRIDE_LAPSED, LedgerState.INVALID}


def find_result_changes(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """What changed in the reports, with the rule of each change.

    What an item says otherwise is told by the documents. Of an agent that one side alone has it is enough that it came
    or went.
    """
    found = find_changes(comparison.before.record, comparison.after.record)
    one_sided = {change.agent for change in found if change.changed is ChangeTopic.AGENT}
    for change in found:
        if change.changed is ChangeTopic.AGENT:
            yield _note_agent(comparison, change)
        elif change.agent not in one_sided and change.agent in comparison.agents:
            old, new = comparison.agents[change.agent]
            yield from _BY_TOPIC[change.changed](comparison, change, old, new)
    for id_, (old, new) in comparison.agents.items():
        yield from _find_other_reasons(id_, old.record, new.record)
        yield from find_withdrawn_claims(comparison, id_, old, new)


def _note_agent(comparison: SideComparison, change: ReportChange) -> ReviewedChange:
    place = comparison.place_document(f"agent:{change.agent}")
    states, name = (change.before, change.after), Reference(change.agent)
    if change.after is not None:
        return note("agent-added", change.agent, change.agent, states, ("The agent ", name, " is new"), place=place)
    gone = comparison.before.record.agent(change.agent)
    is_open = gone is not None and bool(gone.left_open)
    turn = Turn.WORSE if is_open else Turn.NEUTRAL
    why = Sentence("Open when it went: ", ", ".join(gone.left_open)) if gone is not None and is_open else None
    title = ("The agent ", name, " is gone")
    return note("agent-removed", change.agent, change.agent, states, title, turn=turn, why=why, place=place)


def _type_posture(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    blocked = Posture.BLOCKED in (old.record.posture, new.record.posture)
    yield note(
        "posture",
        change.agent,
        change.subject,
        (change.before, change.after),
        name_move(("Posture",), change, _POSTURES),
        turn=change.turn,
        weight=Severity.CRITICAL if blocked else Severity.HIGH,
        why=_explain_posture(new.record),
        place=comparison.place_document(f"agent:{change.agent}"),
    )


def _explain_posture(agent: AgentRecord) -> Sentence:
    decided = (Reference(agent.decided_by), ": ") if agent.decided_by else ()
    return Sentence("Decided by ", *(decided or ("the whole: ",)), agent.posture_reason)


def _find_other_reasons(id_: str, old: AgentRecord, new: AgentRecord) -> Iterator[ReviewedChange]:
    if old.posture is new.posture and old.decided_by != new.decided_by:
        title = ("Posture stays ", _POSTURES[new.posture.value], ", and something else decides it")
        yield note("posture-decided-by", id_, id_, (old.decided_by, new.decided_by), title, why=_explain_posture(new))


def _type_authority(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    del old
    by_rules = change.aspect == "by_rules"
    what = "Authority by the rules" if by_rules else "Authority granted"
    yield note(
        "authority-by-rules" if by_rules else "authority-granted",
        change.agent,
        change.subject,
        (change.before, change.after),
        (what, " goes from ", Term(change.before or ""), " to ", Term(change.after or "")),
        turn=change.turn,
        why=Sentence(*new.record.authority.reasons[:1]) if by_rules and new.record.authority.reasons else None,
        place=comparison.place_document(f"agent:{change.agent}"),
    )


def _type_version(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    del old, new
    title = ("Version ", Term(change.after or ""), " is deployed, it was ", Term(change.before or ""))
    place = comparison.place_document(f"agent:{change.agent}")
    yield note("agent-version", change.agent, change.subject, (change.before, change.after), title, place=place)


def _type_verdict(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    promises = [promise for side in (new, old) if (promise := side.promise(change.subject)) is not None]
    rule, turn, what = "verdict", change.turn, "Promise "
    if change.before is None:
        rule = "promise-added"
    elif change.after is None:
        rule, turn = "promise-removed", Turn.WORSE
    target = promises[0].threshold
    promised = Sentence(f"Promised: {target.text}") if target is not None and target.text else None
    yield note(
        rule,
        change.agent,
        change.subject,
        (change.before, change.after),
        name_move((what, Reference(change.subject)), change, _VERDICTS),
        turn=turn,
        weight=min((promise.severity for promise in promises), key=lambda severity: severity.rank),
        why=promised if rule == "verdict" else None,
        place=comparison.place_promise(change.agent, change.subject),
    )


def _type_consequence(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    entries = [entry for side in (new, old) for entry in side.record.consequences if entry.id == change.subject]
    entry, turn = entries[0], change.turn
    # What came overdue, or went so, has no state on the other side to be held against.
    if change.before is None and change.after in _OWED:
        turn = Turn.WORSE
    elif change.after is None and change.before in _OWED:
        turn = Turn.BETTER
    due = ("Due on ", entry.due_at) if entry.due_at is not None else ()
    yield note(
        "consequence",
        change.agent,
        change.subject,
        (change.before, change.after),
        name_move(("Consequence of ", Reference(entry.obligation)), change, _LEDGER),
        aspect=entry.obligation,
        turn=turn,
        weight=entry.severity,
        why=Sentence(*due) if due else None,
        place=comparison.place_item(change.agent, change.subject),
    )


def _type_limitation(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    del comparison
    worst = min(Severity(state).rank for state in (change.before, change.after) if state is not None)
    side = old if change.after is None else new
    texts = (
        limitation.text
        for limitation in side.record.limitations
        if limitation.rule == change.subject and (not change.aspect or change.aspect in limitation.subjects)
    )
    about = (" about ", Reference(change.aspect)) if change.aspect else ()
    text = next(texts, "")
    turn = Turn.NEUTRAL if _came_with_subject(change, old, new) else change.turn
    yield note(
        "limitation",
        change.agent,
        change.subject,
        (change.before, change.after),
        name_move(("Limitation ", Reference(change.subject), *about), change, _SEVERITIES),
        aspect=change.aspect,
        turn=turn,
        weight=tuple(Severity)[worst],
        why=Sentence(text) if text else None,
    )


def _came_with_subject(change: ReportChange, old: AgentSide, new: AgentSide) -> bool:
    """Whether a limitation came or went with what it is about, so that it says nothing new of the agent.

    It stands on the other side as gravely for something else, or was about a claim that is not made any more.
    """
    name = change.aspect.removeprefix("claim/")
    if not name or (change.before is not None and change.after is not None):
        return False
    here, there = (new, old) if change.before is None else (old, new)
    if name not in _list_names(here) or name in _list_names(there):
        return False
    if any(claim.id == name for claim in here.record.claims):
        return change.after is None
    severity = Severity(change.before or change.after or "")
    return any(
        other.rule == change.subject and other.severity.rank <= severity.rank for other in there.record.limitations
    )


def _list_names(side: AgentSide) -> set[str]:
    """All that a limitation may be about: items that count, promises, and the claims that are made."""
    record = side.record
    claims = {claim.id for claim in record.claims if claim.withdrawn is None}
    items = {item.id for item in record.evidence if item.set_aside is None}
    return claims | items | {promise.ref for promise in record.obligations}


_BY_TOPIC: Final[
    Mapping[ChangeTopic, Callable[[SideComparison, ReportChange, AgentSide, AgentSide], Iterator[ReviewedChange]]]
] = {
    ChangeTopic.POSTURE: _type_posture,
    ChangeTopic.AUTHORITY: _type_authority,
    ChangeTopic.VERSION: _type_version,
    ChangeTopic.VERDICT: _type_verdict,
    ChangeTopic.CLAIM: type_claim,
    ChangeTopic.CONSEQUENCE: _type_consequence,
    ChangeTopic.LIMITATION: _type_limitation,
    ChangeTopic.EVIDENCE: type_evidence,
    ChangeTopic.TERMS: type_terms,
    ChangeTopic.PACT: type_pact,
}
