"""The report on a terminal: what evidence did not count and why, and every section of the agent's page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.compose.every_block import PAGE
from support.compose.parts import NOTHING, PROVENANCE, a_promise
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose.pages.agent import IN_FULL, compose_agent_page, compose_analyst_page
from trustpages.compose.pages.registers import compose_changes_page
from trustpages.compose.sections.limitations import ALSO_NOT_SHOWN, DOES_NOT_SHOW
from trustpages.compose.wording.said import escape_controls, say
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.model.pages.blocks import Block, FactList, Index, LinkList, Preview, Table, walk
from trustpages.model.pages.findings import ObligationView
from trustpages.model.pages.values import Fact, Figure, Said
from trustpages.model.vocabulary import Audience, Verdict
from trustpages.workflow.commands.report import format_report

PRINTER = TextPrinter(say)


def told(view: ObligationView) -> str:
    return " ".join(" ".join(PRINTER.format_promise(view)).split())


def test_evidence_that_did_not_count_is_named_with_the_reason() -> None:
    left_out = (Fact("Left out", "june", note="it is older than the window"),)
    promise = "Settles at least nine in ten requests."
    assert told(a_promise("settles", promise, Verdict.MET, left_out=left_out)).endswith(
        "not counted: june: it is older than the window"
    )
    assert "not counted" not in told(a_promise("settles", promise, Verdict.MET, left_out=()))


def test_what_follows_is_told_and_what_obliges_to_nothing() -> None:
    agreed = (Fact("On a breach", "Suspend.", note="It obliges to nothing."), Fact("Once stale", "Freeze."))
    shown = told(a_promise("a", "A.", Verdict.BREACHED, consequences=agreed))
    assert "On a breach: Suspend. It obliges to nothing." in shown
    assert "Once stale: Freeze." in shown


def test_who_measured_is_told() -> None:
    shown = told(a_promise("a", "A.", Verdict.MET))
    assert f"measured by {PROVENANCE.evaluator} ({PROVENANCE.relationship}), {PROVENANCE.collected}" in shown


def test_what_does_not_apply_says_why_and_promises_nothing() -> None:
    shown = told(a_promise("pays", "Pays back.", Verdict.NOT_APPLICABLE, figure=NOTHING))
    assert shown.endswith(f"because {NOTHING.reason}")
    assert "promised" not in shown


def test_without_evidence_nothing_was_seen() -> None:
    assert f"seen nothing: {NOTHING.reason}" in told(a_promise("a", "A.", Verdict.MISSING, figure=NOTHING))


@pytest.mark.parametrize("width", [50, WIDTH, 120])
@pytest.mark.parametrize("block", list(walk(PAGE.sections)), ids=lambda block: str(block.part))
def test_every_kind_of_block_has_lines_that_fit(block: Block, width: int) -> None:
    lines = list(TextPrinter(say, width).format_block(block))
    assert bool(lines) is not isinstance(block, LinkList | Index | Preview)
    assert max(map(len, lines), default=0) <= width


def _say_cell(cell: Said) -> str:
    return cell.reason if isinstance(cell, Figure) and not cell.has_number else say(cell)


APART = {"Where to look further", "How the promises have gone", "What else the evidence does not show"}


@IN_ONE_PROCESS
@pytest.mark.parametrize("workspace", ["bad news", "three agents"])
def test_the_text_of_an_agent_says_what_its_page_says(workspace: str) -> None:
    whole = known_whole(workspace)
    for agent in whole.report.agents:
        composition = replace(whole.composition, shown_limitations=None)
        pages = compose_agent_page(composition, agent), compose_analyst_page(composition, agent)
        sections = [section for page in pages for section in page.sections]
        text, squeezed = whole.text(agent.id), " ".join(whole.text(agent.id).split())
        # On a page the worst limitation has a place of its own, and the others stand apart from it.
        titles = [DOES_NOT_SHOW if title == ALSO_NOT_SHOWN else title for title in (s.title for s in sections) if title]
        assert len(titles) > len(IN_FULL) // 2
        # A terminal has no page that a section could lead to, tells how promises have gone with what was promised, and
        # all that the evidence does not show in one place.
        assert {title for title in titles if f"\n{title}\n---" not in text} <= APART
        tables = (block for block in walk(sections) if isinstance(block, Table))
        cells = {" ".join(_say_cell(cell).split()) for table in tables for row in table.rows for cell in row.cells}
        cells -= {"does not apply"}  # the text says so by the verdict
        facts = (fact for block in walk(sections) if isinstance(block, FactList) for fact in block.facts)
        # A terminal has the table of overrides, of which the page tells the first few in short.
        cells |= {" ".join(say(fact.value).split()) for fact in facts if fact.label != "Overridden by"}
        assert [cell for cell in sorted(cells) if escape_controls(cell) not in squeezed] == []


@IN_ONE_PROCESS
def test_the_text_says_what_changed_and_what_was_decided() -> None:
    whole = known_whole("three agents", Audience.PUBLIC)
    together, alone = format_report(whole.composition), whole.text("agent-00")
    assert "Held against the report of" in together
    assert "\nWhat changed\n---" in alone
    assert "\nBuying decisions\n---" in together
    changed = compose_changes_page(whole.composition)
    rows = [row for table in changed.sections[0].blocks if isinstance(table, Table) for row in table.rows]
    assert rows
    squeezed = " ".join("".join(whole.text(agent.id) for agent in whole.report.agents).split())
    assert all(" ".join(say(row.cells[0]).split()) in squeezed for row in rows)


def test_a_sentence_by_itself_fits_too() -> None:
    lines = list(TextPrinter(say, 30).format_lines(["Held against the report of 1 November 2026.", "", "Agent"]))
    assert lines == ["Held against the report of 1", "November 2026.", "", "Agent"]
