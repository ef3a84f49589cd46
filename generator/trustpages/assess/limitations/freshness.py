"""L10, L11, L14: how old the evidence is, and what has happened to it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Found, Occasion, Rule, unless_unknown
from trustpages.assess.limitations.words import day, decimal
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import EvidenceClass, Severity

NO_EVIDENCE = NotEvaluable("there is no evidence")

OTHER_EVIDENCE = (
    "The evidence {evidence} is {age} {age:day|days} old; the agreed limit is {cadence} {cadence:day|days}."
)
SEVERAL = (
    "{k} of {n} evidence items are older than agreed; the oldest, {evidence}, is {age} days old where the agreed "
    "limit is {cadence} {cadence:day|days}. All of them: {items}."
)
SEVERAL_FAR = (
    "{k} of {n} evidence items have more than {times} times their agreed age; the oldest, {evidence}, is {age} days "
    "old where the agreed limit is {cadence} {cadence:day|days}. All of them: {items}."
)


@dataclass(frozen=True, slots=True)
class _Aged:
    evidence: str
    age: int
    cadence: int

    @property
    def ratio(self) -> float:
        return self.age / self.cadence


def _stale(facts: Facts) -> Found:
    if not facts.freshness.items:
        return NO_EVIDENCE
    limits = _agreed_limits(facts)
    aged = [
        _Aged(item.evidence, item.age, limits.get(item.evidence, item.cadence))
        for item in facts.freshness.items
        if item.age is not None
    ]
    lines = facts.policy.freshness
    far = [one for one in aged if one.ratio > max(lines.expired, lines.stale)]
    near = [one for one in aged if one.ratio > lines.stale and one not in far]
    undated = [item.evidence for item in facts.freshness.items if item.age is None]
    older = (*_older(facts, far, Severity.HIGH), *_older(facts, near, Severity.MEDIUM))
    return unless_unknown(older, undated, "some evidence has no date")


def _agreed_limits(facts: Facts) -> dict[str, int]:
    """The shortest age that any promise which an item bears on agreed for it, where one agreed any."""
    applicable = {promise.ref for promise in facts.promises}
    own = {
        f"{pact.id}/{one.id}": max(1, one.evidence_max_age)
        for pact, one in facts.context.obligations()
        if one.evidence_max_age is not None
    }
    cadences = {item.evidence: item.cadence for item in facts.freshness.items}
    found = {}
    for item in facts.proof:
        limits = [own.get(ref, cadences[item.id]) for ref in item.item.supports if ref in applicable]
        if limits:
            found[item.id] = min(limits)
    return found


def _older(facts: Facts, group: Sequence[_Aged], severity: Severity) -> Iterator[Occasion]:
    if not group:
        return
    oldest = max(group, key=lambda aged: (aged.age, aged.evidence))
    items = tuple(one.evidence for one in group)
    slots: dict[str, Slot] = {
        "k": len(group),
        "n": len(facts.freshness.items),
        "items": items,
        "evidence": oldest.evidence,
        "age": oldest.age,
        "cadence": oldest.cadence,
        "times": decimal(facts.policy.freshness.expired),
    }
    several = SEVERAL_FAR if severity is Severity.HIGH else SEVERAL
    item = facts.context.item(oldest.evidence)
    is_benchmark = item is not None and item.evidence_class is EvidenceClass.BENCHMARK
    single = None if is_benchmark else OTHER_EVIDENCE
    yield Occasion(slots, items, severity, several if len(group) > 1 else single)


def _undated(facts: Facts) -> Found:
    if not facts.freshness.items:
        return NO_EVIDENCE
    undated = tuple(item.evidence for item in facts.freshness.items if item.age is None)
    slots: dict[str, Slot] = {"k": len(undated), "n": len(facts.freshness.items), "items": undated}
    return (Occasion(slots, undated),) if undated else ()


def _event(facts: Facts) -> Found:
    if not facts.freshness.items:
        return NO_EVIDENCE
    named: dict[str, list[str]] = {}
    for item in facts.freshness.items:
        for trigger in item.open_triggers:
            named.setdefault(trigger, []).append(item.evidence)
    return tuple(_expired(facts, trigger, tuple(items)) for trigger, items in sorted(named.items()))


def _expired(facts: Facts, trigger: str, items: tuple[str, ...]) -> Occasion:
    event = next((one for one in facts.reviews.triggers if one.id == trigger), None)
    slots: dict[str, Slot] = {
        "id": items,
        "date": day(event.on if event else None),
        "event": (event.text if event else trigger).rstrip("."),
    }
    return Occasion(slots, items)


RULES = (
    Rule(
        id="L10",
        slug="stale_result",
        severity=Severity.HIGH,
        graded="else medium",
        meaning="The evidence is older than it was agreed to be, and may describe an agent or a world that is gone.",
        fires="evidence is older than its agreed limit (its ratio is above 1), and high where the ratio is above 2",
        sentence="The benchmark result {evidence} is {age} {age:day|days} old; the agreed limit is {cadence} "
        "{cadence:day|days}.",
        removed_by="a new run",
        needs="evidence with a date",
        find=_stale,
    ),
    Rule(
        id="L11",
        slug="undated",
        severity=Severity.HIGH,
        meaning="Nobody can tell how old some of the evidence is, so it counts as expired.",
        fires="an evidence item has no end of collection, or an impossible one",
        sentence="{k} of {n} evidence {n:item|items} {k:has|have} no date, so {k:its age is|their age is} unknown: "
        "{items}.",
        removed_by="dates of collection",
        needs="evidence",
        find=_undated,
    ),
    Rule(
        id="L14",
        slug="expired_by_event",
        severity=Severity.HIGH,
        meaning="Something happened that puts the evidence in doubt, and nobody has looked at it again.",
        fires="an event that is not reviewed yet names evidence",
        sentence="Evidence {id} expired on {date} because of this event and has not been re-reviewed: {event}.",
        removed_by="a review that closes the event",
        needs="evidence",
        find=_event,
    ),
)
