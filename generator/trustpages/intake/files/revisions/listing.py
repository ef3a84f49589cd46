"""What a revision, or the index, holds of a workspace: where it lies there, and which files belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from trustpages.intake.files.revisions.store import ObjectStore
from trustpages.intake.files.safe_open import describe_name_collision, parse_relative_path
from trustpages.intake.files.workspace_folder import TRUST_FILE
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.problem import Fault, Place, Problem, TrustpagesError
from trustpages.system.git_objects import LINK, PLAIN_FILES, SUBMODULE, TreeEntry, parse_index, parse_tree

_LARGEST = 256 << 20  # bytes of a list of files: some two million of them
_LITERAL: Final = {"GIT_LITERAL_PATHSPECS": "1"}  # a name may hold what git would read as a pattern


@dataclass(frozen=True, slots=True)
class RevisionTree:
    """The files of a commit, or of the index where `commit` is None."""

    store: ObjectStore
    commit: str | None

    def list_files(self, *paths: str) -> tuple[TreeEntry, ...]:
        """The entries at or below the paths, of all without any; paths are those from the top of the repository."""
        if self.commit is None:
            listed = self._ask("ls-files", "--stage", "-z", "--full-name", "--", *self._from_the_top(paths))
            entries, left_open = parse_index(listed)
            if left_open:
                sentence = f"the index has files that a merge left open, such as {quote_path(left_open[0])}"
                raise TrustpagesError("unmerged", sentence, "finish the merge, then stage what came of it")
            return entries
        return parse_tree(self._ask("ls-tree", "-r", "-z", "--full-tree", self.commit, "--", *paths))

    def find_workspace(self) -> str:
        """The folder of the workspace from the top of the repository, empty for the top itself.

        The nearest one from the folder that was asked for upwards; where there is none, because it was moved, the only
        one anywhere. Raises TrustpagesError `no-workspace`, `several-workspaces`.
        """
        near = [PurePosixPath(self.store.prefix), *PurePosixPath(self.store.prefix).parents]
        found = {entry.path for entry in self.list_files(*(str(folder / TRUST_FILE) for folder in near))}
        for folder in near:
            if str(folder / TRUST_FILE) in found:
                return _name(folder)
        anywhere = [PurePosixPath(entry.path) for entry in self.list_files()]
        folders = sorted({path.parent for path in anywhere if path.name == TRUST_FILE})
        # A workspace in another one, such as an example or a case of a test, is not the one that moved.
        outer = [folder for folder in folders if not any(other in folder.parents for other in folders)]
        if not outer:
            raise TrustpagesError("no-workspace", f"there is no {TRUST_FILE} in it", "name a revision that has one")
        if len(outer) > 1:
            named = " and ".join(quote(_name(folder)) for folder in outer[:2])
            sentence = f"there is no workspace in '{self.store.prefix}', and several elsewhere, such as {named}"
            raise TrustpagesError("several-workspaces", sentence, "name one by -C")
        return _name(outer[0])

    def _ask(self, *arguments: str) -> bytes:
        # From the folder that was asked for, which may be below the top.
        listed = self.store.said(*arguments, **_LITERAL)
        if len(listed) > _LARGEST:
            raise TrustpagesError("too-many-files", "the revision has more files than can be listed", "name one by -C")
        return listed

    def _from_the_top(self, paths: Iterable[str]) -> Iterator[str]:
        """Paths as `ls-files` takes them, which begin where git is run."""
        up = "../" * len(PurePosixPath(self.store.prefix).parts)
        yield from (f"{up}{path}" for path in paths or ("" if up else ".",))


def _name(folder: PurePosixPath) -> str:
    return "" if folder == PurePosixPath() else str(folder)


@dataclass(frozen=True, slots=True)
class TreeListing:
    """The plain files below a folder by path from there, and a problem with everything else, as on disk."""

    files: Mapping[str, TreeEntry]
    problems: tuple[Problem, ...]


_Folder: TypeAlias = "dict[str, TreeEntry | _Folder]"


def list_plain_files(entries: Iterable[TreeEntry], folder: str) -> TreeListing:
    """What the entries say of a folder of the workspace, by the rules of `list_regular_files`.

    Names that begin with a dot are passed over, unfit ones are problems, those that differ only in case as well. A
    path of `entries` begins at the workspace, as do those of the result.
    """
    files: dict[str, TreeEntry] = {}
    problems: set[Problem] = set()
    top: _Folder = {}
    for entry in entries:
        if entry.path == folder:
            problems.add(refuse_mode(entry.mode, folder).at(Place(folder)))
        elif entry.path.startswith(f"{folder}/") and not _put(top, entry, entry.path.split("/")[1:]):
            problems.add(describe_name_collision(entry.path, entry.path))
    for found in _walk(top, ""):
        if isinstance(found, Problem):
            place = replace(found.place, file=f"{folder}/{found.place.file}")
            problems.add(replace(found, place=place))
        else:
            files[found.path] = found
    return TreeListing(files, tuple(sorted(problems)))


def _put(folder: _Folder, entry: TreeEntry, parts: list[str]) -> bool:
    """Puts the entry below `folder`; False where something has its place, which git itself never writes."""
    for part in parts[:-1]:
        inner = folder.setdefault(part, {})
        if isinstance(inner, TreeEntry):
            return False
        folder = inner
    return folder.setdefault(parts[-1], entry) is entry


def _walk(folder: _Folder, above: str) -> Iterator[TreeEntry | Problem]:
    taken: dict[str, str] = {}
    for name in sorted(name for name in folder if not name.startswith(".")):
        other = taken.setdefault(name.casefold(), name)
        if other != name:
            yield describe_name_collision(above + name, above + other)
        path, inner = above + name, folder[name]
        checked = parse_relative_path(path)
        if isinstance(checked, Fault):
            yield checked.at(Place(ascii(path)[1:-1]))  # a name may hold line breaks and bytes that are not UTF-8
        elif not isinstance(inner, TreeEntry):
            yield from _walk(inner, f"{path}/")
        elif inner.mode in PLAIN_FILES:
            yield inner
        else:
            yield refuse_mode(inner.mode, path).at(Place(path))


def refuse_mode(mode: str, path: str) -> Fault:
    """Why an entry of the mode is neither read nor entered."""
    if mode == LINK:
        return Fault("path-link", f"{quote_path(path)} is a symbolic link", "put the file itself in its place")
    if mode == SUBMODULE:
        sentence = f"{quote_path(path)} is a submodule, whose files are in another repository"
        return Fault("path-not-regular", sentence, "put the files themselves in its place, or name -C the submodule")
    sentence = f"{quote_path(path)} is neither a regular file nor a folder where one is expected"
    return Fault("path-not-regular", sentence, "put a regular file in its place, or delete it")
