"""Next steps of a computed report: each is taken in memory, and the agent assessed again on the same day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final, cast

from trustpages.advise.advice import Trial, advise
from trustpages.advise.situation import Situation
from trustpages.assess.evidence.context import KnownRulings, build_context
from trustpages.assess.history.lineage import find_lineage
from trustpages.assess.report import assess_agent
from trustpages.model.results.next_steps import FORMAT, AgentSteps, NextSteps
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.results.report import AgentReport, Portfolio
from trustpages.model.workspace import AgentEvidence, Workspace
from trustpages.review.changes import find_changes
from trustpages.review.records import make_record
from trustpages.system.cache import FileCache
from trustpages.workflow.assessment import ComputedReport
from trustpages.workflow.caching.values import pack, unpack

MOST_KEPT: Final = 1_000


def find_next_steps(
    workspace: Workspace, computed: ComputedReport, agents: Collection[str] = (), cache: FileCache | None = None
) -> NextSteps:
    """The next steps of the named agents, or of all.

    What concerns all agents together is taken from the report: no step changes it. So steps hang on what the report
    on their agent is made of, and `cache` has those of earlier runs.
    """
    report = computed.report
    if report is None:
        raise ValueError("without a report there is nothing to improve on")
    chosen = [documents for documents in workspace.agents if not agents or documents.agent.id in agents]
    return NextSteps(
        FORMAT,
        report.as_of,
        report.audience,
        tuple(_find_steps(workspace, computed, documents, cache) for documents in chosen),
    )


def _find_steps(
    workspace: Workspace, computed: ComputedReport, documents: AgentEvidence, cache: FileCache | None
) -> AgentSteps:
    digest = computed.digests.get(documents.agent.id)
    if cache is None or digest is None:
        return advise(*prepare_trial(workspace, computed, documents))
    if (content := cache.get(digest)) is not None:
        return cast("AgentSteps", unpack(content))  # sealed: what the lines below made
    steps = advise(*prepare_trial(workspace, computed, documents))
    cache.put(digest, pack(steps))
    cache.trim(MOST_KEPT)
    return steps


def prepare_trial(workspace: Workspace, computed: ComputedReport, documents: AgentEvidence) -> tuple[Situation, Trial]:
    """How an agent stands, and the way to try other documents of it, held against the same earlier report."""
    report = computed.report
    if report is None:
        raise ValueError("without a report there is nothing to improve on")
    lineage = find_lineage(computed.previous, workspace)
    rulings: KnownRulings = {}  # a step changes few promises: the others are ruled on once

    def assess(documents: AgentEvidence) -> AgentReport:
        agents = tuple(documents if each.agent.id == documents.agent.id else each for each in workspace.agents)
        context = build_context(replace(workspace, agents=agents), documents, report.as_of, computed.aggregates)
        return assess_agent(replace(context, rulings=rulings), report.portfolio, None, lineage)

    # What concerns all agents together changes with no step, so that it need not be recorded again.
    alone = replace(report, portfolio=Portfolio((), None, (), ()), problems=())

    def record(report: AgentReport) -> ReportRecord:
        return make_record(replace(alone, agents=(report,)))

    publisher = workspace.trust.publisher.name
    situation = Situation(assess(documents), documents, report.as_of, publisher, computed.aggregates)
    return situation, Trial(assess, record, find_changes)
