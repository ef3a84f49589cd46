from __future__ import annotations

import html
import string
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from trustpages.render.encoder import Safe, encode, encode_title, encode_verbatim, join_safe, to_showable


class Colour(StrEnum):
    RED = "dark-red"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain words", "plain words"),
        ("a*b_c`d", "a&#42;b&#95;c&#96;d"),
        ("[x](javascript:alert(1))", "&#91;x&#93;&#40;javascript&#58;alert&#40;1&#41;&#41;"),
        ("1. first", "1&#46; first"),
        ("  one\n\n    two\t three ", "one two three"),
        ("a\x00b\x1bc\x7fd\x85e", "a\ufffdb\ufffdc\ufffdd e"),
        ("\ud800 and \ufdd0 and \U0001ffff", "\ufffd and \ufffd and \ufffd"),
        ("\u202egnp.exe", "\ufffdgnp&#46;exe"),
        ("10\N{NO-BREAK SPACE}000", "10\N{NO-BREAK SPACE}000"),
        ("Größe 東京 👩‍👩‍👧", "Größe 東京 👩‍👩‍👧"),
        (" \n ", "\ufffd"),
        ("", ""),
        (1234567, "1234567"),
        (-3, "-3"),
        (date(2024, 6, 1), "2024&#45;06&#45;01"),
        (Colour.RED, "dark&#45;red"),
        (Safe("<b>"), "<b>"),
    ],
)
def test_encodes(value: object, shown: str) -> None:
    assert encode(value) == shown


@pytest.mark.parametrize("value", [None, True, 0.5, b"x", ["x"], datetime(2024, 6, 1, tzinfo=UTC)])
def test_refuses_what_has_no_wording(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


def test_leaves_no_punctuation_but_that_of_entities() -> None:
    assert set(encode(string.punctuation)) <= set("&#;" + string.digits)
    assert html.unescape(encode(string.punctuation)) == string.punctuation


@pytest.mark.parametrize(
    "derived", [Safe("<b>") + "<i>", Safe("<b>x").upper(), Safe("<b>")[0:], f"{Safe('<b>')}", "".join([Safe("<b>")])]
)
def test_what_is_computed_from_markup_is_text_again(derived: str) -> None:
    assert "<" not in encode(derived)


def test_joins_by_encoding_both_parts_and_separator() -> None:
    assert join_safe(["a<", Safe("<b>")], " | ") == "a&#60; &#124; <b>"
    assert isinstance(join_safe([]), Safe)


def test_verbatim_keeps_blanks_on_one_line() -> None:
    assert encode_verbatim("  a:\r\n\tb\x00") == "  a&#58;&#10;&#9;b\ufffd"


def test_titles_keep_harmless_punctuation() -> None:
    assert encode_title("Q&A: v1.2 <b>\n'x'") == "Q&#38;A: v1.2 &#60;b&#62; &#39;x&#39;"


def test_showable_is_fit_for_xml_and_not_encoded() -> None:
    assert to_showable("a\x0b<$5 to $9>\x01") == "a <$5 to $9>\ufffd"


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x7F, 0x9F), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0x202A, 0x202E), (0x2066, 0x2069), (0x1FFFE, 0x1FFFF)],
)
def test_what_cannot_be_shown_ends_where_its_range_ends(first: int, last: int) -> None:
    inside = {code for code in (first, last) if to_showable(f"a{chr(code)}b") == "a\ufffdb"}
    assert inside == {first, last}
    beside = [chr(code) for code in (first - 1, last + 1) if chr(code) not in "~\xa0\u2029\u202f\u2065\u206a"]
    assert [to_showable(f"a{one}b") for one in beside] == [f"a{one}b" for one in beside]
