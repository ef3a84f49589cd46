"""What a reader with a minute meets: how far to rely on which step, what happened, rates in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from support.assess.histories import a_report
from support.builders import (
    AS_OF,
    OBLIGATION,
    Values,
    a_bundle,
    a_pact,
    a_review,
    a_trust,
    a_workspace,
    an_agent,
    an_agent_evidence,
    an_incident,
    an_obligation,
    days_before,
    runs,
)
from trustpages.compose.answers.reliance import group_steps_by_reliance
from trustpages.compose.charts.history import chart_timeline
from trustpages.compose.charts.obligations import rank_obligation
from trustpages.compose.composition import Composition
from trustpages.compose.sections.bottom_line import compose_bottom_line
from trustpages.compose.sections.happened import describe_events
from trustpages.compose.sections.incidents import describe_incidents, tabulate_incidents
from trustpages.compose.sections.obligations import describe_provenance
from trustpages.compose.wording.figures import describe_quantity
from trustpages.exports.text import WIDTH
from trustpages.model.measured import Measured
from trustpages.model.pages.values import Fact
from trustpages.model.results.report import AgentReport, Report
from trustpages.model.results.standing import ValidUntil
from trustpages.model.vocabulary import Verdict
from trustpages.model.workspace import Origins
from trustpages.workflow.commands.report import format_report


def report_on(*items: Values, agents: int = 1, **promise: Any) -> Report:
    bundle = a_bundle(*items, a_review(id="scheduled", date=days_before(1)))
    named = [an_agent(id=f"agent-{number}") if number else an_agent() for number in range(agents)]
    evidence = [
        an_agent_evidence(
            bundle if not number else a_bundle(agent=agent.id, id=f"bundle-{number}"),
            agent=agent,
            pacts=[a_pact(an_obligation(**promise), agent=agent.id)],
        )
        for number, agent in enumerate(named)
    ]
    return a_report(a_workspace(*evidence))


def measured(value: float, **changes: Any) -> Measured:
    values: Values = {"low": None, "high": None, "level": 0.95, "method": "exact", "k": None, "n": None}
    return Measured(value=value, **(values | {"n_eff": None} | changes))


def first(report: Report) -> AgentReport:
    return report.agents[0]


def relied_on(report: Report) -> dict[str, str]:
    return {tone.name: steps for tone, steps in group_steps_by_reliance(report, first(report))}


def test_a_step_that_only_benchmarks_speak_for_is_relied_on_with_care() -> None:
    assert relied_on(report_on(runs(990, 1000))) == {"rely": "Answer"}
    assert relied_on(report_on(runs(990, 1000, setting="benchmark"))) == {"care": "Answer"}


def test_a_broken_step_is_not_relied_on() -> None:
    assert relied_on(report_on(runs(10, 1000))) == {"no": "Answer"}


def test_no_use_and_no_incident_are_told_apart() -> None:
    assert "No real use is on record" in describe_events(first(report_on()))
    used = describe_events(first(report_on(runs(95, 100, setting="production"))))
    assert used.startswith("No incident is on record in 100 runs")
    hit = describe_events(first(report_on(runs(95, 100, setting="production"), an_incident(severity="major"))))
    assert hit.startswith("1 major incident in 100 runs, on 20 June 2026: “A wrong answer was sent”.")
    assert hit.endswith("Consequences: none fell due.")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "1 not carried out"),
        ({"waived": "The counterparty asked for it."}, "Consequences: 1 waived."),
        (
            {"enacted_at": days_before(9), "reversed_at": days_before(3)},
            "Consequences that fell due: 1 of 1 on time (1 taken back since).",
        ),
    ],
)
def test_a_consequence_that_is_not_in_force_is_told(changes: Values, said: str) -> None:
    record: Values = {
        "kind": "consequence",
        "id": "narrowed",
        "obligation": OBLIGATION,
        "action": "narrow-authority",
        "triggered_at": days_before(10),
        "due_at": days_before(8),
    }
    assert said in describe_events(first(report_on(record | changes)))


def test_an_incident_without_recorded_use_is_told() -> None:
    used = runs(95, 100, setting="production")
    later = an_incident(id="later", occurred=days_before(0), detected=days_before(0))
    told = describe_events(first(report_on(used, later)))
    assert told.startswith(
        "1 minor incident on record, on 30 June 2026: “A wrong answer was sent”. 100 runs are on record"
    )
    assert "and 1 incident fell outside the days of this use, so no rate counts it." in told


def test_the_newest_of_the_worst_incidents_is_named_and_unknown_use_is_said() -> None:
    severe = [
        an_incident(id=f"severe-{days}", severity="critical", occurred=days_before(days), title=f"Outage {days}")
        for days in (40, 12, 30)
    ]
    newest = an_incident(id="newest", severity="minor", occurred=days_before(11), title="Typo", count=2)
    told = describe_events(first(report_on(*severe, newest)))
    assert told.startswith(
        "3 critical and 2 minor incidents on record, the newest of the worst on 18 June 2026: “Outage 12”. "
        "How much the agent was used is not on record."
    )


def test_an_incident_that_is_not_confirmed_is_told_as_such() -> None:
    rumour = an_incident(severity="critical", confirmed=False)
    said = "1 critical incident reported and not confirmed, on 20 June 2026: “A wrong answer was sent”."
    used = describe_events(first(report_on(runs(95, 100, setting="production"), rumour)))
    assert used.startswith(f"{said} No other incident is on record in 100 runs")
    assert describe_events(first(report_on(rumour))).startswith(f"{said} No real use is on record")
    with_another = describe_events(first(report_on(rumour, an_incident(id="seen"))))
    assert with_another.startswith("1 minor incident on record")
    assert said in with_another


def test_unanswered_evidence_against_the_agent_is_named_in_few_words() -> None:
    audit: Values = {
        "kind": "audit",
        "id": "audit",
        "title": "Outside audit",
        "date": days_before(20),
        "scope": "All of it.",
        "auditor": {"name": "Lab"},
        "result": "qualified",
        "findings": 2,
    }
    attacks: Values = {"kind": "red_team", "id": "attacks", "scope": "Prompts.", "attempts": 100, "successes": 12}
    agent = first(report_on(audit, attacks, an_incident(severity="critical")))
    told = compose_bottom_line(report_on(audit, attacks), agent)
    assert told.against == "attacks: 88 of 100 attacks got through; Outside audit: qualified, 2 open findings"
    answered = report_on(audit, a_review(closes=["audit"], date=days_before(10)))
    assert not compose_bottom_line(answered, first(answered)).against


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2.0, "position", "position 2"),
        (0.14, "kappa", "0.14"),
        (3.0, "incidents per 100 runs", "3 incidents per 100 runs"),
    ],
)
def test_a_unit_reads_as_a_word(value: float, unit: str, shown: str) -> None:
    assert describe_quantity(measured(value, unit=unit)).headline == shown


def test_part_of_a_task_or_of_a_weight_is_not_dropped() -> None:
    assert describe_quantity(measured(0.55, k=27.5, n=50, unit="share")).counts == "27.5 of 50"


def test_the_worst_verdict_stands_first() -> None:
    results = first(report_on(runs(10, 1000))).findings.obligations
    assert results[0].verdict is Verdict.BREACHED
    assert rank_obligation(results[0])[0] == 0


def test_the_text_fits_eighty_columns_and_shows_all_limits_of_one_agent() -> None:
    report = report_on(runs(10, 1000), agents=2)
    composition = Composition(report, a_trust(), Origins())
    together, alone = format_report(composition), format_report(composition, [first(report).id])
    assert max(map(len, (together + alone).splitlines())) <= WIDTH
    rules = [limitation.rule for limitation in first(report).limitations.triggered]
    assert all(f" {rule}  " in alone for rule in rules)
    assert f"trustpages report --agent {first(report).id}" in together


def test_an_open_dispute_on_which_a_verdict_hangs_is_told_on_the_first_screen() -> None:
    told = {"kind": "dispute", "id": "contested", "opened": days_before(3), "by": {"name": "Buyer"}, "status": "open"}
    over = told | {"about": "Sixty were counted twice.", "concerns": ["june-runs"]}
    breach = runs(100, 147, id="rest")
    report = report_on(runs(400, 400), breach, over, severity="high", threshold={"at_least": 0.75})
    (said,) = compose_bottom_line(report, first(report)).disputed
    assert "contests june-runs: Sixty were counted twice" in str(said)
    assert "goes from met to breached (100 of 147)" in str(said)
    assert "Under dispute" in format_report(Composition(report, a_trust(), Origins()))
    stands = report_on(runs(400, 400), over | {"concerns": []})
    assert compose_bottom_line(stands, first(stands)).disputed == ()


def test_disputes_that_turn_a_verdict_only_together_are_told_together() -> None:
    told = {"kind": "dispute", "opened": days_before(3), "by": {"name": "Buyer"}, "status": "open", "about": "It."}
    over = [told | {"id": f"over-{name}", "concerns": [name]} for name in ("one", "two")]
    good = [runs(400, 400, id=name) for name in ("one", "two")]
    report = report_on(*good, runs(60, 147, id="rest"), *over, severity="high", threshold={"at_least": 0.75})
    assert [contest.verdicts for contest in first(report).contests] == [(), ()]
    (said,) = compose_bottom_line(report, first(report)).disputed
    assert str(said).startswith("The disputes over-one, over-two are open, and contest one, two. Without all of these ")
    assert "goes from met to breached (60 of 147)" in str(said)


NEVER: Values = {"measure": {"kind": "zero"}, "threshold": {"tolerable_rate": 0.05}}


def test_that_no_incident_is_on_record_does_not_hide_what_runs_broke() -> None:
    never = NEVER | {"measure": {"kind": "zero", "of": "runs"}}
    told = describe_events(first(report_on(runs(98, 100, selection="all"), **never)))
    assert told.startswith("No incident is on record in 100 runs, and yet runs broke “Completes the request”.")


def test_what_is_reported_and_not_confirmed_stands_beside_none() -> None:
    watched = runs(400, 400, monitoring={"fraction": 1})
    text = format_report(Composition(report_on(watched, an_incident(confirmed=False), **NEVER), a_trust(), Origins()))
    assert "none confirmed in 400 runs" in text
    assert "no confirmed breach was seen" in text


def test_use_that_does_not_count_is_not_unknown() -> None:
    old = runs(400, 400, agent_version="v0", collected={"from": days_before(400), "to": days_before(390)})
    (result,) = first(report_on(old, an_incident(), **NEVER)).findings.obligations
    assert "no use that is on record counts for it" in str(result.quantity)


def test_many_items_that_are_left_out_for_one_reason_are_told_together() -> None:
    incidents = [an_incident(id=f"incident-{number}", visible_event=f"Event {number}.") for number in range(8)]
    text = format_report(Composition(report_on(runs(), *incidents), a_trust(), Origins()))
    assert text.count("not counted: ") == 1
    assert "and 7 more" in text


def test_a_change_that_deployed_the_version_says_since_when_it_is_in_use() -> None:
    change = {"date": days_before(20), "kind": "prompt", "summary": "New.", "version": "v1"}
    agent = an_agent(version="v1", deployed_since=days_before(90), changes=[change, change | {"date": days_before(-5)}])
    assert agent.find_version_day(AS_OF) == days_before(20)
    assert an_agent(version="v2", deployed_since=days_before(90), changes=[change]).find_version_day(AS_OF) == (
        days_before(90)
    )


def test_watched_use_is_told_beside_the_use_on_record() -> None:
    watched = runs(95, 100, setting="production", monitoring={"fraction": 0.8, "sensitivity": 0.5})
    told = describe_events(first(report_on(watched)))
    assert told.startswith("No incident is on record in 100 runs (40 count as watched); rare ones cannot be excluded.")
    facts = {fact.label: (fact.value, fact.note) for fact in facts_about_incidents(report_on(watched))}
    assert facts["Real use"] == ("100 runs", "40 count as watched")
    assert str(facts["Rate"][0]).startswith("none in 40 watched runs (up to ")


def test_incidents_without_any_use_on_record_are_set_against_nothing() -> None:
    facts = {fact.label: (fact.value, fact.note) for fact in facts_about_incidents(report_on(an_incident()))}
    assert (facts["Real use"], facts["Incidents"]) == (("not on record", ""), ("1 minor incident", ""))


def facts_about_incidents(report: Report) -> tuple[Fact, ...]:
    return describe_incidents(Composition(report, a_trust(), Origins()), first(report))


def test_what_fell_due_adds_up_and_the_rest_stands_beside_it() -> None:
    record: Values = {
        "kind": "consequence",
        "obligation": OBLIGATION,
        "action": "narrow-authority",
        "triggered_at": days_before(10),
        "due_at": days_before(8),
    }
    states: list[Values] = [
        {"enacted_at": days_before(9)},
        {"enacted_at": days_before(9), "reversed_at": days_before(3)},
        {"enacted_at": days_before(5), "reversed_at": days_before(3)},
        {},
        {"waived": "The counterparty asked for it."},
        {"due_at": days_before(-1)},
        {"due_at": None, "enacted_at": days_before(9)},
    ]
    told = describe_events(first(report_on(*(record | {"id": f"c{n}"} | state for n, state in enumerate(states)))))
    assert told.endswith(
        "Consequences that fell due: 2 of 4 on time (1 taken back since), 1 late (1 taken back since), "
        "1 not carried out; beside these, 1 not due yet, 1 waived, 1 carried out, without a deadline."
    )


def test_a_posture_that_has_expired_does_not_look_like_one_that_holds() -> None:
    report = report_on(runs(990, 1000))
    holds = compose_bottom_line(report, first(report))
    assert (holds.posture.word, holds.expired) == ("Supported", False)
    ended = replace(first(report), valid_until=ValidUntil(days_before(1), "a review fell due"))
    over = compose_bottom_line(report, ended)
    assert (over.posture.word, over.posture.name) == ("Supported, expired", "expired")


def test_events_that_wait_for_a_review_are_told_beside_the_last_good_day() -> None:
    late = an_incident(severity="major", occurred=days_before(60), detected=days_before(60))
    report = report_on(runs(990, 1000), late)
    assert compose_bottom_line(report, first(report)).waiting == "1 event has waited for a review longer than agreed."
    assert not compose_bottom_line(report_on(runs(990, 1000)), first(report_on(runs(990, 1000)))).waiting


def test_evidence_against_the_agent_is_not_named_twice() -> None:
    attacks: Values = {"kind": "red_team", "id": "attacks", "scope": "Prompts.", "attempts": 100, "successes": 12}
    report = report_on(attacks)
    limitations = first(report).limitations
    repeated, *others = sorted(limitations.triggered, key=lambda limitation: limitation.slug != "adverse_evidence")
    agent = replace(first(report), limitations=replace(limitations, triggered=(repeated, *others)))
    worst = compose_bottom_line(report, agent).worst
    assert worst is not None
    assert (repeated.slug, worst.rule) == ("adverse_evidence", others[0].rule)


def test_evidence_that_is_outdated_by_more_than_its_age_says_by_what() -> None:
    change = {"date": days_before(5), "kind": "prompt", "summary": "New."}
    report = a_report(a_workspace(an_agent_evidence(a_bundle(runs()), agent=an_agent(changes=[change]))))
    text = format_report(Composition(report, a_trust(), Origins()))
    assert "days old, the agent changed in a minor way since: Stale" in " ".join(text.split())


def test_what_is_known_of_the_size_of_an_incident_is_told() -> None:
    several = an_incident(
        occurred="2026-05", count=3, count_is_least=True, people_affected=1200, cost=50, currency="EUR"
    )
    agent = first(report_on(runs(95, 100, setting="production"), several))
    assert describe_events(agent).startswith(
        "At least 3 minor incidents on record, the newest of the worst in May 2026"
    )
    (row,) = tabulate_incidents(agent).rows
    assert row.cells[3] == "A wrong answer was sent (at least 3 times, 1,200 people affected, cost 50 EUR)."


def test_an_incident_of_which_the_month_is_known_has_no_day_in_what_happened() -> None:
    report = report_on(runs(95, 100), an_incident(occurred="2026-05"))
    chart = chart_timeline(report, first(report))
    assert chart is not None
    assert ("May 2026", "Incidents", "incident-1") in chart.rows


def test_evidence_that_was_taken_back_is_called_that_where_it_still_counts() -> None:
    withdrawn = {"date": days_before(2), "by": {"name": "Vendor"}, "reason": "Formatting error."}
    report = report_on(runs(885, 1000, withdrawn=withdrawn), runs(905, 1000, id="more"))
    composition, agent = Composition(report, a_trust(), Origins()), first(report)
    told = describe_provenance(composition, agent, agent.findings.obligations[0].pooled)
    assert told is not None
    assert told.freshness.word == "Withdrawn"
