"""Reads one YAML file from bytes to a document with source positions.

What ruamel.yaml raises appears here alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NoReturn

from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import Event

from trustpages.intake.yaml.parser import RunYaml
from trustpages.intake.yaml.source import DEFAULT, Limits, ProblemCollector, SourceText, StopReading, read_source
from trustpages.intake.yaml.strict_scanner import StrictScanner
from trustpages.intake.yaml.syntax import Diagnosis, SyntaxFailure, diagnose, diagnose_breakdown
from trustpages.intake.yaml.tree import TreeBuilder
from trustpages.model.problem import Place, Problem
from trustpages.model.source_map import Located

# What the parser is known to let through besides its own errors: a code point beyond Unicode is a bare
# ValueError or OverflowError, some broken structures run into assertions and attributes of None.
_SURPRISES = (
    YAMLError,
    YAMLStreamError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


def parse_events(source: SourceText, findings: ProblemCollector) -> Iterator[Event]:
    """The events of `source`. Raises `StopReading`, having noted why, where it is not YAML."""
    reached = 0
    try:
        for event in RunYaml(StrictScanner).parse(source.text):
            reached = event.end_mark.index
            yield event
    except MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        since, words = error.context_mark or at, f"{error.context or ''}: {error.problem or ''}"
        _stop(diagnose(SyntaxFailure(source.text, at.index, since.index, words)), findings)
    except _SURPRISES:
        _stop(diagnose_breakdown(source.text, reached), findings)


def _stop(diagnosis: Diagnosis, findings: ProblemCollector) -> NoReturn:
    findings.stop(diagnosis.at, diagnosis.code, diagnosis.sentence, diagnosis.remedy)


def load(data: bytes, file: str, limits: Limits = DEFAULT) -> tuple[Located | None, tuple[Problem, ...]]:
    """The document in `data`, or None and at least one problem; never both, and never an exception.

    `file` is the name that places carry. Keys come in Unicode normal form C. Time and memory are bounded by
    `limits`. Reading is faster while the garbage collector is off, which is the caller's choice.
    """
    source = read_source(data, file, limits)
    if not isinstance(source, SourceText):
        return None, source
    findings = ProblemCollector(source, limits)
    tree = TreeBuilder(source, findings, limits)
    with suppress(StopReading):
        for number, event in enumerate(parse_events(source, findings), start=1):
            if number > limits.events:
                sentence = f"the file holds more than {limits.events:,} values, lists and mappings"
                remedy = "split it, or move per-run records into a CSV, JSONL or Parquet file beside it"
                findings.stop(event.start_mark.index, "yaml-too-many-events", sentence, remedy)
            tree.take(event)
    if findings.problems:
        return None, tuple(findings.problems)
    document = tree.finish()
    if document is None:
        sentence = "the file holds no document"
        return None, (Problem(Place(file), "yaml-empty", sentence, "write one, or delete the file"),)
    return document, ()
