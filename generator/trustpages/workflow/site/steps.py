"""Make the site of a workspace in this process: compute, compose, draw, render, build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.site import SharedPages
from trustpages.model.artifact import Artifact, PageFile, SiteFile
from trustpages.model.pages.page import NavItem, SiteSource
from trustpages.model.results.records.report import ReportRecord
from trustpages.publish.folders import open_workplace
from trustpages.publish.processes import Workers
from trustpages.publish.site.assembly import build_site
from trustpages.publish.site.page_cache import PageCache
from trustpages.render.authored import find_open_links, refuse_dead_anchors
from trustpages.render.charts.drawing import draw_all
from trustpages.render.encoder import encode_title
from trustpages.render.feed import to_atom
from trustpages.render.templates import Templates, render_page
from trustpages.review.records import hold_beside_all, write_whole_record
from trustpages.system.cache import FileCache
from trustpages.system.cache_folder import AudienceCache
from trustpages.system.garbage import give_back, spare_what_is_there
from trustpages.workflow.assessment import ComputedReport, compute, list_complaints
from trustpages.workflow.caching.fingerprint import fingerprint_program
from trustpages.workflow.caching.kept_documents import keep_documents
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuiltSite, Choice, OwnTemplates, Step
from trustpages.workflow.site.agent_files import AgentFiles, write_sheets
from trustpages.workflow.site.assets import ASSET_FOLDERS, join_styles, read_assets
from trustpages.workflow.site.authored_pages import check_authored_pages
from trustpages.workflow.site.brand import find_font, make_brand
from trustpages.workflow.site.composed_pages import add_next_steps, gather_composition
from trustpages.workflow.site.documents import print_documents
from trustpages.workflow.site.embeds import read_element
from trustpages.workflow.site.engine import load_engine
from trustpages.workflow.site.kept_parts import KeptParts
from trustpages.workflow.site.machine_files import write_shared_files, write_whole_catalog
from trustpages.workflow.site.own_templates import THEME_FOLDER, list_template_folders
from trustpages.workflow.site.parts import LaidSite, Means, SiteParts, find_addresses, make_parts


def make_site(
    read: Callable[[], ReadWorkspace],
    disclose: Callable[[], Disclosed],
    folder: Path,
    cache: AudienceCache | None,
    jobs: int,
    step: Step,
) -> BuiltSite:
    """Builds the site of the workspace that is `read` in `folder`.

    `cache` has agents, charts and pages of earlier builds. What may be disclosed of the whole workspace is asked for
    when the report is there.
    """
    with Workers(jobs) as workers, open_workplace(folder) as place:
        laid = LaidSite.make_in(place)
        ground, complaints = _lay_ground(read, disclose, laid, cache, workers, step)
        if ground is None:
            return BuiltSite(None, "", complaints)
        give_back()
        source, left_out = _make_source(ground, workers, step)
        agents = len(ground.composition.report.agents)
        del ground  # what the report is made of, before pages come
        give_back()
        with spare_what_is_there(), step(f"Building the site of {len(source.pages)} pages"):
            kept = open_page_cache(cache)
            site = build_site(source, folder, load_engine(), workers=workers, cache=kept, laid=laid.site)
    summary = f"{agents} agent{'' if agents == 1 else 's'}, {site.pages} pages, {site.files} files"
    return BuiltSite(site.out, summary, (*complaints, *left_out), source.fingerprint)


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that a site is made of, without the documents and counts that the report came from.

    `digests` are over what the reports on agents are made of, `record` is what the report leaves behind of them all.
    """

    composition: Composition
    digests: Mapping[str, str]
    means: Means
    record: ReportRecord
    choice: Choice


def _lay_ground(
    read: Callable[[], ReadWorkspace],
    disclose: Callable[[], Disclosed],
    place: LaidSite,
    cache: AudienceCache | None,
    workers: Workers,
    step: Step,
) -> tuple[_Ground | None, tuple[str, ...]]:
    """What the site is made of, None where there is no report; and what is complained of."""
    reading = read()
    with spare_what_is_there(), step("Computing the report"):
        computed = compute(reading, cache=cache.agents if cache else None, workers=workers)
    # After the report: which paths are taken depends on its agents, pacts and benchmarks.
    faults = tuple(check_authored_pages(reading, computed.report, lambda: computed, disclose))
    if faults:
        computed = ComputedReport(None, tuple(sorted({*computed.problems, *faults})))
    complaints = list_complaints(computed, reading)
    if computed.report is None:
        return None, complaints
    disclosed = disclose()
    with keep_documents(cache.documents if cache else None, "shipped") as load:
        composition = add_next_steps(gather_composition(reading, computed, disclosed, load), reading, computed, cache)
    gates = composition.trust.gates
    record = hold_beside_all(computed.shared_record, gates, looks_better=disclosed.looks_better)
    means = find_means(reading, composition, cache, place)
    return _Ground(composition, computed.digests, means, record, reading.choice), complaints


def _make_source(ground: _Ground, workers: Workers, step: Step) -> tuple[SiteSource, tuple[str, ...]]:
    """The input of the site engine, and what documents leave out."""
    composition, choice = ground.composition, ground.choice
    with spare_what_is_there(), step("Composing and rendering pages"):
        parts = make_parts(composition, ground.digests, ground.means, workers)
        source = replace(render_site(parts, ground.record), versioned=choice.versioned)
    if not choice.exports:
        return source, ()
    with step("Printing documents"):
        printed = tuple(print_documents(choice.exports, composition, ground.means.font))
    left_out = tuple(dict.fromkeys(f"Left out: {said}" for _, left in printed for said in left))
    return replace(source, beside=(*source.beside, *(document for document, _ in printed))), left_out


def open_page_cache(cache: AudienceCache | None) -> PageCache | None:
    """The built pages in `cache`."""
    return PageCache(cache.pages, fingerprint_program()) if cache else None


def find_means(
    reading: ReadWorkspace, composition: Composition, cache: AudienceCache | None = None, place: LaidSite | None = None
) -> Means:
    """What the site of the workspace is made with; templates of its own may override the shipped ones.

    Files about agents are laid down in the `place`, or stay in memory without it.
    """
    folders = list_template_folders(reading.root, reading.choice.own_templates)
    is_own = len(folders) > 1
    # A template of the workspace may make anything of what stands for the fingerprint in parts that are kept.
    store = KeptParts(cache.parts, composition.report.inputs_digest) if cache and not is_own else None
    pictures = cache.charts if cache else None
    return Means(
        folders,
        find_addresses(composition),
        make_brand(reading, composition.trust.site),
        reading.choice.own_templates,
        pictures,
        store,
        find_font(reading),
        place,
    )


def render_site(parts: SiteParts, record: ReportRecord) -> SiteSource:
    """The input of the site engine: the files about agents, and what is said of all of them, which is rendered now.

    `record` is what the report leaves behind of all agents together. Assets of the workspace may override the shipped
    ones.
    """
    means, agents = parts.means, parts.agents
    folders, use = means.folders, means.use
    pages = _render_pages(parts.shared, agents.values(), means.templates)
    site = parts.composition.trust.site
    logo, brand = means.brand
    assets = (
        *join_styles((*read_assets(folders, ASSET_FOLDERS), *brand)),
        *_gather_assets(parts.shared, agents.values(), means.pictures),
        means.lay_down_pieces(
            paths.REPORT, write_whole_record(record, (files.record.content for files in agents.values()))
        ),
    )
    standings = {id_: files.in_short.limits for id_, files in agents.items()}
    beside = (
        *write_shared_files(parts.composition, parts.shared.pages, standings),
        means.lay_down_pieces(
            paths.CATALOG, write_whole_catalog(parts.composition, (files.entry.content for files in agents.values()))
        ),
        *(files.extension for files in agents.values()),
        *(file for files in agents.values() for file in (*files.beside, *files.embeds)),
        *((read_element(means.templates),) if any(files.embeds for files in agents.values()) else ()),
    )
    return SiteSource(
        title=encode_title(site.title),
        pages=pages,
        assets=_sort(assets),
        navigation=tuple(_encode_navigation(item) for item in parts.shared.navigation),
        beside=_sort(beside),
        theme=tuple(
            Artifact(file.path.removeprefix(f"{THEME_FOLDER}/"), file.content)
            for file in read_assets(folders if use is OwnTemplates.TRUSTED else folders[-1:], (THEME_FOLDER,))
        ),
        description=encode_title(site.description or ""),
        url=site.url,
        logo=logo,
        own_theme=use is OwnTemplates.TRUSTED and any((folder / THEME_FOLDER).is_dir() for folder in folders[:-1]),
        fingerprint=parts.composition.report.inputs_digest,
    )


def _render_pages(shared: SharedPages, agents: Collection[AgentFiles], templates: Templates) -> tuple[PageFile, ...]:
    """Every page in the order of the site; raises TrustpagesError `broken-link` where one leads to no place."""
    before, after = (tuple(render_page(page, templates) for page in pages) for pages in (shared.before, shared.after))
    of_agents = (page for files in agents for page in files.pages)
    offered = (page for files in agents for page in files.offered)
    pages = (*before, *of_agents, *offered, *after)
    links = (link for files in agents for link in files.links)
    refuse_dead_anchors(pages, templates.site, (*find_open_links((*before, *after), templates.site), *links))
    return pages


def _gather_assets(shared: SharedPages, agents: Iterable[AgentFiles], pictures: FileCache | None) -> Iterator[SiteFile]:
    """Spreadsheets, feeds, charts, and the report on each agent for programs."""
    yield from write_sheets(shared.spreadsheets)
    yield from (Artifact(feed.path, to_atom(feed)) for feed in shared.feeds)
    yield from draw_all((chart for page in shared.pages for chart in page.charts), pictures)
    for files in agents:
        yield from files.assets
        yield files.record


def _sort(files: Iterable[SiteFile]) -> tuple[SiteFile, ...]:
    """The files by path, each once: agents may share a chart."""
    return tuple(file for _, file in sorted({file.path: file for file in files}.items()))


def _encode_navigation(item: NavItem) -> NavItem:
    children = tuple(_encode_navigation(child) for child in item.children)
    return replace(item, title=encode_title(item.title), children=children)
