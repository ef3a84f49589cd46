from __future__ import annotations

from support.render.markup import through_markdown
from trustpages.render.templates import render_yaml_block


def test_shows_lines_exactly_with_their_numbers() -> None:
    lines = ["kind: bundle\n", "\n", "  text: '<b>*x*</b>'\n", "\t- [a](b)"]
    block = render_yaml_block(lines, 7)
    assert "\n" not in block
    page = through_markdown(f"before\n\n{block}\n\nafter")
    assert page.names == ["p", "pre", "code", "span", "span", "span", "span", "p"]
    assert [dict(attrs)["data-line"] for name, attrs in page.elements if name == "span"] == ["7", "8", "9", "10"]
    assert "text: '<b>*x*</b>' - [a](b)" in page.text


def test_the_end_of_a_line_is_not_shown_twice_however_it_is_written() -> None:
    assert render_yaml_block(["a: 1\r\n", "b: 2\n", "c: 3"]) == render_yaml_block(["a: 1", "b: 2", "c: 3"])
