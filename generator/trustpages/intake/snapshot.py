"""The bytes of a workspace as they were at one moment, from wherever they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from trustpages.model.problem import Problem
from trustpages.model.refusal import Refusal

TRUST_FILE = "trust.yml"
"""The file that makes a folder a workspace."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The YAML and Markdown files of a workspace by path, read once; what could not be read is a problem.

    Paths are relative to the workspace, with forward slashes. Data files are too large to be held.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file that is there: its digest in hexadecimal digits, its size in bytes."""

    path: str
    sha256: str
    size: int


class Source(Protocol):
    """Where a workspace comes from: a folder, or one revision of a git repository."""

    def snapshot(self) -> Snapshot:
        """All YAML and Markdown files that belong to the workspace."""
        ...

    def data_file(self, path: str) -> DataFile | Refusal:
        """The data file at a path, read once for its digest, or why it cannot be used."""
        ...
