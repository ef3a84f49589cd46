"""Problems in the formats that people and tools read: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from trustpages.compose.forges.annotations import format_annotations
from trustpages.compose.forges.finding import ForgeFinding, describe_rule
from trustpages.compose.forges.sarif import build_sarif
from trustpages.compose.wording.said import escape_controls
from trustpages.model.problem import Explanation, Problem, ProblemLevel
from trustpages.model.results.records.json_values import Json, encode_json, problem_to_json
from trustpages.secrets.scanning import mask_problem

CHECK_FORMAT = "trustpages.check/1"

Explain = Callable[[], Mapping[str, Explanation]]
"""Gives what each code means; asked only by a format that says it."""


def format_as_text(problems: Sequence[Problem], explain: Explain) -> str:
    """One line a problem: `file:line:col: [code] sentence; remedy`."""
    del explain
    return "".join(f"{_format_problem(problem)}\n" for problem in problems)


def _format_problem(problem: Problem) -> str:
    text = escape_controls(str(mask_problem(problem)))
    return text if problem.level is ProblemLevel.ERROR else text.replace(": [", ": warning: [", 1)


def format_as_json(problems: Sequence[Problem], explain: Explain) -> str:
    """A document of format `trustpages.check/1`."""
    del explain
    shown: list[Json] = [problem_to_json(mask_problem(problem)) for problem in problems]
    document: Json = {"format": CHECK_FORMAT, "problems": shown}
    return encode_json(document).decode()


def format_as_github(problems: Sequence[Problem], explain: Explain) -> str:
    """Workflow commands that a forge shows beside the changed lines."""
    del explain
    return format_annotations(map(find_in_problem, problems))


def format_as_sarif(problems: Sequence[Problem], explain: Explain) -> str:
    """A SARIF 2.1.0 log with one rule for each code."""
    explained = explain()
    log = build_sarif(tuple(map(find_in_problem, problems)), lambda code: describe_rule(code, explained.get(code)))
    return encode_json(log).decode()


def find_in_problem(problem: Problem) -> ForgeFinding:
    """A problem as forges show it; what looks like a secret is masked."""
    problem = mask_problem(problem)
    message = f"{problem.sentence}; {problem.remedy}" if problem.remedy else problem.sentence
    return ForgeFinding(problem.code, problem.level.value, problem.place, message)


Formatter = Callable[[Sequence[Problem], Explain], str]

FORMATS: Mapping[str, Formatter] = {
    "text": format_as_text,
    "json": format_as_json,
    "github": format_as_github,
    "sarif": format_as_sarif,
}
