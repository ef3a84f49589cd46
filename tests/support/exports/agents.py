"""What is said of an agent of a small workspace, as formats of other tools get it."""

from __future__ import annotations

from datetime import date

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_pact,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    runs,
)
from trustpages.assess.metrics.evidence.outcomes import measure_outcomes
from trustpages.assess.report import assess
from trustpages.compose.composition import Composition
from trustpages.compose.exports.agent import compose_export
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Origins, Workspace

SPECIAL = 'See [this](https://elsewhere.example) & <b>"that"</b>: #1, *2*, `3` \\ 4\u202e — ünï'
"""Text with everything that means something to Markdown, YAML or HTML."""


def export_of(workspace: Workspace, as_of: date = AS_OF) -> ExportedAgent:
    """What is said to the public of the first agent of the workspace."""
    report = assess(workspace, as_of, Audience.PUBLIC, tries_policies=False)
    agent = report.agents[0]
    outcomes = measure_outcomes(workspace, agent.id, as_of, {})
    return compose_export(Composition(report, workspace.trust, Origins()), agent, outcomes)


def export_items(*items: Values, benchmarks: tuple[Benchmark, ...] = (), **bundle: object) -> ExportedAgent:
    """The same of an agent with one bundle of these items."""
    evidence = an_agent_evidence(a_bundle(*items, **bundle))
    return export_of(a_workspace(evidence, benchmarks=benchmarks or (a_benchmark(),)))


def export_of_everything() -> ExportedAgent:
    """An agent with promises of many kinds, evidence of every class, somebody else's results, and special text."""
    promises = (
        an_obligation(),
        an_obligation(id="few-errors", promise=SPECIAL, threshold={"at_most": 0.05}, severity="high"),
        an_obligation(
            id="fast",
            promise="Answers fast.",
            measure={"kind": "quantile", "value": "seconds", "q": 0.95, "unit": "seconds"},
            threshold={"at_most": 5.0},
        ),
        an_obligation(
            id="rating",
            promise="Is rated well.",
            measure={"kind": "score", "score": "arena-rating"},
            threshold={"at_least": 1200.0},
        ),
        an_obligation(id="no-leak", promise="Never leaks.", measure={"kind": "zero", "of": "incidents"}, threshold={}),
        an_obligation(id="always", promise="Always answers.", threshold={"at_least": 1.0}, window={"rolling": 90}),
        an_obligation(id="in-may", promise="Kept in May.", window={"from": date(2026, 5, 1), "to": date(2026, 5, 31)}),
        an_obligation(
            id="spared",
            promise="Does not apply.",
            not_applicable={"reason": "No such work.", "decided_by": "owner", "date": date(2026, 1, 1)},
        ),
    )
    own = a_bundle(
        runs(88, 100, title=SPECIAL),
        runs(18, 25, id="tests", setting="benchmark", unknown=3, benchmark="bench"),
        {"kind": "red_team", "id": "attacks", "scope": "Prompts.", "attempts": 40, "successes": 31},
        an_incident(severity="critical", visible_event=SPECIAL),
        {
            "kind": "audit",
            "id": "audit",
            "date": COLLECTED_TO,
            "scope": "Data.",
            "auditor": {"name": "Auditors"},
            "result": "qualified",
            "findings": 2,
        },
    )
    theirs = a_bundle(
        a_benchmark_result(),
        a_benchmark_result(id="withdrawn", withdrawn={"date": COLLECTED_TO, "by": {"name": "Lab"}, "reason": "Wrong."}),
        {
            "kind": "published_score",
            "id": "rating",
            "supports": ["service/rating"],
            "score": "arena-rating",
            "value": 1250.0,
            "low": 1230.0,
            "high": 1270.0,
            "level": 0.95,
            "n": 2000,
        },
        {"kind": "published_score", "id": "elo", "score": "elo", "value": 3.0},
        id="lab",
        producer={"name": "Lab & Söhne", "relationship": "third_party"},
    )
    undated = a_bundle(a_benchmark_result(id="undated"), id="undated", collected=None)
    agent = an_agent(name=SPECIAL, digest="ab" * 32, boundary={"may": ["Answer."], "may_not": ["Pay."]})
    evidence = an_agent_evidence(own, theirs, undated, agent=agent, pacts=[a_pact(*promises)])
    site = {"url": "https://trust.vendor.example/"}
    trust = a_trust().model_copy(update={"site": type(a_trust().site).model_validate(site)})
    return export_of(a_workspace(evidence, benchmarks=[a_benchmark(url="https://bench.example")], trust=trust))
