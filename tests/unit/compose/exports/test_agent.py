"""What is said of an agent outside of the site: the same as its page says, with the limits that go everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from support.assess.histories import a_report
from support.builders import AS_OF, a_bundle, a_review, a_workspace, an_agent, an_agent_evidence, days_before, runs
from support.exports.agents import export_of, export_of_everything
from trustpages.compose.composition import Composition
from trustpages.compose.exports.limits import list_limits
from trustpages.compose.sections.first_screen.bottom_line import compose_bottom_line
from trustpages.model.results.standing import ValidUntil
from trustpages.model.vocabulary import Audience, Verdict
from trustpages.model.workspace import Origins

REPORT = a_report(a_workspace(an_agent_evidence(a_bundle(runs(), a_review(date=days_before(1))))))
AGENT = REPORT.agents[0]


def limits_of(
    audience: Audience = Audience.PUBLIC, *, better: bool | None = False, **changes: object
) -> dict[str, str]:
    trust = a_workspace().trust
    composition = Composition(replace(REPORT, audience=audience), trust, Origins(), looks_better=better)
    return dict(list_limits(composition, replace(AGENT, **changes)))  # type: ignore[arg-type]  # fields by name


def test_the_limits_say_what_the_first_screen_says() -> None:
    limits, bottom = limits_of(), compose_bottom_line(REPORT, AGENT)
    assert limits["posture"] == bottom.posture.word
    assert limits["posture-because"] == bottom.reason
    assert limits["what-happened"] == bottom.happened
    assert limits["as-of"] == AS_OF.isoformat()
    triggered = AGENT.limitations.triggered
    assert limits["limitations"].startswith(f"{len(triggered)} limitation")
    assert limits["worst-limitation"].startswith(f"{triggered[0].severity.value.capitalize()}, {triggered[0].rule}: ")


@pytest.mark.parametrize(("days", "says_expired"), [(-1, True), (0, False), (1, False), (None, False)])
def test_that_it_has_expired_is_said_from_the_day_after(days: int | None, says_expired: bool) -> None:
    last = None if days is None else AS_OF + timedelta(days=days)
    limits = limits_of(valid_until=ValidUntil(last, "a review falls due"))
    assert ("expired" in limits) is says_expired
    assert limits["valid-until"] == (last.isoformat() if last else "no end is named")


@pytest.mark.parametrize(
    ("audience", "better", "said"),
    [
        (Audience.PUBLIC, False, "nothing looks better here"),
        (Audience.NDA, None, "not compared"),
        (Audience.INTERNAL, False, None),
    ],
)
def test_whether_it_looks_better_is_said_to_restricted_audiences(
    audience: Audience, better: bool | None, said: str | None
) -> None:
    assert limits_of(audience, better=better).get("against-all-evidence") == said


def test_what_is_made_up_is_said() -> None:
    assert "illustrative" not in limits_of()
    assert "made up" in limits_of(illustrative=True)["illustrative"]


def test_every_promise_limitation_and_item_is_there() -> None:
    exported = export_of_everything()
    found = exported.report.findings
    assert [promise.ref for promise in exported.promises] == [result.ref for result in found.obligations]
    assert [limitation.rule for limitation in exported.limitations] == [
        limitation.rule for limitation in exported.report.limitations.triggered
    ]
    assert {item.evidence.id for item in exported.items} == {item.id for item in exported.report.evidence}


def test_a_promise_that_turned_since_its_review_is_not_kept_today() -> None:
    exported = export_of(a_workspace(an_agent_evidence(a_bundle(runs(100, 100)), agent=an_agent())))
    (promise,) = exported.promises
    assert promise.result.verdict is Verdict.MET
    assert promise.is_kept_today
    assert not replace(promise, result=replace(promise.result, stale=True)).is_kept_today


def test_what_could_turn_a_verdict_stands_beside_it() -> None:
    items = (
        runs(93, 100, unknown=3),
        {
            "kind": "dispute",
            "id": "contested",
            "opened": days_before(9),
            "by": {"name": "Customer"},
            "about": "Three runs failed.",
            "concerns": ["june-runs"],
            "status": "open",
        },
    )
    (promise,) = export_of(a_workspace(an_agent_evidence(a_bundle(*items)))).promises
    assert promise.caveats[0] == "Disputed: Three runs failed."
    assert promise.caveats[1].startswith("Unknown outcomes: 3 outcomes are not known")
    assert all(caveat.rstrip(".") in promise.summary for caveat in promise.caveats)
