"""L10 to L14: age, dates, versions, superseded benchmarks, open events."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import day
from trustpages.model.results.evidence import Freshness, VersionMatch
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import BenchmarkStatus, EvidenceClass, Severity

OTHER_EVIDENCE = "The evidence {evidence} is {age} days old; the agreed limit is {cadence} days."
NO_EVIDENCE = NotEvaluable("there is no evidence")


def _stale(facts: Facts) -> Found:
    dated = [one for one in facts.freshness.items if one.ratio is not None]
    if not dated:
        return NotEvaluable("no evidence has a date")
    return (
        _stale_occasion(facts, one)
        for one in dated
        if (one.ratio or 0) > facts.context.policy.freshness.stale
    )


def _stale_occasion(facts: Facts, one: Freshness) -> Occasion:
    item = facts.context.item(one.evidence)
    is_benchmark = item is not None and item.evidence_class is EvidenceClass.BENCHMARK
    far = (one.ratio or 0) > facts.context.policy.freshness.expired
    return Occasion(
        {"age": one.age or 0, "cadence": one.cadence, "evidence": one.evidence},
        one.evidence,
        Severity.HIGH if far else Severity.MEDIUM,
        None if is_benchmark else OTHER_EVIDENCE,
    )


def _undated(facts: Facts) -> Found:
    if not facts.freshness.items:
        return NO_EVIDENCE
    undated = facts.freshness.undated
    slots: dict[str, Slot] = {"k": len(undated), "n": len(facts.freshness.items), "items": undated}
    return (Occasion(slots),) if undated else ()


def _drift(facts: Facts) -> Found:
    versions = {one.id: one.version for one in facts.proof}
    known = [one for one in facts.freshness.items if versions.get(one.evidence) is not None]
    if not known:
        return NotEvaluable("no evidence says which version of the agent was looked at")
    return _drifted(facts, known, versions)


def _drifted(facts: Facts, known: list[Freshness], versions: dict[str, str | None]) -> Iterator[Occasion]:
    """One occasion for each version that is no longer deployed, over all the evidence obtained on it."""
    changed = {VersionMatch.CHANGED_MATERIAL, VersionMatch.CHANGED_MINOR}
    drifted = [one for one in known if one.version in changed]
    for version in sorted({str(versions[one.evidence]) for one in drifted}):
        group = [one for one in drifted if versions[one.evidence] == version]
        material = {change for one in group for change in one.changes_since if change.kind.is_material}
        is_material = any(one.version is VersionMatch.CHANGED_MATERIAL for one in group)
        yield Occasion(
            {
                "a": version,
                "b": facts.agent.version,
                "m": len(material),
                "kinds": tuple(sorted({change.kind.value for change in material})),
                "evidence": tuple(one.evidence for one in group),
            },
            group[0].evidence if len(group) == 1 else "",
            Severity.CRITICAL if is_material else Severity.HIGH,
            None if material else "The result was obtained on version {a}; version {b} is deployed.",
        )


def _superseded(facts: Facts) -> Found:
    cited = sorted({one.benchmark for one in facts.results} & set(facts.context.benchmarks))
    if not cited:
        return NotEvaluable("no benchmark result names a benchmark that is on record")
    return _out_of_date(facts, cited)


def _out_of_date(facts: Facts, cited: list[str]) -> Iterator[Occasion]:
    for name in cited:
        one = facts.context.benchmarks[name]
        if one.status is not BenchmarkStatus.ACTIVE:
            named = f"{one.name} {one.version}" if one.version else one.name
            yield Occasion(
                {
                    "benchmark": named,
                    "status": one.status.value,
                    "date": day(one.status_date),
                    "successor": one.successor or "nothing else",
                },
                one.id,
            )


def _event(facts: Facts) -> Found:
    if not facts.freshness.items:
        return NO_EVIDENCE
    triggers = {one.id: one for one in facts.reviews.triggers}
    return (
        Occasion(
            {
                "id": one.evidence,
                "date": day(triggers[name].on) if name in triggers else "an unstated date",
                "event": triggers[name].text if name in triggers else name,
            },
            one.evidence,
        )
        for one in facts.freshness.items
        for name in one.open_triggers
    )


RULES = (
    Rule(
        "L10",
        "stale_result",
        Severity.MEDIUM,
        "evidence is older than its cadence; high above twice the cadence",
        "The benchmark result is {age} days old; the agreed limit is {cadence} days.",
        "a new run",
        "evidence with a date",
        _stale,
    ),
    Rule(
        "L11",
        "undated",
        Severity.HIGH,
        "an evidence item has no end of collection",
        "{k} of {n} evidence items have no date, so their age is unknown.",
        "dates of collection",
        "evidence",
        _undated,
    ),
    Rule(
        "L12",
        "version_drift",
        Severity.CRITICAL,
        "evidence was obtained on another version than the one deployed; critical after a material change, else high",
        "The result was obtained on version {a}; version {b} is deployed. {m} material changes ({kinds}) happened "
        "in between.",
        "a run on the deployed version",
        "evidence that says which version was looked at",
        _drift,
    ),
    Rule(
        "L13",
        "benchmark_superseded",
        Severity.HIGH,
        "a benchmark with a cited result is superseded, deprecated or retired",
        "{benchmark} was {status} on {date}; its maintainers point to {successor}.",
        "a result on the successor",
        "a benchmark result whose benchmark is on record",
        _superseded,
    ),
    Rule(
        "L14",
        "expired_by_event",
        Severity.HIGH,
        "an open trigger names evidence",
        "Evidence {id} expired on {date} because of {event} and has not been re-reviewed.",
        "a review that closes the trigger",
        "evidence",
        _event,
    ),
)
