"""What a format of another tool is: how it is written, what it keeps of a report and what it has no place for.

A format is a module with one `ExportFormat` and a line in `catalog.py`. It gets what is said of an agent and gives
plain values: it computes nothing anew, opens nothing and reads no clock. What has no number is left out, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.results.records.json_values import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One file: its name, and the documents in it, of which only YAML has more than one."""

    name: str
    documents: tuple[dict[str, Json], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenExport:
    """The files of an export, and in sentences what was left out of them; the files say it too."""

    files: tuple[ExportedFile, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A format: `version` is that of its specification, `form` how its values are written as text.

    `keeps` and `loses` are sentences for whoever chooses one.
    """

    id: str
    title: str
    version: str
    form: Literal["json", "yaml", "front-matter"]
    write: Callable[[ExportedAgent], WrittenExport]
    keeps: str
    loses: str
