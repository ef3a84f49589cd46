"""Documents with sensible defaults, so that a test states only what matters to it.

Items are plain dictionaries in the shape of YAML; `a_bundle` validates them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from trustpages.assess.evidence.context import Context, build_context
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.documents.trust import Trust
from trustpages.model.workspace import AgentEvidence, Workspace

AS_OF = date(2026, 6, 30)
"""The date of every report in tests, unless a test says otherwise."""
COLLECTED_TO = date(2026, 6, 20)
VERSION = "v1"
AGENT = "desk"
OBLIGATION = "service/task-success"

Values = dict[str, Any]


def days_before(days: int, day: date = AS_OF) -> date:
    """The day so many days before `day`."""
    return day - timedelta(days=days)


def an_agent(**changes: Any) -> Agent:
    """A low-risk agent that was deployed, is reviewed every 180 days, and whose incidents the role `risk` may close.

    Keywords replace values.
    """
    values: Values = {
        "kind": "agent",
        "schema": "trustpages/1",
        "id": AGENT,
        "name": "Desk agent",
        "version": VERSION,
        "deployed_since": date(2026, 1, 1),
        "owner": {"name": "Operations", "role": "owner"},
        "workflow": {
            "id": "service",
            "summary": "Answers requests.",
            "steps": [{"id": "answer", "consequence": "high"}],
        },
        "authority": {"ladder": ["suspended", "approve-each", "review-after", "autonomous"], "granted": "review-after"},
        "blast_radius": "low",
        "decision_rights": [{"decision": "close-incident", "owner": "risk"}],
    }
    return Agent.model_validate(values | changes)


def an_obligation(**changes: Any) -> Obligation:
    """A critical promise that 90 % of runs succeed, over the last 90 days; keywords replace values.

    A rolling window that does not say when the promise is judged is judged on the day of the report.
    """
    values: Values = {
        "id": "task-success",
        "promise": "Completes the request.",
        "step": "answer",
        "severity": "critical",
        "measure": {"kind": "proportion", "of": "runs"},
        "threshold": {"at_least": 0.90},
        "window": {"rolling": 90},
        "verification": "deterministic",
    }
    values |= changes
    if "rolling" in values["window"] and not values["window"].keys() & {"reviews", "review_dates"}:
        values["window"] = values["window"] | {"review_dates": [AS_OF]}
    return Obligation.model_validate(values)


def a_pact(*obligations: Obligation, **changes: Any) -> Pact:
    """A pact of the agent with the given obligations, or with the default one."""
    values: Values = {
        "kind": "pact",
        "schema": "trustpages/1",
        "id": "service",
        "version": "1.0.0",
        "agent": AGENT,
        "counterparty": "every customer",
        "valid_from": date(2026, 1, 1),
        "obligations": obligations or (an_obligation(),),
    }
    return Pact.model_validate(values | changes)


def runs(successes: int | None = 95, attempts: int | None = 100, **changes: Any) -> Values:
    """A `runs` item: 95 of 100 runs in production, all recorded, decided by checks."""
    values: Values = {
        "kind": "runs",
        "id": "june-runs",
        "supports": [OBLIGATION],
        "setting": "production",
        "attempts": attempts,
        "successes": successes,
        "method": "deterministic",
        "selection": "all",
    }
    return _without_none(values | changes)


def a_benchmark_result(**changes: Any) -> Values:
    """A `benchmark_result` item: 43 of 100 tasks, one try each."""
    values: Values = {
        "kind": "benchmark_result",
        "id": "bench-result",
        "supports": [OBLIGATION],
        "benchmark": "bench",
        "score": 0.43,
        "n_tasks": 100,
        "method": "deterministic",
    }
    return _without_none(values | changes)


def an_incident(**changes: Any) -> Values:
    """A confirmed minor `incident` item that bears on the default obligation."""
    values: Values = {
        "kind": "incident",
        "id": "incident-1",
        "supports": [OBLIGATION],
        "severity": "minor",
        "occurred": COLLECTED_TO,
        "visible_event": "A wrong answer was sent.",
    }
    return _without_none(values | changes)


def incidents(count: int, **changes: Any) -> list[Values]:
    """So many single incidents that have nothing in common."""
    return [
        an_incident(id=f"incident-{number}", visible_event=f"Wrong answer {number} was sent.", **changes)
        for number in range(1, count + 1)
    ]


def a_review(**changes: Any) -> Values:
    """A scheduled `review` item by somebody outside of the deploying team."""
    values: Values = {
        "kind": "review",
        "id": "review-1",
        "date": COLLECTED_TO,
        "occasion": "scheduled",
        "by": {"name": "Risk", "role": "risk"},
        "outcome": "No change.",
    }
    return _without_none(values | changes)


def an_override(**changes: Any) -> Values:
    """A complete `override` item; it is valid where the agent grants `risk` the decision right."""
    values: Values = {
        "kind": "override",
        "id": "override-1",
        "obligation": OBLIGATION,
        "decision": "narrow-authority",
        "by": {"name": "Risk", "role": "risk"},
        "date": COLLECTED_TO,
        "justification": "The cause is known.",
        "evidence": ["june-runs"],
        "expires": AS_OF + timedelta(days=30),
    }
    return _without_none(values | changes)


def a_bundle(*items: Values, **changes: Any) -> Bundle:
    """A bundle of the vendor, collected in the ten days up to 20 June; holds one `runs` item by default."""
    values: Values = {
        "kind": "bundle",
        "schema": "trustpages/1",
        "id": "june",
        "agent": AGENT,
        "agent_version": VERSION,
        "producer": {"name": "Vendor", "relationship": "vendor"},
        "collected": {"from": days_before(10, COLLECTED_TO), "to": COLLECTED_TO},
        "items": list(items) or [runs()],
    }
    return Bundle.model_validate(_without_none(values | changes))


def a_benchmark(**changes: Any) -> Benchmark:
    """An active benchmark of 100 tasks."""
    values: Values = {
        "kind": "benchmark",
        "schema": "trustpages/1",
        "id": "bench",
        "name": "Bench",
        "version": "1",
        "n_tasks": 100,
    }
    return Benchmark.model_validate(values | changes)


def a_claim(**changes: Any) -> Values:
    """A claim that the agent resolves at least 80 % of requests, checked by the default obligation."""
    values: Values = {
        "id": "resolves-most",
        "text": "Resolves at least 80 % of requests.",
        "metric": "success",
        "operator": "at_least",
        "value": 0.80,
        "obligation": OBLIGATION,
        "date": date(2026, 1, 1),
    }
    return _without_none(values | changes)


def claims_of(*claims: Values, **changes: Any) -> Claims:
    """A document with the given claims, or with the default one."""
    values: Values = {"kind": "claims", "schema": "trustpages/1", "agent": AGENT, "claims": list(claims) or [a_claim()]}
    return Claims.model_validate(values | changes)


def decisions_of(*decisions: Values, **changes: Any) -> Decisions:
    """A document with the given procurement decisions."""
    values: Values = {"kind": "decisions", "schema": "trustpages/1", "id": "purchases", "decisions": list(decisions)}
    return Decisions.model_validate(values | changes)


def an_agent_evidence(
    *bundles: Bundle, agent: Agent | None = None, pacts: Sequence[Pact] | None = None, claims: Sequence[Claims] = ()
) -> AgentEvidence:
    """All documents of one agent: the default pact and no bundle, unless given."""
    return AgentEvidence(
        agent=agent or an_agent(),
        pacts=tuple(pacts) if pacts is not None else (a_pact(),),
        bundles=tuple(sorted(bundles, key=lambda bundle: bundle.id)),
        claims=tuple(claims),
    )


def a_trust(**policy: Any) -> Trust:
    """The workspace's own file; keywords set policy parameters."""
    return Trust.model_validate(
        {"kind": "trust", "schema": "trustpages/1", "publisher": {"name": "Vendor"}, "policy": policy}
    )


def a_workspace(
    *agents: AgentEvidence,
    benchmarks: Sequence[Benchmark] = (),
    decisions: Sequence[Decisions] = (),
    trust: Trust | None = None,
) -> Workspace:
    """A workspace with the given agents, or with the default one and one bundle of it."""
    return Workspace(
        trust=trust or a_trust(),
        agents=agents or (an_agent_evidence(a_bundle()),),
        benchmarks=tuple(benchmarks),
        decisions=tuple(decisions),
        inputs_digest="0" * 64,
    )


def a_context(
    *bundles: Bundle,
    agent: Agent | None = None,
    pacts: Sequence[Pact] | None = None,
    claims: Sequence[Claims] = (),
    benchmarks: Sequence[Benchmark] = (),
    decisions: Sequence[Decisions] = (),
    trust: Trust | None = None,
    as_of: date = AS_OF,
    aggregates: Mapping[DataRequest, DataAggregate] | None = None,
) -> Context:
    """The context of one agent with the given bundles."""
    documents = an_agent_evidence(*bundles, agent=agent, pacts=pacts, claims=claims)
    workspace = a_workspace(documents, benchmarks=benchmarks, decisions=decisions, trust=trust)
    return build_context(workspace, documents, as_of, aggregates or {})


def _without_none(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}
