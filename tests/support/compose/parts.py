"""The views that several sample pages share."""

from __future__ import annotations

from typing import Any

from trustpages.compose.blocks import (
    Fact,
    Figure,
    Frame,
    LimitationView,
    Link,
    ObligationView,
    ProvenanceView,
    Row,
    StateLabel,
    Table,
)
from trustpages.compose.wording.states import FRESHNESS, SEVERITIES, VERDICTS
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.vocabulary import Severity, Verdict

FRAME = Frame(
    as_of="1 November 2026",
    audience="Public",
    publisher="Example Agents Ltd (fictitious)",
    site_title="Example Agents trust report",
    valid_until="12 November 2026",
    illustrative=True,
    digest="3fa9c1d20b7e",
    valid_day="2026-11-12",
)
AGENT = "agents/airline-desk/index.md"
PACT = "agents/airline-desk/pacts/service.md"
ITEM = "agents/airline-desk/evidence/airline-trials.md"
EVIDENCE = "agents/airline-desk/evidence/index.md"
INCIDENT = "agents/airline-desk/incidents/refund-august.md"
BENCHMARK = "benchmarks/tau-bench-airline.md"

THIN = Figure(
    "41 of 100", "41 of 100", "27.1 % to 56.2 %", "95 % Korn-Graubard; worth 46 independent runs", "ok", True
)
GOOD = Figure("94.2 %", "1,182 of 1,255", "92.7 % to 95.5 %", "95 % Clopper-Pearson", "ok", True)
EXPLORATORY = Figure(
    "0.58", "", "0.07 to 0.85", "95 % bootstrap", "exploratory", True, "exploratory: not evidence"
)
NOTHING = Figure("not measured", "", "", "", "missing", False, "no run of this version is on record")


def a_limitation(rule: str, severity: Severity, text: str, removed_by: str, **changes: Any) -> LimitationView:
    """A limitation that is about one evidence item."""
    values: dict[str, Any] = {"subject": "airline-trials", "about": Link("airline-trials", ITEM)}
    return LimitationView(
        rule, f"method.md#{rule.lower()}", SEVERITIES[severity], text, removed_by, **values | changes
    )


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
    illustrative=False,
)


def a_promise(id_: str, promise: str, verdict: Verdict, **changes: Any) -> ObligationView:
    """A critical promise with counts, a range and everything that stands behind them."""
    values: dict[str, Any] = {
        "ref": f"service/{id_}",
        "anchor": f"promise-{id_}",
        "promise": promise,
        "step": "Change booking",
        "severity": SEVERITIES[Severity.CRITICAL],
        "verdict": VERDICTS[verdict],
        "decided_by": "by the interval: these runs stand for all runs",
        "observed": "Met",
        "inferred": "Leaning met",
        "target": "at least 30 %",
        "figure": THIN,
        "provenance": PROVENANCE,
        "would_change": "14 further failures in a row would breach it. About 120 runs in one window would settle it, "
        "going on as now.",
        "valid_until": "18 November 2026",
        "consequence": (
            Fact(
                "If it is broken",
                "Narrow authority to approve each within 2 days, decided by head of operations.",
            ),
        ),
        "left_out": (("airline-trials-2023", "older than 900 days"),),
        "notes": ("The verdict was looked at 3 times in this window.",),
        "bounds": "3 outcomes are not known: if all were bad the share is 39.8 %, if all were good 42.7 %",
        "budget": "59 failures of 70 allowed in 100 runs; 84.2 % of the allowance is used",
        "window": "up to 1 November 2026",
        "verification": "by a check that gives the same answer every time",
        "page": f"{PACT}#promise-{id_}",
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
    a_promise(
        "task-success",
        "Completes at least three in ten rehearsed requests within airline policy.",
        Verdict.MET,
    ),
    a_promise(
        "identity-check",
        "Identifies the customer before it touches a booking.",
        Verdict.MISSING,
        figure=NOTHING,
        provenance=None,
        target="at least 99 %",
        observed="",
        inferred="",
        would_change="50 runs are needed before anything can be said.",
        valid_until="",
        left_out=(),
        notes=(),
        bounds="",
        budget="",
        illustrative=True,
    ),
    a_promise(
        "settles", "Settles at least nine in ten requests without a person.", Verdict.LEANING_MET, figure=GOOD
    ),
)


def a_table(id_: str, caption: str, columns: str, *rows: tuple[str, ...], **changes: Any) -> Table:
    """A table with the columns named in one string, rows leading to an evidence item."""
    tone: StateLabel | None = changes.pop("tone", None)
    return Table(
        id_, caption, tuple(columns.split("|")), tuple(Row(row, ITEM, tone) for row in rows), **changes
    )
