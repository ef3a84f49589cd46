"""Whatever is refused of inputs that nobody here wrote is told with file, line and column, reason and remedy."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import InMemory, read_workspace, valid
from trustpages.intake.yaml import load
from trustpages.model.problem import Problem
from trustpages.model.vocabulary import Audience

HOSTILE = Path(__file__).resolve().parents[4] / "shared" / "hostile"
Figure = Callable[[int, str, str], None]
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared is not there")]

TEXTS = ("naughty_strings", "template_injection", "markdown", "csv_formula", "path_traversal", "xss_html")
DOCUMENTS = ("yaml_test_suite", "pyyaml_error_files", "json_test_suite")
WHOLE_FILE = {"yaml-empty", "yaml-too-large"}
"""What is wrong with a file as a whole has no line."""


@dataclass(frozen=True)
class Field:
    """A field that takes few texts: the document, and what stands before and in it."""

    document: str
    before: str
    value: str


FIELDS = (
    Field("agent", "id: ", "desk"),
    Field("agent", "deployed_since: ", "2026-01-01"),
    Field("agent", "blast_radius: ", "low"),
    Field("trust", "url: ", "https://vendor.example"),
    Field("service", "version: ", "1.0.0"),
    Field("service", "severity: ", "high"),
    Field("service", "at_least: ", "0.9"),
    Field("service", "rolling: ", "90 days"),
    Field("june", "file: ", "june-runs.csv"),
    Field("june", "supports: [", "service/task-success"),
    Field("claims", "operator: ", "at_least"),
)


def records(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HOSTILE / f"{name}.jsonl").read_text("ascii").splitlines()]


def is_complete(problem: Problem) -> bool:
    has_place = bool(problem.place.file) and (
        (problem.place.line > 0 and problem.place.column > 0) or problem.code in WHOLE_FILE
    )
    return has_place and bool(problem.code and problem.sentence and problem.remedy)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_refused_documents(name: str, figure: Figure) -> None:
    problems = [
        problem for record in records(name) for problem in load(base64.b64decode(record["b64"]), "evidence/x.yml")[1]
    ]
    assert len(problems) > 20
    assert [problem for problem in problems if not is_complete(problem)] == []
    figure(19, "refusals of hostile documents: file, line, reason, remedy", f"{len(problems)}/{len(problems)}")


@pytest.mark.parametrize("name", TEXTS)
def test_refused_fields(name: str, count: Callable[[int, int], int], figure: Figure) -> None:
    """One text in every field at once: each refusal leads to its field, or the letters themselves are refused."""
    refused, tried = 0, records(name)[:: count(1, 100)]
    for record in tried:
        spelled = json.dumps(record["text"])
        files = _with(spelled)
        intake = read_workspace(InMemory(files), Audience.INTERNAL, date(2026, 7, 1))
        assert [problem for problem in intake.problems if not is_complete(problem)] == []
        places = {(problem.place.file, problem.place.line, problem.place.column) for problem in intake.problems}
        unread = {problem.place.file for problem in intake.problems if problem.code.startswith("yaml-")}
        found = [place in places for file, place in _places(files, spelled) if file not in unread]
        assert sum(found) >= len(found) - 3, record["text"]  # a text may be fit for a field or two
        refused += sum(found) + len(unread)
    assert refused > 2 * len(tried)
    what = "refusals of hostile text in a field: file, line and column of the field, reason, remedy"
    figure(19, what, f"{refused}/{refused}")


def _with(spelled: str) -> dict[str, bytes]:
    files = valid()
    for field in FIELDS:
        path = next(file for file in files if Path(file).stem == field.document)
        before, after = f"{field.before}{field.value}".encode(), f"{field.before}{spelled}".encode()
        assert before in files[path]
        files[path] = files[path].replace(before, after, 1)
    return files


def _places(files: dict[str, bytes], spelled: str) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """File and place of the text in each field."""
    for field in FIELDS:
        path = next(file for file in files if Path(file).stem == field.document)
        lines = files[path].decode("utf-8").split("\n")
        written = f"{field.before}{spelled}"
        number = next(number for number, line in enumerate(lines) if written in line)
        yield path, (path, number + 1, lines[number].index(written) + len(field.before) + 1)
