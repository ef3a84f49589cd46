"""A whole workspace as plain values with places, before anyone asks who may see what."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from posixpath import dirname

from trustpages.intake import yaml
from trustpages.intake.audience import Projection
from trustpages.intake.authored import Authored, Load, read_authored
from trustpages.intake.paths import safe_relative
from trustpages.intake.snapshot import TRUST_FILE, DataFile, Snapshot, Source
from trustpages.model.located import Located
from trustpages.model.problem import Problem
from trustpages.model.refusal import Refusal
from trustpages.model.vocabulary import Audience

_OWN_VISIBILITY = re.compile(rb"^visibility:[ \t]*[\"']?(public|nda)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A YAML file that cannot be read, with the visibility that it states as far as one can tell.

    `mixed` says that the file speaks of visibility more than once, so its problems may quote what is not for
    everyone who may see the document.
    """

    file: str
    visibility: Audience
    mixed: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Trees:
    """All of a workspace, sorted by file: documents, unreadable ones, authored pages, data files by path.

    `files` holds the bytes of each document and page by path, `digests` the SHA-256 of each file of a document.
    """

    documents: tuple[Located, ...]
    unreadable: tuple[Unreadable, ...]
    pages: tuple[Authored, ...]
    data: Mapping[str, DataFile | Refusal]
    files: Mapping[str, bytes]
    digests: Mapping[str, str]
    problems: tuple[Problem, ...]

    def data_digests(self) -> dict[str, str]:
        """The SHA-256 of each data file that could be read, by path."""
        return {path: found.sha256 for path, found in self.data.items() if isinstance(found, DataFile)}


def read_trees(source: Source, load: Load = yaml.load) -> Trees:
    """All documents of a workspace and the digests of the data files that they name."""
    snapshot = source.snapshot()
    documents: list[Located] = []
    unreadable: list[Unreadable] = []
    with _no_garbage_collection():
        for file in sorted(file for file in snapshot.files if is_yaml(file)):
            located, problems = load(snapshot.files[file], file)
            if located is None:
                unreadable.append(_unreadable(file, snapshot.files[file], problems))
            else:
                documents.append(located)
    return Trees(
        documents=tuple(documents),
        unreadable=tuple(unreadable),
        pages=tuple(_pages(snapshot, load)),
        data=_data(documents, source),
        files=snapshot.files,
        digests={
            document.file: hashlib.sha256(snapshot.files[document.file]).hexdigest() for document in documents
        },
        problems=snapshot.problems,
    )


def is_yaml(path: str) -> bool:
    """Whether a file is read as YAML, by its name."""
    return path.endswith((".yml", ".yaml"))


def data_path(file: str, name: str) -> str:
    """The path in the workspace of a data file that a document names beside itself."""
    return f"{dirname(file)}/{name}"


def data_names(document: Located | Projection) -> Iterator[str]:
    """The data files that a document names beside itself, whether or not it is valid otherwise."""
    value = document.value
    items = value.get("items") if isinstance(value, dict) else None
    for item in items if isinstance(items, list) else ():
        data = item.get("data") if isinstance(item, dict) else None
        name = data.get("file") if isinstance(data, dict) else None
        if isinstance(name, str):
            yield name


def _data(documents: list[Located], source: Source) -> dict[str, DataFile | Refusal]:
    found: dict[str, DataFile | Refusal] = {}
    for document in documents:
        for name in data_names(document):
            path, checked = data_path(document.file, name), safe_relative(name)
            if path not in found:
                found[path] = checked if isinstance(checked, Refusal) else source.data_file(path)
    return found


def _pages(snapshot: Snapshot, load: Load) -> Iterator[Authored]:
    for file in sorted(snapshot.files):
        if not is_yaml(file):
            yield read_authored(file, snapshot.files[file], load)


def _unreadable(file: str, data: bytes, problems: tuple[Problem, ...]) -> Unreadable:
    stated = _OWN_VISIBILITY.search(data)
    visibility = Audience(stated[1].decode("ascii")) if stated else Audience.INTERNAL
    mixed = data.count(b"visibility") > 1
    if file == TRUST_FILE:
        visibility, mixed = Audience.PUBLIC, False
    return Unreadable(file, visibility, mixed, problems)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Many small values are made and none is dropped: collecting would only cost time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
