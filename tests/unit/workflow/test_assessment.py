"""A report is the same whoever computes it: this process alone, or several."""

from __future__ import annotations

import pytest

from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.publish.processes import Workers
from trustpages.workflow import assessment
from trustpages.workflow.assessment import compute

pytestmark = IN_ONE_PROCESS


def test_several_processes_compute_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = known_whole("three agents")
    monkeypatch.setattr(assessment, "_FEWEST_AGENTS", 1)
    with Workers(2) as workers:
        together = compute(whole.reading, tries_policies=False, workers=workers)
    alone = compute(whole.reading, tries_policies=False)
    assert together.report == alone.report
    assert together.record == alone.record
