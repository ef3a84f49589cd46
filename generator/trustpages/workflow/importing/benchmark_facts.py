"""Facts of a benchmark that files state: written where its document says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trustpages.editing.changes import DocumentChange, SetKey
from trustpages.intake.importers.importer import BenchmarkFacts, ImportedBoard
from trustpages.model.source_map import Plain


@dataclass(frozen=True, slots=True)
class GatheredFacts:
    """Keys of the document, and which of them, dotted where one is inside another, replace what stands there."""

    keys: Mapping[str, Plain]
    replaced: frozenset[str]


def gather_facts(boards: Sequence[ImportedBoard], facts: Sequence[BenchmarkFacts]) -> GatheredFacts:
    """What boards and files say together; boards of several sizes say none."""
    sizes = {str(board.facts.get("n_tasks")) for board in boards if "n_tasks" in board.facts}
    keys: dict[str, Plain] = {}
    for board in boards:
        keys |= {key: value for key, value in board.facts.items() if key != "n_tasks" or len(sizes) == 1}
    for fact in facts:
        keys |= fact.keys
    return GatheredFacts(keys, frozenset(key for fact in facts for key in fact.replaced))


def find_fact_changes(
    value: Mapping[str, Plain], keys: Mapping[str, Plain], replaced: frozenset[str], path: tuple[str, ...] = ()
) -> Iterator[DocumentChange]:
    """What becomes otherwise in a document: keys that it does not have, and those that the files are the source of."""
    for key, new in keys.items():
        old = value.get(key)
        if key not in value or (".".join((*path, key)) in replaced and old != new):
            yield SetKey(path, key, new)
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from find_fact_changes(old, new, replaced, (*path, key))
