"""Problems in the formats that people and tools read: text, JSON, GitHub annotations, SARIF."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from trustpages.model.problem import Explanation, Problem, ProblemLevel
from trustpages.model.results.records.json_values import Json, encode_json, problem_to_json
from trustpages.secrets.scanning import mask_problem

CHECK_FORMAT = "trustpages.check/1"
_INVISIBLE = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x2028,
        0x2029,
        0xFEFF,
    )
}


def escape_controls(text: str) -> str:
    """The text on one line, with control characters spelled out so that a terminal obeys none of them."""
    return text.translate(_INVISIBLE)


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
    return "".join(f"{_format_annotation(problem)}\n" for problem in problems)


def _format_annotation(problem: Problem) -> str:
    problem = mask_problem(problem)
    place = problem.place
    fields = {"file": place.file, "line": place.line or 1, "col": place.column or 1, "title": problem.code}
    listed = ",".join(f"{name}={_escape_property(str(value))}" for name, value in fields.items())
    message = f"{problem.sentence}; {problem.remedy}" if problem.remedy else problem.sentence
    return f"::{problem.level.value} {listed}::{_escape_message(message)}"


def _escape_message(text: str) -> str:
    return escape_controls(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")


def format_as_sarif(problems: Sequence[Problem], explained: Mapping[str, Explanation]) -> str:
    """A SARIF 2.1.0 log with one rule for each code."""
    codes = sorted({problem.code for problem in problems})
    driver: Json = {"name": "trustpages", "rules": [_describe_rule(code, explained.get(code)) for code in codes]}
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_describe_result(problem, codes) for problem in problems],
    }
    log: Json = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return encode_json(log).decode()


def _describe_rule(code: str, entry: Explanation | None) -> Json:
    if entry is None:
        return {"id": code}
    return {"id": code, "shortDescription": {"text": entry.title}, "fullDescription": {"text": entry.paragraph}}


def _describe_result(problem: Problem, codes: Sequence[str]) -> Json:
    problem = mask_problem(problem)
    place = problem.place
    location: dict[str, Json] = {"artifactLocation": {"uri": quote(place.file, errors="surrogateescape")}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    message = f"{problem.sentence}; {problem.remedy}" if problem.remedy else problem.sentence
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": problem.level.value,
        "message": {"text": message},
        "locations": [{"physicalLocation": location}],
    }


Formatter = Callable[[Sequence[Problem], Mapping[str, Explanation]], str]

FORMATS: Mapping[str, Formatter] = {
    "text": format_as_text,
    "json": format_as_json,
    "github": format_as_github,
    "sarif": format_as_sarif,
}
