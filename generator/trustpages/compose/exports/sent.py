"""The report on one agent as a document that is sent: the blocks of its pages, and what it is never sent without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trustpages.compose.composition import Composition
from trustpages.compose.exports.limits import ILLUSTRATIVE, count_limitations
from trustpages.compose.exports.plain import (
    make_plain,
    make_plain_said,
    make_plain_section,
    mark_made_up,
    tabulate_limitations,
    tell_columns,
    tell_standing,
)
from trustpages.compose.pages.agent import IN_FULL, show_agent
from trustpages.compose.paths import agent as path_of_agent
from trustpages.compose.sections.first_screen.at_a_glance import answer_at_a_glance
from trustpages.compose.sections.first_screen.bottom_line import compose_bottom_line, compose_boundary, compose_steps
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.sections.obligations import tabulate_promises
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.said import say
from trustpages.model.pages.blocks import Block, FactList, Frame, Row, Table
from trustpages.model.pages.findings import BottomLine, LimitationList
from trustpages.model.pages.page import page_folder
from trustpages.model.pages.sent import SentReport
from trustpages.model.pages.values import Code, Fact, Said
from trustpages.model.results.report import AgentReport

PROGRAM = "trustpages"


def compose_sent_report(composition: Composition, agent: AgentReport) -> SentReport:
    """Everything that the pages of the agent say, in the plainest blocks, with date, expiry, limits and digest."""
    frame, bottom = composition.frame(agent), compose_bottom_line(composition.report, agent)
    views = LimitationList(tuple(view_limitation(found, agent) for found in agent.limitations.triggered))
    # All limitations, and not the page's worst few: a document has no other page that would have the rest.
    complete = replace(composition, shown_limitations=None)
    _first, *others = show_agent(complete, agent, IN_FULL)
    address = _find_address(composition, agent)
    return SentReport(
        agent=agent.id,
        name=agent.agent.name,
        summary=agent.agent.summary or agent.agent.workflow.summary,
        frame=frame,
        bottom=bottom,
        standing=tell_standing(bottom),
        at_a_glance=_tell_facts(answer_at_a_glance(composition, agent)),
        limitations=tabulate_limitations(views),
        counted=count_limitations(agent),
        steps=_take_rows((compose_steps(composition.report, agent),)),
        boundary=tell_columns(compose_boundary(agent)),
        promises=tuple(map(_mark_made_up, tabulate_promises(composition, agent).rows)),
        sections=tuple(make_plain_section(section) for section in others),
        origin=tuple(_list_origin(composition, agent, frame, address)),
        copy=_tell_copy(frame, bottom, address),
        checks=tuple(_list_checks(composition, address)),
        footer=_write_footer(agent, frame, bottom),
        address=address,
    )


def _mark_made_up(row: Row) -> Row:
    first, *others = map(make_plain_said, row.cells)
    return replace(row, cells=(mark_made_up(first) if row.illustrative else first, *others))


def _take_rows(blocks: tuple[Block, ...]) -> tuple[Row, ...]:
    return tuple(row for block in make_plain(blocks) if isinstance(block, Table) for row in block.rows)


def _tell_facts(facts: FactList) -> tuple[Fact, ...]:
    return tuple(fact for block in make_plain((facts,)) if isinstance(block, FactList) for fact in block.facts)


def _find_address(composition: Composition, agent: AgentReport) -> str:
    """Where the report lies: the page of the agent where its folder is known, else the site; empty without one."""
    if composition.version_address:
        return f"{composition.version_address}{page_folder(path_of_agent(agent.id)).as_posix()}/"
    return composition.trust.site.url or ""


def _list_origin(composition: Composition, agent: AgentReport, frame: Frame, address: str) -> Iterator[Fact]:
    yield Fact("As of", frame.as_of)
    yield Fact("Audience", frame.audience)
    if frame.against_all:
        yield Fact("Compared with all evidence", frame.against_all)
    if frame.illustrative:
        yield Fact("Illustrative", ILLUSTRATIVE)
    yield Fact("Published by", say(frame.publisher))
    if frame.contact is not None:
        yield Fact("Questions to", frame.contact.text)
    yield Fact("Version of the agent", agent.agent.version)
    if composition.release:
        yield Fact("Version of the report", composition.release)
    if address:
        yield Fact("Where it lies", Code(address))
    yield Fact("Digest of its inputs", Code(composition.report.inputs_digest))


def _tell_copy(frame: Frame, bottom: BottomLine, address: str) -> str:
    """What the document is, so that nobody takes it for more."""
    where = f" What is in force is at {address}." if address else ""
    run_out = (
        f"It expired: its last good day was {format_day(bottom.valid_until)}."
        if bottom.expired
        else f"It is good until {format_day(bottom.valid_until)}."
        if bottom.valid_until
        else "No last good day is named."
    )
    return f"This is a copy of a trust report as of {format_day(frame.as_of)}, and no evidence itself. {run_out}{where}"


def _list_checks(composition: Composition, address: str) -> Iterator[Said]:
    """How whoever got the document finds out whether it is what was published, and still in force."""
    digest = composition.report.inputs_digest[:16]
    if address:
        yield ("Open ", Code(address), " and compare date and digest: the page “Verify” has it.")
    yield ("Ask the publisher for the published folder, and run ", Code(f"{PROGRAM} verify FOLDER"), ".")
    yield ("Look there for the digest that begins with ", Code(digest), "; one that differs is another report.")


def _write_footer(agent: AgentReport, frame: Frame, bottom: BottomLine) -> str:
    """Limits and expiry in a line, for each page and slide."""
    last = format_day(bottom.valid_until) if bottom.valid_until else "no end is named"
    until = f"EXPIRED on {last}" if bottom.expired else f"Good until {last}"
    made_up = "Illustrative. " if frame.illustrative else ""
    return f"{made_up}{bottom.posture.word}. As of {format_day(frame.as_of)}. {until}. {count_limitations(agent)}."
