"""What newcomers write, and what they are told about it."""

from __future__ import annotations

import pytest

from trustpages.intake.yaml import load
from trustpages.intake.yaml.syntax import SyntaxFailure, diagnose, diagnose_breakdown
from trustpages.model.source_map import Plain

TOLD = (
    ("a:\n\tb: 1\n", 2, 1, "a tab stands"),
    ("a:\tb\n", 1, 3, "a tab stands"),
    ("a:\n  - x\n\t- y\n", 3, 1, "a tab stands"),
    ('a: "abc\nb: 2\n', 1, 4, "the quote that opens here is not closed"),
    ('a: "abc\nb: "x"\n', 1, 4, "the quote that opens here is not closed"),
    ("a: 'it's'\nb: 1\n", 1, 8, "text follows a closing quote"),
    ('a: "x" y\n', 1, 8, "text follows a closing quote"),
    ("a: 1\nbcd\nc: 2\n", 2, 1, "neither a key with a value"),
    ("a:1\nb: 2\n", 1, 2, "no space after this colon"),
    ("x:\n  a:1\n  b: 2\n", 2, 4, "no space after this colon"),
    ("title: Foo: bar\n", 1, 11, "a second colon with a space"),
    ("a: b\n  c: d\n", 2, 4, "a key stands inside the value"),
    ("a:\n  b: 1\n    c: 2\n", 3, 6, "a key stands inside the value"),
    ("a:\n    b: 1\n  c: 2\n", 3, 3, "the indentation of this line"),
    ("- a\nb: 1\n", 2, 1, "the indentation of this line"),
    ("a:\n  - x\n - y\n", 3, 2, "this list item lines up with nothing"),
    ("a: 1\n- b\n", 2, 1, "this list item lines up with nothing"),
    ("a: - b\n", 1, 4, "a list item cannot begin here"),
    ("a: ? b\n", 1, 4, "a question mark begins a key"),
    ("a: [1, 2\nb: 3\n", 2, 1, "a bracket above is still open"),
    ("a: {x: 1\n", 1, 4, "the bracket that opens here is not closed"),
    ("a: [\n", 2, 1, "the file ends inside a bracket"),
    ('a: ["x" "y"]\n', 1, 9, "a comma is missing"),
    ("a: [1,,2]\n", 1, 7, "',' stands where a value is expected"),
    ("a: [b]]\n", 1, 7, "']' stands where a value is expected"),
    ("a: @x\n", 1, 4, "unquoted text cannot begin with '@'"),
    ("a: `x`\n", 1, 4, "unquoted text cannot begin with '`'"),
    ("a: {% x %}\n", 1, 5, "unquoted text cannot begin with '%'"),
    ("a: >= 5\n", 1, 4, "text follows the sign '>'"),
    ("a: |x\n", 1, 4, "text follows the sign '|'"),
    ('a: "C:\\Users"\n', 1, 7, "the backslash does not begin an escape"),
    ('a: "x\\U00110000"\n', 1, 6, "is beyond the last character"),
    ('a: "x\\UFFFFFFFF"\n', 1, 6, "is beyond the last character"),
    ('a: "x"# c\n', 1, 7, "touches what stands before it"),
    ("a: |\n     \n   x\n", 3, 4, "this text is indented less than a blank line"),
    ("a: >\n \n  \n   \n b\n", 5, 2, "this text is indented less than a blank line"),
    ("a: 1\n... x\n", 2, 5, "text follows the end of the document"),
    ("a  # c\nb\n", 2, 1, "text follows the end of the document"),
    ("a: [?x]\n", 1, 5, "this question mark"),
    ("a: [x, ?y]\n", 1, 8, "this question mark"),
    ("a: { ?foo: bar }\n", 1, 6, "this question mark"),
    ("a:\n  - {k: ?v}\n", 2, 9, "this question mark"),
    ("a: [x:]\n", 1, 5, "the colon at the end of this text"),
    ("a: {x: 1, y:}\n", 1, 11, "the colon at the end of this text"),
    ("a: [b, c d:,]\n", 1, 8, "the colon at the end of this text"),
)

OTHER_CODES = (
    ("a: *\n", "yaml-alias", 4),
    ("a: **bold**\n", "yaml-alias", 4),
    ("*a : x\n", "yaml-alias", 1),
    ("a: & b\n", "yaml-anchor", 4),
    ("a: !x!y z\n", "yaml-tag", 4),
    ("a: !\n", "yaml-tag", 4),
    ("a: {{ name }}\n", "yaml-key-not-string", 5),
    (": x\n", "yaml-key-not-string", 1),
)


@pytest.mark.parametrize(("text", "line", "column", "words"), TOLD)
def test_a_mistake_is_named_where_it_was_made(text: str, line: int, column: int, words: str) -> None:
    document, problems = load(text.encode(), "f.yml")
    assert document is None
    [problem] = problems
    assert (problem.code, problem.place.line, problem.place.column) == ("yaml-syntax", line, column)
    assert words in problem.sentence
    assert problem.remedy


READ_RIGHTLY: tuple[tuple[str, Plain], ...] = (
    ("[foo?bar, foo ? bar, foo?]", ["foo?bar", "foo ? bar", "foo?"]),
    ("?foo", "?foo"),
    ("[a:b, c::d]", ["a:b", "c::d"]),
    ("[:x, -y, ]", [":x", "-y"]),
    ("[? k : v, a: b]", [{"k": "v"}, {"a": "b"}]),
    ("{? k : v, ? l, m}", {"k": "v", "l": None, "m": None}),
    ('{"k":v}', {"k": "v"}),
    ("[?\n  x]", [{"x": None}]),
)


@pytest.mark.parametrize(("text", "value"), READ_RIGHTLY)
def test_question_marks_and_colons_mean_what_yaml_says(text: str, value: Plain) -> None:
    document, problems = load(f"a: {text}\n".encode(), "f.yml")
    assert not problems
    assert document is not None
    assert document.value == {"a": value}


@pytest.mark.parametrize(("text", "code", "column"), OTHER_CODES)
def test_signs_with_a_meaning_of_their_own(text: str, code: str, column: int) -> None:
    _, problems = load(text.encode(), "f.yml")
    assert [(problem.code, problem.place.column) for problem in problems] == [(code, column)]


def test_a_directive_further_down_is_found() -> None:
    _, [problem] = load(b"a: 1\n%FOO\n", "f.yml")
    assert (problem.code, problem.place.line) == ("yaml-directive", 2)


def test_what_does_not_hinder_reading_is_collected() -> None:
    text = "a: yes\nb: 010\na: &x 1\n1: *x\nc: 'ok\n"
    _, problems = load(text.encode(), "f.yml")
    assert [(problem.code, problem.place.line) for problem in problems] == [
        ("yaml-ambiguous-scalar", 1),
        ("yaml-ambiguous-scalar", 2),
        ("yaml-duplicate-key", 3),
        ("yaml-anchor", 3),
        ("yaml-key-not-string", 4),
        ("yaml-alias", 4),
        ("yaml-syntax", 5),
    ]


def test_a_failure_that_nobody_foresaw_still_has_a_place_and_a_remedy() -> None:
    unknown = diagnose(SyntaxFailure("a: b\n", 3, 0, "words of a later version"))
    silent = diagnose_breakdown("a: b\n", 2)
    assert (unknown.at, unknown.code, silent.at, silent.code) == (3, "yaml-syntax", 2, "yaml-syntax")
    assert unknown.remedy
    assert silent.remedy
