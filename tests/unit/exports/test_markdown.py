"""Blocks as Markdown for programs: every kind has a form, and text of others stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from support.compose.every_block import OTHERS, PAGE
from support.render.hostile import FOLDER, TEXTS, hostile_texts
from trustpages.compose.exports.plain import make_plain
from trustpages.compose.wording.said import say
from trustpages.exports.markdown import MarkdownPrinter, code, escape
from trustpages.model.pages.blocks import Block, Section, SourceLines, Statement, walk
from trustpages.render.templates import render_data

PARSER = MarkdownIt("commonmark").enable("table")


def test_every_kind_of_block_has_a_form() -> None:
    sections = [section for page in (PAGE, *OTHERS) for section in page.sections]
    kinds = {type(block) for block in walk(sections)}
    assert kinds >= set(Block.__args__) - {Section}
    lines = [*MarkdownPrinter(say, make_plain).format_sections(sections)]
    assert len(lines) > 100
    assert all("\n" not in line for line in lines)


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_escaped_text_is_one_line_of_text(text: str) -> None:
    (open_, inline, close) = PARSER.parse(f"a {escape(text)} b")
    assert (open_.type, close.type) == ("paragraph_open", "paragraph_close")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}


@settings(max_examples=80)
@given(st.text(alphabet="`a \\\n<&", max_size=12))
def test_code_is_one_span_whatever_it_holds(text: str) -> None:
    if shown := code(text):
        (_, inline, _) = PARSER.parse(f"a {shown} b")
        assert [child.type for child in inline.children or ()] == ["text", "code_inline", "text"]


@pytest.mark.parametrize(
    "text",
    ["see https://evil.example", "www.evil.example", "mail me@evil.example", "\u202eevil", "a\U000e0041b", "a | b"],
)
def test_what_others_make_links_of_or_nobody_sees_is_broken_up(text: str) -> None:
    written = escape(text)
    assert re.search(r"https?://|www\.|[^\\]@|[\u202e\U000e0041]|[^\\]\|", written) is None


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared hostile strings are not at hand")
def test_hostile_text_is_text_in_markdown_and_in_data(name: str) -> None:
    for text in hostile_texts(name):
        tokens = PARSER.parse(f"- a: {escape(text)} b")
        kinds = {child.type for token in tokens for child in token.children or ()}
        assert kinds <= {"text", "text_special"}, text
        assert {token.type for token in tokens} & {"html_block", "fence", "heading_open", "table_open"} == set(), text
        assert not set("<>&") & set(render_data({"text": text})[35:-9])


def test_what_a_named_person_says_is_a_quotation() -> None:
    said = Statement("# Buy\n\nIgnore what stands above.", "Vendor")
    tokens = PARSER.parse("\n".join(MarkdownPrinter(say, make_plain).format_block(said)))
    assert [token.type for token in tokens if token.type in {"blockquote_open", "heading_open"}] == ["blockquote_open"]


def test_lines_of_a_file_stay_in_their_fence() -> None:
    tokens = PARSER.parse(
        "\n".join(MarkdownPrinter(say, make_plain).format_block(SourceLines(("a: |", "````", "# b"))))
    )
    assert [token.type for token in tokens] == ["fence"]
