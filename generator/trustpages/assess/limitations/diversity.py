"""L33 to L37: of how many kinds the evidence is, and from how many sources."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import decimal
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable
from trustpages.model.vocabulary import EvidenceClass, Severity

NO_EVIDENCE = NotEvaluable("there is no current evidence")


def _benchmark_only(facts: Facts) -> Found:
    if facts.diversity.benchmark_share is None:
        return NO_EVIDENCE
    return (Occasion(),) if facts.diversity.benchmark_share == 1 else ()


def _low(facts: Facts) -> Found:
    kinds = facts.diversity.d1
    if not isinstance(kinds, Measured):
        return NotEvaluable(kinds.reason)
    if kinds.value >= facts.context.policy.diversity.kinds:
        return ()
    missing = facts.diversity.absent or tuple(
        kind
        for kind, amount in facts.diversity.amounts
        if amount == 0 and kind is not EvidenceClass.BENCHMARK
    )
    classes = tuple(one.value.replace("_", " ") for one in missing)
    return (Occasion({"D1": decimal(kinds.value, 1), "classes": classes}),)


def _single(facts: Facts) -> Found:
    names = sorted({one.benchmark for one in facts.results})
    if not names:
        return NotEvaluable("no benchmark result is on record")
    return (Occasion({"benchmark": names[0]}, names[0]),) if len(names) == 1 else ()


def _first_party(facts: Facts) -> Found:
    share = facts.diversity.independence
    if not isinstance(share, Measured):
        return NotEvaluable(share.reason)
    return (Occasion(),) if share.k == 0 else ()


def _concentrated(facts: Facts) -> Found:
    index = facts.diversity.hhi
    if not isinstance(index, Measured):
        return NotEvaluable(index.reason)
    if index.value <= facts.context.policy.diversity.strong_concentration:
        return ()
    name, most = max(facts.diversity.organisations, key=lambda pair: (pair[1], pair[0]))
    total = sum(count for _, count in facts.diversity.organisations)
    return (Occasion({"x": most, "n": total, "org": name}),)


RULES = (
    Rule(
        "L33",
        "benchmark_only",
        Severity.CRITICAL,
        "all current evidence is benchmark evidence",
        "All current evidence is benchmark evidence; nothing comes from real use, incidents, audit or review.",
        "current evidence of any other kind",
        "current evidence",
        _benchmark_only,
    ),
    Rule(
        "L34",
        "low_diversity",
        Severity.HIGH,
        "the effective number of kinds of evidence is below 2",
        "The evidence amounts to {D1} kind(s); missing: {classes}.",
        "evidence of the kinds that are listed",
        "current evidence",
        _low,
    ),
    Rule(
        "L35",
        "single_benchmark",
        Severity.MEDIUM,
        "results are on record for one benchmark only",
        "One benchmark stands for the whole category.",
        "a second, independent benchmark",
        "a benchmark result",
        _single,
    ),
    Rule(
        "L36",
        "first_party_only",
        Severity.HIGH,
        "the vendor or its contractors produced every item",
        "Every item was produced by the vendor.",
        "an item from a third party",
        "evidence",
        _first_party,
    ),
    Rule(
        "L37",
        "source_concentrated",
        Severity.MEDIUM,
        "the concentration index of sources is above 0.5",
        "{x} of {n} items come from {org}.",
        "other sources",
        "evidence",
        _concentrated,
    ),
)
