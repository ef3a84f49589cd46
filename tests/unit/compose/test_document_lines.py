"""Lines that git compares: the same for the same meaning, one for each value, each with its path."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.compose.review.document_lines import list_document_lines
from trustpages.model.source_map import Plain

PACT: Plain = {
    "kind": "pact",
    "id": "service",
    "obligations": [
        {"id": "success", "threshold": {"at_least": 0.4}, "disputed": False},
        {"id": "no-leak", "threshold": {}, "notes": None},
    ],
    "ladder": ["suspended", "autonomous"],
    "changes": [{"summary": "a\n  b"}],
}


def test_each_value_has_a_line_with_its_path() -> None:
    assert list_document_lines(PACT) == (
        "pact service",
        "changes, 1, summary: a b",
        "ladder: suspended, autonomous",
        "obligations, no-leak, id: no-leak",
        "obligations, no-leak, notes: nothing",
        "obligations, no-leak, threshold: none",
        "obligations, success, disputed: no",
        "obligations, success, id: success",
        "obligations, success, threshold, at least: 0.4",
    )


def shuffle(value: Any, dice: random.Random) -> Any:
    """The same document in another order of keys and of records that have an id."""
    if isinstance(value, dict):
        keys = list(value)
        dice.shuffle(keys)
        return {key: shuffle(value[key], dice) for key in keys}
    if isinstance(value, list) and all(isinstance(entry, dict) and "id" in entry for entry in value):
        return dice.sample([shuffle(entry, dice) for entry in value], len(value))
    return value


@given(st.integers())
def test_order_is_irrelevant(seed: int) -> None:
    assert list_document_lines(shuffle(PACT, random.Random(seed))) == list_document_lines(PACT)  # noqa: S311 - no secret


@pytest.mark.parametrize("value", ["\x1b[2J", "a\nb", "\u202e"])
def test_a_value_is_one_line_that_steers_no_terminal(value: str) -> None:
    (line,) = list_document_lines({"text": value, "kind": ""})[1:]
    assert line.isprintable()


def test_whatever_is_no_document_has_lines_too() -> None:
    assert list_document_lines(["a", 1]) == ("a, 1",)
    assert list_document_lines(None) == ("nothing",)
