"""The files that a site has of one agent, made of its part alone: pages, charts, data, embeds, what programs read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trustpages.compose import paths
from trustpages.compose.site import ComposedAgent
from trustpages.exports.csv import to_csv
from trustpages.exports.data_files import write_data_files
from trustpages.exports.interchange.a2a import write_extension
from trustpages.exports.interchange.ai_catalog import write_entry
from trustpages.exports.interchange.statement import BoundStatement
from trustpages.model.artifact import Artifact, PageFile, SiteFile
from trustpages.model.pages.exported import AgentInShort
from trustpages.model.pages.page import Spreadsheet
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.json_values import encode_json
from trustpages.render.authored import AnchorLink, find_open_links
from trustpages.render.charts.drawing import draw_all
from trustpages.render.templates import Templates, render_page
from trustpages.review.records import write_record
from trustpages.system.cache import FileCache
from trustpages.workflow.site.embeds import render_embeds
from trustpages.workflow.site.machine_files import write_twins


@dataclass(frozen=True, slots=True)
class AgentFiles:
    """All files about one agent, and what those about all agents say of it: it in short, its record, its entry.

    `offered` are pages too, `links` those to anchors that none of its pages has. `extension`, for its card of A2A, and
    `entry`, a part of the AI Catalog, are bound to the statement on the agent.
    """

    in_short: AgentInShort
    pages: tuple[PageFile, ...]
    offered: tuple[PageFile, ...]
    assets: tuple[SiteFile, ...]
    beside: tuple[SiteFile, ...]
    embeds: tuple[SiteFile, ...]
    record: SiteFile
    extension: SiteFile
    entry: PageFile
    links: tuple[AnchorLink, ...]


def render_agent(
    part: ComposedAgent,
    record: AgentRecord,
    statement: BoundStatement,
    templates: Templates,
    cache: FileCache | None,
    font: Path | None,
) -> AgentFiles:
    """The files of the part about an agent; `cache` has pictures drawn before.

    `font` is for characters that ours lack.

    Raises TrustpagesError as `render_page` does.
    """
    pages = tuple(render_page(page, templates) for page in part.pages)
    offered = tuple(render_page(page, templates) for page in part.offered)
    return AgentFiles(
        in_short=part.in_short,
        pages=pages,
        offered=offered,
        assets=(*write_sheets(part.spreadsheets), *draw_all(part.charts, cache)),
        beside=(
            *write_twins((*part.pages, *part.offered), {part.id: part.in_short.limits}),
            *write_data_files(part.data, part.in_short.limits),
        ),
        embeds=render_embeds(part.embeds, templates, cache, font),
        record=Artifact(paths.agent_report(part.id), write_record(record)),
        extension=Artifact(paths.agent_a2a(part.id), encode_json(write_extension(part.exported, statement))),
        entry=Artifact(paths.CATALOG, encode_json(write_entry(part.exported, statement))),
        links=tuple(sorted(find_open_links((*pages, *offered), templates.site))),
    )


def write_sheets(spreadsheets: Iterable[Spreadsheet]) -> tuple[Artifact, ...]:
    """Spreadsheets as CSV."""
    return tuple(Artifact(sheet.path, to_csv(sheet.columns, sheet.rows)) for sheet in spreadsheets)
