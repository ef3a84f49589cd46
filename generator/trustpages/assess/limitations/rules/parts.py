"""L75, L76, L78, L79: versions and producers that differ or carry a verdict, broken parts, reversed totals."""

from __future__ import annotations

import math
from itertools import combinations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_decimal,
    format_decimal_down,
    format_decimal_up,
    format_k_of_n,
    format_points,
    format_points_down,
    format_points_up,
    get_limits,
)
from trustpages.model.measured import POINTS, Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.parts import SourceResult, StratumResult
from trustpages.model.sentence import strip_full_stop
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Severity, Verdict

MET, BREACHED = (VERDICTS[verdict].in_sentence for verdict in (Verdict.MET, Verdict.BREACHED))
FIGURES_DIFFER = (
    'On "{obligation}" runs {first} differ from runs {second} by {d} {unit} (range {lo} to {hi}); they '
    "are not averaged."
)
HARM_IN_STRATUM = 'Of runs of {stratum}, {seen} count against "{obligation}" (target {T}): by themselves they break it.'


def _find_sources_differ(agent: AssessedAgent) -> Occasions:
    mixed = [promise for promise in agent.promises if promise.sources]
    if not mixed:
        return NotEvaluable("no promise about a share, a rate or a mean rests on runs of several versions or producers")
    occasions = []
    for promise in mixed:
        for difference in promise.differences:
            limits = get_limits(difference.points)
            if not difference.beyond_chance or limits is None:
                continue
            slots: dict[str, Slot] = {
                "first": difference.first,
                "second": difference.second,
                "obligation": strip_full_stop(promise.promise),
            }
            if difference.points.unit == POINTS:
                figures = (
                    format_points(difference.points.value),
                    format_points_down(limits[0]),
                    format_points_up(limits[1]),
                )
                occasions.append(Occasion(slots | dict(zip(("d", "lo", "hi"), figures, strict=True)), (promise.ref,)))
            else:
                slots |= _print_on_scale(difference.points.value, *limits) | {"unit": difference.points.unit}
                occasions.append(Occasion(slots, (promise.ref,), sentence=FIGURES_DIFFER))
    return tuple(occasions)


def _print_on_scale(value: float, low: float, high: float) -> dict[str, Slot]:
    """A difference of rates or means and its limits, with two digits of the narrower side at least."""
    nearest = min(abs(low), abs(high))
    places = max(0, 1 - math.floor(math.log10(nearest))) if nearest else 2
    return {
        "d": format_decimal(value, places=places),
        "lo": format_decimal_down(low, places),
        "hi": format_decimal_up(high, places),
    }


def _find_carried_by_earlier(agent: AssessedAgent) -> Occasions:
    mixed = [
        promise
        for promise in agent.promises
        if len({source.deployed for source in promise.sources if source.pooled}) > 1
    ]
    if not mixed:
        return NotEvaluable("no figure of a promise holds runs of the deployed version and of earlier ones")
    occasions = []
    for promise in mixed:
        own = [source for source in promise.sources if source.deployed]
        # Several producers may show together what none of them shows alone.
        if promise.verdict.is_inconclusive or len(own) > 1 or own[0].verdict is promise.verdict:
            continue
        counts = [source.quantity.n or 0 for source in own if isinstance(source.quantity, Measured)]
        slots: dict[str, Slot] = {
            "obligation": strip_full_stop(promise.promise),
            "verdict": VERDICTS[promise.verdict].in_sentence,
            "n": format_amount(sum(counts)),
        }
        occasions.append(Occasion(slots, (promise.ref,)))
    return tuple(occasions)


NO_STRATA = NotEvaluable("no evidence for a promise about a share gives outcomes by part")


def _find_broken_stratum(agent: AssessedAgent) -> Occasions:
    declared = [promise for promise in agent.promises if promise.strata]
    if not declared:
        return NO_STRATA
    return tuple(
        _describe_stratum(promise, stratum)
        for promise in declared
        for stratum in promise.strata
        # Where all runs together break it, the verdict says so.
        if stratum.verdict is Verdict.BREACHED and promise.verdict is not Verdict.BREACHED
    )


def _describe_stratum(promise: ObligationResult, stratum: StratumResult) -> Occasion:
    slots: dict[str, Slot] = {
        "stratum": stratum.name,
        "seen": format_k_of_n(stratum.quantity),
        "obligation": strip_full_stop(promise.promise),
        "T": promise.target.text,
    }
    return Occasion(
        slots, (promise.ref,), sentence=HARM_IN_STRATUM if promise.target.direction in promise.traits.harmful else None
    )


def _find_reversal(agent: AssessedAgent) -> Occasions:
    compared = [
        (promise, first, second)
        for promise in agent.promises
        for first, second in combinations(promise.sources, 2)
        if len(first.by_stratum) > 1 and _list_names(first) == _list_names(second)
    ]
    if not compared:
        return NotEvaluable("no two versions or producers give outcomes by the same parts")
    return tuple(
        _describe_reversal(promise, first, second)
        if _compare(first, second) > 0
        else _describe_reversal(promise, second, first)
        for promise, first, second in compared
        if _is_reversed(first, second)
    )


def _list_names(source: SourceResult) -> list[str]:
    return [name for name, _, _ in source.by_stratum]


def _compare(first: SourceResult, second: SourceResult) -> float:
    """By how much the share of the first, over all its parts, exceeds that of the second."""
    shares = [
        sum(good for _, good, _ in source.by_stratum) / sum(known for _, _, known in source.by_stratum)
        for source in (first, second)
    ]
    return shares[0] - shares[1]


def _is_reversed(first: SourceResult, second: SourceResult) -> bool:
    """Whether the one with the higher total has the lower share in every part (Simpson 1951)."""
    total = _compare(first, second)
    parts = zip(first.by_stratum, second.by_stratum, strict=True)
    return bool(total) and all((k / n - other_k / other_n) * total < 0 for (_, k, n), (_, other_k, other_n) in parts)


def _describe_reversal(promise: ObligationResult, better: SourceResult, worse: SourceResult) -> Occasion:
    slots: dict[str, Slot] = {
        "better": better.name,
        "worse": worse.name,
        "obligation": strip_full_stop(promise.promise),
        "strata": tuple(_list_names(better)),
    }
    return Occasion(slots, (promise.ref,))


PART_RULES = (
    Rule(
        id="L75",
        slug="sources_differ",
        severity=Severity.HIGH,
        meaning="Runs that differ so much are not of one kind: their average describes none of them.",
        fires="the interval of the difference between versions or producers of the runs behind a promise excludes zero",
        sentence='On "{obligation}" runs {first} differ from runs {second} by {d} points (range {lo} to {hi}); they '
        "are not averaged.",
        removed_by="runs of the deployed version alone, or producers whose runs agree",
        needs="a promise about a share, a rate or a mean with runs of several versions or producers",
        find=_find_sources_differ,
    ),
    Rule(
        id="L76",
        slug="carried_by_earlier_versions",
        severity=Severity.MEDIUM,
        meaning="The verdict rests on runs of what no longer runs, since nothing shows that the new version differs.",
        fires=f"a promise is {MET}, or {BREACHED}, with runs of earlier versions, and the deployed version's own runs, "
        "recorded by one producer, would only lean",
        sentence='"{obligation}" is {verdict} with runs of earlier versions; the {n} runs of the deployed one would '
        "only lean.",
        removed_by="more runs of the deployed version",
        needs="a promise about a share, a rate or a mean with runs of the deployed version and of earlier ones",
        find=_find_carried_by_earlier,
    ),
    Rule(
        id="L78",
        slug="part_breaks_promise",
        severity=Severity.HIGH,
        meaning="What holds on the whole does not hold for everybody: this part gets less than was promised.",
        fires="a declared part of the runs breaks by itself a promise that all runs together do not break",
        sentence='Of runs of {stratum}, {seen} met "{obligation}" (target {T}): by themselves they break it.',
        removed_by="runs of this part that keep the promise",
        needs="outcomes by part for a promise about a share",
        find=_find_broken_stratum,
    ),
    Rule(
        id="L79",
        slug="reversed_in_every_part",
        severity=Severity.HIGH,
        meaning="Totals mislead where one side had more of the easy work (Simpson's paradox).",
        fires="the version or producer with the higher total has the lower share in every part",
        sentence='On "{obligation}" runs {better} do better in total than runs {worse}, and worse in every part: '
        "{strata}.",
        removed_by="totals weighted by the parts' shares of real use",
        needs="outcomes by the same parts for two versions or producers",
        find=_find_reversal,
    ),
)
