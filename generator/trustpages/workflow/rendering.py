"""From composed pages to what the site engine takes: Markdown, pictures, style sheets, theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from trustpages.compose.composition import Composition
from trustpages.compose.site import ComposedSite
from trustpages.model.page import Artifact, NavItem, SiteSource
from trustpages.render.anchors import refuse_dead_anchors
from trustpages.render.atom import to_atom
from trustpages.render.charts.drawing import draw_all
from trustpages.render.csv import to_csv
from trustpages.render.encoder import encode_title
from trustpages.render.sitemap import SiteMap
from trustpages.render.templates import open_templates, render_page
from trustpages.workflow import shipped

ASSET_FOLDERS = ("assets", "javascripts", "stylesheets")
THEME_FOLDER = "theme"


def render_site(
    composed: ComposedSite, composition: Composition, root: Path, jobs: int, cache: Path | None = None
) -> SiteSource:
    """The source of the site; templates and assets of the workspace at `root` win over the shipped ones.

    `cache` is a folder of charts that were drawn before.
    """
    folders = _template_folders(root)
    charts = draw_all((chart for page in composed.pages for chart in page.charts), cache, jobs)
    sheets = (
        Artifact(spreadsheet.path, to_csv(spreadsheet.columns, spreadsheet.rows))
        for spreadsheet in composed.spreadsheets
    )
    feeds = (Artifact(feed.path, to_atom(feed)) for feed in composed.feeds)
    assets = (*_files(folders, ASSET_FOLDERS), *composed.files, *sheets, *feeds, *charts)
    known = frozenset((*(page.path for page in composed.pages), *(asset.path for asset in assets)))
    site_map = SiteMap(known)
    templates = open_templates(folders, site_map)
    pages = tuple(render_page(page, templates) for page in composed.pages)
    refuse_dead_anchors(pages, site_map)
    site = composition.trust.site
    return SiteSource(
        title=encode_title(site.title),
        pages=pages,
        assets=tuple(sorted(assets, key=lambda asset: asset.path)),
        navigation=tuple(_encoded(one) for one in composed.navigation),
        theme=tuple(
            Artifact(file.path.removeprefix(f"{THEME_FOLDER}/"), file.content)
            for file in _files(folders, (THEME_FOLDER,))
        ),
        description=encode_title(site.description or ""),
        url=site.url,
    )


def _template_folders(root: Path) -> tuple[Path, ...]:
    own, ours = root / shipped.OVERRIDES, shipped.templates()
    return (ours,) if not own.is_dir() or own.samefile(ours) else (own, ours)


def _files(folders: tuple[Path, ...], wanted: tuple[str, ...]) -> tuple[Artifact, ...]:
    """The files below the `wanted` folders, the first of `folders` that has a path winning."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        found.update(_listed(folder, wanted))
    return tuple(Artifact(path, source.read_bytes()) for path, source in sorted(found.items()))


def _listed(folder: Path, wanted: tuple[str, ...]) -> Mapping[str, Path]:
    return {
        PurePosixPath(path.relative_to(folder)).as_posix(): path
        for name in wanted
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _encoded(item: NavItem) -> NavItem:
    children = tuple(_encoded(child) for child in item.children)
    return replace(item, title=encode_title(item.title), children=children)
