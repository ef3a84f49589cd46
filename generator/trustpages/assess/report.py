"""Documents and a date become a report: the steps, in order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from trustpages.assess.evidence.context import NO_AGGREGATES, Aggregates, Context, build_context
from trustpages.assess.history.effects import AgentHistory, build_history, limit_authority
from trustpages.assess.history.lineage import Lineage, find_lineage
from trustpages.assess.history.published import list_past_standings
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import evaluate_all
from trustpages.assess.metrics.catalog import compute_findings, compute_portfolio
from trustpages.assess.sensitivity.analysis import analyse_sensitivity
from trustpages.assess.sensitivity.disputed import weigh_disputes, weigh_together
from trustpages.assess.sensitivity.variations import Variations, vary_policy
from trustpages.assess.standing.acceptances import check_acceptances
from trustpages.assess.standing.authority import decide_authority
from trustpages.assess.standing.posture import decide_posture_of
from trustpages.assess.standing.valid_until import compute_valid_until
from trustpages.model.aggregate import divide_answers
from trustpages.model.problem import Problem
from trustpages.model.results.limitation import Limitations
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence, Workspace

Across: TypeAlias = tuple[Portfolio, Variations | None]
"""What concerns all agents together, and the other policies to try, if any."""

NONE_KNOWN: Mapping[str, AgentReport] = MappingProxyType({})


def assess(
    workspace: Workspace,
    as_of: date,
    audience: Audience,
    aggregates: Aggregates = NO_AGGREGATES,
    problems: Sequence[Problem] = (),
    previous: PreviousReport | None = None,
    *,
    tries_policies: bool = True,
    only: Collection[str] | None = None,
    known: Mapping[str, AgentReport] = NONE_KNOWN,
    across: Across | None = None,
) -> Report:
    """The report of a workspace that holds what the audience may see.

    `aggregates` answers `collect_data_requests(workspace, as_of)`; `problems` are carried over as they are.
    `previous` is the last published report for the same audience: what it said binds this one. Without
    `tries_policies` it is not computed what hangs on the policy. The report has the agents in `only`, or all of them;
    those in `known` were computed before, of the same, and so was what `compute_across` gives, if it is handed over.
    What hangs on the policy is added to them where it is missing.
    """
    portfolio, variations = across or compute_across(workspace, as_of, tries_policies=tries_policies)
    lineage = find_lineage(previous, workspace)
    counts = divide_answers(aggregates)

    def report_on(agent: AgentEvidence) -> AgentReport:
        before = known.get(agent.agent.id)
        if before is not None and (variations is None or before.sensitivity is not None):
            return before
        context = build_context(workspace, agent, as_of, counts[agent.agent.id])
        return assess_agent(context, portfolio, variations, lineage, before)

    agents = tuple(report_on(agent) for agent in workspace.agents if only is None or agent.agent.id in only)
    return Report(
        as_of=as_of,
        audience=audience,
        inputs_digest=workspace.inputs_digest,
        agents=agents,
        portfolio=portfolio,
        problems=tuple(problems),
        previous_digest=previous.digest if previous is not None else None,
        previous_as_of=previous.record.as_of if previous is not None else None,
        missing=lineage.missing,
        begins=lineage.begins or as_of,
        policy=workspace.trust.policy,
    )


def compute_across(workspace: Workspace, as_of: date, *, tries_policies: bool = True) -> Across:
    """What concerns all agents together, and the other policies to try."""
    portfolio = replace(compute_portfolio(workspace), acceptances=check_acceptances(workspace, as_of))
    return portfolio, vary_policy(workspace, portfolio) if tries_policies else None


def assess_agent(
    context: Context,
    portfolio: Portfolio,
    variations: Variations | None,
    lineage: Lineage,
    before: AgentReport | None = None,
) -> AgentReport:
    """All that is computed for one agent, held against what the earlier report says of it.

    `before` is the same, computed without what hangs on the policy.
    """
    history = build_history(context, lineage)
    found = before or _find_standing(context, portfolio, history)
    assessed = AssessedAgent(
        context=context,
        findings=found.findings,
        portfolio=portfolio,
        history=history,
        contests=found.contests,
        contested_together=found.contested_together,
    )
    # Before the limitations, since one of them reads it.
    sensitivity = None if variations is None else analyse_sensitivity(assessed, variations)
    assessed = replace(assessed, sensitivity=sensitivity, authority=found.authority)
    return replace(found, limitations=evaluate_all(RULES, assessed), sensitivity=sensitivity)


def _find_standing(context: Context, portfolio: Portfolio, history: AgentHistory) -> AgentReport:
    """The report on one agent but for its limitations, and for what hangs on the policy."""
    findings = compute_findings(context, portfolio, history)
    obligations, follow_through = findings.obligations, findings.follow_through
    posture = decide_posture_of(context, findings, history)
    assessed = AssessedAgent(context=context, findings=findings, portfolio=portfolio, history=history)
    assessed = replace(assessed, contests=weigh_disputes(assessed))
    agent = context.agent.agent
    by_rules = decide_authority(agent.authority, posture, context.policy, follow_through.entries, context.as_of)
    return AgentReport(
        agent=agent,
        findings=findings,
        pacts=context.agent.pacts,
        evidence=context.on_record,
        posture=posture,
        authority=limit_authority(by_rules, history),
        valid_until=compute_valid_until(context, obligations, follow_through, findings.reviews),
        limitations=Limitations((), (), ()),
        illustrative=agent.illustrative or context.workspace.trust.illustrative,
        evidence_records=history.evidence,
        pact_records=history.pacts,
        vanished=history.vanished,
        explained=history.explained,
        withdrawn=history.withdrawn,
        tasks=history.tasks,
        history=list_past_standings(history.past, context.as_of),
        resembles=tuple(likeness.missing.agent.id for likeness in history.alike),
        contests=assessed.contests,
        contested_together=weigh_together(assessed),
    )
