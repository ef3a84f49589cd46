"""Differences between two publications, each with its turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from support.assess.histories import LATER, a_batch, a_report, changes_after, documents, one_after_the_other, published
from support.builders import AGENT, AS_OF, a_claim, a_pact, a_workspace, an_agent, an_agent_evidence, claims_of
from support.review.records import a_claim_record, a_limitation, a_record, an_authority, an_entry, reverse
from trustpages.model.documents.base import Period
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.limitation import Unevaluated
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.results.records.findings import ContestRecord, ItemRecord, LimitationRecord
from trustpages.model.results.records.history import PactRecord, TermsRecord
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.vocabulary import ClaimVerdict, Posture, Severity, Verdict
from trustpages.model.workspace import Workspace
from trustpages.review.changes import find_changes as changes_of_reports
from trustpages.review.records import make_record

TERMS = TermsRecord("success", "high", "proportion", "at least 0.9", "90 days", "deterministic", "none")
PACT = PactRecord("service", "1.0.0", date(2026, 1, 1), obligations=(TERMS,))
PROMISE = ObligationRecord(
    pact="service", id="success", promise="Succeeds.", severity=Severity.HIGH, verdict=Verdict.MET
)
ITEM = ItemRecord(id="runs", kind="runs", digest="a" * 64, collected=Period(from_=AS_OF, to=AS_OF))


BASE = AgentRecord(
    id=AGENT,
    posture=Posture.CONDITIONAL,
    authority=an_authority("autonomous"),
    obligations=(PROMISE,),
    pacts=(PACT,),
    evidence=(ITEM,),
    claims=(a_claim_record(ClaimVerdict.SUPPORTED),),
    version="prompt-1",
    consequences=(an_entry(LedgerState.PENDING),),
    limitations=(a_limitation("L10", Severity.HIGH, "runs"),),
)


def find_changes(before: AgentRecord, after: AgentRecord) -> tuple[ReportChange, ...]:
    return changes_of_reports(a_record(before), a_record(after))


def a_change(
    changed: ChangeTopic,
    subject: str,
    before: str | None,
    after: str | None,
    turn: Turn,
    aspect: str = "",
    words: str = "",
) -> ReportChange:
    return ReportChange(AGENT, changed, subject, before, after, turn, aspect, words)


def promise(verdict: Verdict) -> dict[str, object]:
    return {"obligations": (replace(PROMISE, verdict=verdict),)}


def claim(verdict: ClaimVerdict) -> dict[str, object]:
    return {"claims": (a_claim_record(verdict),)}


def followed(state: LedgerState) -> dict[str, object]:
    return {"consequences": (an_entry(state),)}


def limited(*found: LimitationRecord) -> dict[str, object]:
    return {"limitations": found}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"posture": Posture.BLOCKED}, a_change(ChangeTopic.POSTURE, AGENT, "Conditional", "Blocked", Turn.WORSE)),
        ({"posture": Posture.SUPPORTED}, a_change(ChangeTopic.POSTURE, AGENT, "Conditional", "Supported", Turn.BETTER)),
        (
            {"authority": replace(BASE.authority, by_rules="suspended")},
            a_change(ChangeTopic.AUTHORITY, AGENT, "approve-each", "suspended", Turn.WORSE, "by_rules"),
        ),
        (
            {"authority": an_authority("alone", top="alone")},
            a_change(ChangeTopic.AUTHORITY, AGENT, "autonomous", "alone", Turn.NEUTRAL, "granted"),
        ),
        (promise(Verdict.BREACHED), a_change(ChangeTopic.VERDICT, "service/success", "met", "breached", Turn.WORSE)),
        (
            promise(Verdict.NOT_APPLICABLE),
            a_change(ChangeTopic.VERDICT, "service/success", "met", "not-applicable", Turn.NEUTRAL),
        ),
        ({"version": "prompt-2"}, a_change(ChangeTopic.VERSION, AGENT, "prompt-1", "prompt-2", Turn.NEUTRAL)),
        (
            {"obligations": ()},
            a_change(ChangeTopic.VERDICT, "service/success", "met", None, Turn.NEUTRAL, words="Succeeds."),
        ),
        (
            claim(ClaimVerdict.CONTRADICTED),
            a_change(ChangeTopic.CLAIM, "fast", "supported", "contradicted", Turn.WORSE),
        ),
        ({"claims": ()}, a_change(ChangeTopic.CLAIM, "fast", "supported", None, Turn.NEUTRAL, words="It is fast.")),
        (
            followed(LedgerState.ON_TIME),
            a_change(ChangeTopic.CONSEQUENCE, "narrowed", "pending", "on-time", Turn.BETTER),
        ),
        (
            followed(LedgerState.NOT_ENACTED),
            a_change(ChangeTopic.CONSEQUENCE, "narrowed", "pending", "not-enacted", Turn.WORSE),
        ),
        (
            followed(LedgerState.WAIVED),
            a_change(ChangeTopic.CONSEQUENCE, "narrowed", "pending", "waived", Turn.NEUTRAL),
        ),
        ({"consequences": ()}, a_change(ChangeTopic.CONSEQUENCE, "narrowed", "pending", None, Turn.NEUTRAL)),
        (limited(), a_change(ChangeTopic.LIMITATION, "L10", "high", None, Turn.BETTER, "runs")),
        (
            limited(a_limitation("L10", Severity.CRITICAL, "runs")),
            a_change(ChangeTopic.LIMITATION, "L10", "high", "critical", Turn.WORSE, "runs"),
        ),
        (
            limited(a_limitation("L10", Severity.HIGH, "runs", "more")),
            a_change(ChangeTopic.LIMITATION, "L10", None, "high", Turn.WORSE, "more"),
        ),
        (
            limited(*BASE.limitations, a_limitation("L70", Severity.LOW)),
            a_change(ChangeTopic.LIMITATION, "L70", None, "low", Turn.WORSE),
        ),
        (
            limited(*BASE.limitations, a_limitation("L10", Severity.MEDIUM, "more")),
            a_change(ChangeTopic.LIMITATION, "L10", None, "medium", Turn.WORSE, "more"),
        ),
        ({"evidence": ()}, a_change(ChangeTopic.EVIDENCE, "runs", "runs", None, Turn.NEUTRAL)),
        (
            {"evidence": (replace(ITEM, digest="b" * 64),)},
            a_change(ChangeTopic.EVIDENCE, "runs", "a" * 64, "b" * 64, Turn.NEUTRAL, "content"),
        ),
        (
            {"pacts": (replace(PACT, obligations=(replace(TERMS, window="30 days"),)),)},
            a_change(ChangeTopic.TERMS, "service/success", "90 days", "30 days", Turn.NEUTRAL, "window"),
        ),
        (
            {"pacts": (replace(PACT, version="1.1.0"),)},
            a_change(ChangeTopic.PACT, "service", "1.0.0", "1.1.0", Turn.NEUTRAL, "version"),
        ),
        (
            {"pacts": (replace(PACT, in_silence=("It goes on.",)),)},
            a_change(ChangeTopic.PACT, "service", None, "It goes on.", Turn.WORSE, "in_silence"),
        ),
    ],
)
def test_one_difference_is_one_change(values: dict[str, object], expected: ReportChange) -> None:
    other = replace(BASE, **values)  # type: ignore[arg-type]  # the values are those of the fields
    assert find_changes(BASE, other) == (expected,)
    assert find_changes(other, BASE) == (reverse(expected),)


def test_a_limitation_that_names_no_subject_any_more_tells_which_it_lost() -> None:
    whole = replace(BASE, limitations=(a_limitation("L10", Severity.HIGH),))
    lost = a_change(ChangeTopic.LIMITATION, "L10", "high", None, Turn.BETTER, "runs")
    assert find_changes(BASE, whole) == (lost,)
    assert find_changes(whole, BASE) == (reverse(lost),)


def test_an_earlier_report_without_a_version_tells_of_no_change() -> None:
    assert find_changes(replace(BASE, version=""), BASE) == ()


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (Verdict.MET, Verdict.LEANING_MET, Turn.WORSE),
        (Verdict.LEANING_MET, Verdict.INCOMPLETE, Turn.WORSE),
        (Verdict.INCOMPLETE, Verdict.LEANING_BREACH, Turn.NEUTRAL),
        (Verdict.LEANING_BREACH, Verdict.MISSING, Turn.WORSE),
        (Verdict.MISSING, Verdict.BREACHED, Turn.NEUTRAL),
        (Verdict.ON_TRACK, Verdict.LEANING_MET, Turn.NEUTRAL),
        (Verdict.ON_TRACK, Verdict.AT_RISK, Turn.WORSE),
        (Verdict.AT_RISK, Verdict.LEANING_BREACH, Turn.NEUTRAL),
        (Verdict.AT_RISK, Verdict.MET, Turn.BETTER),
    ],
)
def test_verdicts_turn_as_posture_ranks_them(before: Verdict, after: Verdict, turn: Turn) -> None:
    sides = (replace(BASE, obligations=(replace(PROMISE, verdict=verdict),)) for verdict in (before, after))
    assert [change.turn for change in find_changes(*sides)] == [turn]


def test_what_a_reader_asks_first_comes_first() -> None:
    other = replace(BASE, posture=Posture.BLOCKED, claims=(), evidence=(), pacts=(), limitations=())
    kinds = [change.changed for change in find_changes(BASE, other)]
    assert kinds == [
        ChangeTopic.POSTURE,
        ChangeTopic.CLAIM,
        ChangeTopic.LIMITATION,
        ChangeTopic.EVIDENCE,
        ChangeTopic.PACT,
    ]


def test_an_agent_says_what_changed_since_the_earlier_report() -> None:
    before, after = (documents(a_batch("june", 97)), documents(a_batch("june", 97), a_batch("july", 50, ended=-20)))
    first, second = one_after_the_other((AS_OF, before), (LATER, after))
    changes = {
        (change.changed, change.subject): (change.before, change.after) for change in changes_after(first, second)
    }
    assert changes[ChangeTopic.VERDICT, "service/task-success"] == ("met", "breached")
    assert changes[ChangeTopic.EVIDENCE, "july"] == (None, "runs")
    assert changes[ChangeTopic.POSTURE, AGENT][1] == "Blocked"


def test_a_claim_that_turned_is_a_change() -> None:
    def said(successes: int) -> Workspace:
        evidence = documents(a_batch("june", successes)).agents[0]
        return a_workspace(replace(evidence, claims=(claims_of(a_claim()),)))

    before = a_report(said(97))
    after = a_report(said(60), previous=published(before))
    turned = [change for change in changes_after(before, after) if change.changed is ChangeTopic.CLAIM]
    assert [(change.before, change.after, change.turn) for change in turned] == [
        ("supported", "contradicted", Turn.WORSE)
    ]


def test_agents_that_came_or_went_stand_with_the_whole() -> None:
    one, other = (an_agent_evidence(agent=an_agent(id=name), pacts=[a_pact(agent=name)]) for name in ("one", "other"))
    previous = published(a_report(a_workspace(one)))
    report = a_report(a_workspace(other), previous=previous)
    record = make_record(report, previous.record)
    assert [(found.subject, found.before, found.after) for found in record.changes] == [
        ("one", "Blocked", None),
        ("other", None, "Blocked"),
    ]
    assert (record.all_changes, record.previous_digest) == (record.changes, previous.digest)


def test_with_an_agent_everything_about_it_comes_and_goes() -> None:
    came = changes_of_reports(a_record(), a_record(BASE))
    assert [(change.changed, change.before) for change in came] == [
        (topic, None)
        for topic in (
            ChangeTopic.AGENT,
            ChangeTopic.VERDICT,
            ChangeTopic.CLAIM,
            ChangeTopic.CONSEQUENCE,
            ChangeTopic.LIMITATION,
            ChangeTopic.EVIDENCE,
            ChangeTopic.PACT,
        )
    ]
    went = changes_of_reports(a_record(BASE), a_record())
    assert [replace(change, turn=Turn.NEUTRAL) for change in went] == [
        replace(reverse(change), turn=Turn.NEUTRAL) for change in came
    ]
    # With it went whatever could show that something got better.
    assert {change.turn for change in went} == {Turn.NEUTRAL, Turn.LOST}


def test_without_an_earlier_report_nothing_changed() -> None:
    record = make_record(a_report(documents(a_batch("june", 97))))
    assert (record.all_changes, record.previous_digest) == ((), None)


def a_contest(**changes: Any) -> ContestRecord:
    return ContestRecord(dispute="contested", opened=AS_OF, **changes)


def test_what_cannot_be_evaluated_any_more_is_not_better() -> None:
    unevaluated = replace(BASE, limitations=(), not_evaluable=(Unevaluated("L10", "old", "there is no evidence"),))
    (change,) = find_changes(BASE, unevaluated)
    assert (change.changed, change.turn) == (ChangeTopic.LIMITATION, Turn.LOST)


@pytest.mark.parametrize("evidence", [(), (replace(ITEM, set_aside={"how": "withdrawn"}),)])
def test_a_limitation_of_evidence_that_is_gone_is_not_better(evidence: tuple[ItemRecord, ...]) -> None:
    changes = find_changes(BASE, replace(BASE, limitations=(), evidence=evidence))
    assert [change.turn for change in changes if change.changed is ChangeTopic.LIMITATION] == [Turn.LOST]


def test_a_breach_without_evidence_any_more_is_lost() -> None:
    verdicts = (Verdict.BREACHED, Verdict.MISSING)
    before, after = (replace(BASE, obligations=(replace(PROMISE, verdict=verdict),)) for verdict in verdicts)
    assert [change.turn for change in find_changes(before, after)] == [Turn.LOST]


def test_a_contradicted_claim_without_a_figure_any_more_is_lost() -> None:
    before, after = (
        replace(BASE, claims=(replace(a_claim_record(verdict), quantity={"value": value}),))
        for verdict, value in ((ClaimVerdict.CONTRADICTED, 0.5), (ClaimVerdict.UNSUPPORTED, None))
    )
    assert [change.turn for change in find_changes(before, after)] == [Turn.LOST]


def test_a_figure_under_dispute_is_never_better() -> None:
    worse = replace(
        BASE,
        posture=Posture.BLOCKED,
        obligations=(replace(PROMISE, verdict=Verdict.BREACHED),),
        claims=(a_claim_record(ClaimVerdict.CONTRADICTED),),
    )
    contest = a_contest(items=("runs",), rests_on=(PROMISE.ref, "fast"), posture=Posture.BLOCKED)
    disputed = replace(BASE, limitations=(), contests=(contest,))
    assert {change.turn for change in find_changes(worse, disputed)} == {Turn.DISPUTED}
    # What is worse is told as such, contested or not.
    told = find_changes(BASE, replace(worse, contests=(contest,)))
    assert {change.turn for change in told} == {Turn.WORSE}
