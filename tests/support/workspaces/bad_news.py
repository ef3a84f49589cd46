"""A workspace in which everything that can go wrong did: for whatever has to tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from support.builders import (
    AS_OF,
    Values,
    a_benchmark,
    a_benchmark_result,
    a_bundle,
    a_claim,
    a_pact,
    a_review,
    an_agent,
    an_incident,
    an_obligation,
    an_override,
    claims_of,
    days_before,
    decisions_of,
    runs,
)
from support.workspaces.files import write_files
from support.workspaces.reports import EARLIER, write_earlier_report
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.base import Model
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.documents.trust import Trust

_OLD = {"from": "2024-01-01", "to": "2024-02-01"}
_UNCALIBRATED: Values = {"method": "llm_judge", "judge": {"model": "judge", "family": "alpha"}}
_LENIENT: Values = {
    "method": "llm_judge",
    "judge": {
        "model": "lenient",
        "family": "beta",
        "calibration": {"positives": {"of": 200, "correct": 200}, "negatives": {"of": 200, "correct": 100}},
    },
}


def write_bad_news(root: Path) -> Path:
    """One agent fails in every way; nobody has seen the second at work, or long enough the third; one is suspended."""
    write_files(root, _documents(earlier=True))
    write_earlier_report(root)
    return write_files(root, _documents())


def _documents(*, earlier: bool = False) -> Iterator[Model]:
    yield _trust(earlier=earlier)
    yield from _benchmarks()
    yield _decisions()
    yield _desk()
    yield _promises()
    yield _claims()
    yield _use(earlier=earlier)
    yield _scores()
    yield a_bundle(runs(id="undated", supports=[]), id="undated", agent_version="v2", collected=None)
    if not earlier:
        yield _what_followed()
    yield an_agent(id="unseen", name="Never seen", deployed_since="2026-01-01", blast_radius="critical")
    yield a_pact(agent="unseen", valid_from="2025-01-01", renewal={"mode": "automatic", "due": "2025-12-31"})
    yield an_agent(id="unproven", name="Seen for a day")
    yield a_pact(agent="unproven")
    yield a_bundle(runs(12, 12, **_UNCALIBRATED), agent="unproven")
    yield an_agent(
        id="stopped",
        name="Suspended",
        authority={"ladder": ["suspended", "approve-each", "autonomous"], "granted": "suspended"},
    )
    yield a_pact(agent="stopped", valid_until="2026-03-31")
    yield a_bundle(runs(1, 50), an_incident(severity="critical", detected=None), agent="stopped")


def _trust(*, earlier: bool) -> Trust:
    values: Values = {
        "kind": "trust",
        "schema": "trustpages/1",
        "illustrative": True,
        "publisher": {"name": "Vendor of bad news"},
        "as_of": days_before(1) if earlier else AS_OF,
    }
    return Trust.model_validate(values if earlier else values | {"previous": EARLIER})


def _desk() -> Agent:
    """Granted more than its rules allow, changed without review, with a risk that nobody owns."""
    return an_agent(
        name="Desk of troubles",
        version="v2",
        deployed_since="2026-01-01",
        model_family="alpha",
        training_cutoff="2025-12-31",
        blast_radius="critical",
        authority={"ladder": ["suspended", "approve-each", "review-after", "autonomous"], "granted": "autonomous"},
        cadence={"review": 30, "evidence": 20},
        changes=[
            {"id": "first", "date": "2026-01-01", "kind": "model", "summary": "Deployed.", "version": "v1"},
            {"id": "new", "date": "2026-04-01", "kind": "model", "summary": "New model.", "version": "v2"},
        ],
        decision_rights=[{"decision": "suspend", "owner": "owner"}],
        residual_risks=[{"id": "open", "risk": "It may fail.", "why_accepted": "It was late."}],
        workflow={
            "id": "service",
            "summary": "Answers requests.",
            "steps": [{"id": "answer", "consequence": "critical"}, {"id": "protect", "consequence": "critical"}],
        },
    )


_JUDGED: Values = {"rolling": 90, "review_dates": [days_before(10)]}
"""Judged on the last day of the evidence."""


def _promise(id_: str, **changes: object) -> Obligation:
    return an_obligation(**{"id": id_, "promise": f"Keeps {id_.replace('-', ' ')}.", "window": _JUDGED, **changes})


def _follows(action: str, **changes: object) -> Values:
    return {"action": action, "within": 2, **changes}


def _promises() -> Pact:
    """A promise for each way of failing, ten and more."""
    suspend = _follows("suspend", to="suspended", decided_by="owner")
    moved = {"field": "threshold", "before": "at least 99 %", "after": "at least 90 %"}
    zero = {"kind": "zero", "event": "a leak"}
    return a_pact(
        _promise("broken", on_breach=suspend),
        _promise("broken-late", on_breach=suspend),
        _promise("broken-set-aside", on_breach=suspend),
        _promise("broken-waived", on_breach=suspend),
        _promise("broken-taken-back", on_breach=suspend),
        _promise("leans-to-broken", on_leaning_breach=_follows("escalate"), verification="llm_judge"),
        _promise("leans-to-kept"),
        _promise("judged-kindly", verification="llm_judge"),
        _promise("unanswered", verification="human"),
        _promise("never-judged", promise="Keeps what no day judges.", window={"rolling": 90, "review_dates": []}),
        _promise("judged-next-week", window={"rolling": 90, "review_dates": [days_before(-7)]}),
        _promise("turned", window={"rolling": 90, "review_dates": [days_before(40)]}, evidence_max_age=60),
        _promise("without-evidence"),
        _promise("outdated", evidence_max_age=30, on_stale=_follows("recertify", within=5)),
        _promise("moved", on_breach=suspend, changes=[{"date": days_before(20), **moved}]),
        _promise("used-up", window={**_JUDGED, "expected_runs": 200}),
        _promise("never-leaks", measure=zero, threshold={"tolerable_rate": 0.0001}, on_incident=suspend),
        _promise("audited", measure={"kind": "boolean"}, threshold={}),
        valid_from="2025-01-01",
        renewal={"mode": "re-attest", "due": "2026-05-01"},
        requires={"approval": ["audit", "red_team"], "escalation": ["customer_outcome"]},
    )


def _use(*, earlier: bool) -> Bundle:
    """Real use; what was on record before and is gone now was better."""

    def seen(id_: str, good: int, of: int = 100, *supports: str, **changes: object) -> Values:
        found = [f"service/{one}" for one in supports or (id_,)]
        return runs(good, of, id=f"use-{id_}", supports=found, **changes)

    broken = ("broken", "broken-late", "broken-set-aside", "broken-waived", "broken-taken-back", "moved")
    items = [
        seen("broken", 40, 100, *broken, selection="convenience"),
        seen("leans-to-broken", 43, 50, selection="random", **_UNCALIBRATED),
        seen("leans-to-kept", 46, 50, selection="random"),
        seen("judged-kindly", 85, **_LENIENT),
        seen("never-judged", 98),
        seen("judged-next-week", 70),
        seen("turned", 46, 50, selection="random", collected={"from": days_before(60), "to": days_before(41)}),
        seen("turned-since", 50, 100, "turned", collected={"from": days_before(39), "to": days_before(10)}),
        seen("outdated", 95, collected={"from": "2026-04-02", "to": "2026-04-20"}),
        seen("older-version", 95, 100, "without-evidence", collected=_OLD, agent_version="v1"),
        seen("used-up", 60, 100, by_period=[0, 0, 12, 0, 0, 14, 0, 0, 14, 0]),
        seen(
            "unanswered",
            60,
            unknown=35,
            strata=[
                {"name": "day", "attempts": 50, "successes": 45, "unknown": 0},
                {"name": "night", "attempts": 50, "successes": 15, "unknown": 35},
            ],
            method="human",
            ratings={"table": [[20, 15], [15, 20]]},
        ),
        seen("never-leaks", 100, monitoring={"fraction": 0.2, "detection": "user_reported"}),
    ]
    if earlier:
        items.append(seen("before", 99, 100, "broken", "broken-late"))
    return a_bundle(*items, agent_version="v2", collected={"from": days_before(60), "to": days_before(10)})


def _what_followed() -> Bundle:
    """Incidents, and consequences that came late, were set aside, waived, taken back, or did not come."""

    def consequence(about: str, **changes: object) -> Values:
        recorded = {"action": "suspend", "triggered_at": days_before(9)}
        return {"kind": "consequence", "id": f"after-{about}", "obligation": f"service/{about}"} | recorded | changes

    def override(id_: str, about: str, **changes: object) -> Values:
        return an_override(id=id_, obligation=f"service/{about}", decision="suspend", **changes)

    leak = {"supports": ["service/never-leaks"], "steps": ["protect"], "severity": "critical"}
    dispute = {"kind": "dispute", "opened": days_before(8), "by": {"name": "Customer", "role": "customer"}}
    items = (
        an_incident(id="leak", detected=days_before(9), resolved=days_before(9), **leak),
        an_incident(id="open-leak", detection="user_reported", count=3, **leak),
        an_incident(id="rumour", confirmed=False, **leak),
        consequence("broken-late", enacted_at=days_before(1)),
        consequence("broken-set-aside", override="lapsed"),
        consequence("broken-waived", waived="The customer did not mind."),
        consequence("broken-taken-back", enacted_at=days_before(8), reversed_at=days_before(2)),
        consequence("moved"),
        override("lapsed", "broken-set-aside", expires=days_before(3), evidence=["use-broken"]),
        override("bare", "broken", justification=None, evidence=[], expires=None),
        {"kind": "audit", "id": "audit", "supports": ["service/audited"], "date": days_before(12)}
        | {"scope": "Records.", "auditor": {"name": "Auditors"}, "result": "fail", "findings": 9},
        {"kind": "red_team", "id": "attacks", "scope": "Foreign records.", "attempts": 50, "successes": 5},
        {"kind": "drill", "id": "drill", "obligation": "service/broken", "date": days_before(30)}
        | {"worked": False, "summary": "Nobody found the switch."},
        a_review(date=days_before(100), deploying_team=True, outcome="Nothing to see."),
        {"id": "contested", "about": "All of it.", "concerns": ["use-broken"], "status": "open", **dispute},
        {"id": "lost", "about": "The leak.", "concerns": ["leak"], "status": "upheld", **dispute}
        | {"closed": days_before(2)},
    )
    return a_bundle(*items, id="records", collected={"from": days_before(60), "to": days_before(1)})


def _scores() -> Bundle:
    return a_bundle(
        a_benchmark_result(id="no-n", supports=[], score=0.431, n_tasks=None, collected=None),
        a_benchmark_result(id="small", supports=[], benchmark="retired", score=0.5, n_tasks=20, trials=1, tuned_on=5),
        a_benchmark_result(id="best-of-five", supports=[], score=0.9, attempts_allowed=5, collected=_OLD),
        a_benchmark_result(id="impossible", supports=[], score=0.333, reported="33.3%", n_tasks=100, average="tasks"),
        a_benchmark_result(
            id="repeats",
            supports=[],
            score=0.5,
            k=80,
            n_tasks=40,
            trials=4,
            successes_by_task=[4, 0] * 20,
            groups=[10] * 4,
            se=0.01,
            **_UNCALIBRATED,
        ),
        id="scores",
        collected={"from": days_before(60), "to": days_before(30)},
    )


def _claims() -> Claims:
    return claims_of(
        a_claim(id="refuted", text="Almost never fails.", value=0.95, obligation="service/broken"),
        a_claim(id="unsupported", text="Wins hearts.", obligation=None),
        a_claim(id="stale", text="Eight in ten.", value=0.8, obligation="service/outdated"),
        a_claim(id="too-much", text="Ninety in a hundred.", value=0.9, obligation="service/leans-to-kept"),
        a_claim(
            id="out-of-scope",
            text="Good for our members too.",
            obligation="service/used-up",
            scope={"population": "members"},
        ),
        a_claim(id="never", text="Never leaks.", metric="event", operator="never", value=None, harm=True)
        | {"obligation": "service/never-leaks", "tolerable_rate": 0.001},
    )


def _benchmarks() -> Iterator[Benchmark]:
    reversed_ = [{"agent": f"A{one}", "rank": 1 + one, "successes": 10 + 7 * one, "runs": 100} for one in range(12)]
    few = [{"agent": f"A{one}", "rank": 1 + one, "successes": 3 + one % 3, "runs": 8} for one in range(7)]
    versions = [
        {"agent": "Desk", "version": f"v{one}", "score": 0.3 + one / 10, "n_tasks": 500, "successes": 50, "runs": 100}
        for one in range(6)
    ]
    yield a_benchmark(
        released="2024-01-01",
        tasks_public=True,
        held_out=False,
        trivial_baseline=0.3,
        label_noise=0.1,
        checklist={"name": "List 1", "outcome_validity": {"o1": {"result": "not_met", "check": "Is it done?"}}},
        leaderboard=[{"name": f"A{one}", "k": 99, "n": 100} for one in range(4)],
        comparisons=[
            {"id": "reversed", "title": "Ranks", "workflow": "service", "entrants": 100, "rows": reversed_},
            {"id": "versions", "title": "Versions", "workflow": "service", "of": "versions", "rows": versions},
            {"id": "few", "title": "Few ranks", "workflow": "service", "rows": few},
        ],
    )
    yield a_benchmark(
        id="retired", name="Retired", n_tasks=20, status="retired", status_date=AS_OF - timedelta(days=90)
    )


def _decisions() -> Decisions:
    def bought(id_: str, **changes: object) -> Values:
        what = {"date": "2026-05-20", "about": f"Purchase {id_}", "consequence": "critical", "outcome": "approved"}
        return {"id": id_, "approver": {"name": "Board"}, **what, **changes}

    return decisions_of(
        *(bought(f"by-rank-{one}", cited=[{"id": "a leaderboard", "class": "benchmark"}]) for one in range(4)),
        bought("unrecorded"),
    )
