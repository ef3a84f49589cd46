"""The views that several sample pages share."""

from __future__ import annotations

from datetime import date
from typing import Any

from trustpages.model.pages.blocks import Frame
from trustpages.model.pages.findings import LimitationView, ObligationView, ProvenanceView
from trustpages.model.pages.values import Fact, Figure, Link
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.states import FRESHNESS, SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Severity, Verdict

FRAME = Frame(
    as_of=date(2026, 11, 1),
    audience="Public",
    publisher="Example Agents Ltd (fictitious)",
    valid_until=date(2026, 11, 12),
    illustrative=True,
    digest="3fa9c1d20b7e",
)
AGENT = "agents/airline-desk/index.md"
PACT = "agents/airline-desk/pacts/service.md"
ITEM = "agents/airline-desk/evidence/airline-trials.md"
EVIDENCE = "agents/airline-desk/evidence/index.md"
INCIDENT = "agents/airline-desk/incidents/refund-august.md"
BENCHMARK = "benchmarks/tau-bench-airline.md"

THIN = Figure("41 of 100", "41 of 100", "27.1 % to 56.2 %", "95 % Gaffke; worth 46 independent runs", "ok", True)
GOOD = Figure("94.2 %", "1,182 of 1,255", "92.7 % to 95.5 %", "95 % Clopper-Pearson", "ok", True)
EXPLORATORY = Figure("0.58", "", "0.07 to 0.85", "95 % bootstrap", "exploratory", True, "exploratory: not evidence")
NOTHING = Figure("not measured", "", "", "", "missing", False, "no run of this version is on record")


def a_limitation(rule: str, severity: Severity, text: str, removed_by: str, **changes: Any) -> LimitationView:
    """A limitation that is about one evidence item."""
    values: dict[str, Any] = {"about": Link("airline-trials", ITEM)}
    return LimitationView(rule, f"method.md#{rule.lower()}", SEVERITIES[severity], text, removed_by, **values | changes)


LIMITATIONS = (
    a_limitation(
        "L30",
        Severity.CRITICAL,
        "Nothing tests whether the agent identifies the customer before it touches a booking: neither a "
        "benchmark nor any record of real use.",
        "A benchmark task, a review of real conversations, or an audit that covers the step.",
        about=Link("Identifies the customer before it touches a booking.", f"{PACT}#promise-identity-check"),
    ),
    a_limitation(
        "L12",
        Severity.CRITICAL,
        "The public trials ran on another version of the prompt (prompt-1) than the one deployed since "
        "15 June 2026 (prompt-2).",
        "Trials of the deployed version.",
    ),
    a_limitation(
        "L41",
        Severity.HIGH,
        "An agent that does nothing scores 38 % on tau-bench airline; of the published 43 %, 5 points are more "
        "than that.",
        "A score on tasks that cannot be passed by doing nothing.",
    ),
    a_limitation(
        "L07",
        Severity.HIGH,
        "The comparison of rank with outcome covers 14 agents and uses another benchmark in place of real use.",
        "Outcomes in the buyer’s own workflow for 20 agents or more.",
    ),
    a_limitation(
        "L22",
        Severity.MEDIUM,
        "61 % of the evidence, by weight, comes from benchmarks.",
        "Evidence of other kinds.",
        about=None,
    ),
    a_limitation(
        "L55",
        Severity.LOW,
        "No consequence was triggered in the last 12 months, so that nobody knows whether consequences happen.",
        "A drill, or a real trigger.",
        about=None,
    ),
)

PROVENANCE = ProvenanceView(
    evaluator="Sierra Research",
    relationship="independent of the vendor",
    collected="20 May 2024 to 1 June 2024",
    age="883 days old",
    freshness=FRESHNESS[FreshnessStatus.DUE_SOON],
    evidence=(Link("Airline trials, four tries a task", ITEM),),
)


def a_promise(id_: str, promise: str, verdict: Verdict, **changes: Any) -> ObligationView:
    """A critical promise with counts, a range and everything that stands behind them."""
    values: dict[str, Any] = {
        "ref": f"service/{id_}",
        "anchor": f"promise-{id_}",
        "promise": Link(promise, f"{PACT}#promise-{id_}"),
        "severity": SEVERITIES[Severity.CRITICAL],
        "verdict": VERDICTS[verdict],
        "target": "at least 30 %",
        "figure": THIN,
        "provenance": PROVENANCE,
        "consequences": (
            Fact("What would change it", "14 failures in a row from now on would show that it is broken."),
            Fact("If it is broken", "Narrow authority to approve each within 2 days."),
        ),
        "how": (
            Fact("Verdict", "The evidence shows that the promise is kept. Decided by the interval."),
            Fact("Valid until", date(2026, 11, 18)),
        ),
        "left_out": (Fact("Left out", "airline-trials-2023", note="older than 900 days"),),
        "illustrative": False,
    }
    return ObligationView(**values | changes)


PROMISES = (
    a_promise(
        "no-refund-outside-policy",
        "Never refunds outside the airline’s policy.",
        Verdict.LEANING_BREACH,
        target="never; a rate up to 0.5 % is tolerated",
        figure=Figure("1 of 212", "1 of 212", "up to 2.7 %", "95 % Clopper-Pearson", "ok", True),
        illustrative=True,
    ),
    a_promise("task-success", "Completes at least three in ten rehearsed requests within airline policy.", Verdict.MET),
    a_promise(
        "identity-check",
        "Identifies the customer before it touches a booking.",
        Verdict.MISSING,
        figure=NOTHING,
        provenance=None,
        target="at least 99 %",
        consequences=(),
        illustrative=True,
    ),
    a_promise("settles", "Settles at least nine in ten requests without a person.", Verdict.LEANING_MET, figure=GOOD),
)
