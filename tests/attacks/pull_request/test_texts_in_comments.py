"""A comment on a pull request: short, marked at its start, never longer than allowed, and deaf to what it quotes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.render.hostile import TEXTS, hostile_texts, shared
from support.review.comments import Shown, visible_lines
from support.review.reviews import MOVED_LINE, MUCH, REVIEWS, a_change, poison
from trustpages.compose.review.page import compose_review
from trustpages.compose.wording.said import say
from trustpages.model.sentence import Sentence
from trustpages.render.comment import MARKER, MOST_CHARACTERS
from trustpages.render.inert import encode_inert
from trustpages.workflow.diff.forms import OutputForm, print_as_markdown

FORM = OutputForm("any")
LONG = OutputForm("markdown", 10**9)
NASTY = (
    "@octocat", "a@b.example", "#1", "closes #1", "GH-1", "gl-2", "org/repo#3", "!4", "$5", "~bug", "%9.1", "&7",
    "^alert#8",
    "https://evil.example/x", "HTTP://evil.example", "www.evil.example", "WWW.evil.example", ":+1:", "user@0123456",
    "0123456789abcdef0123456789abcdef01234567", MARKER, "-->", "<!--", "<img src=x>", "![x](https://e.example/x.png)",
    "[x](javascript:1)", "<https://e.example>", "</details>", "| a | b |", "---", "- x", "1. x", "2) x", "+ x", "* x",
    "> x",
    "# x", "=====", "```", "~~~", "`x`", "a\n\n# b", "&lt;b&gt;", "&#64;octocat", "\\@octocat", "[!CAUTION]", "[^1]",
    "$x$",
    "@\u200boctocat", "\u202egnp", "   ", "\ud800",
)  # fmt: skip


def test_a_moved_line_takes_twelve_visible_lines() -> None:
    assert len(visible_lines(print_as_markdown(MOVED_LINE, FORM))) <= 12
    assert len(visible_lines(print_as_markdown(MUCH, FORM))) <= 12


@pytest.mark.parametrize("name", REVIEWS)
def test_the_mark_is_the_first_line_and_the_only_comment(name: str) -> None:
    comment = print_as_markdown(poison(REVIEWS[name], MARKER), FORM)
    assert comment.startswith(f"{MARKER}\n")
    assert Shown(comment).comments == [" trustpages:diff "]


def test_a_side_that_cannot_be_read_is_red() -> None:
    comment = print_as_markdown(REVIEWS["unreadable"], FORM)
    assert "\n> [!CAUTION]\n> Nothing is known of what this change does" in comment
    assert all("[!CAUTION]" not in print_as_markdown(REVIEWS[name], FORM) for name in REVIEWS if name != "unreadable")


@pytest.mark.parametrize("name", ["much", "lapsed", "unreadable"])
def test_a_quoted_text_is_nothing_but_text(name: str) -> None:
    expect_text_alone(name, NASTY)


def expect_text_alone(name: str, texts: Iterable[str]) -> None:
    harmless = Shown(print_as_markdown(poison(REVIEWS[name], "x"), LONG))
    for text in texts:
        shown = Shown(print_as_markdown(poison(REVIEWS[name], text), LONG))
        assert (text, shown.tags, shown.comments) == (text, harmless.tags, harmless.comments)
        assert (text, shown.named) == (text, [])


@pytest.mark.parametrize("source", [pytest.param(source, marks=shared) for source in TEXTS])
def test_texts_that_nobody_here_wrote_are_nothing_but_text(source: str) -> None:
    texts = hostile_texts(source)
    expect_text_alone("much", texts[:: max(1, len(texts) // 20)])


def test_readers_see_what_was_written() -> None:
    for text in ("50 % (3 of 6), at most 2.5/day; 'so'?", "closes #1 of @octocat", "1. x", "- x", "A\N{EM DASH}B"):
        assert "".join(Shown(encode_inert(text)).texts).strip().replace("\u200b", "") == text


def test_ordinary_words_read_well_in_a_mail_too() -> None:
    assert encode_inert("20 % (10 of 50; 10 % to 33.8 %): so?") == "20 % (10 of 50; 10 % to 33.8 %): so?"


@pytest.mark.parametrize("limit", [4_000, 32_768, MOST_CHARACTERS])
@pytest.mark.parametrize("words", ["x", "@" * 3_000, "\N{GRINNING FACE}" * 500])
def test_a_comment_is_never_longer_than_allowed(limit: int, words: str) -> None:
    changes = tuple(a_change(fingerprint=f"fp-{number:016x}", title=Sentence(words)) for number in range(400))
    comment = print_as_markdown(replace(MUCH, changes=(*MUCH.changes, *changes)), OutputForm("markdown", limit))
    assert len(comment.encode()) < limit
    assert comment.startswith(f"{MARKER}\n\n### Stopped: 3 changes need a decision\n")
    assert "<code>trustpages diff</code> tells it" in comment
    assert comment.count("<details>") == comment.count("</details>")


def test_what_weighs_least_is_left_out_first_and_that_is_said() -> None:
    whole = print_as_markdown(MUCH, FORM)
    shorter = print_as_markdown(MUCH, OutputForm("markdown", len(whole.encode()) - 900))
    assert "Critical, stops. Airline desk agent: the promise" in shorter
    assert "1 of 1 parts of “What was compared”" in shorter
    assert len(visible_lines(shorter)) <= 13


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=3_000, max_value=20_000), st.integers(min_value=0, max_value=60))
def test_every_limit_holds_and_everything_that_fits_is_there(limit: int, count: int) -> None:
    review = replace(MUCH, changes=MUCH.changes[:1] * count)
    comment = print_as_markdown(review, OutputForm("markdown", limit))
    assert len(comment.encode()) < limit
    whole = print_as_markdown(review, LONG)
    assert (comment == whole) is (len(whole.encode()) < limit)
    sections = compose_review(review, can_fold=True)
    assert encode_inert(say(sections[0].title)) in comment
