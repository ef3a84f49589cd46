"""ruamel.yaml's event stream over one text: the only place where its exceptions appear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import Event

from trustpages.intake.yaml.findings import Findings
from trustpages.intake.yaml.scanner import LineFeedReader
from trustpages.intake.yaml.source import Source
from trustpages.intake.yaml.strict import StrictScanner
from trustpages.intake.yaml.syntax import Diagnosis, Failure, diagnose, diagnose_breakdown

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


def parse(source: Source, findings: Findings) -> Iterator[Event]:
    """The events of `source`. Raises `Stopped`, having noted why, where it is not YAML."""
    yaml = YAML(typ="safe", pure=True)  # one for each file: what a document declares would leak into the next
    yaml.Reader, yaml.Scanner = LineFeedReader, StrictScanner
    reached = 0
    try:
        for event in yaml.parse(source.text):
            reached = event.end_mark.index
            yield event
    except MarkedYAMLError as error:
        _stop(diagnose(_failure(error, source.text)), findings)
    except _SURPRISES:
        _stop(diagnose_breakdown(source.text, reached), findings)


def _failure(error: MarkedYAMLError, text: str) -> Failure:
    at = error.problem_mark or error.context_mark
    since = error.context_mark or at
    return Failure(text, at.index, since.index, f"{error.context or ''}: {error.problem or ''}")


def _stop(diagnosis: Diagnosis, findings: Findings) -> NoReturn:
    findings.stop(diagnosis.at, diagnosis.code, diagnosis.sentence, diagnosis.remedy)
