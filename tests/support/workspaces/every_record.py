"""A workspace of any number of agents, each with every kind of record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
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
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.documents.asked.questions import Questions
from trustpages.model.documents.base import Model
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.documents.trust import Trust

NAMES = (
    "وكيل خدمة العملاء",
    "予約変更を担当する窓口エージェント",
    "Rechtsschutzversicherungsgesellschaftskundenbeschwerdebearbeitungsassistent für Süddeutschland",
    "Agent d’accueil “été” & <cie>",
    "Plain agent",
)
"""What agents are called, over and over: from right to left, without blanks, too long for a line, with marks."""

_EARLIER_DAY = AS_OF - timedelta(days=1)
_GOOD = (0.98, 0.90, 0.75, 0.60)
"""How often agents succeed, over and over."""


def write_every_record(root: Path, agents: int) -> Path:
    """So many agents, three or more, with every kind of record, and an earlier report, which was better."""
    write_files(root, _documents(agents, earlier=True), _other_files(agents, earlier=True))
    write_earlier_report(root)
    return write_files(root, _documents(agents), _other_files(agents))


def _documents(agents: int, *, earlier: bool = False) -> Iterator[Model]:
    yield _trust(earlier=earlier)
    yield from map(_benchmark, range(3))
    yield _decisions()
    yield _questions()
    yield _framework()
    for number in range(agents):
        yield _agent(number)
        yield _service(number)
        yield _privacy(number)
        yield _claims(number, earlier=earlier)
        yield _log(number)
        yield _records(number, earlier=earlier)
        yield _scores(number)
        yield _withheld(number)


def _other_files(agents: int, *, earlier: bool = False) -> dict[str, str]:
    logs = {
        f"evidence/{_id(number)}/bundles/{_log_file(number)}": _rows(number, earlier=earlier)
        for number in range(agents)
    }
    return logs | {
        "content/index.md": "---\nvisibility: public\n---\n# All agents\n\nSee [how we test](how-we-test.md).\n",
        "content/how-we-test.md": _HOW_WE_TEST,
    }


_HOW_WE_TEST = """---
visibility: public
---
# How we test

The first agent: {{ figure("agent-00/service/task-success") }}; it says {{ claim("settles-most-00") }}.
Its [claims](claims.md#agent-00), its [limitations](limitations.md#agent-00), [what is not said](#what-is-not-said).

## What is not said

Nothing.
"""


def _id(number: int) -> str:
    return f"agent-{number:02}"


def _trust(*, earlier: bool) -> Trust:
    values: Values = {
        "kind": "trust",
        "schema": "trustpages/1",
        "illustrative": True,
        "publisher": {"name": "Généraliste GmbH 株式会社", "contact": "mailto:trust@example.com"},
        "site": {"title": "Every record", "declare_withheld": True},
        "as_of": _EARLIER_DAY if earlier else AS_OF,
    }
    return Trust.model_validate(values if earlier else values | {"previous": EARLIER})


def _agent(number: int) -> Agent:
    name = NAMES[number % len(NAMES)]
    return an_agent(
        id=_id(number),
        name=name if number < len(NAMES) else f"{name} {number}",
        summary=f"{name}: answers requests of kind {number}.",
        model_family="alpha",
        blast_radius=("low", "medium", "high", "critical")[number % 4],
        exposure_per_day=40,
        workflow={
            "id": f"work-{number % 3}",
            "summary": f"Work of kind {number % 3}.",
            "steps": [
                {"id": "find", "consequence": "high", "summary": "Find the record."},
                {"id": "protect", "consequence": "critical"},
                {"id": "answer", "consequence": "medium"},
            ],
        },
        boundary={"may": ["read records"], "may_not": ["change records"]},
        cadence={"review": 90, "evidence": 365},
        changes=[
            {"id": "first", "date": "2026-01-01", "kind": "model", "summary": "Deployed.", "version": "v1"},
            {"id": "shorter", "date": "2026-05-02", "kind": "prompt", "summary": "Shorter answers."},
        ],
        decision_rights=[
            {"decision": decision, "owner": "owner", "may_override": ["risk"], "evidence_required": ["a review"]}
            for decision in ("narrow-authority", "recertify", "suspend", "accept-change")
        ],
        residual_risks=[
            {
                "id": "rare",
                "risk": "Rare requests fail.",
                "why_accepted": "A person takes over.",
                "accepted_by": "owner",
                "accepted_at": "2026-03-01",
                "valid_until": "2027-01-31",
                "compensating_controls": ["a person takes over"],
            }
        ],
        controls=[
            {
                "id": "same-day-look",
                "summary": "A person reads every answer on the same day.",
                "cost": {"amount": 14, "unit": "review hours", "per": "week"},
            }
        ],
        statement="We publish what we **know**, and what we do not know.",
    )


_JUDGED_LATER: Values = {"rolling": 90, "reviews": "yearly"}
"""Judged at the end of the year, after the report."""


def _promise(id_: str, severity: str, measure: Values, threshold: Values, **changes: object) -> Obligation:
    return an_obligation(
        **{
            "id": id_,
            "promise": f"Keeps the promise {id_.replace('-', ' ')}.",
            "step": "find",
            "severity": severity,
            "measure": measure,
            "threshold": threshold,
            **changes,
        }
    )


def _follows(action: str, **changes: object) -> Values:
    return {"action": action, "within": 5, "decided_by": "owner", **changes}


def _service(number: int) -> Pact:
    narrow = _follows("narrow-authority", to="approve-each")
    promises = (
        _promise(
            "task-success",
            "high",
            {"kind": "proportion"},
            {"at_least": 0.7},
            on_breach=narrow,
            on_leaning_breach=_follows("escalate"),
            changes=[{"date": "2026-02-01", "field": "threshold", "before": "at least 80 %", "after": "at least 70 %"}],
            note="Counted by *checks*.",
        ),
        _promise("in-time", "medium", {"kind": "quantile", "value": "seconds"}, {"at_most": 30}, window=_JUDGED_LATER),
        _promise("rating", "low", {"kind": "mean", "value": "rating"}, {"at_least": 3}, step="answer"),
        _promise("twice", "low", {"kind": "repeated"}, {"at_least": 0.5}),
        _promise("weighed", "low", {"kind": "weighted_score", "value": "rating"}, {"at_least": 0.4}),
        _promise("cost", "low", {"kind": "cost_per_success", "value": "seconds", "most": 60}, {"at_most": 90}),
        _promise("horizon", "low", {"kind": "time_horizon", "value": "seconds", "unit": "seconds"}, {"at_least": 4}),
        _promise("rephrased", "low", {"kind": "robustness", "changed": "rephrased"}, {"at_least": 0.5}),
        _promise("honest", "low", {"kind": "calibration", "value": "sure"}, {"at_most": 0.4}),
        _promise("rated", "low", {"kind": "score", "score": "rating", "unit": "points"}, {"at_least": 1250}),
        _promise(
            "incident-rate",
            "low",
            {"kind": "rate", "per": 100},
            {"at_most": 10},
            on_breach=_follows("change-routing", to="people"),
        ),
        _promise(
            "no-leak",
            "critical",
            {"kind": "zero", "event": "records shown to the wrong person"},
            {"tolerable_rate": 0.05},
            step="protect",
            verification="human",
            on_breach=_follows("suspend", to="suspended"),
            on_incident=narrow,
        ),
    )
    return a_pact(
        *promises,
        agent=_id(number),
        title="Service",
        renewal={"mode": "re-attest", "due": "2027-01-01", "attested": ["2026-01-01"]},
        requires={"approval": ["runtime", "audit"], "escalation": ["runtime", "human_review", "red_team"]},
    )


def _privacy(number: int) -> Pact:
    def share_of(kind: str, least: float, **changes: object) -> Obligation:
        return _promise(
            kind.replace("_", "-"), "medium", {"kind": "proportion", "of": kind}, {"at_least": least}, **changes
        )

    promises = (
        share_of("human_review", 0.8, verification="human", on_leaning_breach=_follows("escalate")),
        share_of("red_team", 0.9, step="protect", on_breach=_follows("freeze")),
        share_of("customer_outcome", 0.95, step="answer", window=_JUDGED_LATER),
        share_of("benchmark_result", 0.4, on_stale=_follows("recertify", within=30)),
        _promise("audited", "medium", {"kind": "boolean"}, {}, window={"rolling": 365}, verification="attested"),
        _promise("drilled", "low", {"kind": "boolean", "of": "drill"}, {}, window={"rolling": 365}),
        _promise(
            "offline",
            "low",
            {"kind": "proportion", "good": "offline"},
            {"at_least": 0.5},
            not_applicable={"reason": "It is never offline.", "decided_by": "owner", "date": "2026-02-01"},
        ),
    )
    return a_pact(*promises, agent=_id(number), id="privacy", title="Privacy", counterparty="the supervisor")


def _claims(number: int, *, earlier: bool) -> Claims:
    scope = {"workflow": f"work-{number % 3}"}
    claims = [
        a_claim(
            id=f"settles-most-{number:02}",
            text=f"{NAMES[number % len(NAMES)]} settles most requests.",
            value=0.70,
            obligation="service/task-success",
            scope=scope,
            where="product page",
        ),
        a_claim(
            id=f"reviewed-{number:02}",
            text="Passes review in 85 % of cases.",
            value=0.85,
            obligation="privacy/human-review",
            scope=scope,
        ),
        a_claim(
            id=f"elsewhere-{number:02}", text="Settles other work too.", scope={"workflow": f"work-{(number + 1) % 3}"}
        )
        | {"obligation": "service/task-success"},
    ]
    return claims_of(*(claims[:2] if earlier else claims), agent=_id(number))


def _bundle(number: int, id_: str, *items: Values, **changes: object) -> Bundle:
    return a_bundle(
        *items, **{"agent": _id(number), "id": id_, "collected": {"from": "2026-04-01", "to": "2026-06-20"}, **changes}
    )


def _log_file(number: int) -> str:
    return f"requests.{'jsonl' if number % 2 else 'csv'}"


MEASURED_IN_LOG = (
    *("task-success", "in-time", "rating", "incident-rate", "no-leak"),
    *("twice", "weighed", "cost", "horizon", "rephrased", "honest"),
)


def _log(number: int) -> Bundle:
    item = runs(
        None,
        None,
        id="requests",
        title="Requests, row by row",
        supports=[f"service/{one}" for one in MEASURED_IN_LOG],
        monitoring={"fraction": 0.9, "detection": "automatic", "sensitivity": 0.8},
        exposure=[{"unit": "hours", "amount": 500}],
        data={
            "file": _log_file(number),
            "success": {"column": "settled", "equals": "yes"},
            "cluster": "customer",
            "stratum": "language",
            "at": "started",
            "outcomes": {"rephrased": {"column": "rephrased", "equals": "yes"}},
            "values": {"seconds": "seconds", "rating": "rating", "sure": "sure"},
        },
    )
    return _bundle(number, "log", item, source={"title": "Request log"})


def _rows(number: int, *, earlier: bool) -> str:
    """Sixty requests; before, all agents were as good as the best."""
    good = _GOOD[0 if earlier else number % len(_GOOD)]
    rows = [
        {
            "started": f"{date(2026, 4, 1) + timedelta(days=row)}T10:00:00Z",
            "customer": f"c{row % 30}",
            "language": "Deutsch" if row % 4 == 0 else "English",
            "settled": "yes" if row * 37 % 60 < good * 60 else "no",
            "seconds": 3 + row % 31,
            "rating": 2 + row % 4,
            "rephrased": "yes" if row * 41 % 60 < good * 54 else "no",
            "sure": 0.9 if row % 3 else 0.6,
        }
        for row in range(60)
    ]
    if number % 2:
        return "".join(f"{json.dumps(row)}\n" for row in rows)
    lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
    return "\n".join(lines) + "\n"


def _records(number: int, *, earlier: bool) -> Bundle:
    good = round(100 * _GOOD[number % len(_GOOD)])
    counted = {"attempts": 100, "successes": good, "selection": "random"}
    items: list[Values] = [
        {"kind": "audit", "id": "audit", "supports": ["privacy/audited"], "date": "2026-05-04", "scope": "Records."}
        | {"auditor": {"name": "Auditors"}, "result": ("pass", "qualified", "fail")[number % 3], "findings": 1},
        {"kind": "published_score", "id": "arena", "supports": ["service/rated"], "score": "rating", "value": 1312}
        | {"unit": "points", "low": 1300, "high": 1324, "level": 0.95, "n": 4200, "interval_by": "bootstrap"},
        {"kind": "human_review", "id": "read-by-people", "supports": ["privacy/human-review"], "method": "human"}
        | {"reviewers": 2, "ratings": {"table": [[60, 5], [5, 30]]}, **counted},
        {"kind": "red_team", "id": "attacks", "supports": ["privacy/red-team"], "scope": "Foreign records."}
        | {"method": "llm_judge", **counted}
        | {
            "judge": {
                "model": "judge",
                "family": "beta",
                "calibration": {"positives": {"of": 100, "correct": 90}, "negatives": {"of": 100, "correct": 95}},
            }
        },
        {"kind": "customer_outcome", "id": "outcomes", "supports": ["privacy/customer-outcome"]}
        | {"outcome": "The request was settled.", "method": "attested", **counted}
        | {"producer": {"name": "Customer", "relationship": "customer"}},
        a_review(id="scheduled", by={"name": "Risk", "role": "risk"}, date=days_before(20), hours=3),
        a_review(id="after-first", occasion="event", date="2026-01-10", closes=["first"]),
        {"kind": "drill", "id": "drill", "supports": ["privacy/drilled"], "obligation": "service/no-leak"}
        | {"date": "2026-05-12", "worked": number % 5 != 0, "summary": "Suspended for an hour."},
    ]
    return _bundle(number, "records", *items, *(() if earlier else _trouble(number)))


def _trouble(number: int) -> tuple[Values, ...]:
    """An incident with what followed, and a dispute about it."""
    severity = ("minor", "major", "critical", "minor")[number % 4]
    return (
        an_incident(
            supports=["service/no-leak", "service/incident-rate"],
            severity=severity,
            title="Shown to the wrong person 間違い",
            occurred=days_before(25),
            detected=days_before(24),
            resolved=days_before(20),
            control_failure="The check of identity.",
            detection="human",
            steps=["protect"],
        ),
        an_override(
            supports=[],
            obligation="service/no-leak",
            evidence=["requests"],
            date=days_before(22),
            expires=AS_OF + timedelta(days=30),
        ),
        {
            "kind": "consequence",
            "id": "narrowed",
            "obligation": "service/no-leak",
            "trigger": "on_incident",
            "action": "narrow-authority",
            "triggered_at": days_before(24),
            **({"override": "override-1"} if number % 2 else {"enacted_at": days_before(21 - number % 3 * 5)}),
            "authority": {"before": "review-after", "after": "approve-each"},
            "proof": ["incident-1"],
        },
        {
            "kind": "dispute",
            "id": "contested",
            "opened": days_before(15),
            "by": {"name": "زبون", "role": "customer"},
            "about": "Whether it happened.",
            "concerns": ["incident-1"],
            "status": ("open", "upheld", "settled")[number % 3],
            **({} if number % 3 == 0 else {"closed": days_before(5), "settlement": "By letter."}),
        },
    )


def _scores(number: int) -> Bundle:
    """Results on two of the three benchmarks, one of them by somebody else, and one of the version before."""
    first, second = number % 3, (number + 1) % 3
    results = (
        a_benchmark_result(
            id="score-one",
            supports=["privacy/benchmark-result"],
            benchmark=f"bench-{first}",
            score=(40 + number % 50) / 100,
            trials=4,
            successes_by_task=[4] * (40 + number % 50) + [0] * (60 - number % 50),
            rank=1 + number,
            entrants=40,
        ),
        a_benchmark_result(
            id="score-two",
            supports=["privacy/benchmark-result"],
            benchmark=f"bench-{second}",
            score=0.5,
            reported="50.0%",
            producer={"name": "University", "relationship": "third_party"},
            run_set="theirs",
        ),
        a_benchmark_result(
            id="score-before",
            supports=[],
            benchmark=f"bench-{first}",
            agent_version="v0",
            score=0.4,
            trials=4,
            successes_by_task=[4] * 30 + [2] * 20 + [0] * 50,
        ),
    )
    return _bundle(number, "scores", *results)


def _withheld(number: int) -> Bundle:
    item = runs(50, 60, id="for-buyers", supports=["service/task-success"], setting="staging", visibility="nda")
    return _bundle(number, "withheld", item, visibility="nda")


def _benchmark(number: int) -> Benchmark:
    rows = [
        {"agent": f"A{one}", "score": 0.4 + one / 50, "n_tasks": 100, "successes": 40 + one * 3, "runs": 100}
        for one in range(12)
    ]
    return a_benchmark(
        id=f"bench-{number}",
        name=("Bench", "ベンチマーク", "Großer Kundendienstvergleichstest")[number],
        status=("active", "superseded", "active")[number],
        status_date="2026-03-01",
        tasks_public=True,
        held_out=False,
        trivial_baseline=0.1,
        grader="deterministic",
        measures=["Whether the right record is found."],
        does_not_measure=["Whether records of others stay private."],
        mappers=[{"id": "us", "name": "Us", "party": {"name": "Vendor", "relationship": "vendor"}}],
        mapping=[
            {"workflow": f"work-{number}", "step": "find", "strength": "partial", "tasks": 80, "mapper": "us"},
            {"workflow": f"work-{number}", "step": "protect", "strength": "none", "mapper": "us"},
        ],
        leaderboard=[{"name": f"A{one}", "k": 90 - 4 * one, "n": 100} for one in range(5)],
        comparisons=[{"id": "ranks", "title": "Scores and use", "workflow": f"work-{number}", "rows": rows}],
    )


def _decisions() -> Decisions:
    def bought(id_: str, **changes: object) -> Values:
        approver = {"name": "Board", "role": "board"}
        return {
            "id": id_,
            "date": "2026-05-20",
            "about": f"Purchase {id_}",
            "value": 20_000,
            "currency": "EUR",
            "consequence": "high",
            "outcome": "approved",
            "approver": approver,
            **changes,
        }

    return decisions_of(
        bought("by-rank", agent=_id(0), cited=[{"id": "a leaderboard", "class": "benchmark"}]),
        bought("by-use", cited=[{"id": "a pilot", "class": "runtime", "target_workflow": True}]),
        bought("unrecorded", outcome="rejected"),
        acceptances=[
            _accepted("accepted", "The new model costs a tenth.", until=date(2026, 12, 31)),
            _accepted("run-out", "The drop is within what was agreed.", until=date(2026, 5, 31)),
        ],
    )


def _accepted(id_: str, reason: str, *, until: date) -> Values:
    return {
        "id": id_,
        "fingerprint": "fp-0123456789abcdef",
        "by": "Risk committee",
        "role": "risk",
        "date": "2026-05-20",
        "until": until,
        "reason": reason,
        "concerns": [_id(0)],
    }


def _framework() -> Framework:
    return Framework.model_validate(
        {
            "kind": "framework",
            "schema": "trustpages/1",
            "id": "house-rules",
            "name": "House rules",
            "version": "2",
            "publisher": "A buyer",
            "licence": "Ours to show",
            "items": [
                {
                    "id": "1.1",
                    "text": "Requests are answered.",
                    "figures": ["agent-00/service/task-success"],
                    "why": "What was promised of it, and seen.",
                },
                {"id": "1.2", "about": "Nobody knows"},
            ],
        }
    )


def _questions() -> Questions:
    return Questions.model_validate(
        {
            "kind": "questions",
            "schema": "trustpages/1",
            "id": "ours",
            "questions": [
                {
                    "id": "is-it-good",
                    "text": "Is the first one any good?",
                    "readers": ["engineering"],
                    "figures": ["agent-00/service/task-success"],
                    "evidence": ["agent-00/requests"],
                },
                {"id": "who-knows", "text": "Who knows?", "readers": ["finance"]},
            ],
        }
    )
