"""The figure that evidence gives for what a claim is about, with its deciding interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.judged import DecidedOutcomes, correct_share, group_by_judge
from trustpages.assess.evidence.pooling import SETTINGS, find_setting, group_by_artefact
from trustpages.assess.evidence.tally import (
    Tally,
    assume_unknown_outcomes,
    combine_tallies,
    estimate_share,
    list_counts,
    measure_share,
)
from trustpages.assess.measures.subsets.told_apart import tell_outcomes_apart
from trustpages.assess.metrics.claims.scope import find_outcome
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.parts import Counts
from trustpages.statistics.interval import Estimate
from trustpages.statistics.means import interval_from_error
from trustpages.statistics.proportions.binomial import clopper_pearson
from trustpages.statistics.proportions.repeated_trials import pass_at_k


@dataclass(frozen=True, slots=True)
class ObservedFigure:
    """What evidence shows: `estimate` decides, `extremes` if unknown outcomes had been bad, or good.

    Figures of one `kind` are of the same thing by versions or producers that differ.
    """

    estimate: Estimate
    quantity: Measured
    inputs: tuple[str, ...]
    extremes: tuple[Estimate, ...] = ()
    counts: Counts | None = None
    kind: str = ""

    def is_thin(self, policy: Policy) -> bool:
        """Whether the evidence is below the minimum on which a share may stand."""
        n_eff = self.quantity.n_eff
        few = n_eff is not None and policy.low_n.is_few(n_eff)
        wide = self.quantity.unit == "share" and self.estimate.interval.width >= policy.low_n.width
        return few or wide


Count = Callable[[Evidence], Tally | Unmeasured]
Compute = Callable[[Sequence[tuple[Evidence, Tally]], float], ObservedFigure | None]


def compute_share_figures(
    context: Context, claim: Claim, evidence: Sequence[Evidence], *, correct: bool = True
) -> tuple[ObservedFigure, ...]:
    """The share of success (or failure), one figure a source, from the best setting that has any.

    A source is a kind of evidence, and each benchmark by itself: shares of different things do not add up.
    Of items on one artefact the first that counts outcomes stays. Without counts there is no figure. With `correct`,
    what calibrated judges decided is corrected for their errors.
    """
    outcome = find_outcome(context, claim)
    if claim.attempts > 1:
        return tuple(_find_figures_of_repeats(context, claim, evidence))

    def count(item: Evidence) -> Tally | Unmeasured:
        return tally_outcome(context, item, outcome)

    figures = compute_tally_figures(context, evidence, count, failures=claim.metric == "failure", correct=correct)
    return figures or tuple(_find_published_figures(context, claim, evidence))


def compute_tally_figures(
    context: Context, evidence: Sequence[Evidence], count: Count, *, failures: bool = False, correct: bool = False
) -> tuple[ObservedFigure, ...]:
    """The share of counted outcomes (or of those that failed), one figure a source.

    Versions and producers that differ beyond chance are sources of their own, as in promises.
    """
    artefacts = (_count_artefact(members, count) for members in group_by_artefact(evidence))
    counted = [artefact for artefact in artefacts if artefact is not None]
    # Real use and trials are never pooled: trials would drown what happened at work by their number.
    settings = {find_setting(item) for item, _ in counted}
    best = next((setting for setting in SETTINGS if setting in settings), None)
    sources: dict[tuple[float, str, str], list[tuple[Evidence, Tally]]] = {}
    for item, counts in counted:
        if find_setting(item) is best:
            sources.setdefault(_identify_source(item), []).append((item, counts))
    return tuple(
        replace(figure, kind=f"{kind}/{benchmark}")
        for _, kind, benchmark in sorted(sources)
        for figure in _compute_by_source(
            context, sources[_, kind, benchmark], partial(_compute_figure, failures=failures, correct=correct), correct
        )
    )


def _compute_by_source(
    context: Context, counted: Sequence[tuple[Evidence, Tally]], compute: Compute, correct: bool
) -> Iterable[ObservedFigure]:
    """One figure of all, or several of the versions or producers that differ, each of which says so."""
    for alike in tell_outcomes_apart(context, counted, is_judged=correct):
        figure = compute(alike.counted, context.policy.level)
        if figure is not None:
            yield replace(figure, quantity=replace(figure.quantity, notes=(*figure.quantity.notes, *alike.notes)))


def _compute_figure(
    counted: Sequence[tuple[Evidence, Tally]], level: float, *, failures: bool, correct: bool
) -> ObservedFigure | None:
    """The share with its deciding limits, and what it would be if unknown outcomes were bad, or good."""
    counts, judged = combine_tallies([tally for _, tally in counted]), group_by_judge(counted) if correct else ()
    if judged:
        return _compute_corrected_figure(counts, judged, level, failures=failures)
    quantity = measure_share(counts, level, failures=failures)
    estimate = estimate_share(counts, level, failures=failures)
    if isinstance(quantity, Unmeasured) or isinstance(estimate, Unmeasured):
        return None
    assumed = (assume_unknown_outcomes(counts, good=good) for good in (failures, not failures) if counts.unknown)
    extremes = (estimate_share(tally, level, failures=failures) for tally in assumed)
    return ObservedFigure(
        estimate=estimate,
        quantity=quantity,
        inputs=counts.inputs,
        extremes=tuple(extreme for extreme in extremes if not isinstance(extreme, Unmeasured)),
        counts=list_counts(counts, failures=failures),
    )


def _compute_corrected_figure(
    counts: Tally, judged: Sequence[DecidedOutcomes], level: float, *, failures: bool
) -> ObservedFigure | None:
    """The same of a share that calibrated judges decided."""
    share = correct_share(judged, level)
    if isinstance(share, Unmeasured):
        return None
    extremes = (correct_share(judged, level, unknown_good=good) for good in (False, True) if counts.unknown)
    estimates = [end.estimate for end in (share, *extremes) if not isinstance(end, Unmeasured)]
    estimate, *others = [end.complement() for end in estimates] if failures else estimates
    notes = (f"runs without recorded outcome: {counts.unknown}",) if counts.unknown else ()
    return ObservedFigure(estimate, share.measured(failures=failures, notes=notes), counts.inputs, tuple(others))


def _identify_source(evidence: Evidence) -> tuple[float, str, str]:
    """The kind of the item and its benchmark, kinds that speak of outcomes most directly first."""
    item, outcomes = evidence.item, evidence.item.traits.outcomes
    directness = outcomes.directness if outcomes is not None else math.inf
    return directness, item.kind, item.benchmark if isinstance(item, BenchmarkResult) else ""


def _count_artefact(members: Sequence[Evidence], count: Count) -> tuple[Evidence, Tally] | None:
    """The item of an artefact that speaks most directly of outcomes and counts them."""
    for member in sorted(
        members, key=lambda item: (SETTINGS.index(find_setting(item)), _identify_source(item), item.id)
    ):
        counts = count(member)
        if not isinstance(counts, Unmeasured):
            return member, counts
    return None


def _find_published_figures(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> Iterable[ObservedFigure]:
    """Scores that were published with an error and no sample."""
    results = ((item.id, item.item) for item in evidence if isinstance(item.item, BenchmarkResult))
    for id_, result in results:
        if result.se is not None:
            score = 1 - result.score if claim.metric == "failure" else result.score
            estimate = Estimate(score, interval_from_error(score, result.se, context.policy.level))
            yield ObservedFigure(estimate, estimate.measured("share"), (id_,))


def _find_figures_of_repeats(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> Iterable[ObservedFigure]:
    """The share of tasks solved in any of the claim's tries, from scores that say so."""
    results = ((item.id, item.item) for item in evidence if isinstance(item.item, BenchmarkResult))
    for id_, result in results:
        estimate, n = _estimate_any_of(result, claim.attempts, context.policy.level)
        if estimate is not None:
            yield ObservedFigure(estimate, estimate.measured("share", n=n), (id_,))


def _estimate_any_of(item: BenchmarkResult, attempts: int, level: float) -> tuple[Estimate | None, int | None]:
    if item.successes_by_task and item.attempts_allowed == 1:
        solved = pass_at_k(item.successes_by_task, item.trials or 1, attempts, level, item.task_groups)
        if isinstance(solved, Unmeasured) or solved.interval is None:
            return None, None
        return Estimate(solved.value, solved.interval), solved.tasks
    if item.n_tasks is None:
        return None, None
    # The score already counts a task as solved if any of the tries was.
    limits = clopper_pearson(item.score * item.n_tasks, item.n_tasks, level)
    return Estimate(item.score, limits), item.n_tasks
