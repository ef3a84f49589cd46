"""The parsed workspace: all documents, pages and data files, not yet projected for an audience.

It is a consistent snapshot: the workspace is read again if any file changed meanwhile. `project_files` gives the
files of the part that an audience may see; whoever reads that part finds what the audience finds in the whole.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trustpages.intake import yaml
from trustpages.intake.files.authored_page import AuthoredPage, LoadYaml, read_authored_page
from trustpages.intake.files.projection import Projection, project
from trustpages.intake.files.safe_open import parse_relative_path
from trustpages.intake.files.workspace_folder import TRUST_FILE, DataFile, FileState, WorkspaceFolder, WorkspaceSource
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.artifact import Artifact
from trustpages.model.problem import Fault, Problem, TrustpagesError
from trustpages.model.source_map import Located
from trustpages.model.vocabulary import Audience
from trustpages.system.garbage import pause_garbage_collection

_OWN_VISIBILITY = re.compile(rb"^visibility:[ \t]*[\"']?(public|nda)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A YAML file that cannot be parsed, with the visibility that a line of it states.

    `mixed` says that the file speaks of visibility more than once, so its problems may quote what is not for
    everyone who may see the document.
    """

    file: str
    visibility: Audience
    mixed: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ParsedWorkspace:
    """All of a workspace, sorted by file: documents, unreadable ones, authored pages, data files by path.

    `files` holds the bytes of each document and page by path, `digests` the SHA-256 of each file of a document.
    """

    documents: tuple[Located, ...]
    unreadable: tuple[UnreadableFile, ...]
    pages: tuple[AuthoredPage, ...]
    data: Mapping[str, DataFile | Fault]
    files: Mapping[str, bytes]
    digests: Mapping[str, str]
    problems: tuple[Problem, ...]

    def data_digests(self) -> dict[str, str]:
        """The SHA-256 of each data file that could be read, by path."""
        return {path: file.sha256 for path, file in self.data.items() if isinstance(file, DataFile)}


def parse_workspace(source: WorkspaceSource, load: LoadYaml = yaml.load) -> ParsedWorkspace:
    """All documents of a workspace and the digests of the data files that they name."""
    snapshot = source.read_snapshot()
    documents: list[Located] = []
    unreadable: list[UnreadableFile] = []
    with pause_garbage_collection():
        for file in sorted(file for file in snapshot.files if is_yaml(file)):
            located, problems = load(snapshot.files[file], file)
            if located is None:
                unreadable.append(_guess_visibility(file, snapshot.files[file], problems))
            else:
                documents.append(located)
    return ParsedWorkspace(
        documents=tuple(documents),
        unreadable=tuple(unreadable),
        pages=tuple(
            read_authored_page(file, snapshot.files[file], load) for file in sorted(snapshot.files) if not is_yaml(file)
        ),
        data=_digest_data_files(documents, source),
        files=snapshot.files,
        digests={document.file: hashlib.sha256(snapshot.files[document.file]).hexdigest() for document in documents},
        problems=snapshot.problems,
    )


def is_yaml(path: str) -> bool:
    """Whether a file is read as YAML, by its name."""
    return path.endswith((".yml", ".yaml"))


def resolve_data_path(file: str, name: str) -> str:
    """The path in the workspace of a data file that a document names beside itself."""
    return posixpath.join(posixpath.dirname(file), name)


def find_data_names(document: Located | Projection) -> Iterator[str]:
    """The data files that a document names beside itself, whether or not it is valid otherwise."""
    yield from _find_named_files(document, "items", "data")
    yield from _find_named_files(document, "items", "data", "aggregate", name="query")
    yield from find_kept_names(document)
    yield from _find_site_file(document, "font")


def find_kept_names(document: Located | Projection) -> Iterator[str]:
    """Those of them whose content is needed: scoreboards, whose rows become part of the document, and the logo."""
    yield from _find_named_files(document, "comparisons", "board")
    yield from _find_site_file(document, "logo")


def _find_site_file(document: Located | Projection, key: str) -> Iterator[str]:
    """The file that `trust.yml` names under that key of its site."""
    site = document.value.get("site") if document.file == TRUST_FILE and isinstance(document.value, dict) else None
    named = site.get(key) if isinstance(site, dict) else None
    if isinstance(named, str):
        yield named


def _find_named_files(document: Located | Projection, entries: str, *keys: str, name: str = "file") -> Iterator[str]:
    value = document.value
    listed = value.get(entries) if isinstance(value, dict) else None
    for entry in listed if isinstance(listed, list) else ():
        named: object = entry
        for key in (*keys, name):
            named = named.get(key) if isinstance(named, dict) else None
        if isinstance(named, str):
            yield named


def _digest_data_files(documents: list[Located], source: WorkspaceSource) -> dict[str, DataFile | Fault]:
    found: dict[str, DataFile | Fault] = {}
    for document in documents:
        kept = set(find_kept_names(document))
        for name in find_data_names(document):
            path, checked = resolve_data_path(document.file, name), parse_relative_path(name)
            if path not in found:
                is_kept = name in kept
                found[path] = checked if isinstance(checked, Fault) else source.read_data_file(path, keep=is_kept)
    return found


def _guess_visibility(file: str, data: bytes, problems: tuple[Problem, ...]) -> UnreadableFile:
    if file == TRUST_FILE:
        return UnreadableFile(file, Audience.PUBLIC, mixed=False, problems=problems)
    stated = _OWN_VISIBILITY.search(data)
    visibility = Audience(stated[1].decode("ascii")) if stated else Audience.INTERNAL
    return UnreadableFile(file, visibility, mixed=data.count(b"visibility") > 1, problems=problems)


_TRIES = 5  # a program that writes without a pause would otherwise hold the command for ever


def read_consistent_snapshot(folder: WorkspaceFolder, load: LoadYaml = yaml.load) -> ParsedWorkspace:
    """All of the workspace, read again where something of it changed meanwhile.

    Without this, an edit of two documents that is made during the reading could be seen by half. Raises TrustpagesError
    `changed-meanwhile` where the workspace does not hold still.
    """
    for _ in range(_TRIES):
        before = folder.read_states()
        trees = parse_workspace(folder, load)
        if _keep_what_was_read(before, trees) == _keep_what_was_read(folder.read_states(), trees):
            return trees
    sentence = "the evidence changed while it was read"
    raise TrustpagesError("changed-meanwhile", sentence, "run it again when nobody writes to the workspace")


def _keep_what_was_read(states: dict[str, FileState], trees: ParsedWorkspace) -> dict[str, FileState]:
    """The states of documents, pages and the data files that they name; others may change as they like."""
    return {
        path: state for path, state in states.items() if is_yaml(path) or path.endswith(".md") or path in trees.data
    }


@dataclass(frozen=True, slots=True)
class ProjectedFiles:
    """Documents and pages, and the paths of the data files that go with them, both sorted by path.

    `whole` are the documents that are files as they were.
    """

    files: tuple[Artifact, ...]
    data: tuple[str, ...]
    whole: tuple[Located, ...]


def project_files(trees: ParsedWorkspace, audience: Audience) -> ProjectedFiles:
    """What `audience` may see of the workspace, as files.

    A document that loses entries is written anew, without comments; every other file is as it was. A data file
    belongs to it if something visible names it. A file that cannot be read is left out, whatever it says of
    itself: `validate_for_audience` has its problems, and there is nothing to build before they are mended.
    """
    files = [Artifact(page.file, trees.files[page.file]) for page in trees.pages if audience.may_see(page.visibility)]
    named: set[str] = set()
    seen = tuple(filter(None, (project(document, audience) for document in trees.documents)))
    for projection in seen:
        content = trees.files[projection.file] if projection.is_whole else format_yaml(projection.value).encode("utf-8")
        files.append(Artifact(projection.file, content))
        named |= {resolve_data_path(projection.file, name) for name in find_data_names(projection)}
    data = (path for path in named if isinstance(trees.data.get(path), DataFile))
    whole = tuple(projection.located for projection in seen if projection.is_whole)
    return ProjectedFiles(tuple(sorted(files, key=lambda file: file.path)), tuple(sorted(data)), whole)
