"""The ruling on a figure whose runs come from several sources: who decides, and what is pooled.

The deployed version's own runs have a verdict of their own. Earlier versions help where nothing shows that they
differ, and take it no further than leaning where its own runs do not bear it out. Where producers differ the worst
decides. Of shares and rates no failing run, and no further event, of a deployed version with one producer improves the
verdict (docs/reference/formulas.md#pooling).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.measures.ruling import Line, Ruling, choose_worse_verdict, hold_back
from trustpages.assess.measures.subsets.sources import (
    Comparer,
    RunSource,
    SourcedFigure,
    SourceKey,
    any_beyond_chance,
    divide,
    join_names,
    join_pools,
    split_by_source,
)
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.obligation import LeftOut
from trustpages.model.results.parts import Difference, SourceResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Estimate

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class _Decision(Generic[S]):
    """The ruling that decides, the sources in its figure, and the differences that were looked at."""

    ruling: Ruling
    pooled: Sequence[RunSource[S]]
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rulings(Generic[S]):
    """The ruling on all sources (`whole`) and on each (`own`), and how to rule on some; `in_part` asks less of them."""

    case: Case
    in_part: Case
    line: Line
    figure: SourcedFigure[S]
    whole: Ruling
    own: Mapping[SourceKey, Ruling]

    @property
    def comparer(self) -> Comparer[S]:
        """What tells the sources apart."""
        level = self.case.context.policy.pact.pooling_level
        return Comparer(estimate=self.figure.estimate, unit=self.figure.unit, level=level)

    def rule(self, sources: Sequence[RunSource[S]]) -> Ruling:
        """The ruling on these sources together."""
        return self.figure.rule(self.in_part, join_pools(sources))

    def keeps(self, sources: Sequence[RunSource[S]]) -> bool:
        """Whether the figure of these sources together lies on the good side of the line."""
        quantity = (self.own[sources[0].key] if len(sources) == 1 else self.rule(sources)).quantity
        value = quantity.value if isinstance(quantity, Measured) else self.figure.value(join_pools(sources))
        return value is None or self.line.keeps(value)

    def judge(self, source: RunSource[S]) -> Verdict:
        """The verdict on one source; where it has no interval it leans to the side of its figure."""
        ruling = self.own[source.key]
        if isinstance(ruling.quantity, Measured) or self.figure.value(source.pool) is None:
            return ruling.verdict
        return Verdict.LEANING_MET if self.keeps([source]) else Verdict.LEANING_BREACH


def rule_by_source(case: Case, pool: Pool[S], line: Line, figure: SourcedFigure[S], *, by_side: bool = False) -> Ruling:
    """The ruling on a pool: on all of it, or on the sources that decide, the others left out.

    `by_side` as for `split_by_source`.
    """
    whole, sources = figure.rule(case, pool), split_by_source(pool, by_side=by_side)
    if len(sources) < 2 or isinstance(whole.quantity, Unmeasured):
        return whole
    in_part = drop_demands(case)
    alone = replace(in_part, verdict_only=True)
    own = {source.key: figure.rule(alone, source.pool) for source in sources}
    rulings = _Rulings(case, in_part, line, figure, whole, own)
    decision = _decide(rulings, sources)
    pooled = {source.key for source in decision.pooled}
    return replace(
        _leave_out(rulings, decision, [source for source in sources if source.key not in pooled]),
        budget=whole.budget,
        sources=tuple(_describe(rulings, source, pooled=source.key in pooled) for source in sources),
        differences=decision.differences,
    )


def drop_demands(case: Case) -> Case:
    """The case without what the pact asks of the window as a whole, which a part of the runs cannot fulfil."""
    window = case.obligation.window.model_copy(update={"min_samples": 1, "min_coverage": None, "population": None})
    return replace(case, obligation=case.obligation.model_copy(update={"window": window}))


def _decide(rulings: _Rulings[S], sources: Sequence[RunSource[S]]) -> _Decision[S]:
    deployed, earlier = divide(sources)
    first = deployed or earlier
    within = rulings.comparer.compare_with_rest(first)
    if any_beyond_chance(within):
        return _choose_worst(rulings, first, within)
    if not (deployed and earlier):
        return _Decision(rulings.whole, sources, within)
    # Earlier versions that differ among themselves are nothing that the deployed one could be like.
    among = rulings.comparer.compare_with_rest(earlier)
    if any_beyond_chance(among):
        return _Decision(rulings.rule(deployed), deployed, (*within, *among))
    return _hold_against_earlier(rulings, deployed, earlier, (*within, *among))


def _hold_against_earlier(
    rulings: _Rulings[S],
    deployed: Sequence[RunSource[S]],
    earlier: Sequence[RunSource[S]],
    seen: tuple[Difference, ...],
) -> _Decision[S]:
    """Pooled, leaning where the deployed runs do not bear it out; the deployed runs alone where the versions differ."""
    together, whole = (*deployed, *earlier), rulings.whole
    own, figure, level = join_pools(deployed), rulings.figure, rulings.case.context.policy.pact.carried_level
    carried = figure.estimate(own, level) if figure.is_firm(own) else None
    shortfall = explain_shortfall(rulings.line, carried, figure.describe(own), whole.verdict)
    held = whole if shortfall is None else hold_back(whole, shortfall)
    between = rulings.comparer.compare(deployed, earlier)
    if between is None or not between.beyond_chance:
        return _Decision(held, together, (*seen, *((between,) if between else ())))
    alone, differences = rulings.rule(deployed), (*seen, between)
    if (between.points.value > 0) is (rulings.line.direction == "at_least"):
        # What is met together with runs that do worse is met without them, though fewer runs may show less.
        decides = choose_worse_verdict(alone.verdict, held.verdict) is held.verdict
        return _Decision(alone, deployed, differences) if decides else _Decision(held, together, differences)
    # What is broken together with runs that do better is broken without them.
    decides = choose_worse_verdict(alone.verdict, whole.verdict) is alone.verdict
    return _Decision(alone, deployed, differences) if decides else _Decision(whole, together, differences)


def explain_shortfall(line: Line, own: Estimate | Unmeasured | None, counts: str, verdict: Verdict) -> str | None:
    """Why the deployed version's own runs, so many, do not bear out a verdict; None where they do.

    `own` is their figure at the policy's level (`carried_level`): so much of it is sure whatever the earlier versions
    were like, so that it is bounded how often it is wrong on the line.
    """
    if isinstance(own, Estimate) and line.decide(own.value, own.interval) is verdict:
        return None
    return f"the deployed version's own runs ({counts}) do not bear it out"


def _choose_worst(
    rulings: _Rulings[S], sources: Sequence[RunSource[S]], differences: tuple[Difference, ...]
) -> _Decision[S]:
    """The ruling on the source with the worst verdict, of equal ones that with the worst figure."""
    measured = [
        (source, quantity.value)
        for source in sources
        if isinstance(quantity := rulings.own[source.key].quantity, Measured)
    ]
    worst, worst_value = measured[0]
    for source, value in measured[1:]:
        verdicts = rulings.judge(source), rulings.judge(worst)
        if verdicts[0] is not verdicts[1]:
            is_worse = choose_worse_verdict(*verdicts) is verdicts[0]
        else:
            is_worse = value < worst_value if rulings.line.direction == "at_least" else value > worst_value
        worst, worst_value = (source, value) if is_worse else (worst, worst_value)
    ruling = rulings.rule([worst])
    for source in sources:
        if ruling.verdict is Verdict.MET and not rulings.keeps([source]):
            ruling = hold_back(ruling, f"runs {source.name} lie on the other side of the line")
    return _Decision(ruling, [worst], differences)


def _leave_out(rulings: _Rulings[S], decision: _Decision[S], others: Sequence[RunSource[S]]) -> Ruling:
    """The ruling with the sources outside of its figure among what was left out."""
    if not others:
        return decision.ruling
    kept = join_names(decision.pooled)
    left_out = [
        LeftOut(item, f"runs {source.name} are not pooled with those {kept}: they differ beyond chance")
        for source in others
        for item in rulings.figure.list_items(source.pool)
    ]
    ordered = tuple(sorted((*rulings.whole.basis.left_out, *left_out), key=lambda gap: gap.evidence))
    return replace(decision.ruling, basis=replace(decision.ruling.basis, left_out=ordered))


def _describe(rulings: _Rulings[S], source: RunSource[S], *, pooled: bool) -> SourceResult:
    versions = {counted.evidence.version for counted in source.pool.counted}
    return SourceResult(
        name=source.name,
        version=versions.pop() if len(versions) == 1 else None,
        producer=source.key.by,
        items=rulings.figure.list_items(source.pool),
        deployed=not source.key.is_earlier,
        pooled=pooled,
        quantity=rulings.own[source.key].quantity,
        verdict=rulings.judge(source),
        by_stratum=rulings.figure.list_strata(source.pool),
    )
