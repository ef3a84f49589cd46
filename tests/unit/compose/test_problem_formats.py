"""Problems for forges and scanners: workflow commands that cannot be broken out of, SARIF 2.1.0 as its schema asks.

The constraints are those of the OASIS standard for what is written here: sections 3.14 (run), 3.27 (result),
3.28 to 3.30 (location, artifact, region), 3.49 (rule).
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from trustpages.compose.problems import format_as_github, format_as_sarif
from trustpages.model.problem import Explanation, Place, Problem, ProblemLevel

URI_REFERENCE = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})*")  # RFC 3986, no scheme, no query
EXPLAINED = {"bad-id": Explanation("bad-id", "This is not an id", "Ids are kebab-case.")}
FILES = ("evidence/a.yml", "../a b.yml", "a:b,c%d.yml", "\N{LATIN SMALL LETTER U WITH DIAERESIS}.yml", "x\udcff.yml")


def a_problem(file: str = "a.yml", line: int = 3, sentence: str = "wrong", **changes: Any) -> Problem:
    return Problem(Place(file, line, 5 if line else 0), **{"code": "bad-id", "sentence": sentence, **changes})


PROBLEMS = (
    *(a_problem(file) for file in FILES),
    a_problem(line=0),
    a_problem(code="other", level=ProblemLevel.WARNING, remedy="mend it"),
    a_problem(sentence="100 % of\nit\r \N{LINE SEPARATOR}\x1b[2J"),
)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (a_problem(remedy="mend it"), "::error file=a.yml,line=3,col=5,title=bad-id::wrong; mend it\n"),
        (a_problem(line=0, level=ProblemLevel.WARNING), "::warning file=a.yml,line=1,col=1,title=bad-id::wrong\n"),
        (a_problem("a:b,c%d.yml"), "::error file=a%3Ab%2Cc%25d.yml,line=3,col=5,title=bad-id::wrong\n"),
        (
            a_problem(sentence="10 %\n::error::x\r"),
            "::error file=a.yml,line=3,col=5,title=bad-id::10 %25%0A::error::x%0D\n",
        ),
        (a_problem(sentence="\x1b[2J"), "::error file=a.yml,line=3,col=5,title=bad-id::\\u001b[2J\n"),
    ],
)
def test_a_workflow_command_ends_where_it_should(problem: Problem, line: str) -> None:
    assert format_as_github((problem,), dict) == line


@pytest.mark.parametrize("problems", [(), PROBLEMS], ids=["none", "many"])
def test_log_holds_what_the_standard_asks_for(problems: tuple[Problem, ...]) -> None:
    log = json.loads(format_as_sarif(problems, lambda: EXPLAINED))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    for rule in driver["rules"]:
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription") if key in rule)
    assert len(run["results"]) == len(problems)
    for result, problem in zip(run["results"], problems, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == problem.code
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"].startswith(problem.sentence)
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert URI_REFERENCE.fullmatch(physical["artifactLocation"]["uri"])
        region = physical.get("region", {"startLine": 1, "startColumn": 1})
        assert all(type(number) is int and number >= 1 for number in region.values())
        assert ("region" in physical) is bool(problem.place.line)
