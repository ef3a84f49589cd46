"""Make the site of a workspace in this process: compute, compose, draw, render, build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.site import ComposedSite, compose_site
from trustpages.compose.wording.said import say
from trustpages.exports.csv import to_csv
from trustpages.model.artifact import Artifact
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.model.results.records.report import ReportRecord
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.page_cache import PageCache
from trustpages.render.addresses import PageAddresses
from trustpages.render.authored import refuse_dead_anchors
from trustpages.render.charts.drawing import draw_all
from trustpages.render.encoder import encode_title
from trustpages.render.feed import to_atom
from trustpages.render.templates import open_templates
from trustpages.review.records import join_records, write_record
from trustpages.system.cache_folder import AudienceCache
from trustpages.workflow.assessment import ComputedReport, compute, list_complaints
from trustpages.workflow.caching.fingerprint import fingerprint_program
from trustpages.workflow.caching.kept_documents import keep_documents
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuiltSite, OwnTemplates, Step
from trustpages.workflow.site.authored_pages import check_authored_pages
from trustpages.workflow.site.brand import find_font, make_brand
from trustpages.workflow.site.composed_pages import add_next_steps, gather_composition
from trustpages.workflow.site.documents import print_documents
from trustpages.workflow.site.embeds import render_embeds
from trustpages.workflow.site.engine import load_engine
from trustpages.workflow.site.kept_pages import render_pages
from trustpages.workflow.site.machine_files import make_machine_files
from trustpages.workflow.site.own_templates import THEME_FOLDER, list_template_folders


def make_site(
    reading: ReadWorkspace, disclosed: Disclosed, folder: Path, cache: AudienceCache | None, jobs: int, step: Step
) -> BuiltSite:
    """Builds the site of `reading` in `folder`; `cache` has agents, charts and pages of earlier builds."""
    with step("Computing the report"):
        computed = compute(reading, cache=cache.agents if cache else None)
    # After the report: which paths are taken depends on its agents, pacts and benchmarks.
    faults = tuple(check_authored_pages(reading, computed.report, lambda: computed, lambda: disclosed))
    if faults:
        computed = ComputedReport(None, tuple(sorted({*computed.problems, *faults})))
    complaints = list_complaints(computed, reading)
    if computed.report is None:
        return BuiltSite(None, "", complaints)
    with step("Composing pages"), keep_documents(cache.documents if cache else None, "shipped") as load:
        composition = add_next_steps(gather_composition(reading, computed, disclosed, load), reading, computed, cache)
        composed = compose_site(composition)
    with step(f"Drawing charts and rendering {len(composed.pages)} pages"):
        record = computed.record_beside_all(composition.trust.gates, looks_better=disclosed.looks_better)
        reports = write_reports(record)
        source = render_site(composed, composition, reports, reading, cache)
    if reading.choice.exports:
        with step("Printing documents"):
            printed = tuple(print_documents(reading.choice.exports, composition, find_font(reading)))
            source = replace(source, beside=(*source.beside, *(document for document, _ in printed)))
            complaints = (*complaints, *dict.fromkeys(f"Left out: {said}" for _, left in printed for said in left))
    with step(f"Building the site of {len(source.pages)} pages"):
        versioned = replace(source, versioned=reading.choice.versioned)
        site = build_site(versioned, folder, load_engine(), processes=jobs, cache=open_page_cache(cache))
    agents = len(computed.report.agents)
    summary = f"{agents} agent{'' if agents == 1 else 's'}, {site.pages} pages, {site.files} files"
    return BuiltSite(site.out, summary, complaints, computed.report.inputs_digest)


def open_page_cache(cache: AudienceCache | None) -> PageCache | None:
    """The built pages in `cache`."""
    return PageCache(cache.pages, fingerprint_program()) if cache else None


def write_reports(record: ReportRecord) -> tuple[Artifact, ...]:
    """The report for machines: the whole, and the part about each agent."""
    each = [Artifact(paths.agent_report(agent.id), write_record(agent)) for agent in record.agents]
    return (Artifact(paths.REPORT, join_records(record, [file.content for file in each])), *each)


ASSET_FOLDERS = ("assets", "javascripts", "stylesheets")
_STYLES = re.compile(r"stylesheets/[^/]+\.css")


def render_site(
    composed: ComposedSite,
    composition: Composition,
    reports: tuple[Artifact, ...],
    reading: ReadWorkspace,
    cache: AudienceCache | None = None,
) -> SiteSource:
    """The input of the site engine; templates and assets of the workspace of `reading` may override the shipped ones.

    `reports` are what machines read, `cache` has charts and pages of earlier builds.
    """
    use = reading.choice.own_templates
    folders = list_template_folders(reading.root, use)
    charts = draw_all((chart for page in composed.pages for chart in page.charts), cache.charts if cache else None)
    sheets = (
        Artifact(spreadsheet.path, to_csv(spreadsheet.columns, spreadsheet.rows))
        for spreadsheet in composed.spreadsheets
    )
    feeds = (Artifact(feed.path, to_atom(feed)) for feed in composed.feeds)
    site = composition.trust.site
    logo, brand = make_brand(reading, site)
    own = _join_styles((*_read_assets(folders, ASSET_FOLDERS), *brand))
    assets = (*own, *reports, *sheets, *feeds, *charts)
    machine_files = make_machine_files(composition, composed)
    files = (*(file.path for file in (*assets, *machine_files)), *_list_document_paths(composition))
    known = frozenset((*(page.path for page in composed.pages), *files))
    site_map = PageAddresses(known)
    ours = len(folders) == 1
    templates = open_templates(folders, site_map, say, trusted=ours)
    kept = cache.markdown if cache and ours else None
    pages = render_pages(composed.pages, templates, kept, composition.report.inputs_digest)
    refuse_dead_anchors(pages, site_map)
    return SiteSource(
        title=encode_title(site.title),
        pages=pages,
        assets=tuple(sorted(assets, key=lambda asset: asset.path)),
        navigation=tuple(_encode_navigation(item) for item in composed.navigation),
        beside=(
            *render_embeds(composed.embeds, templates, cache.charts if cache else None, find_font(reading)),
            *machine_files,
        ),
        theme=tuple(
            Artifact(file.path.removeprefix(f"{THEME_FOLDER}/"), file.content)
            for file in _read_assets(folders if use is OwnTemplates.TRUSTED else folders[-1:], (THEME_FOLDER,))
        ),
        description=encode_title(site.description or ""),
        url=site.url,
        logo=logo,
        own_theme=use is OwnTemplates.TRUSTED and any((folder / THEME_FOLDER).is_dir() for folder in folders[:-1]),
        fingerprint=composition.report.inputs_digest,
    )


def _list_document_paths(composition: Composition) -> Iterator[str]:
    for agent in composition.report.agents:
        yield from (paths.document(agent.id, ending) for _, ending in composition.documents)


def _read_assets(folders: tuple[Path, ...], wanted: tuple[str, ...]) -> tuple[Artifact, ...]:
    """The files below the `wanted` folders; where several of `folders` have a path, the first wins."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):  # so that the first overwrites the others
        found.update(_list_assets(folder, wanted))
    return tuple(Artifact(path, source.read_bytes()) for path, source in sorted(found.items()))


def _join_styles(assets: tuple[Artifact, ...]) -> tuple[Artifact, ...]:
    """The assets with one style sheet in the place of all that every page loads, in the order of their names.

    A page is blank until the last of them has come, and on a phone each asks for a tenth of a second or two.
    """
    styles = [asset for asset in assets if _STYLES.fullmatch(asset.path)]
    joined = b"\n".join(style.content for style in sorted(styles, key=lambda style: style.path))
    return (*(asset for asset in assets if asset not in styles), Artifact("stylesheets/report.css", joined))


def _list_assets(folder: Path, wanted: tuple[str, ...]) -> Mapping[str, Path]:
    return {
        PurePosixPath(path.relative_to(folder)).as_posix(): path
        for name in wanted
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and not path.is_symlink()  # a link could publish any file of this machine
    }


def _encode_navigation(item: NavItem) -> NavItem:
    children = tuple(_encode_navigation(child) for child in item.children)
    return replace(item, title=encode_title(item.title), children=children)
