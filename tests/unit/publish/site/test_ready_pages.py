"""Pages of blocks are what Python-Markdown and Material make of them, found without either."""

from __future__ import annotations

import re
from types import SimpleNamespace

import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search.plugin import SearchIndex as TheirIndex  # type: ignore[import-untyped]

from support.publish.sites import a_page, a_site
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem
from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.csp import FRAMING_POLICY, POLICY, apply_policy
from trustpages.publish.site.engine import CONTENT_END, CONTENT_START, ReadyPage
from trustpages.publish.site.mkdocs import Mkdocs, make_site_config
from trustpages.publish.site.mkdocs_blocks import convert_blocks
from trustpages.publish.site.mkdocs_search import find_entries
from trustpages.publish.site.shells import cut_shell, fill_shell

HEADINGS = ("Plain words", "Plain words", "Ätna 2", "由", "A &#8211; b", "x&#95;1", "x", "x", "－ ＿1")
TEXTS = ("a&#46; b", " ", "\n", "x\ny", "&#60;b&#62;", "\u2068z\u2069", "&#38;amp;")
INLINE = ("p", "li", "code", "span", "pre", "sup", "h1", "h3", "a", "dl", "ul", "section", "br", "details")
ATTRIBUTES = (
    "",
    "",
    ' id="i&#45;1"',
    ' class="headerlink"',
    ' class="linenodiv"',
    " data-search-exclude",
    ' id="j" title="k"',
)
BLOCKS = ("section", "header", "p", "ul", "div", "pre", "footer", "script", "table")

elements = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.builds(
        lambda tag, attribute, children: (
            f"<{tag}{attribute}>" + ("" if tag == "br" else f"{''.join(children)}</{tag}>")
        ),
        st.sampled_from(INLINE),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
blocks = st.builds(
    # Data for programs has no tag in it: its brackets are escaped.
    lambda tag, indent, children: (
        f'{indent}<{tag} role="x">{"".join(child for child in children if tag != "script" or "<" not in child)}</{tag}>'
    ),
    st.sampled_from(BLOCKS),
    st.sampled_from(("", "  ")),
    st.lists(elements, max_size=4),
)
documents = st.lists(
    st.tuples(
        st.one_of(blocks, st.sampled_from(HEADINGS).map("## {}".format)),
        st.sampled_from(("\n\n", "\n\n\n", "\n\n  \n")),
    ),
    max_size=6,
).map(lambda pieces: "".join(piece + gap for piece, gap in pieces))


def by_markdown(text: str) -> str:
    toc, tables = {"permalink": True}, {"use_align_attribute": True}
    listed = [{"tables": tables}, "admonition", {"toc": toc}]
    assert make_site_config(a_site())["markdown_extensions"] == listed
    extensions = ["tables", "admonition", "toc"]
    return str(markdown.markdown(text, extensions=extensions, extension_configs={"toc": toc, "tables": tables}))


def by_material(content: str) -> list[object]:
    page = SimpleNamespace(meta={"title": "T"}, title="T", content=content, url="x/", toc=[])
    index = TheirIndex()
    index.add_entry_from_context(page)
    return list(index.entries)


@given(documents)
@settings(max_examples=120, deadline=None)
def test_blocks_are_what_markdown_makes_of_them(text: str) -> None:
    found = convert_blocks(text)
    assert found is None or found.content == by_markdown(text)


@given(st.lists(st.one_of(blocks, elements), max_size=5).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_entries_are_those_of_material(content: str) -> None:
    try:
        expected = by_material(content)
    except ValueError:  # crossed tags are too much for Material's parser
        return
    assert [*find_entries(content, "x/", "T")] == expected


def test_most_forms_of_our_pages_are_found_without_markdown() -> None:
    text = "<header>\n<h1>A</h1>\n\n<p>b</p>\n</header>\n\n## C\n\n<ul>\n</ul>\n<p>d</p>\n\n\n  <p>e</p>\n\n## C\n"
    found = convert_blocks(text)
    assert found is not None
    assert found.headings == ("C", "C")
    assert found.content == by_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words.",
        "# Words",
        "## *Words*",
        "## Words\nMore.",
        "<p>a</p> b",
        "<p>a",
        "<section><section></section>",
        "<span>a</span>",
        "    <p>code</p>",
        "<p>a\tb</p>",
        "<p>a</p>\n\n[x](y.md)",
        "<!-- a -->",
        '<p data-search-boost="2">a</p>',
        "<script>a</script>",
    ],
)
def test_other_forms_are_left_to_the_engine(text: str) -> None:
    assert convert_blocks(f"<header><h1>A</h1></header>\n\n{text}\n") is None


BODY = "<header><h1>A</h1></header>\n\n## Words\n\n<p>{}</p>\n"


def of_blocks(path: str, words: str = "b", begin: str = 'title: "T"\n') -> Artifact:
    return Artifact(path, f"---\n{begin}---\n\n{BODY.format(words)}".encode())


def ready(*pages: Artifact, **changes: object) -> dict[str, ReadyPage]:
    nav = (NavItem("Home", "index.md"), NavItem("One", None, (NavItem("A", "x/a.md"), NavItem("B", "x/b/c.md"))))
    return {page.path: page for page in Mkdocs().ready_pages(a_site(*pages, **({"navigation": nav} | changes)))}


def test_pages_apart_from_the_navigation_share_a_shell_where_all_links_are_the_same() -> None:
    found = ready(
        of_blocks("y/1.md"), of_blocks("y/2.md", "c"), of_blocks("z/3.md"), of_blocks("x/4.md"), of_blocks("5.md")
    )
    shells = {path: page.shell.path for path, page in found.items()}
    assert shells == {"y/1.md": "y/1.md", "y/2.md": "y/1.md", "z/3.md": "y/1.md", "x/4.md": "x/4.md", "5.md": "5.md"}


def test_pages_of_the_navigation_have_their_own_shell() -> None:
    found = ready(of_blocks("x/a.md"), of_blocks("x/b/c.md"))
    assert all(page.shell.path == path for path, page in found.items())


@pytest.mark.parametrize("begin", ['title: "T"\ndescription: "D"\n', 'title: "T"\nhide:\n  - navigation\n'])
def test_what_the_theme_shows_of_a_page_makes_another_shell(begin: str) -> None:
    assert len({page.shell.path for page in ready(of_blocks("y/1.md"), of_blocks("y/2.md", begin=begin)).values()}) == 2


def test_what_is_not_ours_is_built_by_the_engine() -> None:
    odd = of_blocks("y/1.md", begin='title: "a\\u0062"\n')
    assert ready(odd, of_blocks("y/2.md", begin='title: "T"\ntags: [a]\n'), a_page("y/3.md")) == {}
    assert ready(of_blocks("y/1.md"), own_theme=True) == {}


def test_a_shell_is_filled_with_title_address_and_content() -> None:
    page = ready(of_blocks("y/1.md"), of_blocks("y/2.md"))["y/2.md"]
    (mark, _), *_ = page.fills
    shell = cut_shell(
        f'<title>{mark}</title>"https://trust.example/report/y/1/"{CONTENT_START}x{CONTENT_END}|', "y/1.md"
    )
    html = fill_shell(shell, page)
    assert html == f'<title>T</title>"https://trust.example/report/y/2/"{page.content}|'


@pytest.mark.parametrize("html", ["", CONTENT_START, CONTENT_END, 2 * (CONTENT_START + CONTENT_END)])
def test_a_theme_without_a_single_place_for_the_content_is_refused(html: str) -> None:
    with pytest.raises(TrustpagesError, match="no single place"):
        cut_shell(html, "x.md")


def test_a_page_with_a_frame_gets_the_policy_for_it_in_a_shell_that_has_none() -> None:
    built, _ = apply_policy(f'<meta charset="utf-8">{CONTENT_START}{CONTENT_END}', "", re.compile("(?!)"))
    shell = cut_shell(built, "a")
    for content, policy in (("<p>x</p>", POLICY), ('<iframe src="x"></iframe>', FRAMING_POLICY)):
        page = ReadyPage("a.md", "A", Artifact("shell.md", b""), (), content)
        assert f'content="{policy}"' in fill_shell(shell, page)
