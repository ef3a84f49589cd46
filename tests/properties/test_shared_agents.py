"""Laws of what reports for different readers share: a report is the one that nothing beside it would give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speed.generate import Size, write_workspace
from support.workspaces.altered import write_altered
from trustpages.assess.standing.disclosure import find_differences
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Audience, Severity
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import Choice

TODAY = date(2026, 7, 1)


def read_whole(root: Path) -> ReadWorkspace:
    return read(Choice(root, TODAY, Audience.INTERNAL, TODAY))


def test_a_part_is_the_same_beside_the_whole(count: Callable[[int, int], int]) -> None:
    @settings(max_examples=count(40, 1), deadline=None)
    @given(seed=st.integers(0, 2**20))
    def holds(seed: int) -> None:
        with TemporaryDirectory() as name:
            whole = read_whole(write_altered(Path(name), seed))
            part = whole.seen_by(Audience.PUBLIC)
            complete = compute(whole, tries_policies=False)
            alone, in_full = compute(part, tries_policies=False), compute(part)
            beside = compute(part, tries_policies=False, beside=(whole, complete))
            assert beside == alone
            assert compute(part, beside=(part, beside)) == in_full
            if complete.report is None or alone.report is None or in_full.report is None:
                return
            differences = find_differences(complete.report, alone.report)
            assert find_differences(complete.report, in_full.report) == differences
            assert looks_better(part) is looks_better(part, in_full) is bool(differences)
            assert [forget_policy(agent) for agent in in_full.report.agents] == list(
                map(forget_policy, alone.report.agents)
            )

    holds()


def forget_policy(agent: AgentReport) -> AgentReport:
    """What is the same whether or not other policies were tried: all but these, and the mild limitation on them."""
    told, policies = agent.limitations, [limit for limit in agent.limitations.triggered if limit.rule == "L70"]
    assert all(limit.severity is Severity.LOW for limit in policies)
    others = tuple(limit for limit in told.triggered if limit.rule != "L70")
    return replace(agent, sensitivity=None, limitations=replace(told, triggered=others))


@pytest.fixture(scope="module")
def partly_hidden(tmp_path_factory: pytest.TempPathFactory) -> tuple[ReadWorkspace, ComputedReport]:
    """A workspace of two agents, of the first of whom some records are not for the public."""
    root = tmp_path_factory.mktemp("of")
    write_workspace(Size(2, pacts=1, rows=50), root)
    file = root / "evidence/agent-0000/bundles/records.yml"
    file.write_text(file.read_text("utf-8").replace("visibility: public", "visibility: internal"), "utf-8")
    whole = read_whole(root)
    return whole, compute(whole)


def test_only_of_whom_nothing_is_withheld_is_taken_over(partly_hidden: tuple[ReadWorkspace, ComputedReport]) -> None:
    whole, complete = partly_hidden
    part = whole.seen_by(Audience.PUBLIC)
    found = compute(part, beside=partly_hidden)
    assert found == compute(part)
    assert complete.report is not None
    assert found.report is not None
    assert [agent in complete.report.agents for agent in found.report.agents] == [False, True]
    assert found.report.agents[1] is complete.report.agents[1]


def test_a_report_on_some_agents_lends_no_others(partly_hidden: tuple[ReadWorkspace, ComputedReport]) -> None:
    whole, complete = partly_hidden
    some = compute(whole, only=("agent-0001",))
    assert compute(whole, beside=(whole, some)) == complete
