"""L10 to L14: stale, undated or expired evidence; results on an old version of the agent or benchmark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NO_EVIDENCE, Occasion, Occasions, Rule, check_unknown
from trustpages.assess.limitations.rules.benchmarks.benchmark_scores import NO_RESULT
from trustpages.assess.limitations.sentences import format_decimal
from trustpages.model.results.evidence import Evidence, ItemFreshness, VersionMatch
from trustpages.model.results.limitation import Slot
from trustpages.model.sentence import Reference, Sentence, refer, strip_full_stop
from trustpages.model.vocabulary import BenchmarkStatus, EvidenceClass, Severity

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
MINOR = (
    "{evidence} {k:was|were} obtained on version {a}; this report is about version {b}. {m} minor "
    "{m:change|changes} ({kinds}) happened in between."
)
SAME_NAME = (
    "{evidence} {k:was|were} obtained before {m} material {m:change|changes} ({kinds}) to the agent, which still bears "
    "the version {b}."
)
SAME_NAME_MINOR = (
    "{evidence} {k:was|were} obtained before {m} minor {m:change|changes} ({kinds}) to the agent, which still bears "
    "the version {b}."
)
UNLOGGED = (
    "{evidence} {k:was|were} obtained on version {a}; this report is about version {b}, and the change log "
    "does not say what changed in between."
)


@dataclass(frozen=True, slots=True)
class _Aged:
    evidence: str
    age: int
    cadence: int

    @property
    def ratio(self) -> float:
        return self.age / self.cadence


def _find_stale_result(agent: AssessedAgent) -> Occasions:
    if not agent.findings.freshness.items:
        return NO_EVIDENCE
    limits = _find_agreed_limits(agent)
    aged = [
        _Aged(item.evidence, item.age, limits.get(item.evidence, item.cadence))
        for item in agent.findings.freshness.items
        if item.age is not None
    ]
    lines = agent.policy.freshness
    far = [item for item in aged if item.ratio > max(lines.expired, lines.stale)]
    near = [item for item in aged if item.ratio > lines.stale and item not in far]
    undated = [item.evidence for item in agent.findings.freshness.items if item.age is None]
    older = (*_describe_older(agent, far, Severity.HIGH), *_describe_older(agent, near, Severity.MEDIUM))
    return check_unknown(older, undated, "some evidence has no date")


def _find_agreed_limits(agent: AssessedAgent) -> dict[str, int]:
    """The shortest age that any promise which an item bears on agreed for it, where one agreed any."""
    applicable = {promise.ref for promise in agent.promises}
    own = {
        f"{pact.id}/{obligation.id}": max(1, obligation.evidence_max_age)
        for pact, obligation in agent.context.obligations()
        if obligation.evidence_max_age is not None
    }
    cadences = {item.evidence: item.cadence for item in agent.findings.freshness.items}
    limits = {
        item.id: [own.get(ref, cadences[item.id]) for ref in item.item.supports if ref in applicable]
        for item in agent.proof
    }
    return {id_: min(days) for id_, days in limits.items() if days}


def _describe_older(agent: AssessedAgent, group: Sequence[_Aged], severity: Severity) -> Iterator[Occasion]:
    if not group:
        return
    oldest = max(group, key=lambda item: (item.age, item.evidence))
    items = tuple(item.evidence for item in group)
    slots: dict[str, Slot] = {
        "k": len(group),
        "n": len(agent.findings.freshness.items),
        "items": refer(items),
        "evidence": Reference(oldest.evidence),
        "age": oldest.age,
        "cadence": oldest.cadence,
        "times": format_decimal(agent.policy.freshness.expired),
    }
    several = SEVERAL_FAR if severity is Severity.HIGH else SEVERAL
    evidence = agent.context.item(oldest.evidence)
    is_benchmark = evidence is not None and evidence.evidence_class is EvidenceClass.BENCHMARK
    single = None if is_benchmark else OTHER_EVIDENCE
    yield Occasion(slots, items, severity, several if len(group) > 1 else single)


def _find_undated(agent: AssessedAgent) -> Occasions:
    if not agent.findings.freshness.items:
        return NO_EVIDENCE
    undated = tuple(item.evidence for item in agent.findings.freshness.items if item.age is None)
    slots: dict[str, Slot] = {"k": len(undated), "n": len(agent.findings.freshness.items), "items": refer(undated)}
    return (Occasion(slots, undated),) if undated else ()


def _find_expired_by_event(agent: AssessedAgent) -> Occasions:
    if not agent.findings.freshness.items:
        return NO_EVIDENCE
    named: dict[str, list[str]] = {}
    for item in agent.findings.freshness.items:
        for trigger in item.open_triggers:
            named.setdefault(trigger, []).append(item.evidence)
    events = {event.id: event for event in agent.findings.reviews.triggers}
    return tuple(
        Occasion(
            {
                "id": refer(items),
                "date": events[trigger].on if trigger in events else "an unstated date",
                "event": strip_full_stop(events[trigger].text if trigger in events else trigger),
            },
            tuple(items),
        )
        for trigger, items in sorted(named.items())
    )


def _find_version_drift(agent: AssessedAgent) -> Occasions:
    if not agent.proof:
        return NO_EVIDENCE
    groups: dict[str, list[tuple[Evidence, ItemFreshness]]] = {}
    unknown = []
    freshness = {item.evidence: item for item in agent.findings.freshness.items}
    for item in agent.proof:
        if _has_drifted(agent, item, freshness[item.id]):
            groups.setdefault(item.version or "that nobody stated", []).append((item, freshness[item.id]))
        elif item.version is None and item.evidence_class is not EvidenceClass.GOVERNANCE:
            unknown.append(item.id)
    occasions = [_describe_drift(agent, version, group) for version, group in sorted(groups.items())]
    return check_unknown(occasions, unknown, "some evidence does not say which version was looked at")


def _has_drifted(agent: AssessedAgent, item: Evidence, freshness: ItemFreshness) -> bool:
    """Whether another version is deployed, by the change log or by the versions' names."""
    if item.evidence_class is EvidenceClass.GOVERNANCE:
        return False
    if freshness.version in {VersionMatch.CHANGED_MATERIAL, VersionMatch.CHANGED_MINOR}:
        return True
    return item.version is not None and item.version != agent.document.version


def _describe_drift(agent: AssessedAgent, version: str, group: list[tuple[Evidence, ItemFreshness]]) -> Occasion:
    changes = {change for _, item_freshness in group for change in item_freshness.changes_since}
    material = {change for change in changes if change.kind.is_material}
    # Minor changes beside a material one are not counted: the sentence gives the reason to distrust the evidence.
    counted = material or changes
    items = tuple(item.id for item, _ in group)
    slots: dict[str, Slot] = {
        "a": version,
        "b": agent.document.version,
        "m": len(counted),
        "kinds": tuple(sorted({change.kind.value for change in counted})),
        "evidence": refer(items),
        "k": len(items),
    }
    same_name = version == agent.document.version
    if material:
        return Occasion(slots, items, sentence=SAME_NAME if same_name else None)
    if same_name:
        return Occasion(slots, items, Severity.HIGH, SAME_NAME_MINOR)
    return Occasion(slots, items, Severity.HIGH, MINOR if changes else UNLOGGED)


def _find_benchmark_superseded(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    unknown, occasions = [], []
    for name in sorted({result.benchmark for result in agent.results}):
        benchmark = agent.context.benchmarks.get(name)
        if benchmark is None:
            unknown.append(name)
            continue
        # An end that is announced for a later day has not come yet.
        begun = benchmark.status_date is None or benchmark.status_date <= agent.context.as_of
        if benchmark.status is not BenchmarkStatus.ACTIVE and begun:
            slots: dict[str, Slot] = {
                "benchmark": f"{benchmark.name} {benchmark.version}" if benchmark.version else benchmark.name,
                "status": benchmark.status.value,
                "date": Sentence("on ", benchmark.status_date or "an unstated date"),
                "successor": f"point to {benchmark.successor}" if benchmark.successor else "name no successor",
            }
            occasions.append(Occasion(slots, (name,)))
    return check_unknown(occasions, unknown, "nothing is on record about some benchmarks with results")


FRESHNESS_RULES = (
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
        find=_find_stale_result,
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
        find=_find_undated,
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
        find=_find_expired_by_event,
    ),
    Rule(
        id="L12",
        slug="version_drift",
        severity=Severity.CRITICAL,
        graded="high where no change in between was material",
        meaning="The evidence is about another version than the one that a buyer gets.",
        fires="the version that was looked at is not the one that is deployed, by its name or by the change log",
        sentence="{evidence} {k:was|were} obtained on version {a}; this report is about version {b}. {m} material "
        "{m:change|changes} ({kinds}) happened in between.",
        removed_by="a run on the deployed version",
        needs="evidence that says which version was looked at",
        find=_find_version_drift,
    ),
    Rule(
        id="L13",
        slug="benchmark_superseded",
        severity=Severity.HIGH,
        meaning="Its own maintainers no longer stand behind this benchmark, or point elsewhere.",
        fires="a benchmark with a cited result is superseded, deprecated or retired",
        sentence="{benchmark} was {status} {date}; its maintainers {successor}.",
        removed_by="a result on the successor",
        needs="a benchmark result whose benchmark is on record",
        find=_find_benchmark_superseded,
    ),
)
