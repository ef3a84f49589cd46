"""Which two states are compared: what the command was given, and what it takes where it was given nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from trustpages.compose.paths import REPORT
from trustpages.intake.files.revisions.names import (
    HEAD,
    find_commit,
    find_main_line,
    find_merge_base,
    has_commit,
    refuse_unfit_name,
)
from trustpages.intake.files.revisions.store import ObjectStore, open_store
from trustpages.intake.files.workspace_folder import TRUST_FILE, find_workspace
from trustpages.intake.messages.quoting import quote
from trustpages.model.problem import Place, Problem, TrustpagesError
from trustpages.model.results.review import UnreadableSide

WORK_TREE: Final = "work tree"
INDEX: Final = "index"


@dataclass(frozen=True, slots=True)
class NamedRevision:
    """A commit of a repository, or its index where `commit` is None."""

    label: str
    store: ObjectStore
    commit: str | None


@dataclass(frozen=True, slots=True)
class NamedFolder:
    """A workspace in a folder of this machine."""

    label: str
    root: Path


@dataclass(frozen=True, slots=True)
class NamedVersion:
    """A folder with the `report.json` of a site, published or built."""

    label: str
    folder: Path


NamedSide: TypeAlias = NamedRevision | NamedFolder | NamedVersion


@dataclass(frozen=True, slots=True)
class AskedSides:
    """The two sides as the command names them, None where it does not; `start` is where workspace and repository are.

    `staged` asks for the index as the second side.
    """

    start: Path
    base: str | None = None
    head: str | None = None
    staged: bool = False


def name_sides(asked: AskedSides) -> tuple[NamedSide | UnreadableSide, NamedSide | UnreadableSide]:
    """Both sides; of one that cannot be found, why.

    Without names: where the main line and this one parted, against the work tree; with `staged` the last commit against
    the index. `A...B` is where the two parted, against B, and `A..B` is A against B, as for git.
    """
    base, head = _split_range(asked.base, asked.head)
    if base is not None and "..." in base:
        return _find(base, lambda: _find_parting(asked.start, base)), _find_named(asked, base.split("...", 1)[1])
    after = _find_named(asked, head) if head is not None else _find(WORK_TREE, lambda: _find_default_head(asked))
    if base is not None:
        return _find_named(asked, base), after
    return _find(HEAD if asked.staged else "main line", lambda: _find_default_base(asked)), after


def _split_range(base: str | None, head: str | None) -> tuple[str | None, str | None]:
    if base is None or head is not None or "..." in base or ".." not in base or os.path.exists(base):
        return base, head
    first, second = base.split("..", 1)
    return first or HEAD, second or HEAD


def _find(label: str, find: Callable[[], NamedSide]) -> NamedSide | UnreadableSide:
    try:
        return find()
    except TrustpagesError as error:
        return make_unreadable(label, error)


def make_unreadable(label: str, error: TrustpagesError) -> UnreadableSide:
    """The side of that name with the error that keeps it from being read."""
    return UnreadableSide(label, (Problem(Place(label), error.code, error.sentence, error.remedy),))


def _find_named(asked: AskedSides, name: str) -> NamedSide | UnreadableSide:
    return _find(name, lambda: _find_by_name(asked.start, name))


def _find_by_name(start: Path, name: str) -> NamedSide:
    """A folder where the name can only be one, else a revision.

    Raises TrustpagesError `ambiguous-side` where it can be both, and what `find_commit` raises.
    """
    folder = Path(name)
    is_there = os.path.lexists(folder)
    if is_there and (os.sep in name or name in {os.curdir, os.pardir}):
        return _describe_folder(name, folder)
    try:
        store = open_store(start)
    except TrustpagesError:
        if is_there:
            return _describe_folder(name, folder)
        raise
    refuse_unfit_name(name)
    if is_there and not has_commit(store, name):
        return _describe_folder(name, folder)
    commit = find_commit(store, name)
    if is_there and folder.is_dir():
        sentence = f"{quote(name)} is a revision and a folder"
        raise TrustpagesError("ambiguous-side", sentence, f"write ./{name} for the folder, or {commit[:12]}")
    return NamedRevision(name, store, commit)


def _describe_folder(name: str, folder: Path) -> NamedSide:
    if folder.name == REPORT and folder.is_file():
        return NamedVersion(name, folder.parent)
    is_version = not os.path.lexists(folder / TRUST_FILE) and os.path.lexists(folder / REPORT)
    return NamedVersion(name, folder) if is_version else NamedFolder(name, folder)


def _find_default_head(asked: AskedSides) -> NamedSide:
    if asked.staged:
        return NamedRevision(INDEX, open_store(asked.start), None)
    try:
        return NamedFolder(WORK_TREE, find_workspace(asked.start))
    except TrustpagesError:
        # A bare repository has no work tree.
        store = open_store(asked.start)
        if store.top is not None:
            raise
        return NamedRevision(HEAD, store, find_commit(store, HEAD))


def _find_default_base(asked: AskedSides) -> NamedSide:
    store = open_store(asked.start)
    if asked.staged:
        return NamedRevision(HEAD, store, find_commit(store, HEAD))
    main = find_main_line(store)
    return NamedRevision(main, store, find_merge_base(store, main, HEAD))


def _find_parting(start: Path, name: str) -> NamedSide:
    store = open_store(start)
    first, second = name.split("...", 1)
    return NamedRevision(first or HEAD, store, find_merge_base(store, first or HEAD, second or HEAD))
