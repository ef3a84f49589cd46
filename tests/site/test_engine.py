"""Whole sites, built by mkdocs with Material."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from support.publish.sites import a_page, a_site, check_site, html_page, tree_bytes
from support.system.processes import left_of_session, started
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem
from trustpages.model.problem import TrustpagesError
from trustpages.publish.folders import MARKER
from trustpages.publish.processes import Workers
from trustpages.publish.site.addresses import name_index_files
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.csp import POLICY, apply_policy
from trustpages.publish.site.engine import to_html_path
from trustpages.publish.site.mkdocs import Mkdocs, compile_theme_scripts

pytestmark = pytest.mark.site

TESTS = Path(__file__).parents[1]
HOSTILE = "&#60;&#47;title&#62;&#60;script&#62;alert&#40;1&#41;&#60;&#47;script&#62;&#60;img onerror&#61;x&#62;"
BUILD = """
import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])
from support.publish.sites import a_page, a_site; from trustpages.publish.site.assembly import build_site
from trustpages.publish.processes import Workers; from trustpages.publish.site.mkdocs import Mkdocs
if __name__ == "__main__":
    leaves = [a_page(f"evidence/{number}.md") for number in range(100)]  # enough for two processes
    with Workers(int(sys.argv[3])) as workers:
        build_site(a_site(*leaves), Path(sys.argv[2]), Mkdocs(), workers=workers)
"""


def build_elsewhere(folder: Path, processes: int, variables: dict[str, str], *, umask: int) -> Path:
    """A build of the same site in a process of its own, in other surroundings."""
    folder.mkdir()
    (folder / "build.py").write_text(BUILD)
    subprocess.run(
        [sys.executable, "build.py", str(TESTS), "site", str(processes)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **variables},
        umask=umask,
        check=True,
        timeout=120,
    )
    return folder / "site"


def test_a_site_has_every_page_and_passes_the_gate(tmp_path: Path) -> None:
    outcome = build_site(a_site(), tmp_path / "site", Mkdocs())
    pages = ("index", "agents/index", "agents/one/index", "pacts/index", "pacts/service/index", "404")
    assert all((tmp_path / f"site/{page}.html").is_file() for page in (*pages, "evidence/leaf/index"))
    assert outcome.pages == 6
    assert outcome.files == sum(path.is_file() for path in (tmp_path / "site").rglob("*")) > 50
    assert check_site(tmp_path / "site") == ()
    assert os.listdir(tmp_path) == ["site"]


def test_hostile_titles_are_shown_and_do_nothing(tmp_path: Path) -> None:
    page = a_page("agents/hostile.md", title=HOSTILE)
    nav = (NavItem("Home", "index.md"), NavItem(HOSTILE, None, (NavItem(HOSTILE, "agents/hostile.md"),)))
    build_site(a_site(page, navigation=nav, title=f"Report {HOSTILE}"), tmp_path / "site", Mkdocs())
    for file in ("index.html", "agents/hostile/index.html", "404.html"):
        html = (tmp_path / "site" / file).read_text("utf-8")
        assert HOSTILE in html
        assert "<img" not in html
        assert "alert(1)" not in html


def test_a_title_that_was_not_encoded_is_stopped_by_the_gate(tmp_path: Path) -> None:
    nav = (NavItem("Home", "index.md"), NavItem("<img src=x onerror=alert(1)>", "agents/index.md"))
    with pytest.raises(TrustpagesError) as stopped:
        build_site(a_site(navigation=nav), tmp_path / "site", Mkdocs())
    assert stopped.value.code == "unsafe-page"
    assert not (tmp_path / "site").exists()


def test_pages_ask_nobody_else_for_anything(tmp_path: Path) -> None:
    build_site(a_site(), tmp_path / "site", Mkdocs())
    for file in (tmp_path / "site").rglob("*.html"):
        html = file.read_text("utf-8")
        assert POLICY in html
        own_address = html.replace("https://trust.example/report/", "").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in own_address
        assert "<style" not in html
        assert "mkdocs-material/" not in html  # the footer's "made with"


@pytest.mark.parametrize(
    ("page", "named"),
    [
        (a_page("x.md", "[gone](gone.md)"), "gone.md"),
        (a_page("x.md", "[gone](agents/one.md#gone)"), "gone"),
        (a_page("x.md", "[gone](gone/)"), "gone/"),
        (a_page("x.md", '<p><a href="../gone/">gone</a></p>'), "../gone/"),
        (a_page("x.md", "![gone](charts/gone.svg)"), "charts/gone.svg"),
    ],
)
def test_a_broken_link_is_an_error_that_names_it(tmp_path: Path, page: Artifact, named: str) -> None:
    with pytest.raises(TrustpagesError) as stopped:
        build_site(a_site(page), tmp_path / "site", Mkdocs())
    assert stopped.value.code == "site-engine"
    assert named in stopped.value.sentence
    assert not (tmp_path / "site").exists()


def test_an_entry_of_the_navigation_without_its_page_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError, match=r"gone\.md"):
        build_site(a_site(navigation=(NavItem("Gone", "gone.md"),)), tmp_path / "site", Mkdocs())


@pytest.mark.parametrize("broken", ["{% block", "{{ nothing.there }}"])
def test_a_template_that_cannot_be_used_is_an_error(tmp_path: Path, broken: str) -> None:
    theme = (Artifact("main.html", f'{{% extends "base.html" %}}{broken}'.encode()),)
    theme = theme if broken == "{% block" else (Artifact("main.html", broken.encode()),)
    with pytest.raises(TrustpagesError) as stopped:
        build_site(a_site(theme=theme), tmp_path / "site", Mkdocs())
    assert stopped.value.code == "site-engine"


def test_a_theme_override_reaches_every_page(tmp_path: Path) -> None:
    override = '{% extends "base.html" %}{% block announce %}<p class="tp-as-of">As of then</p>{% endblock %}'
    build_site(a_site(theme=(Artifact("main.html", override.encode()),)), tmp_path / "site", Mkdocs())
    assert "As of then" in (tmp_path / "site/agents/one/index.html").read_text("utf-8")


def test_the_same_bytes_in_other_surroundings_and_with_more_processes(tmp_path: Path) -> None:
    first = build_elsewhere(tmp_path / "a", 1, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, umask=0o022)
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"}
    second = build_elsewhere(tmp_path / "another-folder", 2, other, umask=0o077)
    files = tree_bytes(first)
    assert files == tree_bytes(second)
    assert {mode for mode, _ in files.values()} == {0o644}
    folders = [path for site in (first, second) for path in (site, *site.rglob("*")) if path.is_dir()]
    assert {path.stat().st_mode & 0o7777 for path in folders} == {0o755}


def test_each_page_is_what_mkdocs_alone_makes_of_the_folder(tmp_path: Path) -> None:
    raw = "<table>\n<tr><td>1 &#38; 2</td></tr>\n</table>\n\n<pre>a&#10;&#10;b</pre>\n\n## After"
    leaves = [a_page(f"evidence/{number}.md") for number in range(100)]
    source = a_site(a_page("raw.md", raw), *leaves)
    Mkdocs().write_source(source, tmp_path)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", "alone"]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=tmp_path, env=quiet, check=True, timeout=120)
    with Workers(2) as workers:
        build_site(source, tmp_path / "site", Mkdocs(), workers=workers)
    known = compile_theme_scripts([str(Path(find_spec("material").origin).parent / "templates")])  # type: ignore[union-attr,arg-type]
    for page in source.pages:
        file = to_html_path(page.path)
        alone = (tmp_path / "alone" / file).read_text("utf-8")
        sealed, _ = apply_policy(name_index_files(alone), "../" * file.count("/"), known)
        assert (tmp_path / "site" / file).read_text("utf-8") == sealed


def test_nothing_outside_the_folder_changes(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    environment, logger = dict(os.environ), logging.getLogger("mkdocs")
    settings = (logger.level, logger.propagate, list(logger.handlers))
    build_site(a_site(), tmp_path / "site", Mkdocs())
    assert dict(os.environ) == environment
    assert (logger.level, logger.propagate, list(logger.handlers)) == settings
    assert capfd.readouterr() == ("", "")


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(TrustpagesError, match="folder-not-ours"):
        build_site(a_site(), tmp_path, Mkdocs())
    assert os.listdir(tmp_path) == ["thesis.tex"]


def test_a_new_site_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    build_site(a_site(a_page("old.md")), tmp_path / "site", Mkdocs())
    assert (tmp_path / "site/old/index.html").exists()
    build_site(a_site(), tmp_path / "site", Mkdocs())
    assert not (tmp_path / "site/old").exists()
    assert (tmp_path / "site" / MARKER.path).exists()


@pytest.mark.parametrize("seconds", [0.3, 1.0, 1.7, 2.4])
def test_a_killed_build_keeps_the_old_site(tmp_path: Path, seconds: float) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(html_page("old"))
    (site / MARKER.path).write_bytes(MARKER.content)
    (tmp_path / "build.py").write_text(BUILD)
    command = [sys.executable, "build.py", str(TESTS), "site", "2"]
    with started(command, folder=tmp_path) as process:
        time.sleep(seconds)  # at its end all of the session is killed
    assert left_of_session(process.pid) == []
    assert "old" in (site / "index.html").read_text() or check_site(site) == ()
    build_site(a_site(), site, Mkdocs())
    assert sorted(os.listdir(tmp_path)) == ["build.py", "site"]
