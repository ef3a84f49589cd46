"""L75, L76: versions and producers whose runs are not averaged, and verdicts that earlier versions carry."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_points,
    format_points_down,
    format_points_up,
    get_limits,
)
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import strip_full_stop
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Severity, Verdict

MET, BREACHED = (VERDICTS[verdict].in_sentence for verdict in (Verdict.MET, Verdict.BREACHED))


def _find_sources_differ(agent: AssessedAgent) -> Occasions:
    mixed = [promise for promise in agent.promises if promise.sources]
    if not mixed:
        return NotEvaluable("no promise about a share rests on runs of several versions or producers")
    occasions = []
    for promise in mixed:
        for difference in promise.differences:
            limits = get_limits(difference.points)
            if not difference.beyond_chance or limits is None:
                continue
            slots: dict[str, Slot] = {
                "first": difference.first,
                "second": difference.second,
                "d": format_points(difference.points.value),
                "lo": format_points_down(limits[0]),
                "hi": format_points_up(limits[1]),
                "obligation": strip_full_stop(promise.promise),
            }
            occasions.append(Occasion(slots, (promise.ref,)))
    return tuple(occasions)


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
        if promise.verdict.is_inconclusive or any(source.verdict is promise.verdict for source in own):
            continue
        counts = [source.quantity.n or 0 for source in own if isinstance(source.quantity, Measured)]
        slots: dict[str, Slot] = {
            "obligation": strip_full_stop(promise.promise),
            "verdict": VERDICTS[promise.verdict].in_sentence,
            "n": format_amount(sum(counts)),
        }
        occasions.append(Occasion(slots, (promise.ref,)))
    return tuple(occasions)


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
        needs="a promise about a share with runs of several versions or producers",
        find=_find_sources_differ,
    ),
    Rule(
        id="L76",
        slug="carried_by_earlier_versions",
        severity=Severity.MEDIUM,
        meaning="The verdict rests on runs of what no longer runs, since nothing shows that the new version differs.",
        fires=f"a promise is {MET}, or {BREACHED}, with runs of earlier versions, and the deployed version's own runs "
        "would only lean",
        sentence='"{obligation}" is {verdict} with runs of earlier versions; the {n} runs of the deployed one would '
        "only lean.",
        removed_by="more runs of the deployed version",
        needs="a promise about a share with runs of the deployed version and of earlier ones",
        find=_find_carried_by_earlier,
    ),
)
