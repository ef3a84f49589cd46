"""The measurements are no tests; these keep them able to run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from speed.comparison import measure_comparison
from speed.generate import AS_OF, Size, write_workspace
from speed.measure import list_bars, measure, table
from speed.run_logs import FORMS, measure_runs
from support.publish.sites import tree_bytes
from trustpages.compose.composition import MOST_AGENTS_IN_FULL
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

SMALL = Size(2, pacts=1, records=6, rows=50)
LARGE_FORM = Size(MOST_AGENTS_IN_FULL + 1, pacts=1, records=1, rows=5)
"""The fewest agents whose pages have the form that they have at the sizes that are measured."""


def test_a_generated_workspace_is_the_same_each_time_and_without_problems(tmp_path: Path) -> None:
    write_workspace(SMALL, tmp_path / "one")
    write_workspace(SMALL, tmp_path / "two")
    assert tree_bytes(tmp_path / "one") == tree_bytes(tmp_path / "two")
    computed = compute(read(Choice(tmp_path / "one", None, Audience.INTERNAL, AS_OF)))
    # Records of all kinds are there for their number, whether anything rests on them or not.
    assert {problem.code for problem in computed.problems} <= {"idle-evidence", "mapping-not-direct"}
    assert computed.report is not None
    assert [agent.id for agent in computed.report.agents] == ["agent-0000", "agent-0001"]


@pytest.mark.site
def test_a_measurement_has_a_figure_for_every_column() -> None:
    measured = measure(LARGE_FORM, jobs=1, of_commands=Size(1, pacts=1, records=1, rows=5))
    header, row = table([measured.cells()]).splitlines()
    assert len(header.split()) == len(row.split())
    assert all(run.seconds > 0 for run in (measured.commands.cold, measured.mkdocs, measured.commands.same))
    assert measured.commands.peak > 0
    assert measured.commands.alike
    assert len(list(list_bars([measured, replace(measured, agents=2 * measured.agents)]))) == 3


def test_a_comparison_is_measured_and_takes_less_than_two_reports() -> None:
    measured = measure_comparison(Size(8, pacts=1, records=2, rows=50))
    assert "1 change" in measured.diff.output
    assert measured.diff.peak > 0
    # The start of the program is much of both at this size; the goal is that of hundreds of agents.
    assert measured.share < 0.8


@pytest.mark.parametrize("form", FORMS)
def test_run_logs_are_counted(form: str) -> None:
    counted = measure_runs(1_000, form)
    assert counted.rows == 1_000
    assert counted.run.seconds > 0
