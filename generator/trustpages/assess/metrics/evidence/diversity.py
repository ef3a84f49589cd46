"""Diversity of evidence: effective number of kinds (Hill numbers), independence and concentration of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.pooling import group_by_artefact
from trustpages.assess.metrics.metric import Metric
from trustpages.model.measured import ALL_ON_RECORD, Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.coverage import Diversity
from trustpages.model.results.evidence import AdverseEvidence, Evidence, FreshnessSummary
from trustpages.model.vocabulary import EvidenceClass
from trustpages.statistics import diversity as mixture
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import wilson

_NOTHING_CURRENT = Unmeasured(Status.UNDEFINED, "no evidence that is still current")
_ONLY_ADVERSE = Unmeasured(Status.UNDEFINED, "all evidence that is still current speaks against the agent")


@dataclass(frozen=True, slots=True)
class _Artefact:
    """One artefact that still counts, represented by its freshest item."""

    evidence: Evidence
    evidence_class: EvidenceClass
    weight: float
    others: tuple[str, ...]


def compute_diversity(context: Context, freshness: FreshnessSummary, adverse_evidence: AdverseEvidence) -> Diversity:
    """Hill numbers of the kinds of evidence, independence and concentration of its sources.

    Every artefact weighs its freshness weight in its class, expired ones nothing; sources are counted by
    artefact. Evidence against the agent is left out, or a failed audit would be a further kind from a
    further source. Without any unexpired artefact all numbers are undefined. `required` are the classes that
    the pacts require for approval; `absent` are those of them that are not there, or of all classes where
    no pact requires any. Formulas: docs/reference/formulas.md#mixture (Hill 1973; Jost 2006).
    """
    weights = {item.evidence: item.weight for item in freshness.items}
    left_out = adverse_evidence.ids
    artefacts = _select_current([item for item in context.evidence if item.id not in left_out], weights)
    absent = _ONLY_ADVERSE if any(weights.get(name) for name in left_out) else _NOTHING_CURRENT
    amounts = dict.fromkeys(EvidenceClass, 0.0)
    for artefact in artefacts:
        amounts[artefact.evidence_class] += artefact.weight
    total, counts = sum(amounts.values()), Counter(artefact.evidence_class for artefact in artefacts)
    kinds = mixture.measure_diversity(list(amounts.values()))
    organisations = _count_organisations(artefacts)
    wanted = {kind for pact in context.agent.pacts for kind in pact.requires.approval}
    required = tuple(kind for kind in EvidenceClass if kind in wanted)
    hhi, effective = _compute_concentration([count for _, count in organisations], absent)
    ids = sorted(artefact.evidence.id for artefact in artefacts)
    return Diversity(
        amounts=tuple(amounts.items()),
        items=tuple((kind, counts[kind]) for kind in EvidenceClass),
        d0=with_inputs(_measure_hill_number(kinds, "richness", len(artefacts), absent), ids),
        d1=with_inputs(_measure_hill_number(kinds, "shannon", len(artefacts), absent), ids),
        d2=with_inputs(_measure_hill_number(kinds, "simpson", len(artefacts), absent), ids),
        evenness=None if isinstance(kinds, Unmeasured) else kinds.evenness,
        benchmark_share=amounts[EvidenceClass.BENCHMARK] / total if total else None,
        independence=with_inputs(_compute_independence(artefacts, context.policy.level, absent), ids),
        hhi=with_inputs(hhi, ids),
        effective_sources=effective,
        organisations=organisations,
        absent=tuple(kind for kind in (required or tuple(EvidenceClass)) if not counts[kind]),
        required=required,
        duplicates=tuple(sorted(name for artefact in artefacts for name in artefact.others)),
        against=tuple(sorted(name for name in left_out if weights.get(name))),
        expired=tuple(
            item.id for item in context.evidence if item.evidence_class is not None and not weights.get(item.id)
        ),
    )


def _select_current(evidence: Sequence[Evidence], weights: Mapping[str, float]) -> tuple[_Artefact, ...]:
    """The artefacts with any weight left; items that freshness does not know have none."""
    classed = [item for item in evidence if item.evidence_class is not None]
    artefacts = []
    for members in group_by_artefact(classed):
        # One artefact counts once however often it is cited, by its freshest item.
        best = max(members, key=lambda member: weights.get(member.id, 0.0))
        weight = weights.get(best.id, 0.0)
        if weight > 0 and best.evidence_class is not None:
            others = tuple(member.id for member in members if member is not best)
            artefacts.append(_Artefact(best, best.evidence_class, weight, others))
    return tuple(artefacts)


def _count_organisations(artefacts: Sequence[_Artefact]) -> tuple[tuple[str, int], ...]:
    """Each organisation with its artefacts, most first; by the first of its spellings, which do not count apart."""
    producers = [artefact.evidence.producer for artefact in artefacts]
    names: dict[str, str] = {}
    for producer in sorted(producers, key=lambda producer: producer.name):
        names.setdefault(producer.identity, producer.name)
    sources = Counter(names[producer.identity] for producer in producers)
    return tuple(sorted(sources.items(), key=lambda pair: (-pair[1], pair[0])))


def _measure_hill_number(kinds: mixture.HillNumbers | Unmeasured, order: str, n: int, absent: Unmeasured) -> Quantity:
    if isinstance(kinds, Unmeasured):
        return absent
    return _measure_population(float(getattr(kinds, order)), "kinds", n)


def _measure_population(value: float, unit: str, n: int) -> Measured:
    notes = ("the evidence at hand is all there is: no interval",)
    return Measured(value, None, None, 1.0, "population", None, n, n, unit, notes=notes)


def _compute_independence(artefacts: Sequence[_Artefact], level: float, absent: Unmeasured) -> Quantity:
    n = len(artefacts)
    if not n:
        return absent
    k = sum(not artefact.evidence.producer.relationship.is_first_party for artefact in artefacts)
    return Estimate(k / n, wilson(k, n, level)).measured("share", k=k, n=n, notes=(ALL_ON_RECORD,))


def _compute_concentration(counts: Sequence[int], absent: Unmeasured) -> tuple[Quantity, float | None]:
    hhi = mixture.herfindahl_index(counts)
    effective = mixture.effective_number(counts)
    if isinstance(hhi, Unmeasured) or isinstance(effective, Unmeasured):
        return absent, None
    return _measure_population(hhi, "index", sum(counts)), effective


DIVERSITY = Metric(
    id="diversity",
    title="Diversity of evidence",
    question="How many kinds of evidence and how many sources are there really?",
    needs="evidence items with their class, producer and freshness.",
    smallest="one item that is not expired.",
    formula="Each artefact counts once, with its freshness weight; expired ones and evidence against the agent "
    "count not at all. Hill numbers "
    "turn the mixture of classes into a number of equally used kinds (D0 counts them, D1 and D2 discount "
    "rare ones). Independence is the share of artefacts that neither the vendor nor its contractors "
    "produced; the Herfindahl index says how far one source dominates. The list of required classes that "
    "are absent stands beside the number.",
    cannot_tell="whether any single item is any good.",
    sources="Hill 1973; Jost 2006; Wilson 1927.",
    compute=compute_diversity,
    reads=("freshness", "adverse_evidence"),
)
