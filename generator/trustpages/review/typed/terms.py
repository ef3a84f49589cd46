"""Terms of pacts: which way a change goes, what it asks of the version, and what the report has no record of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.model.documents.pact import Obligation, Pact, Window
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.records.pact_steps import STEP_OF_TERM, VersionStep, find_version_step
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import Severity
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.note import note
from trustpages.review.typed.values import ValueMove, compare_values

_OTHER_TERMS: Final = ("step", "evidence_max_age", "not_applicable", "changes")
"""What a promise has beside the terms of its record, but for its words."""
_WORDS: Final = ("promise", "note")
_OF_PACT: Final = ("counterparty", "valid_from", "valid_until", "renewal", "requires")
_TITLES: Final = ("title", "illustrative")

_WEIGHTS: Final = {
    VersionStep.MAJOR: Severity.HIGH,
    VersionStep.MINOR: Severity.MEDIUM,
    VersionStep.PATCH: Severity.LOW,
}


def find_terms_turn(aspect: str, before: Obligation, after: Obligation) -> Turn:
    """Whether a term is easier (worse) or harder (better) to keep than it was, as far as that can be told."""
    match aspect:
        case "threshold":
            return _join_turns(_list_line_moves(before, after))
        case "window":
            return _join_turns(_list_window_moves(before.window, after.window))
        case "severity":
            return _turn(before.severity.rank - after.severity.rank)
        case "consequences":
            return _join_turns(_list_consequence_moves(before, after))
        case "evidence_max_age":
            ages = (before.evidence_max_age, after.evidence_max_age)
            return _turn(ages[0] - ages[1]) if None not in ages and ages[0] and ages[1] else Turn.NEUTRAL
        case "not_applicable":
            return _turn((after.not_applicable is None) - (before.not_applicable is None))
        case _:
            return Turn.NEUTRAL


def _turn(stricter: float) -> Turn:
    """Better where it is stricter, worse where it is less."""
    return Turn.BETTER if stricter > 0 else Turn.WORSE if stricter < 0 else Turn.NEUTRAL


def _join_turns(moves: Iterator[float]) -> Turn:
    """Worse where any part of it is, better where some are and none is worse."""
    turns = [_turn(move) for move in moves]
    return next((turn for turn in (Turn.WORSE, Turn.BETTER) if turn in turns), Turn.NEUTRAL)


def _list_line_moves(before: Obligation, after: Obligation) -> Iterator[float]:
    for key, sign in (("at_least", 1), ("at_most", -1), ("tolerable_rate", -1)):
        old, new = getattr(before.threshold, key), getattr(after.threshold, key)
        if old is not None and new is not None:
            yield sign * (new - old)


def _list_window_moves(before: Window, after: Window) -> Iterator[float]:
    for key in ("rolling", "months"):
        old, new = getattr(before, key), getattr(after, key)
        if old is not None and new is not None:
            yield new - old
    if before.from_ is not None and after.from_ is not None:
        yield (before.from_ - after.from_).days
    yield after.min_samples - before.min_samples
    yield (after.min_coverage or 0) - (before.min_coverage or 0)


def _list_consequence_moves(before: Obligation, after: Obligation) -> Iterator[float]:
    """A consequence that is new or comes sooner is stricter; one that is gone or has more time is less so."""
    old, new = dict(before.consequences()), dict(after.consequences())
    for trigger in old.keys() | new.keys():
        was, now = old.get(trigger), new.get(trigger)
        if was is None or now is None:
            yield -1 if now is None else 1
        elif was.within is not None or now.within is not None:
            far = 10**6  # days: without a deadline it may take for ever
            yield (far if was.within is None else was.within) - (far if now.within is None else now.within)


def find_pact_changes(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """What changed in pacts of both sides beside the terms that reports record, and versions that do not fit.

    Where the documents of a side are not known the terms on record alone ask for a version.
    """
    for id_, (old, new) in comparison.agents.items():
        versions = {pact.id: pact.version for pact in old.record.pacts}
        for record in new.record.pacts:
            if record.id in versions:
                pacts = [_find_pact(side, record.id) for side in (old, new)]
                was, now = pacts
                found = tuple(_compare_pacts(comparison, id_, was, now)) if was is not None and now is not None else ()
                yield from found
                steps = (versions[record.id], record.version)
                yield from _find_missing_step(comparison, id_, record.id, steps, found)


def _find_pact(side: AgentSide, id_: str) -> Pact | None:
    """The document of a pact."""
    pacts = side.documents.pacts if side.documents is not None else ()
    return next((pact for pact in pacts if pact.id == id_), None)


def _compare_pacts(comparison: SideComparison, agent: str, old: Pact, new: Pact) -> Iterator[ReviewedChange]:
    place, name = comparison.place_document(f"pact:{agent}/{new.id}"), Reference(new.id)
    for move in compare_values(old, new, leave_out=("id", "version", "agent", "obligations", "visibility")):
        if move.key in _TITLES:
            yield note(
                "wording",
                agent,
                new.id,
                move.states,
                ("Pact ", name, " is said in other words" if move.key == "promise" else " has another note"),
                aspect=move.key,
            )
        else:
            title = (f"{move.name.capitalize()} of pact ", name, f": {move.told}")
            yield note("pact-terms", agent, new.id, move.states, title, aspect=move.key, place=place)
    promises = {obligation.id: obligation for obligation in old.obligations}
    for promise in new.obligations:
        if promise.id not in promises:
            continue
        ref, was = f"{new.id}/{promise.id}", promises[promise.id]
        where = comparison.place_promise(agent, ref)
        for move in _compare_promises(was, promise):
            if move.key in _WORDS:
                title = (
                    "Promise ",
                    Reference(ref),
                    " is said in other words" if move.key == "promise" else " has another note",
                )
                yield note("wording", agent, ref, move.states, title, aspect=move.key, place=where)
            else:
                title = (f"{move.name.capitalize()} of ", Reference(ref), f": {move.told}")
                turn, weight = find_terms_turn(move.key, was, promise), promise.severity
                yield note(
                    "terms", agent, ref, move.states, title, aspect=move.key, turn=turn, weight=weight, place=where
                )


def _compare_promises(old: Obligation, new: Obligation) -> Iterator[ValueMove]:
    for move in compare_values(old, new):
        # What is declared is told by the term that changed.
        if move.key in (*_OTHER_TERMS, *_WORDS) and not (move.key == "changes" and _declares_change(old, new)):
            yield move


def _declares_change(old: Obligation, new: Obligation) -> bool:
    """Whether all that is declared anew is of terms that changed now, and nothing that was declared is gone."""
    if not set(old.changes) <= set(new.changes):
        return False
    fields = {declared.field for declared in new.changes if declared not in old.changes}
    return all(getattr(old, field) != getattr(new, field) for field in fields)


def _find_missing_step(
    comparison: SideComparison, agent: str, pact: str, versions: tuple[str, str], found: tuple[ReviewedChange, ...]
) -> Iterator[ReviewedChange]:
    """A pact whose version was raised by less than its changes demand, or lowered."""
    old, new = versions
    demanded = min(_list_demands(*comparison.agents[agent], pact, found), default=(VersionStep.NONE, ""))
    made = find_version_step(old, new)
    is_lower = _parse_version(new) < _parse_version(old)
    if made <= demanded[0] and not is_lower:
        return
    step, what = demanded
    asked = f"{what} asks for a {step.word} step" if what else "a version does not go back"
    version = f"it is {new} still" if made is VersionStep.NONE else f"it went from {old} to {new}"
    yield note(
        "missing-version-bump",
        agent,
        pact,
        versions,
        ("The version of pact ", Reference(pact), f" does not say that it changed: {version}"),
        aspect=step.word,
        turn=Turn.WORSE,
        weight=_WEIGHTS.get(step, Severity.HIGH),
        why=Sentence(asked[0].upper() + asked[1:]),
        place=comparison.place_document(f"pact:{agent}/{pact}"),
    )


def _list_demands(
    old: AgentSide, new: AgentSide, pact: str, found: tuple[ReviewedChange, ...]
) -> Iterator[tuple[VersionStep, str]]:
    """The steps that the changes of a pact demand, each with what asks for it."""
    was, now = (
        {terms.id: terms for record in side.record.pacts if record.id == pact for terms in record.obligations}
        for side in (old, new)
    )
    for id_ in was.keys() | now.keys():
        if id_ not in now:
            yield VersionStep.MAJOR, f"promise '{id_}', which was taken out,"
        elif id_ not in was:
            yield VersionStep.MINOR, f"promise '{id_}', which is new,"
        else:
            for term, step in STEP_OF_TERM.items():
                if getattr(was[id_], term) not in (None, getattr(now[id_], term)):
                    yield step, f"{term.replace('_', ' ')} of '{id_}'"
    for change in found:
        if change.rule == "wording" and change.aspect == "promise":
            yield VersionStep.PATCH, f"the wording of '{change.subject.partition('/')[2]}'"
        elif change.rule in ("terms", "pact-terms") and change.aspect != "changes":
            yield VersionStep.MINOR, change.aspect.replace("_", " ")


def _parse_version(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
