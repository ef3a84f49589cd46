from __future__ import annotations

from typing import Any

import pytest

from support.builders import an_obligation, runs
from trustpages.assess.standing.posture_rules import Circumstances, ObligationStanding, apply_posture_rules
from trustpages.model.vocabulary import Posture, Severity, Verdict
from unit.assess.limitations.rule_case import documents, report_of

FINE = Circumstances()


def standing(severity: str, verdict: Verdict, **changes: Any) -> ObligationStanding:
    return ObligationStanding(f"service/{severity}", Severity(severity), verdict, **changes)


@pytest.mark.parametrize(
    ("severity", "verdict", "posture", "rule"),
    [
        ("critical", Verdict.BREACHED, Posture.BLOCKED, 1),
        ("critical", Verdict.MISSING, Posture.BLOCKED, 1),
        ("critical", Verdict.LEANING_BREACH, Posture.RESTRICTED, 2),
        ("critical", Verdict.INCOMPLETE, Posture.RESTRICTED, 2),
        ("critical", Verdict.LEANING_MET, Posture.CONDITIONAL, 3),
        ("critical", Verdict.ON_TRACK, Posture.CONDITIONAL, 3),
        ("critical", Verdict.AT_RISK, Posture.RESTRICTED, 2),
        ("critical", Verdict.MET, Posture.SUPPORTED, 5),
        ("high", Verdict.BREACHED, Posture.RESTRICTED, 2),
        ("high", Verdict.MISSING, Posture.RESTRICTED, 2),
        ("high", Verdict.LEANING_BREACH, Posture.CONDITIONAL, 3),
        ("high", Verdict.INCOMPLETE, Posture.CONDITIONAL, 3),
        ("high", Verdict.LEANING_MET, Posture.CONDITIONAL, 3),
        ("high", Verdict.MET, Posture.SUPPORTED, 5),
        ("medium", Verdict.BREACHED, Posture.CONDITIONAL, 3),
        ("medium", Verdict.MISSING, Posture.CONDITIONAL, 3),
        ("medium", Verdict.LEANING_BREACH, Posture.PROVISIONAL, 4),
        ("medium", Verdict.LEANING_MET, Posture.PROVISIONAL, 4),
        ("medium", Verdict.INCOMPLETE, Posture.PROVISIONAL, 4),
        ("medium", Verdict.ON_TRACK, Posture.PROVISIONAL, 4),
        ("medium", Verdict.AT_RISK, Posture.PROVISIONAL, 4),
        ("medium", Verdict.MET, Posture.SUPPORTED, 5),
        ("low", Verdict.BREACHED, Posture.PROVISIONAL, 4),
        ("low", Verdict.MISSING, Posture.PROVISIONAL, 4),
        ("low", Verdict.LEANING_MET, Posture.PROVISIONAL, 4),
        ("low", Verdict.ON_TRACK, Posture.PROVISIONAL, 4),
        ("low", Verdict.MET, Posture.SUPPORTED, 5),
    ],
)
def test_posture_by_severity_and_verdict(severity: str, verdict: Verdict, posture: Posture, rule: int) -> None:
    found = apply_posture_rules([standing(severity, verdict)], FINE)
    assert (found.posture, found.rule) == (posture, rule)
    assert found.decided_by == (None if posture is Posture.SUPPORTED else f"service/{severity}")


@pytest.mark.parametrize(
    ("circumstances", "posture"),
    [
        (Circumstances(Severity.HIGH, review_overdue=True), Posture.CONDITIONAL),
        (Circumstances(Severity.CRITICAL, review_overdue=True), Posture.CONDITIONAL),
        (Circumstances(Severity.MEDIUM, review_overdue=True), Posture.SUPPORTED),
        (Circumstances(invalid_override="override-1"), Posture.CONDITIONAL),
        (Circumstances(vanished="item-1"), Posture.CONDITIONAL),
        (Circumstances(against="item-1"), Posture.CONDITIONAL),
        (Circumstances(benchmark_only=True, has_other_evidence=False), Posture.PROVISIONAL),
        (Circumstances(has_other_evidence=False), Posture.PROVISIONAL),
        (FINE, Posture.SUPPORTED),
    ],
)
def test_posture_by_circumstances(circumstances: Circumstances, posture: Posture) -> None:
    assert apply_posture_rules([standing("critical", Verdict.MET)], circumstances).posture is posture


@pytest.mark.parametrize(
    ("changes", "posture"),
    [
        ({"overdue": True}, Posture.RESTRICTED),
        ({"stale": True}, Posture.PROVISIONAL),
        ({"unbreakable": True}, Posture.CONDITIONAL),
        ({"inferred": Verdict.LEANING_MET}, Posture.SUPPORTED),
        ({"inferred": Verdict.BREACHED}, Posture.BLOCKED),
    ],
)
def test_posture_of_a_critical_promise_that_is_met(changes: dict[str, Any], posture: Posture) -> None:
    assert apply_posture_rules([standing("critical", Verdict.MET, **changes)], FINE).posture is posture


@pytest.mark.parametrize(
    ("severity", "posture"),
    [("high", Posture.CONDITIONAL), ("medium", Posture.PROVISIONAL), ("low", Posture.PROVISIONAL)],
)
def test_what_hardly_any_result_breaks_supports_nothing(severity: str, posture: Posture) -> None:
    found = apply_posture_rules([standing(severity, Verdict.MET, unbreakable=True)], FINE)
    assert found.posture is posture
    assert found.reason == f"hardly any result can break service/{severity}"


@pytest.mark.parametrize(
    ("threshold", "posture"), [({"at_least": 0.001}, Posture.CONDITIONAL), ({"at_least": 0.5}, Posture.SUPPORTED)]
)
def test_a_line_of_a_thousandth_is_not_supported(threshold: dict[str, float], posture: Posture) -> None:
    report = report_of(documents(runs(95, 100), obligations=[an_obligation(threshold=threshold)]))
    assert report.agents[0].findings.obligations[0].verdict is Verdict.MET
    assert report.agents[0].posture.posture is posture


@pytest.mark.parametrize("standings", [[], [standing("critical", Verdict.NOT_APPLICABLE)]])
def test_where_nothing_is_promised_it_is_blocked(standings: list[ObligationStanding]) -> None:
    found = apply_posture_rules(standings, FINE)
    assert (found.posture, found.decided_by, found.reason) == (Posture.BLOCKED, None, "nothing is promised")


def test_the_reason_names_what_decided() -> None:
    found = apply_posture_rules([standing("low", Verdict.MISSING), standing("high", Verdict.BREACHED)], FINE)
    assert found.reason == "the important promise service/high is breached"
