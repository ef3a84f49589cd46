"""Documents and a date become a report: the steps, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.authority import authority_of
from trustpages.assess.context import NO_AGGREGATES, Aggregates, Context, context_of
from trustpages.assess.freshness import freshness_summary
from trustpages.assess.history.changes import came_or_went, changes_between
from trustpages.assess.history.holding import History, held_authority, history_of, with_history
from trustpages.assess.history.records import published
from trustpages.assess.history.sentences import as_published
from trustpages.assess.history.standings import standings_of
from trustpages.assess.limitations.catalog import RULES
from trustpages.assess.limitations.engine import evaluate_all
from trustpages.assess.limitations.facts import Facts
from trustpages.assess.metrics.benchmark_quality import benchmark_quality
from trustpages.assess.metrics.benchmark_results import benchmark_results
from trustpages.assess.metrics.claims import claims
from trustpages.assess.metrics.coverage import coverage
from trustpages.assess.metrics.diversity import diversity
from trustpages.assess.metrics.follow_through import follow_through
from trustpages.assess.metrics.gap import gaps
from trustpages.assess.metrics.incidents import incident_rates
from trustpages.assess.metrics.judgment import proof_and_judgment
from trustpages.assess.metrics.procurement import procurement
from trustpages.assess.metrics.rank import rank_outcomes
from trustpages.assess.obligations import obligation_results
from trustpages.assess.reviews import review_cadence
from trustpages.assess.sensitivity import sensitivity_of
from trustpages.assess.standing import posture_for
from trustpages.assess.triggers import found_triggers, recorded_triggers
from trustpages.assess.valid_until import valid_until
from trustpages.assess.variations import Variations, variations_of
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.previous import Previous
from trustpages.model.problem import Problem
from trustpages.model.results.changes import ChangeSince
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace


def assess(
    workspace: Workspace,
    as_of: date,
    audience: Audience,
    aggregates: Aggregates = NO_AGGREGATES,
    problems: Sequence[Problem] = (),
    previous: Previous | None = None,
) -> Report:
    """The report of a workspace that holds what the audience may see.

    `aggregates` answers `data_requests(workspace, as_of)`; `problems` are carried over as they are. `previous` is
    the last published report for the same audience: what it said binds this one.
    """
    portfolio = Portfolio(
        ranks=rank_outcomes(workspace),
        procurement=procurement(workspace),
        benchmarks=benchmark_quality(workspace.benchmarks, workspace.trust.policy),
        documents=workspace.benchmarks,
    )
    variations = variations_of(workspace)
    agents = tuple(
        assess_agent(context_of(workspace, agent, as_of, aggregates), portfolio, variations, previous)
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
        previous_as_of=previous.as_of if previous is not None else None,
        changes=_came_or_went(previous, agents) if previous is not None else (),
    )


def _came_or_went(previous: Previous, agents: Sequence[AgentReport]) -> tuple[ChangeSince, ...]:
    now = (published(agent) for agent in agents)
    return came_or_went({agent.id: agent for agent in previous.agents}, {one.id: one for one in now})


def assess_agent(
    context: Context, portfolio: Portfolio, variations: Variations, previous: Previous | None = None
) -> AgentReport:
    """All that is computed for one agent, with what changed since the earlier report."""
    history = history_of(context, previous)
    report = _report_of(context, portfolio, variations, history)
    if history.past is None:
        return report
    return replace(
        report,
        changes=changes_between(history.past.agent, published(report)),
        history=standings_of(history.past, context.as_of),
    )


def _report_of(
    context: Context, portfolio: Portfolio, variations: Variations, history: History
) -> AgentReport:
    facts = facts_of(context, portfolio, history)
    on_record = review_cadence(context, recorded_triggers(context))
    posture = posture_for(
        context, facts.obligations, facts.freshness, facts.follow_through, on_record, history
    )
    sensitivity = sensitivity_of(facts, posture, variations)
    agent, entries = context.agent.agent, facts.follow_through.entries
    by_rules = authority_of(agent.authority, posture, context.policy, entries, context.as_of)
    authority = held_authority(by_rules, history)
    return AgentReport(
        agent=agent,
        pacts=context.agent.pacts,
        evidence=context.evidence,
        posture=posture,
        authority=authority,
        valid_until=valid_until(context, facts.obligations, facts.follow_through, on_record),
        obligations=facts.obligations,
        freshness=facts.freshness,
        gaps=facts.gaps,
        incidents=facts.incidents,
        diversity=facts.diversity,
        coverage=facts.coverage,
        results=facts.results,
        benchmarks=facts.benchmarks,
        judgment=facts.judgment,
        follow_through=facts.follow_through,
        reviews=facts.reviews,
        claims=facts.claims,
        ranks=facts.ranks,
        limitations=evaluate_all(RULES, replace(facts, sensitivity=sensitivity, authority=authority)),
        illustrative=agent.illustrative or context.workspace.trust.illustrative,
        evidence_records=history.evidence,
        pact_records=history.pacts,
        vanished=history.vanished,
        withdrawn=history.withdrawn,
        sensitivity=sensitivity,
    )


def facts_of(context: Context, portfolio: Portfolio, history: History) -> Facts:
    """Everything on which posture and limitations rest.

    Events on record come first, since they can expire evidence; then evidence, verdicts and what followed
    from them; then what calls for a review because of all that.
    """
    recorded = recorded_triggers(context)
    freshness = freshness_summary(context, recorded)
    obligations = with_history(context, obligation_results(context, recorded), history)
    said = as_published(context, claims(context, obligations, freshness), history.past)
    found = found_triggers(context, obligations, said)
    used = {item.item.benchmark for item in context.evidence if isinstance(item.item, BenchmarkResult)}
    return Facts(
        context=context,
        obligations=obligations,
        freshness=freshness,
        gaps=gaps(context),
        incidents=incident_rates(context),
        diversity=diversity(context, freshness),
        coverage=coverage(context, obligations, freshness),
        results=benchmark_results(context),
        benchmarks=tuple(benchmark for benchmark in portfolio.benchmarks if benchmark.benchmark in used),
        judgment=proof_and_judgment(context, obligations),
        follow_through=follow_through(context, obligations),
        reviews=review_cadence(context, (*recorded, *found)),
        claims=said,
        ranks=tuple(rank for rank in portfolio.ranks if rank.benchmark in used),
        procurement=portfolio.procurement,
        vanished=history.names_of_vanished,
        history=history,
    )
