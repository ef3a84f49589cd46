from __future__ import annotations

import markdown  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.publish.site.mkdocs_run import lift_blocks, put_back_blocks

TABLE = '<table class="x">\n<tr><td>a &#38; *b*</td></tr>\n</table>'
PRE = "<pre>one&#10;&#10;two <code>x</code></pre>"
PIECES = (
    TABLE,
    PRE,
    f"<section class='a'>\n<h3>*x*</h3>\n{TABLE}\n</section>",
    "<section>\n<section>nested</section>\n</section>",
    f"<section>\n\n{TABLE}\n\n</section>",
    "<article>\n<p>a &#60; *b*</p>\n</article>",
    "<header>\n<h1>a &#42;b&#42;</h1>\n</header>",
    '<figure id="c"><img src="a.svg" alt="a"><details><summary>s</summary>x</details></figure>',
    "<details>\n<summary>*s*</summary>\n</details>",
    "# Heading",
    "Text with *stress* and [a link](a.md).",
    "- item",
    "<div>\n\ninside\n\n</div>",
    "<pre>\n\nblank lines\n\n</pre>",
    "!!! note\n\n    Indented.",
    "<table><tr><td><table></table></td></tr></table>",
    "<p>raw</p>\n<table></table>",
    "    <table></table>",
    "| a |\n|---|\n| b |",
)


def converted(text: str) -> str:
    return str(markdown.markdown(text, extensions=["tables", "admonition", "toc", "fenced_code"]))


@settings(deadline=None)  # a busy machine is no defect
@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_a_page_comes_out_as_it_would_without(pieces: list[str]) -> None:
    text = "\n\n".join(pieces) + "\n"
    lifted, blocks = lift_blocks(text)
    assert put_back_blocks(converted(lifted), blocks) == converted(text)


def test_blocks_are_lifted_out() -> None:
    lifted, blocks = lift_blocks(f"# A\n\n{TABLE}\n\n{PRE}\n\nB\n")
    assert list(blocks.values()) == [TABLE, PRE]
    assert "class" not in lifted


def test_a_page_with_a_fence_is_left_alone() -> None:
    text = f"# A\n\n```\n\n{TABLE}\n\n```\n"
    assert lift_blocks(text) == (text, {})


@pytest.mark.parametrize("html", ["", '<table data-stand-in="0"></table>' * 2])
def test_a_block_that_lost_its_place_is_an_error(html: str) -> None:
    with pytest.raises(ValueError, match="blank lines"):
        put_back_blocks(html, {'<table data-stand-in="0"></table>': TABLE})
