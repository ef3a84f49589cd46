"""Declared parts of the runs behind a share: a verdict on each, and a total weighted by their shares of real use.

The worst of m parts looks bad more often than any one of them: each is judged at level 1 - alpha/m (Bonferroni). The
weighted total has limits recovered from those of the parts (Zou, Huang & Zhang 2009;
docs/reference/formulas.md#strata).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.evidence.tally import Tally, assume_unknown_outcomes, combine_tallies
from trustpages.assess.measures.ruling import INFERRED, Line, Ruling, agree_on_verdict, hold_back
from trustpages.assess.measures.subsets.pooled_ruling import drop_demands
from trustpages.assess.measures.subsets.weighted_window import plan_weighted_window
from trustpages.assess.measures.what_would_change import GOOD_RUNS, describe_change, explain_no_plan
from trustpages.model.measured import Measured, Quantity, Unmeasured
from trustpages.model.results.obligation import WhatWouldChange
from trustpages.model.results.parts import StratumResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.comparisons import mover_sum
from trustpages.statistics.distributions import complement
from trustpages.statistics.interval import Estimate, Interval

ShareRule = Callable[[Case, Pool[Tally]], Ruling]
"""Rules on the runs of a pool as if they all came from one source."""


def rule_by_stratum(case: Case, pool: Pool[Tally], line: Line, rule: ShareRule, ruling: Ruling) -> Ruling:
    """The ruling with a verdict on each stratum of its runs, leaning at most to kept where one of them is broken.

    Where the pact gives the strata's shares of real use they weigh the total, unless all runs were recorded.
    """
    counted = tuple(item for item in pool.counted if item.evidence.id in ruling.basis.items)
    strata = _split_by_stratum(replace(pool, counted=counted))
    if not strata or isinstance(ruling.quantity, Unmeasured):
        return ruling
    weights = {part.stratum: part.share for part in case.obligation.population_shares}
    if weights and ruling.observed is None:
        ruling = _weigh_strata(case, line, rule, ruling, strata)
    parts = tuple(
        StratumResult(name=name, quantity=part.quantity, verdict=part.verdict, weight=weights.get(name))
        for name, part in _rule_on_each(case, strata, rule).items()
    )
    broken = [stratum for stratum in parts if stratum.verdict is Verdict.BREACHED]
    if broken and ruling.verdict is Verdict.MET:
        ruling = hold_back(ruling, f"runs of {' and of '.join(map(_describe_counts, broken))} break it by themselves")
    return replace(ruling, strata=parts)


def _split_by_stratum(pool: Pool[Tally]) -> Mapping[str, Pool[Tally]]:
    """The pool with the outcomes of one stratum only, for each of them."""
    names = sorted({name for item in pool.counted for name, _ in item.counts.strata})
    return {
        name: replace(
            pool,
            counted=tuple(
                replace(item, counts=part)
                for item in pool.counted
                for named, part in item.counts.strata
                if named == name
            ),
        )
        for name in names
    }


def _rule_on_each(case: Case, strata: Mapping[str, Pool[Tally]], rule: ShareRule) -> dict[str, Ruling]:
    """Rulings at a level for all strata together."""
    policy = case.context.policy
    level = 1 - complement(policy.level) / len(strata)
    context = replace(case.context, policy=policy.model_copy(update={"level": level}))
    alone = replace(drop_demands(case), context=context, verdict_only=True)
    return {name: rule(alone, pool) for name, pool in strata.items()}


def _describe_counts(stratum: StratumResult) -> str:
    seen = stratum.quantity
    if not isinstance(seen, Measured) or seen.k is None or seen.n is None:
        return stratum.name
    return f"{stratum.name} ({seen.k:,.0f} of {seen.n:,.0f})"


@dataclass(frozen=True, slots=True)
class _Total:
    """The weighted share and the verdict on it."""

    estimate: Estimate
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Weighing:
    """How to estimate the weighted total of the strata that have runs; those without have the weight `absent`."""

    case: Case
    line: Line
    rule: ShareRule
    strata: Mapping[str, Pool[Tally]]
    weights: Mapping[str, float]
    absent: float

    def estimate(self, *, good: bool | None = None) -> _Total:
        """The total over the strata with runs; with `good`, over all if what is not known had been good, or bad."""
        alone = replace(drop_demands(self.case), verdict_only=True)
        level, parts, units = self.case.level, [], []
        for name, pool in self.strata.items():
            counted = pool.counted
            if good is not None:
                counted = tuple(
                    replace(item, counts=assume_unknown_outcomes(item.counts, good=good)) for item in counted
                )
            weight = self.weights[name] if good is not None else self.weights[name] / (1 - self.absent)
            parts.append((weight, _read_estimate(self.rule(alone, replace(pool, counted=counted)).quantity, level)))
            units.append(sum(item.counts.units for item in counted))
        if self.absent and good is not None:
            parts.append((self.absent, Estimate(float(good), Interval(float(good), float(good), level, ""))))
        estimate = mover_sum([parts] if _do_clusters_cross(self.strata) else [[part] for part in parts])
        interval = replace(estimate.interval.clipped(0.0, 1.0), method="post-stratified")
        verdict = self.line.decide(estimate.value, interval)
        enough = min(units) >= self.case.context.policy.pact.units_min
        return _Total(Estimate(estimate.value, interval), verdict if enough else verdict.as_leaning())


def _weigh_strata(case: Case, line: Line, rule: ShareRule, ruling: Ruling, strata: Mapping[str, Pool[Tally]]) -> Ruling:
    """The ruling on the weighted total; what is not known, or not there, may not matter for it to stand."""
    weights = {part.stratum: part.share for part in case.obligation.population_shares if part.share}
    tallies = {name: combine_tallies(strata[name].counts) for name in weights if name in strata}
    present = {name: strata[name] for name, tally in tallies.items() if tally.known}
    if not present:
        note = "no run is known to belong to a part whose share of real use the pact gives"
        leaning = ruling.verdict.as_leaning()
        return replace(ruling, verdict=leaning, inferred=leaning, decided_by=INFERRED, notes=(*ruling.notes, note))
    missing = [name for name in weights if name not in present]
    weighing = _Weighing(case, line, rule, present, weights, math.fsum(weights[name] for name in missing))
    known, unknown = (sum(getattr(tallies[name], key) for name in present) for key in ("known", "unknown"))
    total = weighing.estimate()
    ends = [weighing.estimate(good=good) for good in (False, True)] if unknown or missing else []
    verdict = agree_on_verdict(end.verdict for end in ends) if ends else total.verdict
    absent = (f"no run of {', '.join(missing)} is known, so that its share may be anything",) if missing else ()
    return replace(
        ruling,
        quantity=total.estimate.measured("share", n=known),
        verdict=verdict,
        inferred=verdict,
        decided_by=INFERRED,
        unknown=unknown,
        bounds=(ends[0].estimate.value, ends[1].estimate.value) if ends else None,
        verdict_bounds=(ends[0].verdict, ends[1].verdict) if ends else None,
        notes=(*ruling.notes, *absent, "each part weighs as much as its share of real use"),
        would_change=_plan(weighing, verdict) if not case.verdict_only else WhatWouldChange(),
    )


def _plan(weighing: _Weighing, verdict: Verdict) -> WhatWouldChange:
    """How many runs would settle an open verdict on the total, divided among the parts as those seen."""
    if not verdict.is_inconclusive:
        return WhatWouldChange()
    if weighing.absent:
        return explain_no_plan("it depends on parts of which no run is known")
    case, alone = weighing.case, replace(drop_demands(weighing.case), verdict_only=True)
    shares = [weighing.rule(alone, pool).quantity for pool in weighing.strata.values()]
    if any(isinstance(share, Measured) and share.k is None for share in shares):
        return explain_no_plan("it depends on the parts to which they belong")
    tallies = {name: combine_tallies(pool.counts) for name, pool in weighing.strata.items()}
    window = plan_weighted_window(case, weighing.line, tallies, weighing.weights)
    if window is None:
        return explain_no_plan("the total lies too near to the line, or a part holds one cluster only")
    return describe_change(GOOD_RUNS, runs=window.runs, groups=window.groups)


def _read_estimate(quantity: Quantity, level: float) -> Estimate:
    """The share of a stratum with its limits; those of nothing, where its runs all belong to one cluster."""
    if isinstance(quantity, Unmeasured):
        return Estimate(0.5, Interval(0.0, 1.0, level, ""))
    low, high = quantity.low, quantity.high
    return Estimate(quantity.value, Interval(0.0 if low is None else low, 1.0 if high is None else high, level, ""))


def _do_clusters_cross(strata: Mapping[str, Pool[Tally]]) -> bool:
    """Whether one cluster has runs in two strata, so that these may err together."""
    hidden = [any(item.counts.hides_clusters for item in pool.counted) for pool in strata.values()]
    if any(hidden) and len(hidden) > 1:
        return True  # a cluster without a name may be any of those in another stratum
    seen = Counter(
        cluster
        for pool in strata.values()
        for cluster in {cluster.cluster for item in pool.counted for cluster in item.counts.clusters}
    )
    return any(times > 1 for times in seen.values())
