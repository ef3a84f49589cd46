"""Steps by which the pact acts: a consequence carried out or rehearsed, a sentence withdrawn that evidence refutes."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.advise.alterations import add_item, alter_claim, alter_item, name_new, write_bundle
from trustpages.advise.situation import Candidate, Situation, StepKind
from trustpages.model.documents.bundle import ConsequenceEvent, Drill
from trustpages.model.results.follow_through import DONE, LedgerEntry, LedgerState
from trustpages.model.results.next_steps import Stage
from trustpages.model.sentence import Reference, Sentence, Term
from trustpages.model.states import CLAIMS
from trustpages.model.vocabulary import ClaimVerdict

_WAITING = frozenset(
    {LedgerState.NOT_ENACTED, LedgerState.OVERRIDE_LAPSED, LedgerState.MISSED_TRIGGER, LedgerState.PENDING}
)


def _find_owed(situation: Situation) -> Iterator[Candidate]:
    recorded = {item.id for item in situation.report.evidence}
    for entry in situation.report.findings.follow_through.entries:
        if entry.state not in _WAITING:
            continue
        to = (" to ", Term(entry.to)) if entry.to else ()
        yield Candidate(
            about=entry.id,
            text=Sentence("Carry out what is owed for ", Reference(entry.obligation), ": ", Term(entry.action), *to),
            assumes="it takes effect on the day of the report, and is recorded",
            alter=(
                alter_item(entry.id, enacted_at=situation.as_of)
                if entry.id in recorded
                else add_item(situation, _imagine_event(situation, entry))
            ),
            next_step=() if entry.id in recorded else _record_event(situation, entry),
        )


def _record_event(situation: Situation, entry: LedgerEntry) -> tuple[str, ...]:
    """The command that writes what nobody has recorded."""
    said = (
        ("--obligation", entry.obligation),
        ("--trigger", entry.trigger.value),
        ("--action", entry.action.value),
        ("--triggered-at", entry.triggered_at.isoformat()),
        ("--enacted-at", situation.as_of.isoformat()),
    )
    return ("trustpages", "record", "consequence", situation.report.id, *(flag for pair in said for flag in pair))


def _imagine_event(situation: Situation, entry: LedgerEntry) -> ConsequenceEvent:
    return ConsequenceEvent(
        kind="consequence",
        id=entry.id,  # under which the report tells what nobody recorded
        obligation=entry.obligation,
        trigger=entry.trigger,
        action=entry.action,
        triggered_at=entry.triggered_at,
        enacted_at=situation.as_of,
    )


def _find_unrehearsed(situation: Situation) -> Iterator[Candidate]:
    """A drill of the gravest promise whose consequence neither happened nor was shown to work."""
    follow_through = situation.report.findings.follow_through
    shown = {entry.obligation for entry in follow_through.entries if entry.state in DONE}
    shown |= {ref for ref in follow_through.drilled if (ref, False) not in follow_through.drills}
    for result, term in situation.promises():
        if result.ref not in shown and term.on_breach is not None:
            name = name_new(situation, f"drill-{result.ref}")
            drill = Drill(
                kind="drill",
                id=name,
                obligation=result.ref,
                date=situation.as_of,
                worked=True,
                summary="What was rehearsed",
            )
            action = Term(term.on_breach.action)
            yield Candidate(
                about=result.ref,
                text=Sentence("Rehearse a breach of ", Reference(result.ref), ": ", action),
                assumes="the consequence takes effect as agreed",
                alter=add_item(situation, drill),
                next_step=write_bundle(situation, name),
            )
            return


_HOLDS = frozenset({ClaimVerdict.SUPPORTED, ClaimVerdict.PARTIALLY_SUPPORTED})


def _find_unfounded(situation: Situation) -> Iterator[Candidate]:
    """Sentences that are still said and that no evidence bears out."""
    for claim in situation.report.findings.claims:
        if claim.withdrawn is None and claim.verdict not in _HOLDS:
            yield Candidate(
                about=claim.id,
                text=f'Withdraw "{claim.text.rstrip(".")}", which is {CLAIMS[claim.verdict].in_sentence}',
                assumes="it is said no more, or only as the evidence has it",
                alter=alter_claim(claim.id, withdrawn=max(situation.as_of, claim.on)),
            )


FOLLOW_THROUGH_KINDS = (
    StepKind("carry-out", Stage.WIRING, _find_owed),
    StepKind("drill", Stage.WIRING, _find_unrehearsed),
    StepKind("withdraw-claim", Stage.WIRING, _find_unfounded),
)
