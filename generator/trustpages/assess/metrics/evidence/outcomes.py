"""The outcomes of single items: for exports, which hand on what was measured item by item."""

from __future__ import annotations

from datetime import date

from trustpages.assess.evidence.context import Aggregates, build_context
from trustpages.assess.evidence.item_counts import tally_outcome
from trustpages.assess.evidence.tally import measure_share
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import ItemOutcomes
from trustpages.model.workspace import Workspace


def measure_outcomes(workspace: Workspace, agent: str, as_of: date, aggregates: Aggregates) -> tuple[ItemOutcomes, ...]:
    """The share of success of each item of the agent that counts it, by the limits that decide promises too.

    All rows of a data file are in it, whatever window a promise has.
    """
    named = next(evidence for evidence in workspace.agents if evidence.agent.id == agent)
    context = build_context(workspace, named, as_of, aggregates)
    found: list[ItemOutcomes] = []
    for evidence in context.evidence:
        if isinstance(evidence.item, CountedItem):
            tally = tally_outcome(context, evidence)
            if isinstance(tally, Unmeasured):
                found.append(ItemOutcomes(evidence.id, tally, 0))
            else:
                found.append(ItemOutcomes(evidence.id, measure_share(tally, context.policy.level), tally.unknown))
    return tuple(found)
