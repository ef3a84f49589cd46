"""What sales may say otherwise: claims, badges and cards, answers, and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.builders import AGENT, AS_OF, a_bundle, a_claim, a_review, a_workspace, an_agent_evidence, claims_of, runs
from support.review.sides import a_side, review
from trustpages.model.documents.asked.questions import Questions
from trustpages.model.results.records.findings import ContestRecord, LimitationRecord
from trustpages.model.results.records.json_values import Json
from trustpages.model.results.records.sayable import Bar, find_bar
from trustpages.model.results.review import SayableChange
from trustpages.model.vocabulary import Severity
from trustpages.model.workspace import Workspace


def documents(good: int, **claim: object) -> Workspace:
    return a_workspace(an_agent_evidence(a_bundle(runs(good, 200), a_review()), claims=[claims_of(a_claim(**claim))]))


def say(before: Workspace, after: Workspace) -> dict[str, SayableChange]:
    return {change.kind: change for change in review(a_side(before), a_side(after)).sayable}


def test_nothing_is_said_otherwise_where_nothing_changed() -> None:
    assert say(documents(196), documents(196)) == {}


def test_a_claim_that_is_contradicted_may_be_said_no_more() -> None:
    found = say(documents(196), documents(100))
    claim, badge = found["claim"], found["badge"]
    assert (claim.before, claim.after, claim.may_be_said, claim.since) == ("Supported", "Contradicted", False, AS_OF)
    assert (badge.subject, badge.after, badge.may_be_said) == (AGENT, "Blocked", False)


def test_a_claim_that_is_withdrawn_may_not_be_said_from_that_day_on() -> None:
    found = say(documents(196), documents(196, withdrawn=date(2026, 6, 29)))
    assert (found["claim"].after, found["claim"].since) == ("Withdrawn", date(2026, 6, 29))
    assert set(found) == {"claim"}


def test_what_is_against_a_supported_claim_bars_it() -> None:
    side = a_side(documents(196))
    (agent,) = side.record.agents
    (claim,) = agent.claims
    grave = LimitationRecord(rule="L38", severity=Severity.CRITICAL, subjects=(claim.id,))
    turned: list[Json] = [{"claim": claim.id, "after": "unsupported"}]
    contest = ContestRecord(dispute="theirs", opened=AS_OF, claims=turned)
    others = ContestRecord(dispute="ours", opened=AS_OF, rests_on=(claim.id,))
    assert find_bar(agent, claim, AS_OF) is None
    assert find_bar(replace(agent, contests=(others,)), claim, AS_OF) is None
    assert find_bar(replace(agent, limitations=(grave,)), claim, AS_OF) is Bar.CRITICAL
    assert find_bar(replace(agent, contests=(contest,)), claim, AS_OF) is Bar.DISPUTED
    assert find_bar(replace(agent, valid_until=date(2026, 6, 29)), claim, AS_OF) is Bar.EXPIRED
    assert find_bar(agent, replace(claim, stale=True), AS_OF) is Bar.STALE


def test_a_claim_in_other_words_is_said_otherwise() -> None:
    found = say(documents(196), documents(196, text="Resolves 80 % of requests or more."))
    assert found["claim"].may_be_said


def test_an_agent_that_is_gone_takes_its_claims_along() -> None:
    found = say(documents(196), replace(documents(196), agents=()))
    assert (found["claim"].may_be_said, found["claim"].after) == (False, None)
    assert found["badge"].after is None


def test_an_answer_changes_with_the_figure_that_it_gives() -> None:
    page = Questions.model_validate(
        {
            "kind": "questions",
            "schema": "trustpages/1",
            "id": "ours",
            "questions": [
                {
                    "id": "how-good",
                    "text": "How good is it?",
                    "readers": ["engineering"],
                    "figures": [f"{AGENT}/service/task-success"],
                },
                {"id": "who", "text": "Who knows?", "readers": ["finance"]},
            ],
        }
    )
    before, after = (replace(documents(good), questions=(page,)) for good in (196, 195))
    assert say(before, after)["answer"].subject == "how-good"
