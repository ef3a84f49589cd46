"""L30 to L32: what the benchmarks test of what the workflow depends on."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Found, Occasion, Rule, reaches, unless_unknown
from trustpages.assess.limitations.words import percent
from trustpages.model.documents.benchmark import Benchmark, Mapper
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import EvidenceClass, Severity

ALL_CRITICAL_TESTED = (
    "Benchmarks cover {C} of what this workflow depends on, weighted by consequence ({k} of {n} {n:promise|promises} "
    "at least in part); no promise about a critical part of it is without a direct test."
)


def _gap(facts: Facts) -> Found:
    if not facts.coverage.rows:
        return NotEvaluable("nothing is promised")
    seen = _seen_in_use(facts)
    names = tuple(one for one in facts.coverage.uncovered if one not in seen)
    return (Occasion({"U": len(names), "names": names}, names),) if names else ()


def _seen_in_use(facts: Facts) -> frozenset[str]:
    """The promises with current evidence from real use, which says more than any test."""
    usable = {item.evidence for item in facts.freshness.items if item.status.is_usable}
    return frozenset(
        ref
        for one in facts.proof
        if one.evidence_class is EvidenceClass.RUNTIME and one.id in usable
        for ref in one.item.supports
    )


def _low(facts: Facts) -> Found:
    covered = facts.coverage.weighted
    if not isinstance(covered, Measured):
        return NotEvaluable(covered.reason)
    line = facts.policy.coverage.low
    if reaches(covered.value, line):
        return ()
    slots: dict[str, Slot] = {
        "U": len(facts.coverage.uncovered),
        "C": percent(covered.value, line),
        "k": sum(row.best > 0 for row in facts.coverage.rows),
        "n": len(facts.coverage.rows),
    }
    return (Occasion(slots, sentence=None if facts.coverage.uncovered else ALL_CRITICAL_TESTED),)


def _unreviewed(facts: Facts) -> Found:
    linked = sorted(
        {
            cell.benchmark
            for row in facts.coverage.rows
            for cell in row.cells
            if cell.counts and cell.strength is not None
        }
    )
    if not linked:
        return NotEvaluable("no current benchmark result is linked to a promise")
    mappers = {name: _mappers(facts.context.benchmarks[name]) for name in linked}
    by_party: dict[tuple[str, ...], list[str]] = {}
    for name, found in mappers.items():
        if found and not _is_reviewed(found):
            by_party.setdefault(tuple(sorted({mapper.name for mapper in found})), []).append(name)
    occasions = [
        Occasion(
            {"party": party, "benchmarks": tuple(facts.benchmark_name(name) for name in names)}, tuple(names)
        )
        for party, names in sorted(by_party.items())
    ]
    unknown = [name for name, found in mappers.items() if not found]
    return unless_unknown(occasions, unknown, "nobody is named who drew the links of some benchmarks")


def _mappers(benchmark: Benchmark) -> tuple[Mapper, ...]:
    """Those who drew the links; all who are named where the links do not say."""
    drew = {one.mapper for one in benchmark.mapping if one.mapper is not None}
    return tuple(mapper for mapper in benchmark.mappers if not drew or mapper.id in drew)


def _is_reviewed(mappers: tuple[Mapper, ...]) -> bool:
    """Whether two parties or more drew the links, one of them at least not paid by the vendor."""
    return len(mappers) > 1 and any(not mapper.party.relationship.is_first_party for mapper in mappers)


RULES = (
    Rule(
        id="L30",
        slug="coverage_critical_gap",
        severity=Severity.CRITICAL,
        meaning="What would hurt most if it went wrong was never put to a test.",
        fires="no current benchmark result tests a promise about a critical step of the work directly, or a critical "
        "promise about no step, and no real use on record bears on it",
        sentence="{U} {U:promise|promises} about critical parts of the work {U:is|are} not tested directly by any "
        "benchmark: {names}.",
        removed_by="a direct test, or runtime evidence",
        needs="a promise",
        find=_gap,
    ),
    Rule(
        id="L31",
        slug="coverage_low",
        severity=Severity.HIGH,
        meaning="A good score says little about this work: most of what matters in it is not in the test.",
        fires="current benchmarks cover less than half of the work, weighted by consequence",
        sentence="{U} {U:promise|promises} about critical parts of the work {U:is|are} without a direct test, and "
        "benchmarks cover {C} of what this workflow depends on, weighted by consequence ({k} of {n} "
        "{n:promise|promises} at least in part).",
        removed_by="tests that map to the work",
        needs="a promise, and a current benchmark result that somebody mapped to the promises",
        find=_low,
    ),
    Rule(
        id="L32",
        slug="mapping_unreviewed",
        severity=Severity.MEDIUM,
        meaning="Whoever sells the agent also decided what its test results are evidence of.",
        fires="one party alone, or none but the vendor, linked test tasks to promises",
        sentence="The link between the tasks of {benchmarks} and the promises was drawn by {party} alone.",
        removed_by="an independent mapping",
        needs="the names of those who drew the mapping",
        find=_unreviewed,
    ),
)
