from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.intake.yaml import load
from trustpages.intake.yaml.source import FORBIDDEN_IN_FILES
from trustpages.model.source_map import Located, Plain, ValuePath

TEXTS = st.text(max_size=20).filter(lambda text: not FORBIDDEN_IN_FILES.search(text))
LEAVES = (
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
)
KEYS = TEXTS.map(lambda text: unicodedata.normalize("NFC", text))
TREES: st.SearchStrategy[Plain] = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)


def read(text: str) -> Located:
    document, problems = load(text.encode(), "f.yml")
    assert problems == ()
    assert document is not None
    return document


def paths(value: Plain, above: ValuePath = ()) -> Iterator[tuple[ValuePath, Plain]]:
    yield above, value
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from paths(inner, (*above, step))


def block(value: Plain, indent: int = 0) -> str:
    """`value` in block style after a line break, with JSON for what has no parts."""
    margin = "\n" + " " * indent
    if isinstance(value, dict) and value:
        return "".join(f"{margin}{json.dumps(key)}:{block(inner, indent + 2)}" for key, inner in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{margin}-{block(inner, indent + 2)}" for inner in value)
    return f"{margin}{json.dumps(value)}"


@given(TREES, st.sampled_from([None, 0, 1, 4]), st.booleans())
@settings(deadline=None)
def test_json_comes_back_with_the_place_of_everything(tree: Plain, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    document = read(text)
    assert document.value == tree
    lines = text.split("\n")
    for path, value in paths(tree):
        place, key = document.place_of(path), document.place_of_key(path)
        written = json.dumps(value, ensure_ascii=ascii_only)
        begin = written[0] if isinstance(value, dict | list) else written
        assert lines[place.line - 1][place.column - 1 :].startswith(begin)
        if path and isinstance(path[-1], str):
            assert lines[key.line - 1][key.column - 1 :].startswith(json.dumps(path[-1], ensure_ascii=ascii_only))
        first, last = document.lines_of(path)
        assert key.line == first <= place.line <= last


@given(TREES)
@settings(deadline=None)
def test_the_lines_of_a_part_hold_that_part_and_nothing_else(tree: Plain) -> None:
    text = block(tree).removeprefix("\n") + "\n\n# end\n"
    document = read(text)
    assert document.value == tree
    for path, value in paths(tree):
        first, last = document.lines_of(path)
        shown = "\n".join(text.split("\n")[first - 1 : last])
        alone = read(shown).value
        assert alone == ({path[-1]: value} if path and isinstance(path[-1], str) else value)


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_bytes_never_raise(data: bytes) -> None:
    document, problems = load(data, "f.yml")
    assert (document is None) == bool(problems)


@given(st.text(alphabet=" \n-:[]{},#&*!|>'\"%@`?\\ab1~<=\t\ufeff\u2028é\ud800".replace("\ud800", ""), max_size=60))
@settings(max_examples=500, deadline=None)
def test_text_that_is_almost_yaml_never_raises(text: str) -> None:
    document, problems = load(text.encode(), "f.yml")
    assert (document is None) == bool(problems)
    assert all(problem.sentence and problem.remedy for problem in problems)


@given(TREES, st.data())
@settings(deadline=None)
def test_a_damaged_document_never_raises(tree: Plain, data: st.DataObject) -> None:
    text = block(tree).removeprefix("\n").encode()
    begin = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 4))
    load(text[:begin] + data.draw(st.binary(max_size=3)) + text[begin + length :], "f.yml")
