"""Values as JSON: laid out as Python's own `json` does it, which says what is none."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.model.results.records.json_values import Json, encode_json

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
_VALUES = st.recursive(
    _LEAVES, lambda held: st.lists(held) | st.lists(held).map(tuple) | st.dictionaries(st.text(), held), max_leaves=12
)


@settings(max_examples=60)
@given(_VALUES)
def test_json_is_laid_out_as_python_does(value: Json) -> None:
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    assert encode_json(value) == f"{text}\n".encode(errors="backslashreplace")


@pytest.mark.parametrize("value", [math.nan, math.inf, {"a": [-math.inf]}])
def test_what_is_no_number_ends_the_command(value: Json) -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode_json(value)
