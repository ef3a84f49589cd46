"""Production runs of what is deployed, each set of runs once."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.freshness import find_changes_since, match_version
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file, tally_outcome
from trustpages.assess.evidence.pooling import group_by_artefact
from trustpages.model.documents.items.outcomes import Runs
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
