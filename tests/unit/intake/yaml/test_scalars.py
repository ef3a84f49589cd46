from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.intake.yaml.scalars import read_plain_scalar
from trustpages.model.problem import Fault

VALUES: tuple[tuple[str, str | int | float | bool | None], ...] = (
    ("", None),
    ("~", None),
    ("null", None),
    ("true", True),
    ("false", False),
    ("0", 0),
    ("-0", 0),
    ("42", 42),
    ("-17", -17),
    ("9007199254740992", 2**53),
    ("0.43", 0.43),
    ("-0.5", -0.5),
    ("1.10", 1.1),
    ("1e3", 1000.0),
    ("1E-2", 0.01),
    ("0e5", 0.0),
    ("0.000", 0.0),
    ("2024-06-01", "2024-06-01"),
    ("2024-13-45", "2024-13-45"),
    ("2024-06-01T10:00:00Z", "2024-06-01T10:00:00Z"),
    ("1:30", "1:30"),
    ("1.2.3", "1.2.3"),
    ("1,000", "1,000"),
    ("50%", "50%"),
    ("30 days", "30 days"),
    ("--", "--"),
    ("+", "+"),
    (".", "."),
    ("..", ".."),
    (".gitignore", ".gitignore"),
    ("e5", "e5"),
    ("nope", "nope"),
    ("yes, sir", "yes, sir"),
    ("truely", "truely"),
    ("nothing", "nothing"),
    ("information", "information"),
    ("٣", "٣"),
    ("=", "="),
)

AMBIGUOUS = (
    *("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "off", "OFF"),
    *("True", "TRUE", "False", "FALSE", "tRUE", "Null", "NULL"),
    *("010", "0o10", "0O17", "0x1F", "0XFF", "0b101", "00", "007", "-01", "01.5", "089"),
    *("1_000", "1_000.5", "+5", "+0.5", ".5", "5.", "-.5", "1.e3", "-"),
)
OUT_OF_RANGE = (
    *(".inf", "-.inf", "+.INF", ".nan", ".NaN", "NaN", "nan", "Infinity", "-Infinity", "inf"),
    *("9007199254740993", "-9007199254740993", "1234567890123456789", "9" * 5000),
    *("1e999", "-1e999", "1e-999", "0.0000001e-400", "-1e-400"),
)


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_plain_scalar_is_what_json_makes_of_it_or_text(text: str, value: object) -> None:
    read = read_plain_scalar(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_readers_disagree_about_is_refused(text: str) -> None:
    refused = read_plain_scalar(text)
    assert isinstance(refused, Fault)
    assert refused.code == "yaml-ambiguous-scalar"


@pytest.mark.parametrize("text", OUT_OF_RANGE)
def test_what_cannot_be_kept_is_refused(text: str) -> None:
    refused = read_plain_scalar(text)
    assert isinstance(refused, Fault)
    assert refused.code == "yaml-number-range"
    assert len(refused.sentence) < 200


def test_the_remedy_says_what_was_probably_meant() -> None:
    refused = read_plain_scalar("Yes")
    assert isinstance(refused, Fault)
    assert refused.remedy == 'write true, or "Yes" if it is text'


@given(st.text(alphabet="0123456789+-._eExXoObBinfaNnulltruE", max_size=12))
def test_a_number_is_finite_and_never_a_guess(text: str) -> None:
    read = read_plain_scalar(text)
    if isinstance(read, float):
        assert math.isfinite(read)
        assert read == float(text)
    elif isinstance(read, int) and not isinstance(read, bool):
        assert str(read) == text.replace("-0", "0") if int(text) == 0 else str(read) == text
