"""A workspace with everything that is made of it: report, record, pages, spreadsheets, feed and text."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.workspaces.reports import read_and_compute
from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.site import ComposedSite, compose_site
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.vocabulary import Audience
from trustpages.review.records import write_record
from trustpages.workflow.assessment import ComputedReport
from trustpages.workflow.commands.report import format_report
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.site.composed_pages import gather_composition


@dataclass(frozen=True)
class Whole:
    """A report with all that is made of it; `record` is what stands in `report.json`."""

    reading: ReadWorkspace
    computed: ComputedReport
    composition: Composition
    report: Report
    record: Any
    site: ComposedSite

    def text(self, agent: str) -> str:
        """The report on one agent for a terminal."""
        return format_report(self.composition, [agent])


def make_whole(root: Path, audience: Audience = Audience.INTERNAL) -> Whole | None:
    """Everything that is made of the workspace; None where it is invalid."""
    reading, computed = read_and_compute(root, audience)
    if computed.report is None:
        return None
    try:
        disclosed = disclose(reading)
    except TrustpagesError:  # what is withheld is invalid, so that nobody can say how much it is
        return None
    composition = gather_composition(reading, computed, disclosed)
    return Whole(
        reading,
        computed,
        composition,
        computed.report,
        json.loads(write_record(computed.record)),
        compose_site(composition),
    )


def name_subjects(agent: AgentReport) -> dict[str, str]:
    """Where each promise and each item of an agent stands, by what it is called; names that two have are left out."""
    promises = [(result.promise, paths.obligation(agent.id, result.ref)) for result in agent.findings.obligations]
    items = [(item.item.title or item.id, paths.evidence(agent.id, item.id)) for item in agent.evidence]
    called = [*promises, *((words.rstrip("."), path) for words, path in promises if words.endswith(".")), *items]
    count = Counter(name for name, _ in called)
    return {name: path for name, path in called if count[name] == 1}
