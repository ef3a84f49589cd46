"""Adding evidence against the agent improves nothing, whatever its kind and whatever else is on record."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from support.builders import (
    AS_OF,
    COLLECTED_TO,
    OBLIGATION,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_pact,
    a_review,
    a_trust,
    a_workspace,
    an_agent_evidence,
    an_incident,
    an_obligation,
    claims_of,
    runs,
)
from trustpages.assess.report import assess
from trustpages.compose.answers.reliance import group_steps_by_reliance
from trustpages.model.documents.bundle import Drill
from trustpages.model.documents.items.outcomes import EvidenceItem
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.report import Report
from trustpages.model.states import RELIABLE
from trustpages.model.vocabulary import Audience, ClaimVerdict, Posture, Verdict

LAB = {"name": "Lab", "relationship": "third_party"}
NOTHING_SEEN = {"L41", "L42", "L43", "L58"}
"""Rules that say that nothing was seen or triggered: once something was, what they say is no longer true."""

PROMISES = (
    an_obligation(),
    an_obligation(
        id="rating", severity="low", measure={"kind": "score", "score": "arena"}, threshold={"at_least": 1200}
    ),
)


def counted(kind: str, bad: int, **changes: Any) -> Values:
    return {"kind": kind, "attempts": 40, "successes": 40 - bad} | changes


BAD = st.integers(30, 40)
STATED = st.integers(0, 25).map(lambda good: {"share": {"low": good / 100, "high": good / 100}})


def counted_or_stated(kind: str, **changes: Any) -> st.SearchStrategy[Values]:
    return st.one_of(
        BAD.map(lambda bad: counted(kind, bad, **changes)), STATED.map(lambda share: {"kind": kind} | share | changes)
    )


OF_EVERY_KIND: dict[str, st.SearchStrategy[Values]] = {
    "audit": st.builds(
        lambda result, findings: {
            "kind": "audit",
            "date": COLLECTED_TO,
            "scope": "All.",
            "auditor": {"name": "Lab"},
            "result": result,
            "findings": findings,
        },
        st.sampled_from(["fail", "qualified", "pass"]),
        st.integers(1, 9),
    ),
    "red_team": counted_or_stated("red_team", scope="Prompts."),
    "human_review": counted_or_stated("human_review"),
    "customer_outcome": counted_or_stated("customer_outcome", outcome="Solved."),
    "runs": st.sampled_from(["production", "staging", "benchmark"]).flatmap(
        lambda setting: counted_or_stated("runs", setting=setting, benchmark="bench")
    ),
    "benchmark_result": st.builds(
        lambda score, board, tasks: a_benchmark_result(score=score / 100, benchmark=board, supports=[], n_tasks=tasks),
        st.integers(0, 40),
        st.sampled_from(["bench", "other"]),
        st.sampled_from([100, None]),
    ),
    "published_score": st.integers(0, 1199).map(
        lambda value: {"kind": "published_score", "score": "arena", "value": value}
    ),
    "incident": st.builds(
        lambda severity, confirmed: an_incident(severity=severity, confirmed=confirmed, supports=[]),
        st.sampled_from(["critical", "major"]),
        st.booleans(),
    ),
    "drill": st.just({"kind": "drill", "obligation": OBLIGATION, "date": COLLECTED_TO, "worked": False}),
}
ADVERSE = st.one_of(*OF_EVERY_KIND.values()).map(lambda item: item | {"id": "against", "producer": LAB})

RECORDED = st.lists(
    st.one_of(
        st.integers(0, 400).map(lambda bad: runs(400 - bad, 400)),
        st.just(a_benchmark_result(score=0.9)),
        st.just({"kind": "published_score", "score": "arena", "value": 1300}),
        st.just(a_review(closes=["incident-1"])),
        st.just(an_incident()),
        st.just(counted("human_review", 0)),
    ),
    max_size=4,
)


def report_on(items: list[Values]) -> Report:
    documents = an_agent_evidence(
        *([a_bundle(*items)] if items else []), pacts=[a_pact(*PROMISES)], claims=[claims_of(a_claim())]
    )
    mapped = {"workflow": "service", "step": "answer", "strength": "partial", "tasks": 5, "mapper": None}
    boards = [a_benchmark(id=name, trivial_baseline=0.4, mapping=[mapped]) for name in ("bench", "other")]
    workspace = a_workspace(documents, benchmarks=boards, trust=a_trust(rank={"simulations": 10, "permutations": 10}))
    return assess(workspace, AS_OF, Audience.INTERNAL)


def value_of(quantity: Quantity) -> float:
    return quantity.value if isinstance(quantity, Measured) else -1.0


def test_every_kind_of_evidence_is_tried() -> None:
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in (*get_args(EvidenceItem), Drill)}
    assert set(OF_EVERY_KIND) == kinds


@given(RECORDED, ADVERSE, st.booleans())
@settings(max_examples=60, deadline=None)
def test_evidence_against_the_agent_improves_nothing(recorded: list[Values], adverse: Values, linked: bool) -> None:
    known = [item | {"id": f"item-{number}"} for number, item in enumerate(recorded)]
    before = report_on(known).agents[0]
    # Where a promise had no evidence, evidence against it is still evidence: the verdict moves, and says so.
    has_evidence = before.findings.obligations[0].verdict is not Verdict.MISSING
    report = report_on([*known, adverse | ({"supports": [OBLIGATION]} if linked and has_evidence else {})])
    after = report.agents[0]
    assert "against" in after.findings.adverse_evidence.ids
    assert after.posture.posture.rank <= min(before.posture.posture.rank, Posture.CONDITIONAL.rank)
    assert RELIABLE.name not in {state.name for state, _ in group_steps_by_reliance(report, after)}
    for claim, again in zip(before.findings.claims, after.findings.claims, strict=True):
        assert again.verdict is claim.verdict or again.verdict is not ClaimVerdict.SUPPORTED
    for name in ("d0", "d1", "d2", "independence"):
        old, new = (getattr(report.findings.diversity, name) for report in (before, after))
        assert value_of(new) <= value_of(old)
    for name in ("weighted", "unweighted"):
        old, new = (getattr(report.findings.coverage, name) for report in (before, after))
        assert value_of(new) <= value_of(old)
    worst = [
        {limitation.rule: limitation.severity.rank for limitation in reversed(report.limitations.triggered)}
        for report in (before, after)
    ]
    lost = {rule for rule, rank in worst[0].items() if worst[1].get(rule, 9) > rank} - NOTHING_SEEN
    assert not lost
