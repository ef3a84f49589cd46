"""Cases of the rules about governance: L62, L63, L70, L71, L72, L73, L80, L91, L93."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from support.builders import AS_OF, COLLECTED_TO, Values, days_before, runs
from trustpages.model.documents.trust import Trust
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace
from unit.assess.limitations.rule_case import RuleCase, documents, nothing

RISK: Values = {
    "id": "repeats",
    "risk": "It fails on repeat.",
    "why_accepted": "Rare.",
    "accepted_by": "owner",
    "valid_until": AS_OF,
}


def decided(*cited: str, **decision: Any) -> Values:
    """A purchase that rests on evidence of these classes."""
    return {
        "id": "purchase",
        "date": COLLECTED_TO,
        "about": "Buying it.",
        "consequence": "low",
        "cited": [{"id": f"evidence-{n}", "class": kind} for n, kind in enumerate(cited)],
        "outcome": "approved",
        "approver": {"name": "Buyer"},
    } | decision


def granted(rung: str) -> Workspace:
    """An agent that may do so much alone, without evidence for its critical promise."""
    ladder = ["suspended", "approve-each", "review-after", "autonomous"]
    return documents(agent={"authority": {"ladder": ladder, "granted": rung}})


def audited(result: str = "pass", **changes: Any) -> Values:
    """An audit by an outsider that supports no promise."""
    return {
        "kind": "audit",
        "id": "outside-audit",
        "date": COLLECTED_TO,
        "scope": "All of it.",
        "auditor": {"name": "Lab"},
        "producer": {"name": "Lab", "relationship": "third_party"},
        "result": result,
    } | changes


def gated(gate: Values | bool) -> Workspace:
    """An agent in a workspace with this gate on selective disclosure."""
    workspace = documents(runs())
    values = workspace.trust.model_dump(by_alias=True) | {"gates": {"selective_disclosure": gate}}
    return replace(workspace, trust=Trust.model_validate(values))


CASES = (
    RuleCase(
        "L62",
        fires=documents(decisions=[decided("benchmark")]),
        clear=documents(decisions=[decided("benchmark", "runtime")]),
        says=("1 of 1 buying decision",),
        severity=Severity.MEDIUM,
        unknown=documents(decisions=[decided()]),
    ),
    RuleCase(
        "L63",
        fires=documents(decisions=[decided()]),
        clear=documents(decisions=[decided("runtime")]),
        says=("1 of 1 buying decision names no evidence",),
        unknown=documents(),
    ),
    RuleCase("L70", fires=documents(runs(95, 100, selection="random")), clear=None, says=("half-life", "of 1 verdict")),
    RuleCase(
        "L71",
        fires=documents(runs()),
        clear=documents(runs(), source={"sha256": "0" * 64}),
        says=("1 of 1 item cannot be checked against its source", "june-runs"),
        unknown=nothing(),
    ),
    RuleCase(
        "L72",
        fires=documents(agent={"residual_risks": [RISK | {"valid_until": None}]}),
        clear=documents(agent={"residual_risks": [RISK]}),
        says=("1 of 1 accepted risk has no owner or end date: repeats",),
        unknown=documents(),
    ),
    RuleCase(
        "L93",
        fires=documents(agent={"residual_risks": [RISK | {"valid_until": days_before(1)}]}),
        clear=documents(agent={"residual_risks": [RISK | {"valid_until": AS_OF}]}),
        says=("repeats was accepted until 2026-06-29, 1 day ago",),
        unknown=documents(),
    ),
    RuleCase(
        "L73",
        fires=granted("approve-each"),
        clear=granted("suspended"),
        says=("'approve-each' is granted", "1 rung above 'suspended'", "while its posture is Blocked"),
    ),
    RuleCase(
        "L80",
        fires=documents(audited("fail", findings=6)),
        clear=documents(audited("pass", findings=0)),
        says=("outside-audit (an audit) speaks against the agent", "failed, 6 open findings. No review"),
        unknown=documents(),
    ),
    RuleCase(
        "L91",
        fires=gated({"off_by": {"name": "R. Roe"}, "since": COLLECTED_TO, "reason": "A customer asked."}),
        clear=gated(True),
        says=("switched off by R. Roe on 2026-06-20: A customer asked. What is withheld",),
    ),
)
