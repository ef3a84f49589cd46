"""Edits of documents as text: the lines that they concern, in the style of the file, and no others."""

from __future__ import annotations

import pytest

from trustpages.editing.changes import AddEntry, CopyEntry, DocumentChange, RemoveKey, SetKey, SetTexts, make_changes
from trustpages.intake import yaml
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Plain

BLOCK = """# before
kind:   bundle   # what it is
items:
  # the first
  - kind: review
    id: first
    # about the first

  # the second
  - kind: review
    id: second
    # about the second
tail: end
"""
ENTRY: Plain = {"kind": "review", "by": {"name": "Kim", "role": "risk"}}


def changed(text: str, *changes: DocumentChange) -> str:
    return make_changes(text.encode(), "x.yml", changes, yaml.load).decode()


def test_new_entry_stands_behind_the_comments_of_the_last_one_and_is_spaced_as_the_others_are() -> None:
    new = "\n  - kind: review\n    by: {name: Kim, role: risk}\n"
    assert changed(BLOCK, AddEntry(("items",), ENTRY)) == BLOCK.replace("tail: end", f"{new}tail: end")


def test_new_key_stands_behind_the_last_one_of_its_mapping() -> None:
    new = changed(BLOCK, SetKey(("items", 0), "outcome", "It stays."))
    assert new == BLOCK.replace("    # about the first\n", "    # about the first\n    outcome: It stays.\n")


def test_new_key_stands_behind_the_one_that_it_belongs_to() -> None:
    new = changed(BLOCK, SetKey((), "title", "T", after="kind"))
    assert new == BLOCK.replace("what it is\n", "what it is\ntitle: T\n")


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a: [x]\n", AddEntry(("a",), "y, z"), 'a: [x, "y, z"]\n'),
        ("a: []\n", AddEntry(("a",), "z"), "a: [z]\n"),
        ("a: []  # none\n", AddEntry(("a",), {"b": 1}), "a:\n  - {b: 1}  # none\n"),
        ("a:\n- x\n- y", AddEntry(("a",), "z"), "a:\n- x\n- y\n- z"),
        ("a:\n  -   {b: 1}\n", AddEntry(("a",), {"b": 2}), "a:\n  -   {b: 1}\n  -   {b: 2}\n"),
        ("a: {b: 1}\n", SetKey(("a",), "c", ["d"]), "a: {b: 1, c: [d]}\n"),
        ("a: {}\n", SetKey(("a",), "c", 1), "a: {c: 1}\n"),
        ("a: 1 # one\nb: 2\n", SetKey((), "a", 2), "a: 2 # one\nb: 2\n"),
        ("a:\nb: 2\n", SetKey((), "a", "x"), "a: x\nb: 2\n"),
        ('{"a": 1,\n "b": [2]}\n', SetKey((), "c", "d"), '{"a": 1,\n "b": [2],\n "c": "d"}\n'),
        ("a: |+\n  text\n\n\n", SetKey((), "b", 1), "a: |+\n  text\n\n\nb: 1\n"),
        ("a: |\n  text\n\nb: 1\n", SetKey((), "c", 1), "a: |\n  text\n\nb: 1\nc: 1\n"),
        ("a: old\nb: 'old'\nc: \"old\"\n", SetTexts(((("a",), "x"), (("b",), "x"), (("c",), "x"))),
         "a: x\nb: 'x'\nc: \"x\"\n"),
        ("a: old\n", SetTexts(((("a",), "2024"),)), 'a: "2024"\n'),
        ("a: {b: 1, c: 2}\n", RemoveKey(("a",), "b"), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", RemoveKey(("a",), "c"), "a: {b: 1}\n"),
        ("a: {b: 1}\n", RemoveKey(("a",), "b"), "a: {}\n"),
        ("a: 1\nb: [x,\n  y]  # two\n# c\nc: 3\n", RemoveKey((), "b"), "a: 1\n# c\nc: 3\n"),
        ("- a: 1\n  b: 2\n", RemoveKey((0,), "a"), "- b: 2\n"),
        ("a:\r\n  - x\r\nb: 1\r\n", AddEntry(("a",), {"c": 1, "d": [{"e": 1}]}),
         "a:\r\n  - x\r\n  - c: 1\r\n    d:\r\n      - {e: 1}\r\nb: 1\r\n"),
        ("\ufeffa: 1\r\nb: 2\n", SetKey((), "b", 3), "\ufeffa: 1\r\nb: 3\n"),
        ("a:\n  - id: x  # kept\n    n: 1\n", CopyEntry(("a",), 0, ((("id",), "z"), (("n",), 2))),
         "a:\n  - id: x  # kept\n    n: 1\n  - id: z  # kept\n    n: 2\n"),
        ("a: [{id: x, n: 1}]\n", CopyEntry(("a",), 0, ((("id",), "z"),)), "a: [{id: x, n: 1}, {id: z, n: 1}]\n"),
    ],
)  # fmt: skip
def test_edit_keeps_every_other_byte(before: str, change: DocumentChange, after: str) -> None:
    assert changed(before, change) == after


def test_long_text_is_folded_and_broken_text_stands_line_by_line() -> None:
    long = "A sentence of seven words stands here. " * 6
    new = changed("a: 1\n", SetKey((), "b", long.strip()), SetKey((), "c", "one\n\ntwo"))
    assert new.startswith("a: 1\nb: >-\n  A sentence")
    assert new.endswith("c: |-\n  one\n\n  two\n")
    assert max(map(len, new.splitlines())) <= 110


@pytest.mark.parametrize("text", ["? a\n: 1\n", "? a\n: 1\nb: 2\n"])
def test_file_that_is_written_otherwise_says_what_is_meant_or_is_left_alone(text: str) -> None:
    try:
        new = changed(text, SetKey((), "c", 1))
    except TrustpagesError as error:
        assert error.code == "cannot-edit"  # noqa: PT017 - either is right
    else:
        assert yaml.load(new.encode(), "x.yml")[0] is not None


def test_characters_that_no_file_may_hold_are_refused() -> None:
    with pytest.raises(TrustpagesError, match="without touching more") as caught:
        changed("a: 1\n", SetKey((), "b", "evil\u202etxt"))
    assert caught.value.code == "cannot-edit"


def test_unreadable_file_is_refused_with_its_first_problem() -> None:
    with pytest.raises(TrustpagesError) as caught:
        changed("a: &x 1\n", SetKey((), "b", 1))
    assert caught.value.code == "yaml-anchor"
