"""Sample pages through the templates that come with the program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from trustpages.compose.wording.said import say
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import Logo, NavItem, Page, SiteSource
from trustpages.render.addresses import PageAddresses
from trustpages.render.charts.drawing import draw_all
from trustpages.render.templates import Templates, open_templates, render_page
from trustpages.workflow.site.brand import write_accent

TEMPLATES = Path(__file__).parents[3] / "site_templates"
LOGO = Logo("assets/logo.svg", 96, 24)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40"><rect width="40" height="40" fill="#7a1fa2"/>'
    b'<path d="M50 30h110" stroke="#1b2230" stroke-width="8"/></svg>'
)
LOADED = ("assets", "javascripts", "stylesheets")


@cache
def the_templates(paths: frozenset[str]) -> Templates:
    """The templates of a site that has pages at `paths`."""
    return open_templates([TEMPLATES], PageAddresses(paths), say)


def rendered(page: Page, paths: frozenset[str]) -> Artifact:
    """The Markdown of `page`, which may link to pages at `paths`."""
    return render_page(page, the_templates(paths))


def a_source(pages: Sequence[Page]) -> SiteSource:
    """The site of `pages` with our style sheets, scripts and theme, all pages in the navigation."""
    paths = frozenset(page.path for page in pages)
    charts = draw_all(chart for page in pages for chart in page.charts)
    files = tuple(
        Artifact(path, content)
        for path, content in (
            ("agents/airline-desk/consequences.csv", b"Promise\r\n"),
            ("changes/feed.xml", b"<feed/>\n"),
        )
    )
    brand = (Artifact(LOGO.path, DRAWING), write_accent("#7a1fa2"))
    return SiteSource(
        title="Example Agents trust report",
        pages=tuple(rendered(page, paths) for page in pages),
        assets=(*charts, *files, *brand, *(file for folder in LOADED for file in _files(folder, TEMPLATES))),
        navigation=tuple(NavItem(page.title, page.path) for page in pages),
        theme=_files("", TEMPLATES / "theme"),
        versioned=True,
        logo=LOGO,
    )


def _files(folder: str, root: Path) -> tuple[Artifact, ...]:
    return tuple(
        Artifact(path.relative_to(root).as_posix(), path.read_bytes())
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    )
