"""Whose result an entry of a leaderboard is: named by whoever imports it, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.intake.importers.importer import Entrant, Imported, ImportedBoard
from trustpages.intake.importers.leaderboards.entrants import make_item
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.importing.order import ImportOrder


def choose_entrant(imported: Imported, order: ImportOrder) -> Imported:
    """What is imported of the leaderboards among the outcomes: all of them, or of an agent its own entries as items.

    Raises TrustpagesError `import-entrant` where nobody says which entry is the agent's, or there is none of that
    name, and `import-agent` where an entry is named and no agent.
    """
    if order.agent is None:
        if order.entrant is not None:
            sentence = "an entry is named, and nobody says which agent's it is"
            raise TrustpagesError("import-agent", sentence, "name the agent by --agent")
        return replace(imported, items=()) if imported.boards or imported.facts else imported
    if order.entrant is not None:
        found = tuple(_find_entries(imported.boards, order.entrant))
        _refuse_several_benchmarks([board for board, _ in found])
        return replace(
            imported, items=tuple(make_item(board, entrant) for board, entrant in found), boards=(), facts=()
        )
    several = next((board for board in imported.boards if len(board.entrants) > 1), None)
    if several is not None and not (imported.items and order.items):
        sentence = f"the input holds {len(several.entrants):,} entries of {several.title}, and one of them is the agent"
        remedy = "name it by --entrant; without --agent the whole leaderboard is imported"
        raise TrustpagesError("import-entrant", sentence, remedy)
    return replace(imported, boards=(), facts=() if imported.items else imported.facts)


def _find_entries(boards: Sequence[ImportedBoard], name: str) -> list[tuple[ImportedBoard, Entrant]]:
    """The entry of that name on each board that has one with a score; by its version too, where several share it."""
    found: list[tuple[ImportedBoard, Entrant]] = []
    for board in boards:
        exact = [entrant for entrant in board.entrants if entrant.label == name]
        listed = exact or [entrant for entrant in board.entrants if entrant.name == name]
        if len(listed) > 1:
            sentence = f"{len(listed)} entries of {board.title} are called {quote(name)}"
            labels = join_names([entrant.label for entrant in listed])
            raise TrustpagesError("import-entrant", sentence, f"say which by --entrant: {labels}")
        found += [(board, entrant) for entrant in listed if entrant.score is not None or entrant.records]
    if not found:
        names = sorted(
            {each for board in boards for entrant in board.entrants for each in (entrant.name, entrant.label)}
        )
        otherwise = f"the first of {len(names):,} are {join_names(names[:5])}" if names else "the input has no entries"
        sentence = f"no entry with a score is called {quote(name)}"
        raise TrustpagesError("import-entrant", sentence, suggest_nearest(name, names, otherwise))
    return found


def _refuse_several_benchmarks(boards: Sequence[ImportedBoard]) -> None:
    benchmarks = sorted({board.benchmark for board in boards})
    if len(benchmarks) > 1:
        sentence = f"the entry stands on boards of {len(benchmarks)} benchmarks: {join_names(benchmarks)}"
        names = join_names([board.name for board in boards])
        raise TrustpagesError("import-item", sentence, f"import one at a time by --item: {names}")
