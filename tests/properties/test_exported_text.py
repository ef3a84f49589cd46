"""Text that leaves for formats with Markdown is read there as the text that it is."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from support.exports.agents import SPECIAL
from trustpages.exports.interchange.values import as_markdown, on_one_line

COMMONMARK = MarkdownIt("commonmark")
SIGNS = st.text(st.sampled_from("ab 1.)(#+-=~>*_`[]!<>&;:/|\\\"'\n\t{}^"), max_size=30)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), max_size=30)


@settings(max_examples=400, deadline=None)
@given(st.one_of(SIGNS, WORDS))
@example(SPECIAL)
@example("1) a")
@example("---")
@example("***")
@example("&amp; &#35;")
@example("http://elsewhere.example")
def test_commonmark_finds_text_alone(text: str) -> None:
    tokens = COMMONMARK.parse(as_markdown(text))
    if not on_one_line(text):
        assert tokens == []
        return
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == on_one_line(text)
