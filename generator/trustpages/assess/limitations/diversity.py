"""L33 to L37: of how many kinds the evidence is, and from how many sources."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import Found, Occasion, Rule, reaches
from trustpages.assess.limitations.words import decimal
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

NO_EVIDENCE = NotEvaluable("there is no current evidence")
CURRENT_EVIDENCE = "current evidence"


def _items(facts: Facts) -> int:
    return sum(count for _, count in facts.diversity.items)


def _benchmark_only(facts: Facts) -> Found:
    share = facts.diversity.benchmark_share
    if share is None:
        return NO_EVIDENCE
    return (Occasion({"n": _items(facts)}),) if reaches(share, 1) else ()


def _low(facts: Facts) -> Found:
    kinds = facts.diversity.d1
    if not isinstance(kinds, Measured):
        return NotEvaluable(kinds.reason)
    line = facts.policy.diversity.kinds
    if reaches(kinds.value, line):
        return ()
    missing = facts.diversity.absent or tuple(kind for kind, amount in facts.diversity.amounts if amount == 0)
    classes = tuple(one.value.replace("_", " ") for one in missing)
    return (Occasion({"D1": decimal(kinds.value, line, places=1), "classes": classes}),)


def _single(facts: Facts) -> Found:
    names = sorted({result.benchmark for result in facts.results})
    if not names:
        return NotEvaluable("no benchmark result is on record")
    if len(names) > 1:
        return ()
    return (Occasion({"benchmark": facts.benchmark_name(names[0])}, (names[0],)),)


def _first_party(facts: Facts) -> Found:
    share = facts.diversity.independence
    if not isinstance(share, Measured):
        return NotEvaluable(share.reason)
    return (Occasion({"n": _items(facts)}),) if share.k == 0 else ()


def _concentrated(facts: Facts) -> Found:
    index = facts.diversity.hhi
    if not isinstance(index, Measured):
        return NotEvaluable(index.reason)
    if index.value <= facts.policy.diversity.strong_concentration:
        return ()
    name, most = facts.diversity.organisations[0]
    total = sum(count for _, count in facts.diversity.organisations)
    slots: dict[str, Slot] = {"x": most, "n": total, "org": name}
    return (Occasion(slots),)


RULES = (
    Rule(
        id="L33",
        slug="benchmark_only",
        severity=Severity.CRITICAL,
        meaning="Nothing on record shows how the agent does outside of tests.",
        fires="all current evidence is benchmark evidence",
        sentence="All current evidence ({n} {n:item|items}) is benchmark evidence; nothing comes from real use, "
        "incidents, audit or review.",
        removed_by="current evidence of any other kind",
        needs=CURRENT_EVIDENCE,
        find=_benchmark_only,
    ),
    Rule(
        id="L34",
        slug="low_diversity",
        severity=Severity.HIGH,
        meaning="The evidence looks at the agent from one side only.",
        fires="the effective number of kinds of evidence (Hill number of order 1) is below 2",
        sentence="The evidence amounts to {D1} {D1:kind|kinds}; missing: {classes}.",
        removed_by="evidence of the kinds that are listed",
        needs=CURRENT_EVIDENCE,
        find=_low,
    ),
    Rule(
        id="L35",
        slug="single_benchmark",
        severity=Severity.MEDIUM,
        meaning="What one test does not ask, nobody asked.",
        fires="results are on record for one benchmark only",
        sentence="One benchmark stands for the whole category: {benchmark}.",
        removed_by="a second, independent benchmark",
        needs="a benchmark result",
        find=_single,
    ),
    Rule(
        id="L36",
        slug="first_party_only",
        severity=Severity.HIGH,
        meaning="All that is known about the agent comes from those who sell it.",
        fires="the vendor or its contractors produced every current item",
        sentence="Every current item ({n} of {n}) was produced by the vendor or somebody it pays.",
        removed_by="an item from a third party",
        needs=CURRENT_EVIDENCE,
        find=_first_party,
    ),
    Rule(
        id="L37",
        slug="source_concentrated",
        severity=Severity.MEDIUM,
        meaning="If this one source is wrong, most of the report is.",
        fires="the concentration index of sources (HHI) is above 0.5",
        sentence="{x} of {n} current {n:item|items} {x:comes|come} from {org}.",
        removed_by="other sources",
        needs=CURRENT_EVIDENCE,
        find=_concentrated,
    ),
)
