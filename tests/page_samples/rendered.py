"""Sample pages through the templates that come with the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trustpages.model.page import Artifact, NavItem, Page, SiteSource
from trustpages.render.charts.drawing import draw_all
from trustpages.render.sitemap import SiteMap
from trustpages.render.templates import open_templates, render_page

TEMPLATES = Path(__file__).parents[2] / "site_templates"
LOADED = ("assets", "javascripts", "stylesheets")


def rendered(pages: Sequence[Page]) -> tuple[Artifact, ...]:
    """The Markdown of each of `pages`, which may link to one another."""
    templates = open_templates([TEMPLATES], SiteMap(frozenset(page.path for page in pages)))
    return tuple(render_page(page, templates) for page in pages)


def a_source(pages: Sequence[Page]) -> SiteSource:
    """The site of `pages` with our style sheets, scripts and theme, all pages in the navigation."""
    charts = draw_all(chart for page in pages for chart in page.charts)
    report = Artifact("agents/airline-desk/report.json", b"{}\n")
    return SiteSource(
        title="Example Agents trust report",
        pages=rendered(pages),
        assets=(*charts, report, *(one for folder in LOADED for one in _files(folder, TEMPLATES))),
        navigation=tuple(NavItem(page.title, page.path) for page in pages),
        theme=_files("", TEMPLATES / "theme"),
    )


def _files(folder: str, root: Path) -> tuple[Artifact, ...]:
    return tuple(
        Artifact(path.relative_to(root).as_posix(), path.read_bytes())
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    )
