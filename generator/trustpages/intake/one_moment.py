"""A workspace as it stood at one moment, although its files are read one after the other."""

from __future__ import annotations

from trustpages.intake.folder import Folder, State
from trustpages.intake.trees import Trees, is_yaml, read_trees
from trustpages.model.problem import CannotGoOn

_TRIES = 5


def trees_at_one_moment(folder: Folder) -> Trees:
    """All of the workspace, read again where something of it changed meanwhile.

    Without this, an edit of two documents that is made during the reading could be seen by half. Raises CannotGoOn
    `changed-meanwhile` where the workspace does not hold still.
    """
    for _ in range(_TRIES):
        before = folder.states()
        trees = read_trees(folder)
        if _of_what_was_read(before, trees) == _of_what_was_read(folder.states(), trees):
            return trees
    sentence = "the evidence changed while it was read"
    raise CannotGoOn("changed-meanwhile", sentence, "run it again when nobody writes to the workspace")


def _of_what_was_read(states: dict[str, State], trees: Trees) -> dict[str, State]:
    """The states of documents, pages and the data files that they name; others may change as they like."""
    return {path: state for path, state in states.items() if _is_document(path) or path in trees.data}


def _is_document(path: str) -> bool:
    return is_yaml(path) or path.endswith(".md")
