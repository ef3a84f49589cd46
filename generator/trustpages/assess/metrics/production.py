"""Real use: the runs in production that speak of what is deployed, each set of runs once."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.assess.context import Context
from trustpages.assess.metrics.artefacts import artefacts_of
from trustpages.assess.questions import data_of, event_question
from trustpages.assess.tallies import tally
from trustpages.assess.versions import changes_since, match_of
from trustpages.model.documents.items import Runs
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.vocabulary import Setting


def production_runs(context: Context) -> tuple[Evidence, ...]:
    """The `runs` items of real use up to the date of the report, sorted by id, whatever their version.

    Of several items on one set of runs the one with most runs stays, of equals the one with fewest
    successes. Undated items count; items that end after the date of the report do not.
    """
    found = [
        item
        for item in context.evidence
        if isinstance(item.item, Runs)
        and item.item.setting is Setting.PRODUCTION
        and (item.collected_to is None or item.collected_to <= context.as_of)
    ]
    kept = (min(members, key=lambda member: _most_first(context, member)) for members in artefacts_of(found))
    return tuple(sorted(kept, key=lambda item: item.id))


def of_current_version(context: Context, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Those items that were not overtaken by a material change of the agent."""
    return tuple(
        item
        for item in evidence
        if match_of(context.agent.agent, item, changes_since(context.agent.agent, item, context.as_of))
        is not VersionMatch.CHANGED_MATERIAL
    )


def attempts_in(context: Context, evidence: Evidence) -> int | None:
    """How many runs an item of real use reports, those of unknown outcome included; None if it does not say."""
    data = data_of(evidence)
    if data is not None:
        answer = context.aggregates.get(event_question(evidence, data))
        if answer is not None:
            return answer.attempts
    counts = tally(context, evidence)
    if not isinstance(counts, Unmeasured):
        return counts.attempts
    return evidence.item.attempts if isinstance(evidence.item, Runs) else None


def _most_first(context: Context, evidence: Evidence) -> tuple[float, float, str]:
    counts = tally(context, evidence)
    successes = 0 if isinstance(counts, Unmeasured) else counts.successes
    return -(attempts_in(context, evidence) or 0), successes, evidence.id
