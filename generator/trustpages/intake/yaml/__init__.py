"""Bounded YAML reader: plain values with their source positions, or located problems, never an exception."""

from __future__ import annotations

from trustpages.intake.yaml.codes import CODES
from trustpages.intake.yaml.source import DEFAULT, Limits
from trustpages.model.problem import Problem
from trustpages.model.source_map import Located

__all__ = ["CODES", "DEFAULT", "Limits", "load"]


def load(data: bytes, file: str, limits: Limits = DEFAULT) -> tuple[Located | None, tuple[Problem, ...]]:
    """The document in `data`, or None and at least one problem; see `reader.load`."""
    from trustpages.intake.yaml import reader  # late: whoever finds all documents kept needs no parser

    return reader.load(data, file, limits)
