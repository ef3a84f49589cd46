from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.publish.sites import check_site, html_page
from trustpages.model.artifact import Artifact
from trustpages.publish.files import write_tree
from trustpages.publish.site.gate import check_page

CORPUS = Path(__file__).parents[5] / "shared" / "hostile" / "xss_html.jsonl"


def codes(body: str = "", head: str = "") -> set[str]:
    return {problem.code for problem in check_page("a/index.html", html_page(body, head=head)).problems}


@pytest.mark.parametrize(
    "body",
    [
        "",
        '<p class="x" id="y" data-tp-valid-until="2024-06-01">5 &#60; 7 > 3</p>',
        '<a href="../b/#c" rel="nofollow">b</a> <a href="https://elsewhere.example/">e</a>',
        '<a href="https&#58;&#47;&#47;elsewhere&#46;example&#47;">e</a> <a href="mailto:a@b.example">m</a>',
        '<img src="../c.svg#only-light" alt="A chart" loading="lazy">',
        '<table><tr><th scope="row" colspan="2">a</th><td align="right">1</td></tr></table>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 6h18v2"/></svg>',
        '<script type="application/ld+json">{"@type": "Report"}</script><script src="../javascripts/a.js"></script>',
        '<input class="md-toggle" type="checkbox"  checked >',
        '<time datetime="2024-06-01">1 June</time><details open><summary>a</summary></details>',
        '<ol start="3"><li value="4">b</li></ol><table><colgroup><col span="2"></colgroup></table>',
        '<data value="1">one</data><label for="q">c</label><button type="button">d</button>',
    ],
)
def test_what_a_page_may_contain(body: str) -> None:
    assert codes(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        "<iframe></iframe>",
        "<style>p{}</style>",
        "<base>",
        '<p style="color:red">x</p>',
        '<p onclick="x()">x</p>',
        '<p ONCLICK="x()">x</p>',
        "<script>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        '<script src="../evidence/a.csv"></script>',
        '<script src="../javascripts/../evidence/a.js?x"></script>',
        "<script src></script>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVa&#9;Script&colon;alert(1)">x</a>',
        '<a href=" javascript:alert(1)">x</a>',
        '<a href="&#1;javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="vbscript:x">x</a>',
        '<a href="//elsewhere.example">x</a>',
        '<a href="/\\elsewhere.example">x</a>',
        "<a href=https://x>x</a>",
        "<a href='x'>x</a>",
        '<p title=">"onclick="x">x</p>',
        '<p title="<b>">x</p>',
        "<!-- comment -->",
        "<![CDATA[x]]>",
        "a < b",
        "<",
        "<p",
        "<p/onclick=x>",
        '<p id="a" id="b">x</p>',
        '<meta http-equiv="refresh" content="0;url=https://x.example">',
        '<link rel="preconnect" href="x">',
        '<form action="x"></form>',
        '<img src="x" srcset="y">',
        "<svg><use></use></svg>",
        "<noscript><p></noscript>",
        "<textarea>",
    ],
)
def test_what_a_page_may_not_contain(body: str) -> None:
    assert "unsafe-markup" in codes(body)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://elsewhere.example/pixel.gif" alt="">',
        '<script src="https://elsewhere.example/x.js"></script>',
        '<link rel="stylesheet" href="https&#58;//elsewhere.example/x.css">',
        '<link rel="icon" href="http://elsewhere.example/x.png">',
        '<pre class="mermaid">graph</pre>',
    ],
)
def test_what_would_be_loaded_from_elsewhere(body: str) -> None:
    assert "foreign-request" in codes(body)


def test_a_page_says_its_own_address_in_full() -> None:
    assert codes(head='<link rel="canonical" href="https://trust.example/a/">') == set()


def test_a_page_needs_a_policy() -> None:
    page = check_page("a.html", "<!doctype html>\n<html><head></head><body></body></html>")
    assert [problem.code for problem in page.problems] == ["no-policy"]


def test_a_problem_names_file_and_line() -> None:
    (problem,) = check_page("a/index.html", html_page("<p>\n<iframe>\n</p>")).problems
    assert (problem.place.file, problem.place.line) == ("a/index.html", 5)
    assert "iframe" in problem.sentence


@pytest.mark.parametrize(("html", "line"), [("<iframe></iframe>", 1), ("\n<iframe></iframe>", 2), ("<", 1)])
def test_a_problem_at_the_very_beginning_has_its_line(html: str, line: int) -> None:
    problems = check_page("a.html", html).problems
    assert line in {problem.place.line for problem in problems if problem.code == "unsafe-markup"}


def test_the_name_of_a_link_is_an_anchor_and_that_of_a_field_is_none() -> None:
    assert check_page("a.html", html_page('<a name="old">x</a><input name="q">')).anchors == {"old"}


def test_anchors_and_links_are_read_as_a_browser_reads_them() -> None:
    page = check_page("a.html", html_page('<p id="a&amp;b"><a href="..&#47;x&#47;#y">x</a></p>'))
    assert page.anchors == {"a&b"}
    assert page.links == ("../x/#y",)


def start_tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    """The elements that a tolerant parser sees: the oracle for what passes the gate."""
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Oracle(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    Oracle().feed(html)
    return seen


def has_power(tag: str, attributes: dict[str, str | None]) -> bool:
    loads = {"src", "srcset", "style", "action", "formaction", "data"} & set(attributes)
    runs = any(name.startswith("on") for name in attributes) or tag in ("script", "iframe", "object", "base")
    leads = not re.match(r"https?:|mailto:|[^:]*$", attributes.get("href") or "")
    return bool(loads) or runs or leads


@settings(deadline=None)  # a busy machine is no defect
@given(st.text(alphabet=st.sampled_from("<>/=\"' abonsvgcript!-[]&;:\n"), max_size=40))
def test_a_page_that_passes_has_no_power(body: str) -> None:
    if codes(body) == set():
        assert not any(has_power(*found) for found in start_tags(body))


@pytest.mark.shared
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_what_passes_of_the_corpus_has_no_power() -> None:
    payloads = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()]
    passed = [text for text in payloads if codes(text) == set()]
    assert [text for text in passed if any(has_power(*found) for found in start_tags(text))] == []


def test_a_site_is_checked_as_a_whole(tmp_path: Path) -> None:
    pages = {
        "index.html": html_page('<a href="a/#here">a</a><a href="b/">b</a>'),
        "a/index.html": html_page('<h1 id="there">x</h1><iframe></iframe>'),
    }
    write_tree(tmp_path, [Artifact(path, html.encode()) for path, html in pages.items()])
    assert [(problem.place.file, problem.code) for problem in check_site(tmp_path)] == [
        ("a/index.html", "unsafe-markup"),
        ("index.html", "broken-link"),
        ("index.html", "broken-link"),
    ]
