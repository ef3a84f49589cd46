"""The report on a terminal: what evidence did not count and why, and every section of the agent's page."""

from __future__ import annotations

import pytest

from support.assess.histories import a_report
from support.builders import a_bundle, a_trust, a_workspace, an_agent_evidence, runs
from support.compose.every_block import PAGE
from support.compose.parts import NOTHING, a_promise
from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import SECTIONS, compose_agent_page
from trustpages.compose.wording.said import say
from trustpages.exports.text import WIDTH, TextPrinter
from trustpages.model.pages.blocks import Block, Index, LinkList, walk
from trustpages.model.pages.findings import ObligationView
from trustpages.model.pages.values import Fact
from trustpages.model.vocabulary import Verdict
from trustpages.model.workspace import Origins
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


def test_what_obliges_to_nothing_is_told() -> None:
    agreed = (Fact("On a breach", "Suspend.", note="It obliges to nothing."), Fact("Once stale", "Freeze."))
    shown = told(a_promise("a", "A.", Verdict.BREACHED, consequences=agreed))
    assert "follows Suspend. It obliges to nothing." in shown
    assert "Freeze" not in shown


def test_what_does_not_apply_says_why_and_promises_nothing() -> None:
    shown = told(a_promise("pays", "Pays back.", Verdict.NOT_APPLICABLE, figure=NOTHING))
    assert shown.endswith(f"because {NOTHING.reason}")
    assert "promised" not in shown


def test_without_evidence_nothing_was_seen() -> None:
    assert f"seen nothing: {NOTHING.reason}" in told(a_promise("a", "A.", Verdict.MISSING, figure=NOTHING))


@pytest.mark.parametrize("block", list(walk(PAGE.sections)), ids=lambda block: str(block.part))
def test_every_kind_of_block_has_lines_that_fit(block: Block) -> None:
    lines = list(PRINTER.format_block(block))
    assert bool(lines) is not isinstance(block, LinkList | Index)
    assert max(map(len, lines), default=0) <= WIDTH


def test_a_section_of_the_page_is_one_of_the_text() -> None:
    report = a_report(a_workspace(an_agent_evidence(a_bundle(runs(95, 100)))))
    composition = Composition(report, a_trust(), Origins())
    page = compose_agent_page(composition, report.agents[0])
    text = format_report(composition)
    titles = [section.title for section in page.sections if section.title]
    assert len(titles) > len(SECTIONS) // 2
    # A terminal has no page that the last section could lead to.
    assert [title for title in titles if f"\n{title}\n---" not in text] == ["Where to look further"]
