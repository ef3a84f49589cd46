"""Laws of edits: what is meant is said, and every line that an edit does not concern stays as it was."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from support.editing import documents
from trustpages.editing.changes import AddEntry, DocumentChange, SetKey, make_changes
from trustpages.editing.document_text import is_same
from trustpages.editing.layout import lay_out
from trustpages.intake import yaml
from trustpages.model.source_map import Plain

ODD = [
    "no",
    "2026-01-01",
    "1.0",
    "a: b",
    "a #b",
    "- a",
    "x" * 200,
    "word " * 40,
    "one\ntwo",
    " a",
    "日本",
    "العربية",
    "? a",
]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=20) | st.sampled_from(ODD)
VALUES: st.SearchStrategy[Plain] = st.recursive(
    TEXTS | st.integers(-(10**6), 10**6) | st.booleans() | st.none() | st.floats(0.001, 1000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "no", "b c"]), inner, max_size=3),
    max_leaves=6,
)


def edited(data: bytes, change: DocumentChange) -> tuple[Plain, bytes]:
    new = make_changes(data, "x.yml", [change], yaml.load)
    located, problems = yaml.load(new, "x.yml")
    assert located is not None, problems
    return located.value, new


def lines_lost(before: bytes, after: bytes) -> list[str]:
    old, new = (data.decode().replace("\r\n", "\n").split("\n") for data in (before, after))
    return [line[2:] for line in difflib.ndiff(old, new) if line.startswith("- ") and line[2:].strip()]


@given(documents.documents(), VALUES)
def test_new_key_adds_lines_and_loses_none(data: bytes, value: Plain) -> None:
    located, _ = yaml.load(data, "x.yml")
    assert located is not None
    assert isinstance(located.value, dict)
    said, new = edited(data, SetKey((), "added", value))
    assert is_same(said, {**located.value, "added": value})
    assert lines_lost(data, new) == []


@given(documents.documents(), st.dictionaries(st.sampled_from(["kind", "id", "by"]), VALUES, min_size=1))
def test_new_entry_adds_lines_and_touches_at_most_the_line_of_a_list_in_brackets(
    data: bytes, value: dict[str, Plain]
) -> None:
    located, _ = yaml.load(data, "x.yml")
    assert located is not None
    assert isinstance(located.value, dict)
    entries = located.value["items"]
    assert isinstance(entries, list)
    said, new = edited(data, AddEntry(("items",), value))
    assert is_same(said, {**located.value, "items": [*entries, value]})
    assert len(lines_lost(data, new)) <= 1


@given(documents.documents())
def test_layout_keeps_values_and_comments_and_is_the_same_the_second_time(data: bytes) -> None:
    laid = lay_out(data, "x.yml", yaml.load)
    before, after = (yaml.load(text, "x.yml")[0] for text in (data, laid))
    assert before is not None
    assert after is not None
    assert list(before.value) == list(after.value)  # type: ignore[arg-type]  # both are mappings
    assert is_same(before.value, after.value)
    assert lay_out(laid, "x.yml", yaml.load) == laid
    assert [text.count(b"#") for text in (data, laid)] == [data.count(b"#")] * 2
