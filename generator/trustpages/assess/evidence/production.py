"""Production runs of what is deployed, each set of runs once: how much use there was, and how much was monitored."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import find_changes_since, match_version
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file, tally_outcome
from trustpages.assess.evidence.pooling import group_by_artefact
from trustpages.model.documents.items import Runs
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.vocabulary import Setting


def find_production_runs(context: Context) -> tuple[Evidence, ...]:
    """The `runs` items of real use up to the date of the report, sorted by id, whatever their version.

    Of several items on one set of runs the one with most runs stays, of equals the one with fewest
    successes. Undated items count; items that end after the date of the report do not.
    """
    runs = [
        item
        for item in context.evidence
        if isinstance(item.item, Runs)
        and item.item.setting is Setting.PRODUCTION
        and (item.collected_to is None or item.collected_to <= context.as_of)
    ]
    kept = (min(members, key=lambda member: _order_most_first(context, member)) for members in group_by_artefact(runs))
    return tuple(sorted(kept, key=lambda item: item.id))


def keep_current_version(context: Context, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Those items that were not overtaken by a material change of the agent."""
    return tuple(
        item
        for item in evidence
        if match_version(context.agent.agent, item, find_changes_since(context.agent.agent, item, context.as_of))
        is not VersionMatch.CHANGED_MATERIAL
    )


def count_attempts(context: Context, evidence: Evidence) -> int | None:
    """How many runs an item of real use reports, those of unknown outcome included; None if it does not say."""
    data = get_data_file(evidence)
    if data is not None:
        answer = context.aggregates.get(build_data_request(evidence, data))
        if answer is not None:
            return answer.attempts
    counts = tally_outcome(context, evidence)
    if not isinstance(counts, Unmeasured):
        return counts.attempts
    return evidence.item.attempts if isinstance(evidence.item, Runs) else None


def _order_most_first(context: Context, evidence: Evidence) -> tuple[float, float, str]:
    counts = tally_outcome(context, evidence)
    successes = 0 if isinstance(counts, Unmeasured) else counts.successes
    return -(count_attempts(context, evidence) or 0), successes, evidence.id


RUNS = "runs"


@dataclass(frozen=True, slots=True)
class WatchedExposure:
    """Use that was monitored: `amount` in `unit`, 0 where none is on record.

    `monitored` is the share of all runs that is watched, None where some item does not say.
    """

    amount: float
    unit: str
    monitored: float | None
    notes: tuple[str, ...] = ()


def measure_exposure(context: Context, runs: Sequence[Evidence]) -> WatchedExposure:
    """The exposure of these items in runs, else in the first unit that any of them gives.

    Only the watched part counts: incidents elsewhere would not appear, and dividing by all would hide that.
    An item that does not say how it was watched counts whole, which makes its rate a lower bound.
    """
    unit = _choose_unit(context, runs)
    sized = [_measure_use(context, run, unit) for run in runs]
    known = [(amount, fraction) for amount, fraction in sized if amount is not None]
    total = math.fsum(amount for amount, _ in known)
    watched = math.fsum(amount * (1.0 if fraction is None else fraction) for amount, fraction in known)
    all_stated = all(fraction is not None for _, fraction in known)
    monitored = watched / total if total and all_stated else None
    return WatchedExposure(watched, unit, monitored, _list_notes(known, len(sized) - len(known), unit))


def _choose_unit(context: Context, runs: Sequence[Evidence]) -> str:
    if any(count_attempts(context, run) is not None for run in runs):
        return RUNS
    units = {given.unit for run in runs if isinstance(run.item, Runs) for given in run.item.exposure}
    return min(units, default=RUNS)


def _measure_use(context: Context, evidence: Evidence, unit: str) -> tuple[float | None, float | None]:
    """How much use an item reports in the unit, and which fraction was monitored; None where it does not say."""
    item = evidence.item
    exposures, monitoring = (item.exposure, item.monitoring) if isinstance(item, Runs) else ((), None)
    amount: float | None = next((exposure.amount for exposure in exposures if exposure.unit == unit), None)
    if amount is None and unit == RUNS:
        amount = count_attempts(context, evidence)
    return amount, monitoring.fraction if monitoring else None


def _list_notes(known: Sequence[tuple[float, float | None]], without: int, unit: str) -> tuple[str, ...]:
    notes = []
    if any(fraction is None for _, fraction in known):
        notes.append("nobody says which share of the runs is watched: the rate is a lower bound")
    if any(fraction is not None and fraction < 1 for _, fraction in known):
        notes.append("only watched use is in the denominator")
    if without:
        notes.append(f"items of real use without exposure in {unit}: {without}")
    return tuple(notes)
