from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from support.publish.sites import a_page, a_site
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem
from trustpages.model.problem import TrustpagesError
from trustpages.publish.site.engine import SearchIndex
from trustpages.publish.site.mkdocs import SEARCH_INDEX, Mkdocs, make_site_config


def test_the_folder_holds_pages_assets_overrides_and_configuration(tmp_path: Path) -> None:
    Mkdocs().write_source(a_site(theme=(Artifact("main.html", b"x"),)), tmp_path)
    assert (tmp_path / "docs/agents/one.md").is_file()
    assert (tmp_path / "docs/charts/a.svg").is_file()
    assert (tmp_path / "overrides/main.html").read_bytes() == b"x"
    assert json.loads((tmp_path / "mkdocs.yml").read_text())["docs_dir"] == "docs"


def test_names_of_any_characters_reach_the_engine_as_they_are(tmp_path: Path) -> None:
    source = a_site(title="Агент 🤖 𝕏 é \u202e \x85", navigation=(NavItem("🤖", "index.md"),))
    Mkdocs().write_source(source, tmp_path)
    read = YAML(typ="safe", pure=True).load((tmp_path / "mkdocs.yml").read_bytes())
    assert read == make_site_config(source)


def test_the_configuration_asks_nobody_and_runs_nothing() -> None:
    config = make_site_config(a_site())
    assert [name for plugin in config["plugins"] for name in plugin] == ["search"]  # type: ignore[union-attr]
    assert config["theme"]["font"] is False  # type: ignore[index,call-overload]
    assert not {"hooks", "repo_url", "edit_uri", "copyright"} & set(config)


def test_a_section_with_a_page_of_its_own_begins_with_it() -> None:
    nav = (NavItem("A", "a/index.md", (NavItem("B", "a/b.md"), NavItem("C", None, (NavItem("D", "d.md"),)))),)
    assert make_site_config(a_site(navigation=nav))["nav"] == [
        {"A": [{"A": "a/index.md"}, {"B": "a/b.md"}, {"C": [{"D": "d.md"}]}]}
    ]


def test_only_styles_and_scripts_in_their_folders_are_loaded_on_every_page() -> None:
    paths = (
        "stylesheets/b.css",
        "stylesheets/a.css",
        "javascripts/a.js",
        "stylesheets/cards/card.css",
        "cards/card.js",
    )
    config = make_site_config(a_site(assets=tuple(Artifact(path, b"") for path in paths)))
    assert config["extra_css"] == ["stylesheets/a.css", "stylesheets/b.css"]
    assert config["extra_javascript"] == ["javascripts/a.js"]


@pytest.mark.parametrize(
    "content",
    [
        b"# No front matter\n",
        b"---\ndescription: x\n---\n\n# No title\n",
        b"---\ntitle: x\nicon: material/check\n---\n",
        b"---\ntitle: x\nstatus : new\n---\n",
        b'---\ntitle: x\n"subtitle": y\n---\n',
        b"---\ntitle: x\ngit_revision_date_localized: 2024-06-01\n---\n",
    ],
)
def test_front_matter_that_reaches_into_other_pages_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        Mkdocs().write_source(a_site(Artifact("bad.md", content)), tmp_path)
    assert stopped.value.code == "front-matter"
    assert "bad.md" in stopped.value.sentence


def test_front_matter_may_leave_a_page_out_of_the_search(tmp_path: Path) -> None:
    Mkdocs().write_source(a_site(Artifact("x.md", b"---\ntitle: x\nsearch:\n  exclude: true\n---\n")), tmp_path)


@pytest.mark.parametrize("language", ["", "../en", "english!", "e"])
def test_a_language_is_a_code(language: str) -> None:
    with pytest.raises(TrustpagesError, match="site-language"):
        make_site_config(a_site(language=language))


def test_a_page_path_stays_inside(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError, match="unsafe-path"):
        Mkdocs().write_source(a_site(a_page("../outside.md")), tmp_path)


def test_the_search_index_does_not_show_where_a_page_comes_from(tmp_path: Path) -> None:
    entries = [{"location": place, "title": place} for place in ("", "a/", "a/#z", "a/#b", "b/", "a/b/")]
    content = json.dumps({"config": {"lang": ["en"]}, "docs": entries}, separators=(",", ":")).encode()
    (tmp_path / "search").mkdir()
    (tmp_path / SEARCH_INDEX).write_bytes(content)
    index = Mkdocs().read_search_index(tmp_path)
    assert json.loads(f"[{index.entries['a/index.html']}]") == entries[1:4]
    backwards = SearchIndex(index.settings, dict(reversed(tuple(index.entries.items()))))
    made = Mkdocs().make_search_index(backwards)
    assert (made.path, made.content) == (SEARCH_INDEX, content)
