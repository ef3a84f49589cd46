"""The items of an agent with everything that they take from their bundle filled in."""

from __future__ import annotations

from trustpages.assess.classes import class_of
from trustpages.model.documents.base import Period
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.items import AnyItem, Audit, Drill, Incident, Review
from trustpages.model.results.evidence import Evidence
from trustpages.model.workspace import AgentEvidence


def resolve(agent_evidence: AgentEvidence) -> tuple[Evidence, ...]:
    """Every evidence item of the agent, control records included, sorted by id.

    What an item does not say is taken from its bundle. An audit, incident, review or drill that gives no
    days of collection is as old as its own day or as its bundle, whichever is older.
    """
    agent = agent_evidence.agent.id
    return tuple(_resolved(agent, bundle, item) for bundle, item in agent_evidence.items())


def _resolved(agent: str, bundle: Bundle, item: AnyItem) -> Evidence:
    return Evidence(
        agent=agent,
        bundle=bundle.id,
        item=item,
        version=item.agent_version or bundle.agent_version,
        collected=item.collected or _older(_own_day(item), bundle.collected),
        producer=item.producer or bundle.producer,
        source=item.source or bundle.source,
        evidence_class=class_of(item),
        illustrative=bundle.illustrative or item.illustrative,
    )


def _own_day(item: AnyItem) -> Period | None:
    match item:
        case Audit() | Review() | Drill():
            return Period(from_=item.date, to=item.date)
        case Incident():
            return Period(from_=item.occurred, to=item.occurred)
        case _:
            return None


def _older(one: Period | None, other: Period | None) -> Period | None:
    return min((p for p in (one, other) if p is not None), key=lambda p: p.to, default=None)
