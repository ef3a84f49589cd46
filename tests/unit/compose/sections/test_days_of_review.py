"""What a page says of a promise's days of review, and of what came since."""

from __future__ import annotations

from support.assess.histories import a_batch, a_report, agent_of, documents
from support.builders import Values, a_pact, a_trust, an_obligation, days_before
from trustpages.compose.composition import Composition
from trustpages.compose.sections.first_screen.bottom_line import compose_steps
from trustpages.compose.sections.obligations import view_obligation
from trustpages.model.pages.values import Fact
from trustpages.model.workspace import Origins

REVIEW = days_before(15)


def facts_of(*items: Values, window: Values) -> tuple[dict[str, object], dict[str, object], str]:
    """The facts beside a promise's verdict, those in the fold, and how far to rely on the steps of its agent."""
    report = a_report(documents(*items, pact=a_pact(an_obligation(window=window))))
    composition, agent = Composition(report, a_trust(), Origins()), agent_of(report)
    view = view_obligation(composition, agent, agent.findings.obligations[0])
    return _by_label(view.consequences), _by_label(view.how), str(compose_steps(report, agent))


def _by_label(facts: tuple[Fact, ...]) -> dict[str, object]:
    return {str(fact.label): fact.value for fact in facts}


def test_a_promise_that_turned_says_so_beside_its_verdict_and_is_relied_on_with_care() -> None:
    window: Values = {"rolling": 90, "review_dates": [REVIEW, days_before(-30)]}
    beside, fold, bottom = facts_of(a_batch("may", 92, ended=20), a_batch("june", 86, ended=1), window=window)
    assert beside["Since then"] == "At risk: 89\u00a0% (178 of 200; as a sample 83\u00a0% to 93.5\u00a0%)"
    assert fold["Judged"] == "On 15 June 2026, next on 30 July 2026"
    assert "Since then" not in fold
    assert "It was kept when it was judged; since then it is at risk." in bottom


def test_one_that_goes_on_as_it_was_says_so_in_the_fold() -> None:
    window: Values = {"rolling": 90, "review_dates": [REVIEW]}
    beside, fold, bottom = facts_of(a_batch("may", 99, ended=20), a_batch("june", 98, ended=1), window=window)
    assert "Since then" not in beside
    assert str(fold["Since then"]).startswith("On track: 98.5")
    assert fold["Judged"] == "On 15 June 2026"
    assert "at risk" not in bottom


def test_a_promise_that_was_not_judged_says_when_it_will_be() -> None:
    coming, never = (
        facts_of(a_batch("june", 99), window={"rolling": 90, "review_dates": days})[1]
        for days in ([days_before(-30)], [])
    )
    assert coming["Judged"] == "Not yet: on 30 July 2026"
    assert never["Judged"] == "Never: the pact names no day"
    assert str(coming["Verdict"]).startswith("It is not judged yet; so far it is kept. Seen by the")
