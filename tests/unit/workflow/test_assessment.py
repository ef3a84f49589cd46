"""A report is the same whoever computes it: this process alone, or several."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.publish.processes import Workers
from trustpages.review.records import write_record
from trustpages.workflow import assessment
from trustpages.workflow.assessment import compute

pytestmark = IN_ONE_PROCESS


def test_several_processes_compute_what_one_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = known_whole("three agents").reading
    alone = compute(first, tries_policies=False)
    earlier = tmp_path / "report.json"
    earlier.write_bytes(write_record(alone.record))
    later = replace(first, choice=replace(first.choice, previous=earlier))  # which looks at what others hold, too
    monkeypatch.setattr(assessment, "_FEWEST_AGENTS", 1)
    with Workers(2) as workers:
        for reading in (first, later):
            together = compute(reading, tries_policies=False, workers=workers)
            alone = compute(reading, tries_policies=False)
            assert together.report == alone.report
            assert together.record == alone.record
    assert alone.previous is not None
