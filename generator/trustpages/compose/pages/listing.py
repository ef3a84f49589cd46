"""Pages that are mostly tables."""

from __future__ import annotations

from dataclasses import replace

from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent
from trustpages.model.pages.blocks import LinkList, Section, Table
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport


def list_tables(
    composition: Composition,
    path: str,
    title: str,
    lead: str,
    tables: tuple[Table, ...],
    *,
    agent: AgentReport | None = None,
    links: tuple[Link, ...] = (),
) -> Page:
    """A page that is mostly a table, or some, each then with its caption above it; about one `agent` or all."""
    level = 2 if len(tables) > 1 else 0
    above = (LinkList(links),) if links else ()
    return Page(
        kind="listing",
        path=path,
        title=title,
        frame=composition.frame(agent),
        sections=(Section("", (*above, *(replace(table, level=level) for table in tables))),),
        lead=lead,
        above=(link_agent(agent),) if agent else (),
    )


def rename_table(table: Table, id_: str, name: str) -> Table:
    """The table with an anchor of its own and the name of what it is about in its caption."""
    return replace(table, id=id_, caption=f"{name}: {table.caption.lower()}")
