"""Words of documents: cleaned, shortened at a blank, and never without a trace of what is missing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.exports.documents.room import Area, count_lines, fit
from trustpages.exports.documents.words import REPLACEMENT, Glyphs, clean, shorten

TEXT = st.text("ab cé日本\u202e…😀\n0", max_size=80)


def test_what_reorders_text_is_replaced() -> None:
    assert clean("a\u202eb\u2066c\x1b[31m\n\td") == f"a{REPLACEMENT}b{REPLACEMENT}c{REPLACEMENT}[31m d"


@settings(max_examples=60, deadline=None)
@given(TEXT, st.integers(2, 60))
def test_a_shortened_text_says_that_it_is(text: str, most: int) -> None:
    short = shorten(text, most)
    assert len(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_no_character_vanishes(text: str) -> None:
    glyphs = Glyphs(frozenset(map(ord, "abc [character whout gly]0123456789s")))
    shown = glyphs.show(text)
    assert {sign for sign in text if ord(sign) not in glyphs.known} == glyphs.missing
    assert bool(glyphs.missing) == ("without a glyph" in shown and shown != text)


@settings(max_examples=60, deadline=None)
@given(st.text("abc ", min_size=1, max_size=900), st.floats(1, 12), st.sampled_from((10.0, 16.0)), st.integers(1, 4))
def test_what_is_fitted_needs_no_more_lines_than_it_may(text: str, width: float, size: float, lines: int) -> None:
    assert count_lines(fit(text, width, size, lines), width, size) <= lines


def test_parts_of_a_slide_make_up_the_whole() -> None:
    whole = Area(1, 2, 10, 4)
    left, right = whole.split_across(0.4, gap=0.5)
    assert (left.left, right.left + right.width) == (1, 11)
    upper, lower = whole.split_down(0.25)
    assert (upper.height, lower.top, lower.top + lower.height) == (1, 3, 6)
