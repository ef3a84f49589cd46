"""A badge looks good for nothing but a posture of Supported with nothing open beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.assess.histories import a_report
from support.builders import (
    AS_OF,
    a_bundle,
    a_claim,
    a_review,
    a_workspace,
    an_agent,
    an_agent_evidence,
    claims_of,
    days_before,
    runs,
)
from trustpages.compose.composition import Composition
from trustpages.compose.embeds.badge import DOUBTFUL, GOOD, judge_badge
from trustpages.model.pages.embeds import BadgeState
from trustpages.model.results.disputes import Contest
from trustpages.model.results.evidence import AdverseEvidence, AdverseItem
from trustpages.model.results.limitation import Limitation, Limitations
from trustpages.model.results.report import AgentReport
from trustpages.model.results.standing import ValidUntil
from trustpages.model.vocabulary import ClaimVerdict, Posture, Severity, Verdict
from trustpages.model.workspace import Origins

REPORT = a_report(
    a_workspace(an_agent_evidence(a_bundle(runs(), a_review(date=days_before(1))), claims=(claims_of(a_claim()),)))
)
FOUND = REPORT.agents[0]
CLAIM = FOUND.findings.claims[0]
CLEAN = replace(
    FOUND,
    posture=replace(FOUND.posture, posture=Posture.SUPPORTED),
    limitations=Limitations((), (), ()),
    contests=(),
    contested_together=None,
    illustrative=False,
    valid_until=ValidUntil(AS_OF, "a review falls due"),
    findings=replace(
        FOUND.findings,
        obligations=tuple(
            replace(result, verdict=Verdict.MET, stale=False, since_then=None) for result in FOUND.findings.obligations
        ),
        claims=(replace(CLAIM, verdict=ClaimVerdict.SUPPORTED),),
        adverse_evidence=AdverseEvidence((), ()),
        reviews=replace(FOUND.findings.reviews, triggers=(), due=None),
        follow_through=replace(FOUND.findings.follow_through, entries=()),
    ),
)
Spoil = Callable[[AgentReport], AgentReport]


def with_promise(**changes: object) -> Spoil:
    def spoil(agent: AgentReport) -> AgentReport:
        first, *others = agent.findings.obligations
        changed = replace(first, **changes)  # type: ignore[arg-type]  # fields by name
        return replace(agent, findings=replace(agent.findings, obligations=(changed, *others)))

    return spoil


def with_findings(**changes: object) -> Spoil:
    return lambda agent: replace(agent, findings=replace(agent.findings, **changes))  # type: ignore[arg-type]  # by name


CONTEST = Contest(dispute="d", opened=AS_OF, by="somebody", about="x", is_open=True)
GRAVE = AdverseItem(evidence="item", label="Item", severity=Severity.CRITICAL, found="2 open findings")
LIMIT = Limitation("L01", "slug", Severity.CRITICAL, "Text.", (), "More runs.")
SPOILS: Final[dict[str, Spoil]] = {
    "claim contradicted": with_findings(claims=(replace(CLAIM, verdict=ClaimVerdict.CONTRADICTED),)),
    "claim stale": with_findings(claims=(replace(CLAIM, verdict=ClaimVerdict.STALE),)),
    "promise breached": with_promise(verdict=Verdict.BREACHED),
    "no evidence": with_promise(verdict=Verdict.MISSING),
    "evidence stale": with_promise(stale=True),
    "promise open": with_promise(verdict=Verdict.LEANING_MET),
    "disputed": lambda agent: replace(agent, contests=(CONTEST,)),
    "review overdue": with_findings(reviews=replace(CLEAN.findings.reviews, due=AS_OF - timedelta(days=1))),
    "critical finding open": with_findings(adverse_evidence=AdverseEvidence((GRAVE,), ("item",))),
    "critical limitation": lambda agent: replace(agent, limitations=Limitations((LIMIT,), (), ())),
    "illustrative": lambda agent: replace(agent, illustrative=True),
}


def badge_of(agent: AgentReport, *, better: bool | None = False) -> BadgeState:
    composition = Composition(
        REPORT, a_workspace(an_agent_evidence(agent=an_agent())).trust, Origins(), looks_better=better
    )
    return judge_badge(composition, agent)


def test_a_supported_agent_with_nothing_open_looks_good() -> None:
    badge = badge_of(CLEAN)
    assert (badge.label.name, badge.label.word, badge.doubts, badge.sentence) == (GOOD, "Supported", (), "")


@pytest.mark.parametrize("doubt", SPOILS)
def test_anything_open_keeps_it_from_looking_good_and_is_named(doubt: str) -> None:
    badge = badge_of(SPOILS[doubt](CLEAN))
    assert badge.label.name == DOUBTFUL
    assert badge.label.word.startswith("Supported, ")
    assert doubt in (badge.label.word.partition(", ")[2], *badge.doubts)


def test_a_report_that_looks_better_than_all_evidence_does_not_look_good() -> None:
    assert badge_of(CLEAN, better=True).label.name == DOUBTFUL


def test_an_expired_agent_says_so_first() -> None:
    badge = badge_of(replace(CLEAN, valid_until=ValidUntil(AS_OF - timedelta(days=1), "a review fell due")))
    assert (badge.label.name, badge.label.word) == ("expired", "Expired, was Supported")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(SPOILS)), unique=True), st.sampled_from(Posture), st.sampled_from([-1, 0, 9, None])
)
def test_good_is_said_of_nothing_else(names: list[str], posture: Posture, days: int | None) -> None:
    agent = CLEAN
    for name in names:
        agent = SPOILS[name](agent)
    last = None if days is None else AS_OF + timedelta(days=days)
    agent = replace(agent, posture=replace(agent.posture, posture=posture), valid_until=ValidUntil(last, "why"))
    is_good = badge_of(agent).label.name == GOOD
    assert is_good is (posture is Posture.SUPPORTED and not names and days != -1)
