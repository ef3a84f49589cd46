"""What stands around a page of the navigation is what Material's own templates print there, with our theme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import jinja2
import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.toc import get_toc

from support.publish.sites import a_site
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem
from trustpages.publish.site.addresses import name_index_files
from trustpages.publish.site.mkdocs import CONFIG_FILE, Mkdocs, make_site_config
from trustpages.publish.site.ready.material_menu import read_menu
from trustpages.workflow.shipped.locations import find_templates

Tree: TypeAlias = "tuple[str, list[Tree] | None]"

# A title, and what lies below it; None is a page.
titles = st.sampled_from(("A", "A", "B &#38; c", "由", "\u2068عون\u2069", "Long words of a title"))
words = st.sampled_from(("Words", "Words", "A &#38; b", "Ätna\u00a0 2", "由", "x&#44; y"))
trees: st.SearchStrategy[Tree] = st.recursive(
    st.tuples(titles, st.none()), lambda inner: st.tuples(titles, st.lists(inner, min_size=1, max_size=3)), max_leaves=7
)


@dataclass(frozen=True)
class Theme:
    """Material with our theme, as mkdocs has loaded it."""

    config: MkDocsConfig
    env: jinja2.Environment

    def print_page(self, navigation: tuple[NavItem, ...], path: str, headings: list[str]) -> str:
        """The page without content, as if it had `headings`."""
        paths = {"index.md", path, *list_paths(navigation)}
        files = Files([File.generated(self.config, each, content="") for each in sorted(paths)])
        self.config["nav"] = make_site_config(a_site(navigation=navigation))["nav"]
        nav = get_navigation(files, self.config)
        page: Any = files.src_uris[path].page
        reader = markdown.Markdown(extensions=["toc"])
        reader.convert("\n\n".join(f"## {words}" for words in headings))
        page.active, page.content, page.meta = True, "", {"title": "T"}
        page.toc = get_toc(reader.toc_tokens)
        context = get_context(nav, files.documentation_pages(), self.config, page)
        return name_index_files(self.env.get_template("main.html").render(context))


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    folder = tmp_path_factory.mktemp("site")
    own = find_templates() / "theme"
    files = (Artifact(file.relative_to(own).as_posix(), file.read_bytes()) for file in own.rglob("*.html"))
    Mkdocs().write_source(a_site(theme=tuple(files)), folder, ())
    config = load_config(str(folder / CONFIG_FILE))
    config.plugins._current_plugin = "test"  # whose files are generated
    return Theme(config, config.theme.get_env())


def list_paths(items: tuple[NavItem, ...]) -> Iterator[str]:
    for item in items:
        if item.path:
            yield item.path
        yield from list_paths(item.children)


def to_navigation(shapes: list[Tree], folder: str = "") -> tuple[NavItem, ...]:
    """Entries with paths: each first page is that of its folder, one that has a neighbour before it is not."""
    items = []
    for number, (title, children) in enumerate(shapes):
        if children is None:
            items.append(NavItem(title, f"{folder}{number or 'index'}.md"))
        else:
            items.append(NavItem(title, None, to_navigation(children, f"{folder}f.{number}/")))
    return tuple(items)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(trees, min_size=1, max_size=4), st.lists(words, max_size=3), st.data())
def test_all_that_hangs_on_place_and_headings_stands_on_the_page(
    theme: Theme, shapes: list[Tree], headings: list[str], data: st.DataObject
) -> None:
    navigation = to_navigation(shapes)
    path = data.draw(st.sampled_from([*list_paths(navigation), "apart.md", "f.0/f.0/apart.md"]))
    menu = read_menu(navigation)
    assert menu is not None
    html = theme.print_page(navigation, path, headings)
    around = ["\n".join(pieces) for pieces in menu.print_around(path, headings)]
    assert [html.count(text) for text in around] == [around.count(text) for text in around]
    assert html.count("md-skip") == html.count('data-md-component="tabs"') * bool(headings)
    assert html.count("md-nav__list") == sum(text.count("md-nav__list") for text in around)
    assert html.count("md-tabs__link") == sum(text.count("md-tabs__link") for text in around)


def test_the_menu_ends_otherwise_than_a_table_of_contents(theme: Theme) -> None:
    navigation = (NavItem("A", "index.md"),)
    menu = read_menu(navigation)
    assert menu is not None
    end = "\n".join(menu.print_around("index.md", ["Words"])[-2])
    assert end.startswith("</li>\n</ul>\n</nav>\n")
    assert theme.print_page(navigation, "index.md", ["Words"]).count(end) == 1


def test_a_section_with_its_own_page_has_it_first() -> None:
    inner = (NavItem("B", "a/b.md"),)
    whole = read_menu((NavItem("A", "a/index.md", inner),))
    assert whole is not None
    same = read_menu((NavItem("A", None, (NavItem("A", "a/index.md"), *inner)),))
    assert same is not None
    for path in ("a/index.md", "a/b.md", "c.md"):
        assert whole.print_around(path, ()) == same.print_around(path, ())
    assert (whole.lists("a/b.md"), whole.lists("c.md")) == (True, False)
    assert (whole.shows_contents("a/b.md"), whole.shows_contents("a/index.md")) == (True, False)


@pytest.mark.parametrize("items", [(NavItem("A", "a.md"), NavItem("B", "a.md")), (NavItem("A"),)])
def test_a_menu_without_a_place_for_each_page_is_left_to_the_engine(items: tuple[NavItem, ...]) -> None:
    assert read_menu(items) is None
