"""One tiny file for each code: the code, the place, and that its explanation exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trustpages.intake import yaml
from trustpages.intake.yaml import load
from trustpages.intake.yaml.codes import CODES
from trustpages.intake.yaml.source import DEFAULT, Limits

CASES = Path(__file__).parents[3] / "cases" / "yaml"

PLACES = {
    "yaml-syntax": (2, 15),
    "yaml-empty": (0, 0),
    "yaml-encoding": (2, 11),
    "yaml-control-character": (2, 11),
    "yaml-too-large": (0, 0),
    "yaml-too-many-events": (1, 24),
    "yaml-scalar-too-long": (2, 10),
    "yaml-depth": (3, 14),
    "yaml-too-many-problems": (3, 4),
    "yaml-multiple-documents": (2, 1),
    "yaml-directive": (1, 1),
    "yaml-anchor": (2, 9),
    "yaml-alias": (2, 10),
    "yaml-merge-key": (2, 1),
    "yaml-tag": (2, 10),
    "yaml-key-not-string": (3, 3),
    "yaml-duplicate-key": (3, 1),
    "yaml-ambiguous-scalar": (2, 10),
    "yaml-number-range": (2, 8),
}
LIMITS = {
    "yaml-too-large": Limits(size=40),
    "yaml-too-many-events": Limits(events=10),
    "yaml-scalar-too-long": Limits(scalar=20),
    "yaml-depth": Limits(depth=4),
    "yaml-too-many-problems": Limits(problems=2),
}


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    codes = [entry.code for entry in CODES]
    assert len(set(codes)) == len(codes)
    assert set(codes) == set(PLACES) == {path.stem for path in CASES.iterdir()}


def test_every_code_in_the_source_is_explained() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(yaml.__file__).parent.glob("*.py"))
    assert set(re.findall(r'"(yaml-[a-z-]+)"', source)) == {entry.code for entry in CODES}


@pytest.mark.parametrize("code", PLACES)
def test_a_case_is_refused_for_its_code_at_its_place(code: str) -> None:
    data = (CASES / f"{code}.yml").read_bytes()
    document, problems = load(data, "case.yml", LIMITS.get(code, DEFAULT))
    assert document is None
    last = problems[-1]
    assert (last.code, last.place.line, last.place.column) == (code, *PLACES[code])
    assert len(problems) == 1 or code == "yaml-too-many-problems"
    assert last.place.file == "case.yml"
    assert last.sentence[-1] not in ".;"
    assert last.remedy[-1] not in ".;"


@pytest.mark.parametrize("code", LIMITS)
def test_a_bound_that_is_reached_is_not_passed(code: str) -> None:
    data = (CASES / f"{code}.yml").read_bytes()
    reached = Limits(size=len(data), events=15, scalar=39, depth=5, problems=3)
    _, problems = load(data, "case.yml", reached)
    assert not [problem for problem in problems if problem.code == code]


@pytest.mark.parametrize("entry", CODES, ids=lambda entry: str(entry.code))
def test_an_explanation_shows_bad_and_good(entry: object) -> None:
    assert "Bad: " in str(entry)
    assert "Good: " in str(entry)
