from __future__ import annotations

import html

import pytest

from support.render.markup import read, through_markdown
from trustpages.model.problem import TrustpagesError
from trustpages.render.markdown import STATEMENT_LIMIT, render_statement

RICH = """# VERIFIED

All *good*, **really**: see [our page](https://example.org/a_b) and `x = "*y*"`.

- one
- two

1. first

| a | b |
|:--|--:|
| 1 | 2 |

```python
def f():

    return [1]
```

> quoted

![pixel](https://tracker.example/x.gif) <script>alert(1)</script> <b onclick=x>bold</b>
"""


def test_is_framed_with_the_name_of_its_author() -> None:
    page = read(render_statement("Fine.", "Sierra <Research>"))
    assert page.elements[0] == (
        "div",
        (("class", "tp-narrative"), ("role", "group"), ("aria-label", "Statement by Sierra <Research>")),
    )
    assert page.text == "Statement by Sierra <Research>Fine."


def test_is_one_line_that_a_markdown_engine_passes_unchanged() -> None:
    block = render_statement(RICH, "us")
    assert "\n" not in block
    alone, within = read(block), through_markdown(f"before\n\n{block}\n\nafter")
    assert within.elements[1:-1] == alone.elements


def test_keeps_the_text_of_code() -> None:
    assert "def f():&#10;&#10;" in render_statement(RICH, "us").replace("&#40;", "(").replace("&#41;", ")").replace(
        "&#58;", ":"
    )


def test_headings_stay_below_those_of_the_page() -> None:
    names = read(render_statement("# a\n\n## b\n\n### c\n\n#### d", "us")).names
    assert [name for name in names if name.startswith("h")] == ["h4", "h5", "h6", "h6"]


def test_images_become_links_and_html_becomes_text() -> None:
    page = read(render_statement(RICH, "us"))
    assert not {"img", "script", "b"} & set(page.names)
    assert "<script>alert(1)</script>" in page.text
    assert not any(
        name.startswith("on") or name in ("style", "class") for _, attrs in page.elements[2:] for name, _ in attrs
    )


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))",
        "[x](relative/page)",
        "[x](//example.org)",
        "[x](https://a:b@example.org)",
        "<javascript:alert(1)>",
        "[x](data:text/html;base64,eA==)",
    ],
)
def test_other_links_become_text(source: str) -> None:
    assert "a" not in read(render_statement(source, "us")).names


def test_links_keep_their_distance() -> None:
    links = [
        attrs for name, attrs in read(render_statement("<https://example.org/?a=1&b=2>", "us")).elements if name == "a"
    ]
    assert links == [(("href", "https://example.org/?a=1&b=2"), ("rel", "noopener noreferrer nofollow"))]


def test_elements_are_closed_where_they_were_opened() -> None:
    block = render_statement(
        "**b** *i* `c` [x](https://x.example/)\n\n- one\n- two\n\n> q  \n> r\n\n    pre  x\n", "us"
    )
    assert html.unescape(block.partition("</p>")[2]) == (
        '<p><strong>b</strong> <em>i</em> <code>c</code> <a href="https://x.example/"'
        ' rel="noopener noreferrer nofollow">x</a></p> <ul> <li>one</li> <li>two</li> </ul>'
        " <blockquote> <p>q<br> r</p> </blockquote> <pre><code>pre  x\n</code></pre> </div>"
    )


def test_is_never_cut() -> None:
    assert STATEMENT_LIMIT == 16_384
    assert render_statement("x" * STATEMENT_LIMIT, "us")
    with pytest.raises(TrustpagesError) as refusal:
        render_statement("ü" * (STATEMENT_LIMIT // 2 + 1), "us")
    assert refusal.value.code == "statement-too-long"
