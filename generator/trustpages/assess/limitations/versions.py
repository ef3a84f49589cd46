"""L12 and L13: results on a version of the agent, or of a benchmark, that is no longer the current one."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.freshness import NO_EVIDENCE
from trustpages.assess.limitations.rule import Found, Occasion, Rule, unless_unknown
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.results.evidence import Evidence, Freshness, VersionMatch
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import BenchmarkStatus, EvidenceClass, Severity

MINOR = (
    "{evidence} {k:was|were} obtained on version {a}; version {b} is deployed. {m} minor {m:change|changes} ({kinds}) "
    "happened in between."
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
    "{evidence} {k:was|were} obtained on version {a}; version {b} is deployed, and the change log does not say what "
    "changed in between."
)


def _drift(facts: Facts) -> Found:
    if not facts.proof:
        return NO_EVIDENCE
    groups: dict[str, list[tuple[Evidence, Freshness]]] = {}
    unknown = []
    freshness = {item.evidence: item for item in facts.freshness.items}
    for item in facts.proof:
        if _has_drifted(facts, item, freshness[item.id]):
            groups.setdefault(item.version or "that nobody stated", []).append((item, freshness[item.id]))
        elif item.version is None and item.evidence_class is not EvidenceClass.GOVERNANCE:
            unknown.append(item.id)
    found = [_drifted(facts, version, group) for version, group in sorted(groups.items())]
    return unless_unknown(found, unknown, "some evidence does not say which version was looked at")


def _has_drifted(facts: Facts, one: Evidence, freshness: Freshness) -> bool:
    """Whether another version is deployed, by the change log or by the versions' names."""
    if one.evidence_class is EvidenceClass.GOVERNANCE:
        return False
    if freshness.version in {VersionMatch.CHANGED_MATERIAL, VersionMatch.CHANGED_MINOR}:
        return True
    return one.version is not None and one.version != facts.agent.version


def _drifted(facts: Facts, version: str, group: list[tuple[Evidence, Freshness]]) -> Occasion:
    changes = {change for _, one in group for change in one.changes_since}
    material = {change for change in changes if change.kind.is_material}
    counted = material or changes
    items = tuple(item.id for item, _ in group)
    slots: dict[str, Slot] = {
        "a": version,
        "b": facts.agent.version,
        "m": len(counted),
        "kinds": tuple(sorted({change.kind.value for change in counted})),
        "evidence": items,
        "k": len(items),
    }
    same_name = version == facts.agent.version
    if material:
        return Occasion(slots, items, sentence=SAME_NAME if same_name else None)
    if same_name:
        return Occasion(slots, items, Severity.HIGH, SAME_NAME_MINOR)
    return Occasion(slots, items, Severity.HIGH, MINOR if changes else UNLOGGED)


def _superseded(facts: Facts) -> Found:
    if not facts.results:
        return NotEvaluable("no benchmark result is on record")
    cited = sorted({result.benchmark for result in facts.results})
    known = [found for name in cited if (found := facts.context.benchmarks.get(name)) is not None]
    unknown = [name for name in cited if name not in facts.context.benchmarks]
    return unless_unknown(
        _out_of_date(facts, known), unknown, "nothing is on record about some benchmarks with results"
    )


def _out_of_date(facts: Facts, known: list[Benchmark]) -> Iterator[Occasion]:
    for one in known:
        begun = one.status_date is None or one.status_date <= facts.context.as_of
        if one.status is BenchmarkStatus.ACTIVE or not begun:
            continue
        slots: dict[str, Slot] = {
            "benchmark": f"{one.name} {one.version}" if one.version else one.name,
            "status": one.status.value,
            "date": f"on {one.status_date}" if one.status_date else "on an unstated date",
            "successor": f"point to {one.successor}" if one.successor else "name no successor",
        }
        yield Occasion(slots, (one.id,))


RULES = (
    Rule(
        id="L12",
        slug="version_drift",
        severity=Severity.CRITICAL,
        graded="high where no change in between was material",
        meaning="The evidence is about another version than the one that a buyer gets.",
        fires="the version that was looked at is not the one that is deployed, by its name or by the change log",
        sentence="{evidence} {k:was|were} obtained on version {a}; version {b} is deployed. {m} material "
        "{m:change|changes} ({kinds}) happened in between.",
        removed_by="a run on the deployed version",
        needs="evidence that says which version was looked at",
        find=_drift,
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
        find=_superseded,
    ),
)
