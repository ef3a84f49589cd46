"""Laws of what reports for different readers share: a report is the one that nothing beside it would give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speed.generate import Size, write_workspace
from support.workspaces.altered import write_altered
from trustpages.assess.standing.disclosure import find_differences
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.isolation.parts import looks_better
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import Choice

TODAY = date(2026, 7, 1)


def read_whole(root: Path) -> ReadWorkspace:
    return read(Choice(root, TODAY, Audience.INTERNAL, TODAY))


def test_a_part_is_the_same_beside_the_whole(count: Callable[[int, int], int]) -> None:
    @settings(max_examples=count(40, 1), deadline=None)
    @given(seed=st.integers(0, 2**20), in_full=st.booleans())
    def holds(seed: int, in_full: bool) -> None:
        with TemporaryDirectory() as name:
            whole = read_whole(write_altered(Path(name), seed))
            part = whole.seen_by(Audience.PUBLIC)
            complete, alone = (compute(each, tries_policies=in_full) for each in (whole, part))
            assert compute(part, tries_policies=in_full, beside=(whole, complete)) == alone
            better = None if complete.report is None or part.intake.workspace is None else looks_better(part)
            if better is not None and alone.report is not None and complete.report is not None:
                assert better is bool(find_differences(complete.report, alone.report))
                assert looks_better(part, alone) is better

    holds()


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
    found, alone = compute(part, beside=partly_hidden), compute(part)
    assert found == alone
    assert complete.report is not None
    assert found.report is not None
    assert [agent in complete.report.agents for agent in found.report.agents] == [False, True]
    assert found.report.agents[1] is complete.report.agents[1]


def test_what_hangs_on_the_policy_is_computed_where_the_other_has_it_not(
    partly_hidden: tuple[ReadWorkspace, ComputedReport],
) -> None:
    whole, complete = partly_hidden
    without = compute(whole, tries_policies=False)
    assert compute(whole, beside=(whole, without)) == complete


def test_a_report_on_some_agents_lends_no_others(partly_hidden: tuple[ReadWorkspace, ComputedReport]) -> None:
    whole, complete = partly_hidden
    some = compute(whole, only=("agent-0001",))
    assert compute(whole, beside=(whole, some)) == complete
