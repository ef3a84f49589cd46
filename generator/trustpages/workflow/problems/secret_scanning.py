"""Find secrets in documents, data files and built sites before anything is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from trustpages.intake.files.parsed_workspace import project_files
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.safe_open import open_inside
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Fault, Problem
from trustpages.secrets.scanning import find_secrets, find_secrets_in_name
from trustpages.workflow.reading import ReadWorkspace

_PIECE = 4 << 20  # bytes; a data file may be larger than memory
_OVERLAP = 16 << 10
"""Bytes that two pieces share, longer than any secret, so that none is cut in two."""


def find_secrets_in_inputs(reading: ReadWorkspace) -> tuple[Problem, ...]:
    """A problem for each secret in documents and pages that the audience of `reading` sees, and in their names."""
    allowed = _list_allowed_digests(reading)
    if reading.audience is WIDEST_AUDIENCE:
        files: Iterable[tuple[str, bytes]] = reading.trees.files.items()
        return tuple(sorted(problem for path, data in files for problem in _scan_file(path, data, allowed)))
    part = project_files(reading.trees, reading.audience).files  # written anew, so lines are not those of the file
    found = {problem for file in part for problem in _scan_file(file.path, file.content, allowed)}
    return tuple(sorted(replace(problem, place=replace(problem.place, line=0, column=0)) for problem in found))


def find_secrets_in_data(reading: ReadWorkspace) -> tuple[Problem, ...]:
    """A problem for each secret in the data files that the audience of `reading` sees, read piece by piece."""
    allowed = _list_allowed_digests(reading)
    paths = project_files(reading.trees, reading.audience).data
    found = {
        problem
        for path in paths
        for piece in _read_in_pieces(reading.root, path)
        for problem in _scan_file(path, piece, allowed)
    }
    return tuple(sorted({replace(problem, place=replace(problem.place, line=0, column=0)) for problem in found}))


def find_secrets_in_site(folder: Path, reading: ReadWorkspace) -> tuple[Problem, ...]:
    """A problem for each secret in the files below `folder` as they would be published; places are in the site."""
    allowed = _list_allowed_digests(reading)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        sorted(
            problem
            for path in files
            for problem in _scan_file(path.relative_to(folder).as_posix(), path.read_bytes(), allowed)
        )
    )


def list_allowed_secrets(trust: Trust) -> tuple[str, ...]:
    """A line for each false positive that `secrets.allow` in trust.yml lists, with the reason."""
    return tuple(
        f"trust.yml: a value that looks like a secret is let through (sha256 {allowed.sha256}): {allowed.reason}"
        for allowed in trust.secrets.allow
    )


def _list_allowed_digests(reading: ReadWorkspace) -> frozenset[str]:
    """Digests of values that trust.yml declares to be no secrets; none if the workspace is invalid."""
    workspace = reading.intake.workspace
    return frozenset(secret.sha256 for secret in workspace.trust.secrets.allow) if workspace else frozenset()


def _scan_file(path: str, data: bytes, allowed: frozenset[str]) -> Iterator[Problem]:
    named, shown = find_secrets_in_name(path, allowed)
    for finding in (*named, *find_secrets(shown, data, allowed)):
        yield finding.problem()


def _read_in_pieces(root: Path, path: str) -> Iterator[bytes]:
    opened = open_inside(root, PurePosixPath(path))
    if isinstance(opened, Fault):
        return  # reported as a problem of its own where the file is read
    with os.fdopen(opened, "rb") as file:
        before = b""
        while piece := file.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]
