"""Reviews of changes to the demo, written by hand: one line moved, much bad news, a side that cannot be read."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from trustpages.model.problem import Place, Problem
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import (
    AcceptanceState,
    AcceptedChange,
    ChangeReview,
    MovedFigure,
    ReviewedChange,
    SayableChange,
    SideFacts,
    SideFigure,
    UnreadableSide,
)
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.vocabulary import Severity

DAY = date(2026, 11, 20)
DESK, WRITER = "airline-desk", "patch-writer"
EVERY_TIME = "service/every-time"
PACT = "evidence/airline-desk/pacts/service.yml"
NAMES = {
    DESK: {
        "": "Airline desk agent",
        EVERY_TIME: "Completes at least one rehearsed request in four on every single try out of four",
        "service/answer-time": "Answers within twenty seconds in nineteen turns out of twenty",
        "resolves-most": "Resolves most airline requests, six in ten at the first attempt",
        "tau-four-tries": "Tasks completed in all four tries",
    },
    WRITER: {"": "Patch writer"},
}
BEFORE = SideFacts(label="main", commit="1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b", as_of=DAY, inputs_digest="ab" * 32)
AFTER = SideFacts(label="work tree", commit=None, as_of=DAY, inputs_digest="cd" * 32)


def a_change(rule: str = "threshold-lowered", **changes: Any) -> ReviewedChange:
    """A threshold that was lowered inside its window, unless keywords say otherwise."""
    values: dict[str, Any] = {
        "rule": rule,
        "agent": DESK,
        "subject": EVERY_TIME,
        "before": "at least 25 %",
        "after": "at least 15 %",
        "turn": Turn.NEUTRAL,
        "weight": Severity.HIGH,
        "fingerprint": "fp-0123456789abcdef",
        "title": Sentence("the line of ", Reference(EVERY_TIME), " is lowered while it is judged"),
        "place": Place(PACT, 31, 7),
    }
    return ReviewedChange(**values | changes)


def a_use(
    agent: str, kind: str, subject: str, before: str | None, after: str | None, since: date | None, may_be_said: bool
) -> SayableChange:
    """What becomes of a sentence, badge, card or answer."""
    return SayableChange(
        agent=agent, kind=kind, subject=subject, before=before, after=after, since=since, may_be_said=may_be_said
    )


ACCEPTED = AcceptedChange(
    id="accept-new-line",
    fingerprint="fp-0123456789abcdef",
    by="Dana Ruiz",
    role="head-of-operations",
    on=date(2026, 11, 18),
    until=date(2027, 2, 28),
    reason="The rehearsal set was replaced by a harder one",
    state=AcceptanceState.IN_FORCE,
)
GAMED = a_change(
    why=Sentence("the window that is judged began on ", date(2026, 9, 1), ", before the line moved"),
    innocent="the old line was a typing error, or the counterparty agreed to another one",
    is_gating=True,
)
VERDICT = a_change(
    "verdict-worse",
    before="leaning-breach",
    after="breached",
    turn=Turn.WORSE,
    weight=Severity.CRITICAL,
    fingerprint="fp-00000000000000aa",
    title=Sentence("the promise ", Reference(EVERY_TIME), " is broken now"),
    why=Sentence("the evidence ", Reference("tau-four-tries"), " has 40 runs more, all of them failures"),
    figure=MovedFigure(
        before=SideFigure(estimate=0.2, low=0.1, high=0.338, k=10, n=50),
        after=SideFigure(estimate=10 / 90, low=0.05, high=0.2, k=10, n=90),
        difference=(-0.089, -0.17, -0.01),
        is_outside_noise=True,
        paired=50,
    ),
    place=Place("evidence/airline-desk/bundles/tau-bench.yml", 12, 5),
    is_gating=True,
)
WITHIN_NOISE = a_change(
    "figure-moved",
    subject="service/answer-time",
    before=None,
    after=None,
    turn=Turn.WORSE,
    weight=Severity.LOW,
    fingerprint="fp-00000000000000bb",
    title=Sentence(Reference("service/answer-time"), " has another figure"),
    figure=MovedFigure(
        before=SideFigure(estimate=146 / 150, low=0.933, high=0.993, k=146, n=150),
        after=SideFigure(estimate=145 / 150, low=0.924, high=0.989, k=145, n=150),
        difference=(-1 / 150, -0.05, 0.036),
        is_outside_noise=False,
        runs_to_tell=11_400,
    ),
    place=None,
)
POSTURE = a_change(
    "posture-worse",
    subject=DESK,
    before="Restricted",
    after="Blocked",
    turn=Turn.WORSE,
    weight=Severity.CRITICAL,
    fingerprint="fp-00000000000000cc",
    title=Sentence("the agent must not be relied on any more"),
    why=Sentence("the promise ", Reference(EVERY_TIME), " decides it"),
    place=None,
    is_gating=True,
)
BETTER = a_change(
    "limitation-gone",
    agent=WRITER,
    subject="L10",
    before="high",
    after=None,
    turn=Turn.BETTER,
    weight=Severity.LOW,
    fingerprint="fp-00000000000000dd",
    title=Sentence("the evidence is not too old any more"),
    place=Place("evidence/patch-writer/bundles/aider.yml"),
)
SAYABLE = (
    a_use(DESK, "badge", "posture", "Restricted", "Blocked", DAY, True),
    a_use(DESK, "claim", "resolves-most", "stale", "contradicted", DAY, False),
    a_use(WRITER, "answer", "freshness", None, "answered", None, True),
    a_use(WRITER, "badge", "posture", None, "Blocked", DAY, False),
)

MOVED_LINE = ChangeReview(
    before=BEFORE,
    after=AFTER,
    changes=(
        GAMED,
        a_change(
            "version-missing",
            subject="service",
            before="1.2.0",
            after="1.2.0",
            fingerprint="fp-00000000000000ee",
            title=Sentence("the pact changed what it promises, and its version did not"),
            why=Sentence("a promise that asks for less is a new behaviour: 2.0.0"),
            place=Place(PACT, 4, 10),
            is_gating=True,
        ),
        a_change(
            "verdict-better",
            before="leaning-breach",
            after="leaning-met",
            turn=Turn.BETTER,
            weight=Severity.MEDIUM,
            fingerprint="fp-00000000000000ff",
            title=Sentence("the promise ", Reference(EVERY_TIME), " leans to kept"),
            why=Sentence("the line moved; the evidence is the same: 10 of 50"),
        ),
    ),
    sayable=(a_use(DESK, "card", "bottom line", "10 of 50; at least 25 %", "10 of 50; at least 15 %", DAY, True),),
    next_step=("trustpages", "diff", "main", "--format", "html"),
    names=NAMES,
)
"""One threshold was lowered, and nothing else was touched."""

MUCH = replace(
    MOVED_LINE,
    changes=(VERDICT, POSTURE, replace(GAMED, accepted=ACCEPTED), *MOVED_LINE.changes[1:], WITHIN_NOISE, BETTER),
    sayable=SAYABLE,
)
"""Much changed at once; one change was accepted."""

LAPSED = replace(
    MOVED_LINE,
    changes=(replace(GAMED, accepted=replace(ACCEPTED, state=AcceptanceState.EXPIRED, until=date(2026, 11, 19))),),
    wrong_acceptances=(
        Problem(
            Place("evidence/decisions/2026.yml", 40, 5),
            "acceptance-expired",
            "the acceptance 'accept-new-line' ended on 2026-11-19",
            "decide again, or take the change back",
        ),
    ),
)
UNREADABLE = ChangeReview(
    before=BEFORE,
    after=replace(AFTER, as_of=None, inputs_digest=""),
    unreadable=(
        UnreadableSide(
            "work tree",
            tuple(
                Problem(Place(PACT, line, 3), "yaml-syntax", f"line {line} is no YAML", "mend it")
                for line in range(1, 9)
            ),
        ),
    ),
)
EMPTY = ChangeReview(before=BEFORE, after=replace(AFTER, inputs_digest="ab" * 32))
ONLY_FORM = replace(EMPTY, only_form=True)

REVIEWS = {
    "moved-line": MOVED_LINE,
    "much": MUCH,
    "lapsed": LAPSED,
    "unreadable": UNREADABLE,
    "empty": EMPTY,
    "only-form": ONLY_FORM,
}

_KEPT = frozenset({"fingerprint", "commit", "inputs_digest"})
"""What no person writes."""
_Poisoned = TypeVar("_Poisoned")


def poison(value: _Poisoned, text: str) -> _Poisoned:
    """The value with `text` wherever a person could have written something."""
    poisoned = _poison(value, text)
    assert isinstance(poisoned, type(value))
    return poisoned


def _poison(value: object, text: str) -> object:
    if type(value) is str or isinstance(value, Sentence):
        return Sentence(text) if isinstance(value, Sentence) else text
    if isinstance(value, tuple):
        return tuple(_poison(entry, text) for entry in value)
    if isinstance(value, dict):
        return {name: _poison(entry, text) for name, entry in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value) if part.name not in _KEPT}
        return replace(value, **{name: _poison(part, text) for name, part in parts.items()})
    return value
