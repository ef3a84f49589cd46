"""Bounded YAML reader: plain values with their source positions, or located problems, never an exception."""

from __future__ import annotations

from trustpages.intake.yaml.codes import CODES
from trustpages.intake.yaml.ordinary import read_ordinary
from trustpages.intake.yaml.source import DEFAULT, Limits, SourceText, read_source
from trustpages.model.problem import Problem
from trustpages.model.source_map import Located

__all__ = ["CODES", "DEFAULT", "Limits", "load"]


def load(data: bytes, file: str, limits: Limits = DEFAULT) -> tuple[Located | None, tuple[Problem, ...]]:
    """The document in `data`, or None and at least one problem; see `reader.load`."""
    source = read_source(data, file, limits)
    if isinstance(source, SourceText) and (document := read_ordinary(source, limits)) is not None:
        return document, ()
    from trustpages.intake.yaml import reader  # late: where all documents are ordinary no parser is needed

    return reader.load(data, file, limits)
