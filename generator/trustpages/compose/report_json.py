"""The report as JSON of format `trustpages.report/1`, a public type with a version of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable

from trustpages.compose.plain import Json, plain, quantity
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.problem import Problem
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.history import EvidenceRecord
from trustpages.model.results.limitation import Limitation, Limitations
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Method
from trustpages.secrets import without_secrets

FORMAT = "trustpages.report/1"


def report_json(report: Report, agents: Iterable[str] | None = None) -> dict[str, Json]:
    """The whole report, or that of the named agents, as JSON values."""
    wanted = None if agents is None else set(agents)
    chosen = [agent for agent in report.agents if wanted is None or agent.id in wanted]
    return {
        "format": FORMAT,
        "as_of": report.as_of.isoformat(),
        "audience": report.audience.value,
        "inputs_digest": report.inputs_digest,
        "previous_digest": report.previous_digest,
        "previous_as_of": plain(report.previous_as_of),
        "portfolio": _portfolio(report.portfolio),
        "changes": plain(report.changes),
        "agents": [agent_json(one) for one in chosen],
        "problems": [problem_json(problem) for problem in report.problems],
    }


def to_bytes(value: Json) -> bytes:
    """Indented UTF-8 with a final newline; the same value gives the same bytes."""
    return (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def problem_json(problem: Problem) -> Json:
    """One problem with its place, without the secrets that it may quote."""
    problem = without_secrets(problem)
    return {
        "code": problem.code,
        "level": problem.level.value,
        "sentence": problem.sentence,
        "remedy": problem.remedy,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
    }


def agent_json(agent: AgentReport) -> dict[str, Json]:
    """Everything about one agent."""
    return {
        "id": agent.id,
        "name": agent.agent.name,
        "version": agent.agent.version,
        "illustrative": agent.illustrative,
        "posture": agent.posture.posture.value,
        "decided_by": agent.posture.decided_by,
        "posture_rule": agent.posture.rule,
        "posture_reason": agent.posture.reason,
        "valid_until": plain(agent.valid_until.day),
        "valid_until_reason": agent.valid_until.reason,
        "authority": plain(agent.authority),
        "obligations": [_obligation(obligation) for obligation in agent.obligations],
        "metrics": _metrics(agent),
        "claims": plain(agent.claims),
        **_limitations(agent.limitations),
        "consequences": plain(agent.follow_through.entries),
        "overrides": plain(agent.follow_through.overrides),
        "reviews": plain(agent.reviews),
        "evidence": [
            _evidence(one, record) for one, record in zip(agent.evidence, agent.evidence_records, strict=True)
        ],
        "pacts": plain(agent.pact_records),
        "vanished": plain(agent.vanished),
        "withdrawn": plain(agent.withdrawn),
        "changes": plain(agent.changes),
        "history": plain(agent.history),
        "sensitivity": plain(agent.sensitivity),
    }


def _obligation(one: ObligationResult) -> Json:
    record = quantity(one.quantity)
    return {
        "pact": one.pact,
        "id": one.id,
        "promise": one.promise,
        "severity": one.severity.value,
        "kind": one.kind,
        "verdict": one.verdict.value,
        "decided_by": one.decided_by,
        "observed": plain(one.observed),
        "inferred": plain(one.inferred),
        **{key: record[key] for key in ("status", "k", "n", "n_eff")},
        "estimate": record["value"],
        **{key: record[key] for key in ("low", "high", "level", "method")},
        "reason": one.quantity.reason if isinstance(one.quantity, Unmeasured) else None,
        "unknown": one.unknown,
        "bounds": plain(one.bounds),
        "verdict_bounds": plain(one.verdict_bounds),
        "threshold": plain(one.target),
        "n_min": one.n_min,
        "window": plain(one.window),
        "evidence": list(one.pooled),
        "left_out": plain(one.left_out),
        "freshness": plain(one.freshness),
        "stale": one.stale,
        "valid_until": plain(one.valid_until),
        "would_change": plain(one.would_change),
        "budget": plain(one.budget, one.pooled),
        "consequences": [
            {"trigger": trigger.value, "consequence": plain(term)} for trigger, term in one.consequences
        ],
        "since": plain(one.since),
        "breach": plain(one.breach),
        "sticky": one.sticky,
        "undeclared": plain(one.undeclared),
        "illustrative": one.illustrative,
        "illustrative_evidence": one.illustrative_evidence,
        "notes": list(one.notes),
    }


def _headed(headline: Quantity, details: object, inputs: tuple[str, ...] = ()) -> Json:
    return {**quantity(headline, inputs), "details": plain(details)}


def _proof(agent: AgentReport) -> Quantity:
    """The share of verdicts that rests on checks, weighted by consequence: all that was decided is counted."""
    overall = agent.judgment.overall
    if overall is None:
        return Unmeasured(Status.MISSING, "no observation decides any promise")
    share = dict(overall.shares).get(Method.DETERMINISTIC, 0.0)
    refs = tuple(one.obligation for one in agent.judgment.by_obligation if one.obligation is not None)
    return Measured(share, None, None, 1.0, "population", None, len(refs), None, "share", inputs=refs)


def _metrics(agent: AgentReport) -> dict[str, Json]:
    none = Unmeasured(Status.MISSING, "nothing was recorded")
    gap = (
        agent.gaps[0].gap
        if agent.gaps
        else Unmeasured(Status.MISSING, "no claim can be held against real use")
    )
    rank = agent.ranks[0].rho if agent.ranks else none
    quality = agent.results[0].interval if agent.results else none
    return {
        "rank-outcome": _headed(rank, agent.ranks),
        "freshness": _headed(agent.freshness.fresh, agent.freshness),
        "claim-incident-gap": _headed(
            gap,
            {"gaps": agent.gaps, "incidents": agent.incidents},
            agent.gaps[0].evidence if agent.gaps else (),
        ),
        "diversity": _headed(agent.diversity.d1, agent.diversity),
        "coverage": _headed(agent.coverage.weighted, agent.coverage),
        "follow-through": _headed(agent.follow_through.on_time, _without_entries(agent)),
        "proof-judgment": _headed(_proof(agent), agent.judgment),
        "review-cadence": _headed(agent.reviews.on_time, agent.reviews),
        "benchmark-quality": _headed(
            quality,
            {"results": agent.results, "benchmarks": agent.benchmarks},
            tuple(result.evidence for result in agent.results[:1]),
        ),
    }


def _without_entries(agent: AgentReport) -> dict[str, object]:
    follow = agent.follow_through
    return {
        name: getattr(follow, name)
        for name in (
            "due",
            "late",
            "not_enacted",
            "pending",
            "missed",
            "median_days",
            "survival",
            "valid_overrides",
            "override_rate",
            "without_consequence",
            "drilled",
            "drills",
        )
    }


def limitation_json(one: Limitation) -> Json:
    """One limitation; `rule` is the id alone."""
    return {
        "rule": one.rule,
        "slug": one.slug,
        "severity": one.severity.value,
        "text": one.text,
        "subject": one.subject,
        "subjects": list(one.subjects),
        "inputs": {name: plain(value) for name, value in one.inputs},
        "removed_by": one.removed_by,
    }


def _limitations(found: Limitations) -> dict[str, Json]:
    return {
        "limitations": [limitation_json(limitation) for limitation in found.triggered],
        "not_evaluable": [
            {"rule": unevaluated.rule, "slug": unevaluated.slug, "reason": unevaluated.reason}
            for unevaluated in found.not_evaluable
        ],
        "clear": list(found.clear),
    }


def _evidence(one: Evidence, record: EvidenceRecord) -> Json:
    return {
        "id": one.id,
        "kind": one.item.kind,
        "digest": record.digest,
        "bundle": one.bundle,
        "class": plain(one.evidence_class),
        "version": one.version,
        "collected": plain(one.collected),
        "producer": plain(one.producer),
        "source": plain(one.source),
        "supports": list(record.supports),
        "bears_on": list(record.bears_on),
        "attempts": record.attempts,
        "failures": record.failures,
        "illustrative": one.illustrative,
    }


def _portfolio(portfolio: Portfolio) -> dict[str, Json]:
    ranks = portfolio.ranks
    first: Quantity = ranks[0].rho if ranks else Unmeasured(Status.MISSING, "no comparison is recorded")
    return {
        "rank_outcome": _headed(first, ranks),
        "decisions": None
        if portfolio.procurement is None
        else _headed(portfolio.procurement.share, portfolio.procurement),
        "benchmarks": plain(portfolio.benchmarks),
        **({} if portfolio.limitations is None else _limitations(portfolio.limitations)),
    }
