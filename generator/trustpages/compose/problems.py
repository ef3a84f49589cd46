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


def format_as_text(problems: Sequence[Problem], explained: Mapping[str, Explanation]) -> str:
    """One line a problem: `file:line:col: [code] sentence; remedy`."""
    del explained
    return "".join(f"{_format_problem(problem)}\n" for problem in problems)


def _format_problem(problem: Problem) -> str:
    text = escape_controls(str(mask_problem(problem)))
    return text if problem.level is ProblemLevel.ERROR else text.replace(": [", ": warning: [", 1)


def format_as_json(problems: Sequence[Problem], explained: Mapping[str, Explanation]) -> str:
    """A document of format `trustpages.check/1`."""
    del explained
    shown: list[Json] = [problem_to_json(mask_problem(problem)) for problem in problems]
    document: Json = {"format": CHECK_FORMAT, "problems": shown}
    return encode_json(document).decode()


def format_as_github(problems: Sequence[Problem], explained: Mapping[str, Explanation]) -> str:
    """Workflow commands that a forge shows beside the changed lines."""
    del explained
    return format_annotations(map(find_in_problem, problems))


def format_as_sarif(problems: Sequence[Problem], explained: Mapping[str, Explanation]) -> str:
    """A SARIF 2.1.0 log with one rule for each code."""
    log = build_sarif(tuple(map(find_in_problem, problems)), lambda code: describe_rule(code, explained.get(code)))
    return encode_json(log).decode()


def find_in_problem(problem: Problem) -> ForgeFinding:
    """A problem as forges show it; what looks like a secret is masked."""
    problem = mask_problem(problem)
    message = f"{problem.sentence}; {problem.remedy}" if problem.remedy else problem.sentence
    return ForgeFinding(problem.code, problem.level.value, problem.place, message)


Formatter = Callable[[Sequence[Problem], Mapping[str, Explanation]], str]

FORMATS: Mapping[str, Formatter] = {
    "text": format_as_text,
    "json": format_as_json,
    "github": format_as_github,
    "sarif": format_as_sarif,
}
