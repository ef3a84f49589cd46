"""The ruling on a share whose runs come from several sources: who decides, and what is pooled.

The deployed version's own runs have a verdict of their own. Earlier versions help where nothing shows that they
differ, and take it no further than leaning where its own runs do not bear it out. Where producers differ the worst
decides. No failing run of a deployed version with one producer improves the verdict
(docs/reference/formulas.md#pooling).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.evidence.tally import Tally, combine_tallies
from trustpages.assess.measures.ruling import Line, Ruling, choose_worse_verdict, hold_back
from trustpages.assess.measures.subsets.sources import (
    SourceKey,
    SourceRuns,
    compare,
    compare_with_rest,
    estimate_sources,
    join_names,
    split_by_source,
    take_sources,
)
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.obligation import LeftOut
from trustpages.model.results.parts import Difference, SourceResult
from trustpages.model.vocabulary import Verdict

ShareRule: TypeAlias = Callable[[Case, Pool[Tally]], Ruling]
"""Rules on the runs of a pool as if they all came from one source."""


@dataclass(frozen=True, slots=True)
class _Decision:
    """The ruling that decides, the sources in its figure, and the differences that were looked at."""

    ruling: Ruling
    pooled: Sequence[SourceRuns]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rulings:
    """The sources of one pool, the ruling on all of them (`whole`) and on each (`own`), and how to rule on some."""

    case: Case
    line: Line
    whole: Ruling
    own: Mapping[SourceKey, Ruling]
    rule: Callable[[Sequence[SourceRuns]], Ruling]

    def keeps(self, sources: Sequence[SourceRuns]) -> bool:
        """Whether the share of these sources together lies on the good side of the line."""
        quantity = (self.own[sources[0].key] if len(sources) == 1 else self.rule(sources)).quantity
        if isinstance(quantity, Measured):
            return self.line.keeps(quantity.value)
        tally = combine_tallies([source.tally for source in sources])
        return not tally.known or self.line.keeps(tally.share)

    def judge(self, source: SourceRuns) -> Verdict:
        """The verdict on one source; where it has no interval it leans to the side of its share."""
        ruling = self.own[source.key]
        if isinstance(ruling.quantity, Measured) or not source.tally.known:
            return ruling.verdict
        return Verdict.LEANING_MET if self.keeps([source]) else Verdict.LEANING_BREACH


def rule_by_source(case: Case, pool: Pool[Tally], line: Line, rule: ShareRule, *, is_judged: bool) -> Ruling:
    """The ruling on a pool: on all of it, or on the sources that decide, the others left out."""
    whole, sources = rule(case, pool), split_by_source(pool, is_judged=is_judged)
    if len(sources) < 2 or isinstance(whole.quantity, Unmeasured):
        return whole
    in_part = drop_demands(case)
    own = {source.key: rule(replace(in_part, verdict_only=True), take_sources(pool, [source])) for source in sources}
    found = _Rulings(case, line, whole, own, lambda some: rule(in_part, take_sources(pool, some)))
    decision = _decide(found, sources)
    pooled = {source.key for source in decision.pooled}
    return replace(
        _leave_out(decision, [source for source in sources if source.key not in pooled]),
        budget=whole.budget,
        sources=tuple(_describe(found, source, pooled=source.key in pooled) for source in sources),
        differences=decision.differences,
    )


def drop_demands(case: Case) -> Case:
    """The case without what the pact asks of the window as a whole, which a part of the runs cannot fulfil."""
    window = case.obligation.window.model_copy(update={"min_samples": 1, "min_coverage": None, "population": None})
    return replace(case, obligation=case.obligation.model_copy(update={"window": window}))


def _decide(found: _Rulings, sources: Sequence[SourceRuns]) -> _Decision:
    deployed = [source for source in sources if not source.key.is_earlier]
    earlier = [source for source in sources if source.key.is_earlier]
    first = deployed or earlier
    within = compare_with_rest(found.case, first)
    if _any_beyond_chance(within):
        return _choose_worst(found, first, within)
    if not (deployed and earlier):
        return _Decision(found.whole, sources, within)
    # Earlier versions that differ among themselves are nothing that the deployed one could be like.
    among = compare_with_rest(found.case, earlier)
    if _any_beyond_chance(among):
        return _Decision(found.rule(deployed), deployed, (*within, *among))
    return _hold_against_earlier(found, deployed, earlier, (*within, *among))


def _any_beyond_chance(differences: Sequence[Difference]) -> bool:
    return any(difference.beyond_chance for difference in differences)


def _hold_against_earlier(
    found: _Rulings, deployed: Sequence[SourceRuns], earlier: Sequence[SourceRuns], seen: tuple[Difference, ...]
) -> _Decision:
    """Pooled, leaning where the deployed runs do not bear it out; the deployed runs alone where the versions differ."""
    together, held = (*deployed, *earlier), _hold_to_deployed(found, deployed)
    between = compare(found.case, deployed, earlier)
    if between is None or not between.beyond_chance:
        return _Decision(held, together, (*seen, *((between,) if between else ())))
    alone, differences = found.rule(deployed), (*seen, between)
    if (between.points.value > 0) is (found.line.direction == "at_least"):
        # What is met together with runs that do worse is met without them, though fewer runs may show less.
        decides = choose_worse_verdict(alone.verdict, held.verdict) is held.verdict
        return _Decision(alone, deployed, differences) if decides else _Decision(held, together, differences)
    # What is broken together with runs that do better is broken without them.
    decides = choose_worse_verdict(alone.verdict, found.whole.verdict) is alone.verdict
    return _Decision(alone, deployed, differences) if decides else _Decision(found.whole, together, differences)


def _hold_to_deployed(found: _Rulings, deployed: Sequence[SourceRuns]) -> Ruling:
    """The pooled ruling; it only leans where the deployed version's own runs do not bear it out at the policy's level.

    So much of it is sure whatever the earlier versions were like: how often it is wrong on the line is bounded.
    """
    own = estimate_sources(deployed, found.case.context.policy.pact.carried_level)
    shown = None if isinstance(own, Unmeasured) else found.line.decide(own.value, own.interval)
    if shown is found.whole.verdict:
        return found.whole
    tally = combine_tallies([source.tally for source in deployed])
    counts = f"{tally.successes:,} of {tally.known:,}"
    return hold_back(found.whole, f"the deployed version's own runs ({counts}) do not bear it out")


def _choose_worst(found: _Rulings, sources: Sequence[SourceRuns], differences: tuple[Difference, ...]) -> _Decision:
    """The ruling on the source with the worst verdict, of equal ones that with the worst share."""
    measured = [source for source in sources if isinstance(found.own[source.key].quantity, Measured)]
    worst = measured[0]
    for source in measured[1:]:
        verdicts = found.judge(source), found.judge(worst)
        shares = [other.tally.share for other in (source, worst)]
        if verdicts[0] is not verdicts[1]:
            is_worse = choose_worse_verdict(*verdicts) is verdicts[0]
        else:
            is_worse = shares[0] < shares[1] if found.line.direction == "at_least" else shares[0] > shares[1]
        worst = source if is_worse else worst
    ruling = found.rule([worst])
    for source in sources:
        if ruling.verdict is Verdict.MET and not found.keeps([source]):
            ruling = hold_back(ruling, f"runs {source.name} lie on the other side of the line")
    return _Decision(ruling, [worst], differences)


def _leave_out(decision: _Decision, others: Sequence[SourceRuns]) -> Ruling:
    """The ruling with the sources outside of its figure among what was left out."""
    if not others:
        return decision.ruling
    kept = join_names(decision.pooled)
    left_out = [
        LeftOut(counted.evidence.id, f"runs {source.name} are not pooled with those {kept}: they differ beyond chance")
        for source in others
        for counted in source.counted
    ]
    basis = decision.ruling.basis
    ordered = tuple(sorted((*basis.left_out, *left_out), key=lambda gap: gap.evidence))
    return replace(decision.ruling, basis=replace(basis, left_out=ordered))


def _describe(found: _Rulings, source: SourceRuns, *, pooled: bool) -> SourceResult:
    return SourceResult(
        name=source.name,
        version=source.key.version or None,
        producer=source.key.by,
        items=tuple(counted.evidence.id for counted in source.counted),
        deployed=not source.key.is_earlier,
        pooled=pooled,
        quantity=found.own[source.key].quantity,
        verdict=found.judge(source),
        by_stratum=tuple((name, part.successes, part.known) for name, part in source.tally.strata if part.known),
    )
