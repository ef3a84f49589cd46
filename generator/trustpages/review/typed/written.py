"""What people wrote of claims, evidence and pacts, as the one difference of two reports has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.model.documents.bundle import ITEM_KINDS
from trustpages.model.documents.items.adverse import HeldAgainst
from trustpages.model.results.records.changes import ReportChange, Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.states import CLAIMS
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.note import name_move, note, shorten
from trustpages.review.typed.terms import find_terms_turn

WITHDRAWN: Final = "withdrawn"
"""The state of a claim that is listed, and not made any more."""

_CLAIMS: Final = {state.value: label.word for state, label in CLAIMS.items()}


def type_claim(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    """A claim with another verdict, sentence or predicate, or that came or went."""
    del old
    place = comparison.place_claim(change.agent, change.subject)
    what = ("Claim ", Reference(change.subject))
    if change.aspect:
        states = (shorten(change.before), shorten(change.after))
        says = "another sentence" if change.aspect == "text" else "something else"
        said = (*what, f" states {says} under the same name")
        yield note("claim-worded", change.agent, change.subject, states, said, aspect=change.aspect, place=place)
        return
    rule = "claim-added" if change.before is None else "claim-removed" if change.after is None else "claim"
    claim = next((claim for claim in new.record.claims if claim.id == change.subject), None)
    title = name_move(what, change, _CLAIMS)
    why = Sentence(claim.reason) if claim is not None and claim.reason else None
    yield note(
        rule, change.agent, change.subject, (change.before, change.after), title, turn=change.turn, why=why, place=place
    )


def find_withdrawn_claims(
    comparison: SideComparison, id_: str, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    """Claims that were withdrawn, or are made again."""
    earlier = {claim.id: claim for claim in old.record.claims}
    for claim in new.record.claims:
        known = earlier.get(claim.id)
        if known is None or (known.withdrawn is None) is (claim.withdrawn is None):
            continue
        name, place = ("Claim ", Reference(claim.id)), comparison.place_claim(id_, claim.id)
        if claim.withdrawn is not None:
            said, states = (*name, " was withdrawn on ", claim.withdrawn), (known.verdict.value, WITHDRAWN)
            yield note("claim-removed", id_, claim.id, states, said, place=place)
        else:
            again, states = (*name, " is made again"), (WITHDRAWN, claim.verdict.value)
            yield note("claim-added", id_, claim.id, states, again, place=place)


def type_evidence(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    """An item that came or went."""
    if change.aspect:
        return
    is_new = change.before is None
    side, kind = (new, change.after or "") if is_new else (old, change.before or "")
    place, words = comparison.place_item(change.agent, change.subject), ITEM_KINDS[kind].traits.label
    title = (Reference(change.subject), f" ({words[0].lower()}{words[1:]}) is {'new' if is_new else 'gone'}")
    item = side.items.get(change.subject)
    adverse = item[1].find_adverse(HeldAgainst()) if item is not None else None
    rule = "override" if kind == "override" else f"evidence-{'added' if is_new else 'removed'}"
    yield note(
        rule,
        change.agent,
        change.subject,
        (change.before, change.after),
        title,
        weight=adverse.severity if adverse is not None and is_new and rule != "override" else None,
        why=Sentence(f"It says against the agent: {adverse.found}") if adverse is not None else None,
        place=place,
    )


def type_terms(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    """A term of a promise that is another one."""
    was, now = old.obligation(change.subject), new.obligation(change.subject)
    aspect, states = change.aspect, (shorten(change.before), shorten(change.after))
    turn = find_terms_turn(aspect, was[1], now[1]) if was is not None and now is not None else Turn.NEUTRAL
    title = (
        f"{aspect.replace('_', ' ').capitalize()} of ",
        Reference(change.subject),
        f": {states[1]}, was {states[0]}",
    )
    severities = [promise.severity for side in (old, new) if (promise := side.promise(change.subject)) is not None]
    weight = min(severities, key=lambda severity: severity.rank, default=None)
    place = comparison.place_promise(change.agent, change.subject)
    yield note(
        "terms", change.agent, change.subject, states, title, aspect=aspect, turn=turn, weight=weight, place=place
    )


def type_pact(
    comparison: SideComparison, change: ReportChange, old: AgentSide, new: AgentSide
) -> Iterator[ReviewedChange]:
    """A pact with another version, or one that went on in silence."""
    agent, id_ = change.agent, change.subject
    place = comparison.place_document(f"pact:{agent}/{id_}")
    if change.aspect == "in_silence":
        # Its sentence is no part of what it is, and may be said otherwise tomorrow; how many there are is.
        states = (_count_silent(old, id_), _count_silent(new, id_))
        title = (Reference(id_), " has no such event any more" if change.after is None else " went on in silence")
        why = Sentence(change.after or change.before or "")
        yield note("pact-in-silence", agent, id_, states, ("Pact ", *title), turn=change.turn, why=why, place=place)
    elif change.before is not None and change.after is not None:  # else its promises tell
        said = ("Pact ", Reference(id_), f" has version {change.after}, it had {change.before}")
        yield note("pact-version", agent, id_, (change.before, change.after), said, place=place)


def _count_silent(side: AgentSide, pact: str) -> str:
    return str(sum(len(record.in_silence) for record in side.record.pacts if record.id == pact))
