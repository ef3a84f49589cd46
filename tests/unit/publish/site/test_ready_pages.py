"""Pages of blocks are what Python-Markdown and Material make of them, found without either."""

from __future__ import annotations

import json
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
from trustpages.publish.site.engine import CONTENT_END, CONTENT_START, Around, Arrangement, ReadyPage
from trustpages.publish.site.gate import PageFacts, check_page, check_part
from trustpages.publish.site.mkdocs import Mkdocs, make_site_config
from trustpages.publish.site.mkdocs_blocks import convert_blocks
from trustpages.publish.site.mkdocs_search import find_entries
from trustpages.publish.site.ready.shells import Shell, cut_shell, fill_shell

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


def by_material(content: str, **search: object) -> list[object]:
    page = SimpleNamespace(meta={"title": "T", "search": search}, title="T", content=content, url="x/", toc=[])
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


def test_a_page_that_is_found_first_says_so_in_each_entry() -> None:
    content = '<h1>A</h1><h2 id="b">B</h2><p>c</p>'
    assert [*find_entries(content, "x/", "T", 8)] == by_material(content, boost=8)
    page = of_blocks("x.md", begin='title: "T"\nsearch:\n  boost: 8\n')
    read = Mkdocs().read_page(page)
    assert read is not None
    assert json.loads(f"[{read.entries}]")[0]["boost"] == 8


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


def arranged(*pages: Artifact, **changes: object) -> Arrangement:
    nav = (NavItem("Home", "index.md"), NavItem("One", None, (NavItem("A", "x/a.md"), NavItem("B", "x/b/c.md"))))
    site = a_site(*pages, **({"navigation": nav} | changes))
    read = {page.path: found for page in pages if (found := Mkdocs().read_page(page))}
    return Mkdocs().arrange(site, read)


def shells(*pages: Artifact, **changes: object) -> dict[str, str]:
    return {page.path: page.shell.path for page in arranged(*pages, **changes).pages}


def test_pages_as_deep_as_each_other_share_a_shell_where_all_links_are_the_same() -> None:
    paths = ("y/1.md", "y/2.md", "z/3.md", "x/4.md", "5.md", "assets/6.md")
    first = {"y/1.md": "x/4.md", "y/2.md": "x/4.md", "z/3.md": "x/4.md"}
    assert shells(*map(of_blocks, paths)) == {path: first.get(path, path) for path in paths}


def test_pages_of_the_navigation_share_shells_with_each_other() -> None:
    nav = (NavItem("A", "x/a.md"), NavItem("One", None, (NavItem("B", "y/index.md"), NavItem("C", "y/c.md"))))
    found = shells(of_blocks("x/a.md"), of_blocks("y/c.md"), of_blocks("y/d.md"), navigation=nav)
    assert found == {"x/a.md": "x/a.md", "y/c.md": "x/a.md", "y/d.md": "y/d.md"}


@pytest.mark.parametrize("begin", ['title: "T"\ndescription: "D"\n', 'title: "T"\nhide:\n  - navigation\n'])
def test_what_the_theme_shows_of_a_page_makes_another_shell(begin: str) -> None:
    assert len({*shells(of_blocks("y/1.md"), of_blocks("y/2.md", begin=begin)).values()}) == 2


def test_what_is_not_ours_is_built_by_the_engine() -> None:
    odd = of_blocks("y/1.md", begin='title: "a\\u0062"\n')
    assert shells(odd, of_blocks("y/2.md", begin='title: "T"\ntags: [a]\n'), a_page("y/3.md")) == {}
    assert shells(of_blocks("y/1.md"), own_theme=True) == {}
    twice = (NavItem("A", "x/a.md"), NavItem("B", "x/a.md"))
    assert shells(of_blocks("x/a.md"), navigation=twice) == {}


HEAD = '<meta charset="utf-8">'
AROUND = (('<a href="../">y</a>', "<i>z</i>"),)
MINE = (("<i>mine</i>",),)


def built(begin: str, content: str = f"{CONTENT_START}x{CONTENT_END}") -> str:
    """A shell that the engine has built, with its own surroundings."""
    return apply_policy(f'<!doctype html>{HEAD}{begin}<i>mine</i><p id="a">{content}</p>', "", re.compile("(?!)"))[0]


def fill(shell: Shell | None, page: ReadyPage, content: str, around: Around = AROUND) -> tuple[str, PageFacts]:
    assert shell is not None
    html, facts = fill_shell(shell, page, around, content.encode(), check_part(content))
    return html.decode(), facts


def test_a_shell_is_filled_with_title_address_surroundings_and_content() -> None:
    page = arranged(of_blocks("y/1.md"), of_blocks("y/2.md")).pages[1]
    title, address = page.fills
    marks = [mark for mark, _ in page.fills]
    shell = cut_shell(built(f"<title>{title[0]}</title><link href={address[0]}>"), "y/1.md", MINE, marks)
    html, facts = fill(shell, page, "<h1>A</h1>")
    expected = built('<title>T</title><link href="https://trust.example/report/y/2/">', "<h1>A</h1>")
    assert html == expected.replace("<i>mine</i>", "\n".join(AROUND[0]))
    assert facts == check_page("y/2/index.html", html)


@pytest.mark.parametrize(
    ("title", "around", "content"),
    [
        ("T", '<b id="b">x</b>', '<a href="../z/#c">x</a>'),
        ("<b>", "<b>x</b>", "<p>x</p>"),
        ("T", "<b>1 < 2</b>", "<p>x</p>"),
        ("T", "<b>x</b>", '<p onclick="x()">x</p>'),
        ("T", "<b>x</b>", "<p>x</p"),
        ("T", "<b>x</b>", "<script>x</script>"),
    ],
)
def test_the_gate_says_of_parts_what_it_says_of_the_whole(title: str, around: str, content: str) -> None:
    page = ReadyPage("a.md", Artifact("shell.md", b""), (("mark", title),))
    shell = cut_shell(built("<title>mark</title>"), "a.md", MINE, ["mark"])
    html, facts = fill(shell, page, content, ((around,),))
    assert facts == check_page("a/index.html", html)


@pytest.mark.parametrize("place", ['<p title="{}">', "<p {}>", "<p><{}"])
def test_a_place_inside_of_a_tag_is_seen(place: str) -> None:
    page = ReadyPage("a.md", Artifact("shell.md", b""), ())
    shell = cut_shell(built(place.format("<i>mine</i>")), "a.md", (), [])
    html, facts = fill(shell, page, "<b>x</b>", ())
    assert facts == check_page("a/index.html", html)
    assert facts.problems


def test_what_stands_on_a_page_twice_is_filled_twice() -> None:
    listed = (("<i>list</i>",),)
    shell = cut_shell(built("<i>list</i>"), "a", listed + MINE, ())
    assert shell is not None
    assert cut_shell(built("<i>list</i><i>list</i>"), "a", listed + MINE, ()) is None
    twice = cut_shell(built("<i>list</i><i>list</i>"), "a", listed * 2, ())
    html, _ = fill(twice, ReadyPage("a.md", Artifact("shell.md", b""), ()), "", (("<b>x</b>",),) * 2)
    assert html.count("<b>x</b>") == 2


@pytest.mark.parametrize("html", ["", CONTENT_START, CONTENT_END, 2 * (CONTENT_START + CONTENT_END)])
def test_a_theme_without_a_single_place_for_the_content_is_refused(html: str) -> None:
    with pytest.raises(TrustpagesError, match="no single place"):
        cut_shell(html, "x.md", (), ())


@pytest.mark.parametrize("begin", ["<i>mine</i>", "<i>mine</i><i>mine</i>", "\x02"])
def test_a_theme_that_shows_something_else_is_told(begin: str) -> None:
    html = begin + CONTENT_START + CONTENT_END
    around = (("<i>ours</i>",),) if begin.count("mine") == 1 else MINE
    assert cut_shell(html, "x.md", around, ()) is None


def test_a_page_with_a_frame_gets_the_policy_for_it_in_a_shell_that_has_none() -> None:
    shell = cut_shell(built(""), "a", (), ())
    page = ReadyPage("a.md", Artifact("shell.md", b""), ())
    for content, policy in (("<p>x</p>", POLICY), ('<iframe src="x"></iframe>', FRAMING_POLICY)):
        assert f'content="{policy}"' in fill(shell, page, content)[0]
