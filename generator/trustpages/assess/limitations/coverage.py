"""L30 to L32: what the benchmarks test of what the workflow depends on."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import percent
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.vocabulary import Severity


def _gap(facts: Facts) -> Found:
    if not facts.coverage.rows:
        return NotEvaluable("nothing is promised")
    names = facts.coverage.uncovered
    return (Occasion({"U": len(names), "names": names}),) if names else ()


def _low(facts: Facts) -> Found:
    covered = facts.coverage.weighted
    if not isinstance(covered, Measured):
        return NotEvaluable(covered.reason)
    if covered.value >= facts.context.policy.coverage.low:
        return ()
    return (Occasion({"C": percent(covered.value)}),)


def _unreviewed(facts: Facts) -> Found:
    mappers = facts.coverage.mappers
    if not mappers:
        return NotEvaluable("nobody is named who linked test tasks to promises")
    if len(mappers) > 1 and facts.coverage.independent_mapping:
        return ()
    return (Occasion({"party": mappers}),)


RULES = (
    Rule(
        "L30",
        "coverage_critical_gap",
        Severity.CRITICAL,
        "no benchmark tests a critical promise directly",
        "{U} critical promise(s) are not tested by any benchmark: {names}.",
        "a direct test, or runtime evidence",
        "a promise",
        _gap,
    ),
    Rule(
        "L31",
        "coverage_low",
        Severity.HIGH,
        "benchmarks cover less than half of the work, weighted by consequence",
        "Benchmarks cover {C} of what this workflow depends on, weighted by consequence.",
        "tests that map to the work",
        "a promise, and weights that are not all zero",
        _low,
    ),
    Rule(
        "L32",
        "mapping_unreviewed",
        Severity.MEDIUM,
        "one party alone, or the vendor, linked test tasks to promises",
        "The link between test tasks and promises was drawn by {party} alone.",
        "an independent mapping",
        "the names of those who drew the mapping",
        _unreviewed,
    ),
)
