"""Secrets in what a workspace holds, and in what is about to be published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from trustpages.intake.audience import COMPLETE
from trustpages.intake.paths import open_beneath
from trustpages.intake.projection import projected_files
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Problem
from trustpages.model.refusal import Refusal
from trustpages.secrets import scan, scan_name
from trustpages.workflow.reading import Reading

_PIECE = 4 << 20
_OVERLAP = 16 << 10
"""Longer than any secret, so that none is cut in two unseen."""


def secrets_in_inputs(reading: Reading) -> tuple[Problem, ...]:
    """A problem for each secret in documents and pages that the audience of `reading` sees, and in their names."""
    allowed = _allowed(reading)
    if reading.audience is COMPLETE:
        files: Iterable[tuple[str, bytes]] = reading.trees.files.items()
        return tuple(sorted(problem for path, data in files for problem in _of(path, data, allowed)))
    part = projected_files(reading.trees, reading.audience).files
    found = {problem for one in part for problem in _of(one.path, one.content, allowed)}
    return tuple(
        sorted(replace(problem, place=replace(problem.place, line=0, column=0)) for problem in found)
    )


def secrets_in_data(reading: Reading) -> tuple[Problem, ...]:
    """A problem for each secret in the data files that the audience of `reading` sees, read piece by piece."""
    allowed = _allowed(reading)
    paths = projected_files(reading.trees, reading.audience).data
    found = {
        problem
        for path in paths
        for piece in _pieces(reading.root, path)
        for problem in _of(path, piece, allowed)
    }
    return tuple(
        sorted({replace(problem, place=replace(problem.place, line=0, column=0)) for problem in found})
    )


def secrets_in_site(folder: Path, reading: Reading) -> tuple[Problem, ...]:
    """A problem for each secret in the files below `folder` as they would be published; places are in the site."""
    allowed = _allowed(reading)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(
        sorted(
            problem
            for path in files
            for problem in _of(path.relative_to(folder).as_posix(), path.read_bytes(), allowed)
        )
    )


def let_through(trust: Trust) -> tuple[str, ...]:
    """A line for each value that trust.yml lets be published although it looks like a secret, with the reason."""
    return tuple(
        f"trust.yml: a value that looks like a secret is let through (sha256 {allowed.sha256}): {allowed.reason}"
        for allowed in trust.secrets.allow
    )


def _allowed(reading: Reading) -> frozenset[str]:
    """What trust.yml says is no secret; nothing where it cannot be read."""
    workspace = reading.intake.workspace
    return frozenset(one.sha256 for one in workspace.trust.secrets.allow) if workspace else frozenset()


def _of(path: str, data: bytes, allowed: frozenset[str]) -> Iterator[Problem]:
    named, shown = scan_name(path, allowed)
    for finding in (*named, *scan(shown, data, allowed)):
        yield finding.problem()


def _pieces(root: Path, path: str) -> Iterator[bytes]:
    opened = open_beneath(root, PurePosixPath(path))
    if isinstance(opened, Refusal):
        return  # which is a problem of its own
    with os.fdopen(opened, "rb") as file:
        before = b""
        while piece := file.read(_PIECE):
            yield before + piece
            before = piece[-_OVERLAP:]
