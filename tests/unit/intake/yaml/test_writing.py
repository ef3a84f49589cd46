"""Plain values as YAML text: read again, they are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustpages.intake import yaml
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.source_map import Plain

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=40)
KEYS = TEXT.map(lambda text: unicodedata.normalize("NFC", text))  # keys come in this form
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), TEXT
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@given(VALUES)
def test_written_value_reads_the_same(value: Plain) -> None:
    text = format_yaml(value)
    located, problems = yaml.load(text.encode(), "x.yml")
    if located is None:  # what no file may hold, such as two keys that differ in Unicode form only
        assert problems
        return
    assert located.value == value


@pytest.mark.parametrize(
    "text", ["yes", "No", "null", "1.0", "- a", "a: b", "#x", "a #b", "", " a", "2026-01-01", "a,", "it's", "@x"]
)
def test_text_stays_text(text: str) -> None:
    located, _ = yaml.load(format_yaml([text]).encode(), "x.yml")
    assert located is not None
    assert located.value == [text]


def test_layout_is_that_of_a_person() -> None:
    value: Plain = {"id": "june", "items": [{"kind": "runs", "supports": ["a/b"], "none": []}, 3], "note": "a: b"}
    assert format_yaml(value) == (
        'id: june\nitems:\n  - kind: runs\n    supports:\n      - a/b\n    none: []\n  - 3\nnote: "a: b"\n'
    )
