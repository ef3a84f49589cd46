"""How far each stage has come, and which days come next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.advise.promising import list_unpromised
from trustpages.advise.situation import Situation, count_of
from trustpages.model.documents.base import has_passed
from trustpages.model.results.follow_through import DONE, ReviewState
from trustpages.model.results.next_steps import ComingDay, Stage, StageCheck
from trustpages.model.sentence import Part, Sentence, Term, join, refer
from trustpages.model.states import REVIEWS
from trustpages.model.vocabulary import ClaimVerdict, Verdict

MOST_DAYS = 4


def check_stages(situation: Situation) -> tuple[StageCheck, ...]:
    """What each stage asks for, in order, with how it stands."""
    return (*_check_definition(situation), *_check_wiring(situation), *_check_rhythm(situation))


def _check_definition(situation: Situation) -> Iterator[StageCheck]:
    agent, promises = situation.documents.agent, situation.promises()
    open_steps = [step.id for step in list_unpromised(situation)]
    yield _check(
        Stage.DEFINITION,
        "workflow",
        not open_steps,
        "Every step of the work with grave consequences has a promise",
        ("Nothing is promised about ", join(", ", map(Term, open_steps))),
    )
    may, may_not = agent.boundary.may, agent.boundary.may_not
    yield _check(
        Stage.DEFINITION,
        "boundary",
        bool(may and may_not),
        f"The boundary names {count_of(len(may), 'thing')} that it may do, and {len(may_not)} that it may not",
        (
            "The boundary does not name what the agent ",
            " and ".join(words for words, named in (("may", may), ("may not", may_not)) if not named),
            " do",
        ),
    )
    unnamed = bool(situation.limitations("no_decision_right")) or agent.owner.role is None or not agent.decision_rights
    yield _check(
        Stage.DEFINITION,
        "owner",
        not unnamed,
        f"Its owner is {agent.owner.name}, and it is named who decides",
        (f"Its owner is {agent.owner.name}, but not all who decide are named",),
    )
    asked = [pact for pact in situation.documents.pacts if pact.requires.approval]
    yield _check(
        Stage.DEFINITION,
        "what-suffices",
        bool(asked),
        "A pact says which evidence suffices to approve the agent",
        ("No pact says which evidence suffices to approve the agent",),
    )
    without = situation.report.findings.follow_through.without_consequence
    yield _check(
        Stage.DEFINITION,
        "consequences",
        bool(promises) and not without,
        "What follows a breach is agreed for every promise",
        (f"Breaking {len(without)} of {count_of(len(promises), 'promise')} obliges to nothing",)
        if promises
        else ("Nothing is promised",),
    )


def _check_wiring(situation: Situation) -> Iterator[StageCheck]:
    results = [result for result, _ in situation.promises()]
    shown = [result for result in results if result.verdict is not Verdict.MISSING]
    yield _count(Stage.WIRING, "evidence", len(shown), len(results), "promise", "evidence that counts")
    current = [result for result in shown if not result.stale]
    yield _count(
        Stage.WIRING, "current", len(current), len(results), "promise", "evidence that is as current as agreed"
    )
    used = situation.report.findings.real_use.incidents is not None
    yield _check(Stage.WIRING, "real-use", used, "Real use is on record", ("No real use is on record",))
    follow_through = situation.report.findings.follow_through
    works = {entry.obligation for entry in follow_through.entries if entry.state in DONE} | {
        ref for ref, worked in follow_through.drills if worked
    }
    agreed = [result for result in results if result.consequences]
    tried = [result for result in agreed if result.ref in works]
    yield _count(
        Stage.WIRING, "consequences", len(tried), len(agreed), "promise", "a consequence that happened or was rehearsed"
    )
    claims = [claim for claim in situation.report.findings.claims if claim.withdrawn is None]
    borne = [claim for claim in claims if claim.verdict in (ClaimVerdict.SUPPORTED, ClaimVerdict.PARTIALLY_SUPPORTED)]
    if claims:
        yield _count(Stage.WIRING, "claims", len(borne), len(claims), "public claim", "evidence that bears them out")


def _check_rhythm(situation: Situation) -> Iterator[StageCheck]:
    reviews, as_of = situation.report.findings.reviews, situation.as_of
    held = reviews.state not in (ReviewState.OVERDUE, ReviewState.NEVER)
    last: tuple[Part, ...] = (", the last on ", reviews.last) if reviews.last else ()
    yield StageCheck(Stage.RHYTHM, "reviews", held, Sentence(f"Reviews: {REVIEWS[reviews.state].in_sentence}", *last))
    waiting = [trigger for trigger in reviews.triggers if trigger.closed_by is None]
    yield _check(
        Stage.RHYTHM,
        "triggers",
        not waiting,
        "Nothing waits for a review",
        (f"{count_of(len(waiting), 'event')} wait{'s' if len(waiting) == 1 else ''} for a review",),
    )
    lapsed = [
        risk.id
        for risk in situation.documents.agent.residual_risks
        if risk.valid_until is None or has_passed(risk.valid_until, as_of)
    ]
    yield _check(
        Stage.RHYTHM,
        "risks",
        not lapsed,
        "No acceptance of a risk has lapsed",
        ("The acceptance of a risk has lapsed, or has no end: ", join(", ", refer(lapsed))),
    )
    moved = [entry for entry in situation.report.findings.follow_through.entries if entry.state in DONE]
    yield _check(
        Stage.RHYTHM,
        "lines",
        bool(moved),
        f"Lines that were crossed have changed something: {count_of(len(moved), 'consequence')} carried out",
        ("No line that was crossed has changed a decision yet",),
    )


def _check(stage: Stage, id_: str, is_done: bool, done: str, missing: tuple[Part, ...]) -> StageCheck:
    return StageCheck(stage, id_, is_done, done if is_done else Sentence(*missing))


def _count(stage: Stage, id_: str, k: int, n: int, what: str, has: str) -> StageCheck:
    """How many of all have something; nothing to count is nothing done."""
    if not n:
        return StageCheck(stage, id_, False, f"There is no {what} that could have {has}")
    counted = _all_of(n, what) if k == n else f"{k} of {count_of(n, what)}"
    return StageCheck(stage, id_, k == n, f"{counted} {'has' if 1 in (k, n) else 'have'} {has}")


def _all_of(number: int, what: str) -> str:
    return f"The one {what}" if number == 1 else f"All {count_of(number, what)}"


def list_coming_days(situation: Situation) -> tuple[ComingDay, ...]:
    """The next days on which something is due, the earliest first."""
    report, as_of = situation.report, situation.as_of
    days: dict[date, list[str]] = {}
    if report.findings.reviews.due is not None:
        days.setdefault(report.findings.reviews.due, []).append("a scheduled review is due")
    judged: dict[date, list[str]] = {}
    for result, _ in situation.promises():
        if result.next_review is not None:
            judged.setdefault(result.next_review, []).append(result.ref)
    for day, refs in judged.items():
        days.setdefault(day, []).append(
            Sentence(
                f"{count_of(len(refs), 'promise')} {'is' if len(refs) == 1 else 'are'} judged: ",
                join(", ", refer(refs)),
            )
        )
    until = report.valid_until
    if until.day is not None and until.day not in days:
        days.setdefault(until.day, []).append(until.reason)
    for pact in situation.documents.pacts:
        if pact.renewal is not None and pact.renewal.due is not None and pact.renewal.due not in pact.renewal.attested:
            days.setdefault(pact.renewal.due, []).append(f"the pact {pact.id} is due for renewal")
    coming = sorted((day, words) for day, words in days.items() if day >= as_of)
    return tuple(ComingDay(day, join("; ", words)) for day, words in coming[:MOST_DAYS])
