from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.model.results.records.json_values import Json
from trustpages.review.value_changes import find_value_changes
from trustpages.review.words import describe_value

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def tell_values(before: Json, after: Json) -> list[str]:
    return [describe_value(change) for change in find_value_changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a 1 > 2"]),
        ({"a": 1}, {}, ["a 1 > nothing"]),
        ({}, {"a": None}, ["a nothing > null"]),
        ({"a": [1, 2]}, {"a": [1]}, ["a/1 2 > nothing"]),
        ({"a": 1}, {"a": True}, ["a 1 > true"]),
        (
            {"agents": [{"id": "x", "n": 1}, {"id": "y", "n": 2}]},
            {"agents": [{"id": "y", "n": 3}, {"id": "x", "n": 1}]},
            ["agents/y/n 2 > 3"],
        ),
        ({"inputs_digest": "a"}, {"inputs_digest": "b"}, []),
        ({"a": {"inputs_digest": "a"}}, {"a": {"inputs_digest": "b"}}, ['a/inputs_digest "a" > "b"']),
        ({"a": "x" * 99}, {"a": ""}, ['a "' + "x" * 59 + '... > ""']),
    ],
)
def test_what_differs(before: Json, after: Json, told: list[str]) -> None:
    assert list(tell_values(before, after)) == told


@given(VALUES, VALUES)
def test_only_equals_do_not_differ(one: Json, other: Json) -> None:
    assert list(tell_values(one, one)) == []
    there, back = (list(tell_values({"a": one}, {"a": other})), list(tell_values({"a": other}, {"a": one})))
    assert len(there) == len(back)
