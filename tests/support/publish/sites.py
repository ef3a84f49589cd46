"""Small sites and pages with sensible defaults, so that a test states only what matters to it."""

from __future__ import annotations

from pathlib import Path

from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.model.problem import Problem
from trustpages.publish.site.addresses import check_links
from trustpages.publish.site.csp import POLICY
from trustpages.publish.site.gate import check_page

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>\n'


def a_page(path: str, body: str = "Plain words.", *, title: str = "A page") -> Artifact:
    """A Markdown page with a title in its front matter and as its heading."""
    return Artifact(path, f'---\ntitle: "{title}"\n---\n\n# {title}\n\n{body}\n'.encode())


def a_site(*pages: Artifact, **changes: object) -> SiteSource:
    """A site with a home page and five others in two sections; more pages and other values on demand."""
    values: dict[str, object] = {
        "title": "Trust report",
        "pages": (
            a_page("index.md", "See [agents](agents/index.md).", title="Home"),
            a_page("agents/index.md", "[One](one.md), ![](../charts/a.svg)", title="Agents"),
            a_page("agents/one.md", '<p><a href="../../pacts/service/#a-page">Pact</a></p>'),
            a_page("pacts/index.md", title="Pacts"),
            a_page("pacts/service.md", "| a | b |\n|--:|---|\n| 1 | 2 |"),
            a_page("evidence/leaf.md", "Not in the navigation."),
            *pages,
        ),
        "assets": (Artifact("charts/a.svg", PICTURE), Artifact("stylesheets/own.css", b"p{margin:0}\n")),
        "navigation": (
            NavItem("Home", "index.md"),
            NavItem("Agents", "agents/index.md", (NavItem("One", "agents/one.md"),)),
            NavItem("Pacts", "pacts/index.md", (NavItem("Service", "pacts/service.md"),)),
        ),
        "url": "https://trust.example/report/",
    }
    return SiteSource(**(values | changes))  # type: ignore[arg-type]  # the values are those of the fields


def html_page(body: str = "", *, head: str = "") -> str:
    """A page that passes the gate, with `body` and `head` put in."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    start = f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">{policy}{head}<title>T</title></head>'
    return f"{start}\n<body>\n{body}\n</body></html>\n"


def check_site(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the pages of a built site: markup, foreign requests, links."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = [check_page(file, (folder / file).read_text("utf-8")) for file in files if file.endswith(".html")]
    links = check_links({page.path: (page.links, page.anchors) for page in pages}, frozenset(files))
    return (*(problem for page in pages for problem in page.problems), *links)


def tree_bytes(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and content of every file under `folder`, by path."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mode & 0o7777, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
