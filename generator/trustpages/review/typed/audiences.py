"""Who may read what: documents, items and claims that both sides have and that moved to another audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from trustpages.model.problem import Place
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ReviewedChange
from trustpages.model.sentence import Reference
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence
from trustpages.review.comparison import SideComparison
from trustpages.review.typed.note import note

K = TypeVar("K", str, tuple[str, str])


def find_audience_changes(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """Everything on both sides whose audience is another one, as it takes effect: an item is no wider than its bundle.

    What one side does not have is told by what came or went.
    """
    for agent, (old, new) in comparison.documented.items():
        for (kind, name), before, after in _match(_list_audiences(old), _list_audiences(new)):
            yield _note_move(agent, name, before, after, _find_place(comparison, agent, kind, name))
    if comparison.workspaces is None:
        return
    boards, now = ({board.id: board.visibility for board in side.benchmarks} for side in comparison.workspaces)
    for name, before, after in _match(boards, now):
        yield _note_move("", name, before, after, comparison.place_document(f"benchmark:{name}"))


def _list_audiences(documents: AgentEvidence) -> dict[tuple[str, str], Audience]:
    """The audience of the agent, its pacts, items and claims; a bundle is told by its items."""
    found = {("agent", documents.agent.id): documents.agent.visibility}
    found |= {("pact", pact.id): pact.visibility for pact in documents.pacts}
    found |= {("item", item.id): _narrow(bundle.visibility, item.visibility) for bundle, item in documents.items()}
    found |= {
        ("claim", claim.id): _narrow(document.visibility, claim.visibility)
        for document in documents.claims
        for claim in document.claims
    }
    return found


def _find_place(comparison: SideComparison, agent: str, kind: str, name: str) -> Place | None:
    match kind:
        case "item":
            return comparison.place_item(agent, name)
        case "pact":
            return comparison.place_document(f"pact:{agent}/{name}")
        case "claim":
            return comparison.place_document(f"claims:{agent}/claims")
        case _:
            return comparison.place_document(f"agent:{agent}")


def _narrow(whole: Audience, own: Audience | None) -> Audience:
    return whole if own is None else max(whole, own, key=lambda audience: audience.rank)


def _match(before: Mapping[K, Audience], after: Mapping[K, Audience]) -> list[tuple[K, Audience, Audience]]:
    return [(key, before[key], after[key]) for key in sorted(before.keys() & after.keys()) if before[key] != after[key]]


def _note_move(agent: str, name: str, before: Audience, after: Audience, place: Place | None) -> ReviewedChange:
    is_wider = after.rank < before.rank
    title = (Reference(name), f" is for {after.value} readers, it was for {before.value} ones")
    rule = "shown-to-more" if is_wider else "shown-to-fewer"
    return note(rule, agent, name, (before.value, after.value), title, turn=Turn.NEUTRAL, place=place)
