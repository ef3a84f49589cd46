"""Documents and a date become a report: the steps, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import NO_AGGREGATES, Aggregates, Context, build_context
from trustpages.assess.evidence.freshness import summarise_freshness
from trustpages.assess.history.effects import AgentHistory, apply_history, build_history, limit_authority
from trustpages.assess.history.published import list_past_standings
from trustpages.assess.history.undeclared_changes import note_claim_changes
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import evaluate_all
from trustpages.assess.measures.obligations import evaluate_obligations
from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks
from trustpages.assess.metrics.benchmarks.results import assess_benchmark_results
from trustpages.assess.metrics.claim_gap import compute_gaps
from trustpages.assess.metrics.claims.support import check_claims
from trustpages.assess.metrics.coverage import compute_coverage
from trustpages.assess.metrics.diversity import compute_diversity
from trustpages.assess.metrics.follow_through.summary import assess_follow_through
from trustpages.assess.metrics.incidents import compute_incident_rates
from trustpages.assess.metrics.judgment import assess_proof_and_judgment
from trustpages.assess.metrics.procurement import assess_procurement
from trustpages.assess.metrics.rank.outcomes import compare_ranks_with_outcomes
from trustpages.assess.sensitivity.analysis import Variations, analyse_sensitivity, vary_policy
from trustpages.assess.standing.authority import decide_authority
from trustpages.assess.standing.posture import decide_posture
from trustpages.assess.standing.reviews import assess_review_cadence
from trustpages.assess.standing.triggers import find_recorded_triggers, find_report_triggers
from trustpages.assess.standing.valid_until import compute_valid_until
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.problem import Problem
from trustpages.model.results.findings import Findings
from trustpages.model.results.metrics import BenchmarkFindings, RealUse
from trustpages.model.results.record import PreviousReport
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace


def assess(
    workspace: Workspace,
    as_of: date,
    audience: Audience,
    aggregates: Aggregates = NO_AGGREGATES,
    problems: Sequence[Problem] = (),
    previous: PreviousReport | None = None,
) -> Report:
    """The report of a workspace that holds what the audience may see.

    `aggregates` answers `collect_data_requests(workspace, as_of)`; `problems` are carried over as they are.
    `previous` is the last published report for the same audience: what it said binds this one.
    """
    portfolio = Portfolio(
        ranks=compare_ranks_with_outcomes(workspace),
        procurement=assess_procurement(workspace),
        benchmarks=assess_benchmarks(workspace.benchmarks, workspace.trust.policy),
        documents=workspace.benchmarks,
    )
    variations = vary_policy(workspace)
    agents = tuple(
        assess_agent(build_context(workspace, agent, as_of, aggregates), portfolio, variations, previous)
        for agent in workspace.agents
    )
    return Report(
        as_of=as_of,
        audience=audience,
        inputs_digest=workspace.inputs_digest,
        agents=agents,
        portfolio=portfolio,
        problems=tuple(problems),
        previous_digest=previous.digest if previous is not None else None,
        previous_as_of=previous.record.as_of if previous is not None else None,
    )


def assess_agent(
    context: Context, portfolio: Portfolio, variations: Variations, previous: PreviousReport | None = None
) -> AgentReport:
    """All that is computed for one agent, held against what the earlier report says of it."""
    history = build_history(context, previous)
    findings = compute_findings(context, portfolio, history)
    obligations, follow_through = findings.obligations, findings.follow_through
    on_record = assess_review_cadence(context, find_recorded_triggers(context))
    posture = decide_posture(context, obligations, findings.freshness, follow_through, on_record, history)
    assessed = AssessedAgent(context=context, findings=findings, portfolio=portfolio, history=history)
    sensitivity = analyse_sensitivity(assessed, posture, variations)
    agent = context.agent.agent
    by_rules = decide_authority(
        agent.authority, posture, context.policy, follow_through.entries, context.as_of
    )
    authority = limit_authority(by_rules, history)
    assessed = replace(assessed, sensitivity=sensitivity, authority=authority)
    return AgentReport(
        agent=agent,
        findings=findings,
        pacts=context.agent.pacts,
        evidence=context.evidence,
        posture=posture,
        authority=authority,
        valid_until=compute_valid_until(context, obligations, follow_through, on_record),
        limitations=evaluate_all(RULES, assessed),
        illustrative=agent.illustrative or context.workspace.trust.illustrative,
        evidence_records=history.evidence,
        pact_records=history.pacts,
        vanished=history.vanished,
        withdrawn=history.withdrawn,
        history=list_past_standings(history.past, context.as_of),
        sensitivity=sensitivity,
    )


def compute_findings(context: Context, portfolio: Portfolio, history: AgentHistory) -> Findings:
    """Everything on which posture and limitations rest.

    Events on record come first, since they can expire evidence; then evidence, verdicts and what followed
    from them; then what calls for a review because of all that.
    """
    recorded = find_recorded_triggers(context)
    freshness = summarise_freshness(context, recorded)
    obligations = apply_history(context, evaluate_obligations(context, recorded), history)
    said = note_claim_changes(context, check_claims(context, obligations, freshness), history.past)
    found = find_report_triggers(context, obligations, said)
    used = {item.item.benchmark for item in context.evidence if isinstance(item.item, BenchmarkResult)}
    return Findings(
        ranks=tuple(rank for rank in portfolio.ranks if rank.benchmark in used),
        freshness=freshness,
        real_use=RealUse(compute_gaps(context), compute_incident_rates(context)),
        diversity=compute_diversity(context, freshness),
        coverage=compute_coverage(context, obligations, freshness),
        obligations=obligations,
        follow_through=assess_follow_through(context, obligations),
        judgment=assess_proof_and_judgment(context, obligations),
        claims=said,
        reviews=assess_review_cadence(context, (*recorded, *found)),
        benchmarks=BenchmarkFindings(
            assess_benchmark_results(context),
            tuple(benchmark for benchmark in portfolio.benchmarks if benchmark.benchmark in used),
        ),
    )
