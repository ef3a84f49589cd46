"""Evidence items that both sides have: what they say otherwise, what was taken back, what is too old to count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Final

from trustpages.model.documents.bundle import AnyItem, Bundle
from trustpages.model.documents.counts import Counted
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.review import ReviewedChange, ReviewSide
from trustpages.model.sentence import Reference, Sentence, join
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.note import note
from trustpages.review.typed.values import ValueMove, compare_values, join_states, read_values

_FROM_BUNDLE: Final = ("agent_version", "producer", "collected", "source", "illustrative")
"""What an item takes from its bundle where it does not say it."""
_WORDS: Final = frozenset({"title", "statement", "summary", "illustrative"})
_SET_ASIDE: Final = frozenset({"withdrawn", "corrected_by"})
_WHICH_FILE: Final = frozenset({"file", "table", "sha256"})
ROWS: Final = "rows"
"""The rows of an item's data file, beside its keys."""
OUTCOME_KEYS: Final = frozenset(
    {"attempts", "successes", "unknown", "unknown_by_reason", "clusters", "cluster_sums", "strata", "outcomes"}
    | {"values", "events", "by_period", "exposure", "share", "score", "k", "n_tasks", "se", "successes_by_task"}
    | {"groups", "rank", "entrants", "value", "low", "high", "n", "reported", "collected", ROWS}
)
"""Keys that say what came out, and nothing of how it was found."""


def find_item_changes(comparison: SideComparison) -> Iterator[ReviewedChange]:
    """What changed about items that both sides have, but for who may read them."""
    for id_, (old, new) in comparison.agents.items():
        were, are = old.items, new.items
        for name in sorted(were.keys() & are.keys()):
            moves = tuple(_compare_items(comparison, id_, name, were[name], are[name]))
            # Rows in another order are other bytes, and come to the same.
            if moves and not (old.record == new.record and all(move.key == ROWS for move in moves)):
                yield from _type_moves(comparison, id_, name, are[name][1], moves)
            yield from _find_refuted(comparison, id_, name, (old, new), moves)
        yield from _find_expired(comparison, id_, old, new)
        yield from _find_bundle_titles(id_, old, new)


def _find_bundle_titles(agent: str, old: AgentSide, new: AgentSide) -> Iterator[ReviewedChange]:
    before, after = (
        {bundle.id: bundle.title for bundle in side.documents.bundles} if side.documents is not None else {}
        for side in (old, new)
    )
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name]:
            title = ("Bundle ", Reference(name), " has another title")
            yield note("wording", agent, name, (before[name], after[name]), title, aspect="title")


def _compare_items(
    comparison: SideComparison, agent: str, id_: str, old: tuple[Bundle, AnyItem], new: tuple[Bundle, AnyItem]
) -> Iterator[ValueMove]:
    sides = (read_item(*old), read_item(*new))
    data = tuple(side.get("data") for side in sides)
    # Another file, or its digest, says no more than that the rows are others; how they are read is something else.
    read = tuple(
        {key: value for key, value in part.items() if key not in _WHICH_FILE} if isinstance(part, dict) else part
        for part in data
    )
    moved = data[0] != data[1] and read[0] == read[1]
    yield from compare_values(*sides, leave_out=("id", "visibility", *(("data",) if moved else ())))
    before = _find_data_digest(comparison.before, agent, id_, old[1])
    after = _find_data_digest(comparison.after, agent, id_, new[1])
    if before != after or (moved and before is None):
        yield ValueMove(ROWS, before, after)


def read_item(bundle: Bundle, item: AnyItem) -> Mapping[str, Json]:
    """What an item says by its keys, with what it takes from its bundle."""
    own, whole = read_values(item), read_values(bundle)
    return {key: whole[key] for key in _FROM_BUNDLE if key in whole} | dict(own)


def find_data_path(side: ReviewSide, agent: str, id_: str, item: AnyItem) -> str | None:
    """The path of the item's data file in the workspace; None where it has none."""
    origin = side.origins.items.get(f"{agent}/{id_}")
    data = item.data if isinstance(item, Counted) else None
    if origin is None or data is None or data.file is None:
        return None
    return normpath((PurePosixPath(origin.file).parent / data.file).as_posix())


def _find_data_digest(side: ReviewSide, agent: str, id_: str, item: AnyItem) -> str | None:
    path = find_data_path(side, agent, id_, item)
    digest = side.reads_files.get(path) if path is not None else None
    return f"sha256 {digest[:16]}" if digest else None


def _type_moves(
    comparison: SideComparison, agent: str, id_: str, item: AnyItem, moves: tuple[ValueMove, ...]
) -> Iterator[ReviewedChange]:
    """One change for the words of an item, one for its being set aside, and one for all else."""
    place, name = comparison.place_item(agent, id_), Reference(id_)
    words = [move for move in moves if move.key in _WORDS]
    aside = [move for move in moves if move.key in _SET_ASIDE]
    others = [move for move in moves if move not in words and move not in aside]
    if words:
        title = (name, f" has another {' and '.join(move.name for move in words)}")
        yield note("wording", agent, id_, join_states(words), title, place=place)
    for move in aside:
        states = (None if move.before is None else move.key, None if move.after is None else move.key)
        word = "withdrawn" if move.key == "withdrawn" else "corrected"
        title = (name, f" is not {word} any more" if move.after is None else f" was {word}")
        yield note("evidence-set-aside", agent, id_, states, title, aspect=move.key, place=place)
    if others:
        is_counted = all(move.key in OUTCOME_KEYS for move in others)
        rule = "override" if item.kind == "override" else "outcomes-changed" if is_counted else "evidence-changed"
        title = (name, f": {', '.join(move.name for move in others)}")
        told = [f"{move.name} {move.told}" for move in others if move.is_short]
        why = Sentence("; ".join(told)) if told else None
        aspect = ", ".join(move.key for move in others)
        yield note(rule, agent, id_, join_states(others), title, aspect=aspect, why=why, place=place)


def _find_refuted(
    comparison: SideComparison, agent: str, id_: str, sides: tuple[AgentSide, AgentSide], moves: tuple[ValueMove, ...]
) -> Iterator[ReviewedChange]:
    """An item that counts for nothing by an upheld dispute, or does again, where nothing in the item itself says so."""
    old, new = (_name_aside(side, id_) for side in sides)
    if old != new and not any(move.key in _SET_ASIDE for move in moves):
        title = (Reference(id_), " counts again" if new is None else f" was {new}")
        place = comparison.place_item(agent, id_)
        yield note("evidence-set-aside", agent, id_, (old, new), title, aspect="refuted", place=place)


def _name_aside(side: AgentSide, id_: str) -> str | None:
    item = side.item(id_)
    aside = item.set_aside if item is not None else None
    return str(aside.get("how")) if isinstance(aside, dict) else None


def _find_expired(comparison: SideComparison, agent: str, old: AgentSide, new: AgentSide) -> Iterator[ReviewedChange]:
    """Items that counted for a promise and are too old for it now, or the other way round, each told once."""
    both = old.items.keys() & new.items.keys()
    for rule, first, second, word, turn in (
        ("evidence-expired", old, new, "is too old to count", Turn.WORSE),
        ("evidence-counts-again", new, old, "counts again", Turn.NEUTRAL),
    ):
        refs: dict[str, list[str]] = {}
        for promise in first.record.obligations:
            other = second.promise(promise.ref)
            for id_ in promise.evidence if other is not None else ():
                if id_ in both and other is not None and _is_too_old(other, id_, second):
                    refs.setdefault(id_, []).append(promise.ref)
        for id_, promises in sorted(refs.items()):
            states = ("counted", "expired") if rule == "evidence-expired" else ("expired", "counted")
            title = (Reference(id_), f" {word} for ", join(", ", map(Reference, sorted(promises))))
            place = comparison.place_item(agent, id_)
            yield note(rule, agent, id_, states, title, turn=turn, place=place)


def _is_too_old(promise: ObligationRecord, id_: str, side: AgentSide) -> bool:
    """Whether the item is left out for its age, or what it is left out for has an end that has passed."""
    day = side.as_of
    return any(gap.evidence == id_ and gap.expires_on is not None and gap.expires_on < day for gap in promise.left_out)
