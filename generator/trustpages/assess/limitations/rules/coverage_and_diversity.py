"""L30 to L37: what benchmarks test of the workflow, and of how many kinds and from how many sources the evidence is."""

from __future__ import annotations

from collections.abc import Mapping

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown, reaches
from trustpages.assess.limitations.rules.benchmarks.benchmark_scores import A_RESULT, NO_RESULT
from trustpages.assess.limitations.sentences import format_decimal, format_percent
from trustpages.model.documents.benchmarks.benchmark import Benchmark, Mapper
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import refer
from trustpages.model.vocabulary import EvidenceClass, Severity

ALL_CRITICAL_TESTED = (
    "Benchmarks cover {C} of what this workflow depends on, weighted by consequence ({k} of {n} {n:promise|promises} "
    "at least in part); no promise about a critical part of it is without a direct test."
)
ALL_FROM_BENCHMARKS = (
    "All current evidence ({n} {n:item|items}) is benchmark evidence; nothing comes from real use, incidents, audit or "
    "review."
)
FEW_KINDS = "The evidence amounts to {D1} {D1:kind|kinds}; missing: {classes}."
ONE_BENCHMARK = "One benchmark stands for the whole category: {benchmark}."
ALL_FIRST_PARTY = "Every current item ({n} of {n}) was produced by the vendor or somebody it pays."
ONE_SOURCE = "{x} of {n} current {n:item|items} {x:comes|come} from {org}."
NO_CURRENT_EVIDENCE = NotEvaluable("there is no current evidence that counts")
CURRENT_EVIDENCE = "current evidence that does not speak against the agent"


def _find_coverage_critical_gap(agent: AssessedAgent) -> Occasions:
    if not agent.findings.coverage.rows:
        return NotEvaluable("nothing is promised")
    usable = {item.evidence for item in agent.findings.freshness.items if item.status.is_usable}
    # Current evidence from real use says more of a promise than any test, unless it is evidence against the agent.
    counting = usable - agent.findings.adverse_evidence.ids
    seen_in_use = {
        ref
        for item in agent.proof
        if item.evidence_class is EvidenceClass.RUNTIME and item.id in counting
        for ref in item.item.supports
    }
    names = tuple(ref for ref in agent.findings.coverage.uncovered if ref not in seen_in_use)
    return (Occasion({"U": len(names), "names": refer(names)}, names),) if names else ()


def _find_coverage_low(agent: AssessedAgent) -> Occasions:
    covered = agent.findings.coverage.weighted
    if not isinstance(covered, Measured):
        return NotEvaluable(covered.reason)
    line = agent.policy.coverage.low
    if reaches(covered.value, line):
        return ()
    slots: dict[str, Slot] = {
        "U": len(agent.findings.coverage.uncovered),
        "C": format_percent(covered.value, line),
        "k": sum(row.best > 0 for row in agent.findings.coverage.rows),
        "n": len(agent.findings.coverage.rows),
    }
    return (Occasion(slots, sentence=None if agent.findings.coverage.uncovered else ALL_CRITICAL_TESTED),)


def _find_mapping_unreviewed(agent: AssessedAgent) -> Occasions:
    linked = {
        cell.benchmark
        for row in agent.findings.coverage.rows
        for cell in row.cells
        if cell.counts and cell.strength is not None
    }
    if not linked:
        return NotEvaluable("no current benchmark result is linked to a promise")
    mappers = {name: _list_mappers(agent.context.benchmarks[name]) for name in sorted(linked)}
    by_party: dict[tuple[str, ...], list[str]] = {}
    for name, drew in mappers.items():
        # Reviewed means two parties or more, one of them at least not paid by the vendor.
        reviewed = len(drew) > 1 and any(not mapper.party.relationship.is_first_party for mapper in drew)
        if drew and not reviewed:
            by_party.setdefault(tuple(sorted({mapper.name for mapper in drew})), []).append(name)
    occasions = [
        Occasion({"party": party, "benchmarks": tuple(agent.benchmark_name(name) for name in names)}, tuple(names))
        for party, names in sorted(by_party.items())
    ]
    unknown = [name for name, drew in mappers.items() if not drew]
    return check_unknown(occasions, unknown, "nobody is named who drew the links of some benchmarks")


def _list_mappers(benchmark: Benchmark) -> tuple[Mapper, ...]:
    """Those who drew the links; all who are named where the links do not say."""
    drew = {link.mapper for link in benchmark.mapping if link.mapper is not None}
    return tuple(mapper for mapper in benchmark.mappers if not drew or mapper.id in drew)


def _say_what_is_left_out(agent: AssessedAgent, sentence: str, slots: Mapping[str, Slot]) -> Occasion:
    """The occasion; where current evidence against the agent does not count, its sentence says so."""
    against = len(agent.findings.diversity.against)
    return Occasion({**slots, "a": against}, sentence=_except_for(sentence) if against else None)


def _except_for(sentence: str) -> str:
    return f"Apart from {{a}} {{a:item|items}} against the agent, {sentence[0].lower()}{sentence[1:]}"


def _count_items(agent: AssessedAgent) -> int:
    return sum(count for _, count in agent.findings.diversity.items)


def _find_benchmark_only(agent: AssessedAgent) -> Occasions:
    share = agent.findings.diversity.benchmark_share
    if share is None:
        return NO_CURRENT_EVIDENCE
    return (_say_what_is_left_out(agent, ALL_FROM_BENCHMARKS, {"n": _count_items(agent)}),) if reaches(share, 1) else ()


def _find_low_diversity(agent: AssessedAgent) -> Occasions:
    kinds = agent.findings.diversity.d1
    if not isinstance(kinds, Measured):
        return NotEvaluable(kinds.reason)
    # As it is printed: kinds of slightly different age count a little less than their number.
    effective = round(kinds.value, 1)
    if reaches(effective, agent.policy.diversity.kinds):
        return ()
    # Where no pact requires kinds that are absent, those with nothing current are what would add a side.
    missing = agent.findings.diversity.absent or tuple(
        kind for kind, amount in agent.findings.diversity.amounts if amount == 0
    )
    classes = tuple(evidence_class.value.replace("_", " ") for evidence_class in missing)
    slots: dict[str, Slot] = {"D1": format_decimal(effective, places=1), "classes": classes}
    return (_say_what_is_left_out(agent, FEW_KINDS, slots),)


def _find_single_benchmark(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    against = agent.findings.adverse_evidence.ids
    # A second benchmark on which the agent fails is no second test that it passed.
    passed = [result for result in agent.results if result.evidence not in against]
    names = sorted({result.benchmark for result in passed or agent.results})
    if len(names) > 1:
        return ()
    slots: dict[str, Slot] = {"benchmark": agent.benchmark_name(names[0])}
    left_out = [result.benchmark for result in agent.results if result.benchmark != names[0]]
    sentence = _except_for(ONE_BENCHMARK) if left_out else None
    return (Occasion(slots | {"a": len(left_out)}, (names[0],), sentence=sentence),)


def _find_first_party_only(agent: AssessedAgent) -> Occasions:
    share = agent.findings.diversity.independence
    if not isinstance(share, Measured):
        return NotEvaluable(share.reason)
    # By count and not by share: a single item from elsewhere, however small, is a second pair of eyes.
    return (_say_what_is_left_out(agent, ALL_FIRST_PARTY, {"n": _count_items(agent)}),) if share.k == 0 else ()


def _find_source_concentrated(agent: AssessedAgent) -> Occasions:
    index = agent.findings.diversity.hhi
    if not isinstance(index, Measured):
        return NotEvaluable(index.reason)
    if index.value <= agent.policy.diversity.strong_concentration:
        return ()
    sources = agent.findings.diversity.organisations
    name, most = sources[0]
    slots: dict[str, Slot] = {"x": most, "n": sum(count for _, count in sources), "org": name}
    return (_say_what_is_left_out(agent, ONE_SOURCE, slots),)


COVERAGE_AND_DIVERSITY_RULES = (
    Rule(
        id="L30",
        slug="coverage_critical_gap",
        severity=Severity.CRITICAL,
        meaning="What would hurt most if it went wrong was never put to a test.",
        fires="no current benchmark result tests a promise about a critical step of the work directly, or a critical "
        "promise about no step, that a benchmark could test, and no real use on record bears on it, unless it speaks "
        "against the agent",
        sentence="{U} {U:promise|promises} about critical parts of the work {U:is|are} neither tested directly by a "
        "benchmark nor seen in real use: {names}.",
        removed_by="a direct test, or runtime evidence",
        needs="a promise",
        find=_find_coverage_critical_gap,
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
        find=_find_coverage_low,
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
        find=_find_mapping_unreviewed,
    ),
    Rule(
        id="L33",
        slug="benchmark_only",
        severity=Severity.CRITICAL,
        meaning="Nothing on record shows how the agent does outside of tests.",
        fires="all current evidence is benchmark evidence",
        sentence=ALL_FROM_BENCHMARKS,
        removed_by="current evidence of any other kind",
        needs=CURRENT_EVIDENCE,
        find=_find_benchmark_only,
    ),
    Rule(
        id="L34",
        slug="low_diversity",
        severity=Severity.HIGH,
        meaning="The evidence looks at the agent from one side only.",
        fires="the effective number of kinds of evidence (Hill number of order 1), rounded to a tenth, is below 2",
        sentence=FEW_KINDS,
        removed_by="evidence of the kinds that are listed",
        needs=CURRENT_EVIDENCE,
        find=_find_low_diversity,
    ),
    Rule(
        id="L35",
        slug="single_benchmark",
        severity=Severity.MEDIUM,
        meaning="What one test does not ask, nobody asked.",
        fires="results are on record for one benchmark only",
        sentence=ONE_BENCHMARK,
        removed_by="a second, independent benchmark",
        needs=A_RESULT,
        find=_find_single_benchmark,
    ),
    Rule(
        id="L36",
        slug="first_party_only",
        severity=Severity.HIGH,
        meaning="All that is known about the agent comes from those who sell it.",
        fires="the vendor or its contractors produced every current item",
        sentence=ALL_FIRST_PARTY,
        removed_by="an item from a third party",
        needs=CURRENT_EVIDENCE,
        find=_find_first_party_only,
    ),
    Rule(
        id="L37",
        slug="source_concentrated",
        severity=Severity.MEDIUM,
        meaning="If this one source is wrong, most of the report is.",
        fires="the concentration index of sources (HHI) is above 0.5",
        sentence=ONE_SOURCE,
        removed_by="other sources",
        needs=CURRENT_EVIDENCE,
        find=_find_source_concentrated,
    ),
)
