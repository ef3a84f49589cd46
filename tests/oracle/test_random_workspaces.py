"""Every figure of random workspaces is what the page of formulas says, computed anew without the program's code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oracle.metrics import agree, look_up, recompute_claim, recompute_metrics, recompute_ranks
from oracle.recompute import Figures, recompute
from oracle.workspaces import AS_OF, RandomWorkspace, draw_workspace, write_workspace
from trustpages.model.vocabulary import Audience
from trustpages.review.records import write_record
from trustpages.workflow.assessment import compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

TOLERANCES = {"judged": 2e-4}
"""How far numbers may be apart where an integral over three distributions has a kink; else a millionth."""


def _report(workspace: RandomWorkspace, root: Path) -> Any:
    write_workspace(workspace, root)
    computed = compute(read(Choice(root, None, Audience.PUBLIC, AS_OF)))
    assert computed.report is not None, computed.problems
    return json.loads(write_record(computed.record))


def _pair(workspace: RandomWorkspace, report: Any) -> Iterator[tuple[str, Any, Figures]]:
    """Each record of the report with the figures that it should have."""
    agent = report["agents"][0]
    promises = {promise.terms["id"]: promise for promise in workspace.promises}
    for name, promise in promises.items():
        yield name, look_up(agent, f"obligations/id={name}"), recompute(promise)
    for claim in workspace.claims:
        name = claim["obligation"].removeprefix("service/")
        yield name, look_up(agent, f"claims/id={claim['id']}"), recompute_claim(claim, promises[name])
    against = look_up(agent, "metrics/diversity/details/against")
    yield "metrics", agent["metrics"], recompute_metrics(workspace, against)
    compared = {found["details"]["comparison"]: found["details"] for found in report["portfolio"]["rank_outcome"]}
    for board in workspace.benchmarks:
        comparison = board["comparisons"][0]
        yield comparison["id"], compared[comparison["id"]], recompute_ranks(comparison["rows"])


def _find_differences(seed: int, root: Path) -> tuple[int, list[str]]:
    """How many figures were compared, and those that differ."""
    workspace, compared, differences = draw_workspace(seed), 0, []
    for name, record, figures in _pair(workspace, _report(workspace, root)):
        for path, expected in figures.items():
            reported = look_up(record, path)
            compared += 1
            if not agree(expected, reported, TOLERANCES.get(name.rsplit("-", 1)[0], 1e-6)):
                differences.append(f"{seed}: {name} {path} is {reported}, should be {expected}")
    return compared, differences


@pytest.mark.parametrize("seed", range(3))
def test_the_report_says_what_the_formulas_give(seed: int, tmp_path: Path) -> None:
    compared, differences = _find_differences(seed, tmp_path)
    assert not differences
    assert compared > 400


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 140))
def test_the_report_says_what_the_formulas_give_in_many_workspaces(seed: int, tmp_path: Path) -> None:
    assert not _find_differences(seed, tmp_path)[1]
