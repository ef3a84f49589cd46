"""The two sides of a review, looked up: agents on both, promises and items by name, where things stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trustpages.model.documents.bundle import AnyItem, Bundle, Review
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.problem import Place
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.findings import ItemRecord
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.review import ReviewSide
from trustpages.model.workspace import AgentEvidence, Origin, Workspace


@dataclass(frozen=True)
class AgentSide:
    """One agent on one side: its record, its documents, and the day of the report.

    `documents` is None for a published version, of which only the record is known.
    """

    record: AgentRecord
    documents: AgentEvidence | None
    as_of: date

    def promise(self, ref: str) -> ObligationRecord | None:
        """The record of the promise `pact/obligation`."""
        return self._promises.get(ref)

    def obligation(self, ref: str) -> tuple[Pact, Obligation] | None:
        """Its document, with that of its pact."""
        return self._obligations.get(ref)

    def item(self, id_: str) -> ItemRecord | None:
        """The record of an item."""
        return self._records.get(id_)

    @cached_property
    def items(self) -> Mapping[str, tuple[Bundle, AnyItem]]:
        """The documents of all items by id, each with its bundle."""
        pairs = self.documents.items() if self.documents is not None else ()
        return {item.id: (bundle, item) for bundle, item in pairs}

    @cached_property
    def _promises(self) -> Mapping[str, ObligationRecord]:
        return {promise.ref: promise for promise in self.record.obligations}

    @cached_property
    def _records(self) -> Mapping[str, ItemRecord]:
        return {item.id: item for item in self.record.evidence}

    @cached_property
    def _obligations(self) -> Mapping[str, tuple[Pact, Obligation]]:
        pacts = self.documents.pacts if self.documents is not None else ()
        return {f"{pact.id}/{promise.id}": (pact, promise) for pact in pacts for promise in pact.obligations}


@dataclass(frozen=True)
class SideComparison:
    """Both sides, and the agents that both of them have."""

    before: ReviewSide
    after: ReviewSide

    @property
    def sides(self) -> tuple[ReviewSide, ReviewSide]:
        """The earlier side, then the later one."""
        return self.before, self.after

    @cached_property
    def agents(self) -> Mapping[str, tuple[AgentSide, AgentSide]]:
        """Each agent of both sides by id, as it was and as it is."""
        old, new = ({side.record.id: side for side in _list_agents(side)} for side in self.sides)
        return {id_: (old[id_], new[id_]) for id_ in sorted(old.keys() & new.keys())}

    @cached_property
    def documented(self) -> Mapping[str, tuple[AgentEvidence, AgentEvidence]]:
        """Those of them whose documents are known on both sides, which are the documents."""
        return {
            id_: (old.documents, new.documents)
            for id_, (old, new) in self.agents.items()
            if old.documents is not None and new.documents is not None
        }

    @property
    def workspaces(self) -> tuple[Workspace, Workspace] | None:
        """Both workspaces, where both are known."""
        old, new = self.before.workspace, self.after.workspace
        return None if old is None or new is None else (old, new)

    @cached_property
    def came(self) -> tuple[AgentSide, ...]:
        """The agents that only the later side has."""
        return tuple(side for side in _list_agents(self.after) if self.before.record.agent(side.record.id) is None)

    def is_answered(self, agent: str, *names: str) -> bool:
        """Whether a review that only the later side has closes any of the names, held by more than the own team."""
        if agent not in self.agents:
            return False
        old, new = self.agents[agent]
        known = old.items
        reviews = (item for _, item in new.items.values() if isinstance(item, Review) and item.id not in known)
        return any(set(names) & set(review.closes) for review in reviews if not review.deploying_team)

    def place_item(self, agent: str, id_: str) -> Place | None:
        """Where an item stands, on the later side if it is there."""
        return self._place(lambda side: side.origins.items.get(f"{agent}/{id_}"))

    def place_document(self, name: str) -> Place | None:
        """Where the document of that name (`kind:id`, `kind:agent/id`) stands, on the later side if it is there."""
        return self._place(lambda side: side.origins.documents.get(name))

    def place_promise(self, agent: str, ref: str) -> Place | None:
        """Where a promise (`pact/obligation`) stands, on the later side if it is there; else its pact."""
        entry = self._place(lambda side: side.origins.entries.get(f"{agent}/{ref}"))
        return entry or self.place_document(f"pact:{agent}/{ref.partition('/')[0]}")

    def place_claim(self, agent: str, id_: str) -> Place | None:
        """Where a claim stands, on the later side if it is there."""
        entry = self._place(lambda side: side.origins.entries.get(f"{agent}/{id_}"))
        return entry or self.place_document(f"claims:{agent}/claims")

    def _place(self, find: Callable[[ReviewSide], Origin | None]) -> Place | None:
        found = (find(side) for side in (self.after, self.before))
        return next(
            (
                Place(origin.file, origin.first_line, 1 if origin.first_line else 0)
                for origin in found
                if origin is not None
            ),
            None,
        )


def _list_agents(side: ReviewSide) -> Iterator[AgentSide]:
    documents = {agent.agent.id: agent for agent in side.workspace.agents} if side.workspace is not None else {}
    return (AgentSide(agent, documents.get(agent.id), side.record.as_of) for agent in side.record.agents)
