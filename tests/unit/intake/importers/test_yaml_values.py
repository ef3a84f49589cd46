"""YAML of other tools: read where a workspace would refuse it, refused where it could harm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.intake.importers.yaml_values import LIMITS, YamlValue, read_yaml
from trustpages.model.problem import Fault


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 0282574\nb: 1e3\nc: 20.90", {"a": "0282574", "b": 1000.0, "c": 20.9}),
        ("a: yes\nb: true\nc: ~\nd:\ne: 2025-01-02", {"a": "yes", "b": True, "c": None, "d": None, "e": "2025-01-02"}),
        ("- {id: '1', n: 1}\n- [x, \"y\"]", [{"id": "1", "n": 1}, ["x", "y"]]),
        ("1: one\ntrue: two", {"1": "one", "True": "two"}),
        ("", None),
    ],
)
def test_what_readers_disagree_on_is_text(text: str, value: object) -> None:
    assert read_yaml(text.encode(), "x.yml") == YamlValue(value)  # type: ignore[arg-type]  # plain values


def test_of_a_key_that_stands_twice_the_last_holds_and_is_told() -> None:
    assert read_yaml(b"a: 1\nb: 2\na: 3", "x.yml") == YamlValue({"a": 3, "b": 2}, ("a",))


@pytest.mark.parametrize(
    "content",
    [
        b"a: &x [1]\nb: *x",
        b"[" * 100,
        b"- a\n" * (LIMITS.events + 1),
        b"a: [1",
        b"\xff\xfe\x00",
        b"a: \x07",
        b"x" * (LIMITS.size + 1),
    ],
    ids=["alias", "deep", "many", "cut", "encoding", "control", "large"],
)
def test_what_could_harm_is_one_fault(content: bytes) -> None:
    found = read_yaml(content, "x.yml")
    assert isinstance(found, Fault)
    assert found.code == "import-yaml"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60) | st.text(alphabet="ab:-[]{}&*!|>'\"#\n ?,", max_size=40).map(str.encode))
def test_no_bytes_raise(content: bytes) -> None:
    assert isinstance(read_yaml(content, "x.yml"), (YamlValue, Fault))
