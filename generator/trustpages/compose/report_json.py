"""The report as JSON of format `trustpages.report/1`, a public type with a version of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable

from trustpages.compose.json_values import Json, quantity_to_json, to_json
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.problem import Problem
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.history import EvidenceRecord
from trustpages.model.results.limitation import Limitation, Limitations
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Method
from trustpages.secrets.scanning import mask_problem

FORMAT = "trustpages.report/1"


def report_to_json(report: Report, agents: Iterable[str] | None = None) -> dict[str, Json]:
    """The whole report, or that of the named agents, as JSON values."""
    wanted = None if agents is None else set(agents)
    chosen = [agent for agent in report.agents if wanted is None or agent.id in wanted]
    return {
        "format": FORMAT,
        "as_of": report.as_of.isoformat(),
        "audience": report.audience.value,
        "inputs_digest": report.inputs_digest,
        "previous_digest": report.previous_digest,
        "previous_as_of": to_json(report.previous_as_of),
        "portfolio": _portfolio_to_json(report.portfolio),
        "changes": to_json(report.changes),
        "agents": [agent_to_json(one) for one in chosen],
        "problems": [problem_to_json(problem) for problem in report.problems],
    }


def encode_json(value: Json) -> bytes:
    """Indented UTF-8 with a final newline; the same value gives the same bytes."""
    return (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def problem_to_json(problem: Problem) -> Json:
    """One problem with its place, without the secrets that it may quote."""
    problem = mask_problem(problem)
    return {
        "code": problem.code,
        "level": problem.level.value,
        "sentence": problem.sentence,
        "remedy": problem.remedy,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
    }


def agent_to_json(agent: AgentReport) -> dict[str, Json]:
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
        "valid_until": to_json(agent.valid_until.day),
        "valid_until_reason": agent.valid_until.reason,
        "authority": to_json(agent.authority),
        "obligations": [_obligation_to_json(obligation) for obligation in agent.findings.obligations],
        "metrics": _metrics_to_json(agent),
        "claims": to_json(agent.findings.claims),
        **_limitations_to_json(agent.limitations),
        "consequences": to_json(agent.findings.follow_through.entries),
        "overrides": to_json(agent.findings.follow_through.overrides),
        "reviews": to_json(agent.findings.reviews),
        "evidence": [
            _evidence_to_json(one, record)
            for one, record in zip(agent.evidence, agent.evidence_records, strict=True)
        ],
        "pacts": to_json(agent.pact_records),
        "vanished": to_json(agent.vanished),
        "withdrawn": to_json(agent.withdrawn),
        "changes": to_json(agent.changes),
        "history": to_json(agent.history),
        "sensitivity": to_json(agent.sensitivity),
    }


def _obligation_to_json(one: ObligationResult) -> Json:
    record = quantity_to_json(one.quantity)
    return {
        "pact": one.pact,
        "id": one.id,
        "promise": one.promise,
        "severity": one.severity.value,
        "kind": one.kind,
        "verdict": one.verdict.value,
        "decided_by": one.decided_by,
        "observed": to_json(one.observed),
        "inferred": to_json(one.inferred),
        **{key: record[key] for key in ("status", "k", "n", "n_eff")},
        "estimate": record["value"],
        **{key: record[key] for key in ("low", "high", "level", "method")},
        "reason": one.quantity.reason if isinstance(one.quantity, Unmeasured) else None,
        "unknown": one.unknown,
        "bounds": to_json(one.bounds),
        "verdict_bounds": to_json(one.verdict_bounds),
        "threshold": to_json(one.target),
        "n_min": one.n_min,
        "window": to_json(one.window),
        "evidence": list(one.pooled),
        "left_out": to_json(one.left_out),
        "freshness": to_json(one.freshness),
        "stale": one.stale,
        "valid_until": to_json(one.valid_until),
        "would_change": to_json(one.would_change),
        "budget": to_json(one.budget, one.pooled),
        "consequences": [
            {"trigger": trigger.value, "consequence": to_json(term)} for trigger, term in one.consequences
        ],
        "since": to_json(one.since),
        "breach": to_json(one.breach),
        "sticky": one.sticky,
        "undeclared": to_json(one.undeclared),
        "illustrative": one.illustrative,
        "illustrative_evidence": one.illustrative_evidence,
        "notes": list(one.notes),
    }


def _metric_to_json(headline: Quantity, details: object, inputs: tuple[str, ...] = ()) -> Json:
    return {**quantity_to_json(headline, inputs), "details": to_json(details)}


def _measure_proof(agent: AgentReport) -> Quantity:
    """The share of verdicts that rests on checks, weighted by consequence: all that was decided is counted."""
    overall = agent.findings.judgment.overall
    if overall is None:
        return Unmeasured(Status.MISSING, "no observation decides any promise")
    share = dict(overall.shares).get(Method.DETERMINISTIC, 0.0)
    refs = tuple(
        one.obligation for one in agent.findings.judgment.by_obligation if one.obligation is not None
    )
    return Measured(share, None, None, 1.0, "population", None, len(refs), None, "share", inputs=refs)


def _metrics_to_json(agent: AgentReport) -> dict[str, Json]:
    none = Unmeasured(Status.MISSING, "nothing was recorded")
    gap = (
        agent.findings.real_use.gaps[0].gap
        if agent.findings.real_use.gaps
        else Unmeasured(Status.MISSING, "no claim can be held against real use")
    )
    rank = agent.findings.ranks[0].rho if agent.findings.ranks else none
    quality = agent.findings.benchmarks.results[0].interval if agent.findings.benchmarks.results else none
    return {
        "rank-outcome": _metric_to_json(rank, agent.findings.ranks),
        "freshness": _metric_to_json(agent.findings.freshness.fresh, agent.findings.freshness),
        "claim-incident-gap": _metric_to_json(
            gap,
            {"gaps": agent.findings.real_use.gaps, "incidents": agent.findings.real_use.incidents},
            agent.findings.real_use.gaps[0].evidence if agent.findings.real_use.gaps else (),
        ),
        "diversity": _metric_to_json(agent.findings.diversity.d1, agent.findings.diversity),
        "coverage": _metric_to_json(agent.findings.coverage.weighted, agent.findings.coverage),
        "follow-through": _metric_to_json(
            agent.findings.follow_through.on_time, _summarize_follow_through(agent)
        ),
        "proof-judgment": _metric_to_json(_measure_proof(agent), agent.findings.judgment),
        "review-cadence": _metric_to_json(agent.findings.reviews.on_time, agent.findings.reviews),
        "benchmark-quality": _metric_to_json(
            quality,
            {
                "results": agent.findings.benchmarks.results,
                "benchmarks": agent.findings.benchmarks.benchmarks,
            },
            tuple(result.evidence for result in agent.findings.benchmarks.results[:1]),
        ),
    }


def _summarize_follow_through(agent: AgentReport) -> dict[str, object]:
    follow = agent.findings.follow_through
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


def limitation_to_json(one: Limitation) -> Json:
    """One limitation; `rule` is the id alone."""
    return {
        "rule": one.rule,
        "slug": one.slug,
        "severity": one.severity.value,
        "text": one.text,
        "subject": one.subject,
        "subjects": list(one.subjects),
        "inputs": {name: to_json(value) for name, value in one.inputs},
        "removed_by": one.removed_by,
    }


def _limitations_to_json(found: Limitations) -> dict[str, Json]:
    return {
        "limitations": [limitation_to_json(limitation) for limitation in found.triggered],
        "not_evaluable": [
            {"rule": unevaluated.rule, "slug": unevaluated.slug, "reason": unevaluated.reason}
            for unevaluated in found.not_evaluable
        ],
        "clear": list(found.clear),
    }


def _evidence_to_json(one: Evidence, record: EvidenceRecord) -> Json:
    return {
        "id": one.id,
        "kind": one.item.kind,
        "digest": record.digest,
        "bundle": one.bundle,
        "class": to_json(one.evidence_class),
        "version": one.version,
        "collected": to_json(one.collected),
        "producer": to_json(one.producer),
        "source": to_json(one.source),
        "supports": list(record.supports),
        "bears_on": list(record.bears_on),
        "attempts": record.attempts,
        "failures": record.failures,
        "illustrative": one.illustrative,
    }


def _portfolio_to_json(portfolio: Portfolio) -> dict[str, Json]:
    ranks = portfolio.ranks
    first: Quantity = ranks[0].rho if ranks else Unmeasured(Status.MISSING, "no comparison is recorded")
    return {
        "rank_outcome": _metric_to_json(first, ranks),
        "decisions": None
        if portfolio.procurement is None
        else _metric_to_json(portfolio.procurement.share, portfolio.procurement),
        "benchmarks": to_json(portfolio.benchmarks),
        **({} if portfolio.limitations is None else _limitations_to_json(portfolio.limitations)),
    }
