"""Documents of an agent with one thing added or changed, as a person would write it; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any, Final, TypeVar

from trustpages.advise.situation import Alteration, Situation
from trustpages.model.documents.base import Model, Producer
from trustpages.model.documents.bundle import AnyItem, Bundle
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.vocabulary import Relationship
from trustpages.model.workspace import AgentEvidence

M = TypeVar("M", bound=Model)

PREFIX: Final = "next-step"
SOMEBODY: Final = "Somebody independent"
DIGEST: Final = "0" * 64
"""Of a source that would be there: evidence is imagined as it should be recorded, so that a buyer can check it."""


def alter_model(model: M, **changes: Any) -> M:
    """A copy of the model with some keys changed, and held against its rules; ValueError where it breaks one."""
    return type(model).model_validate({**dict(model), **changes})


def name_new(situation: Situation, about: str) -> str:
    """An id that nothing of the agent has."""
    known = {bundle.id for bundle in situation.documents.bundles} | {item.id for item in situation.report.evidence}
    wanted = f"{PREFIX}-{about.replace('/', '-')}"[:90].rstrip("-._")
    return next(name for name in (wanted, *(f"{wanted}-{number}" for number in range(2, 1000))) if name not in known)


def add_item(situation: Situation, item: AnyItem, *, from_outside: bool = False) -> Alteration:
    """The documents with a bundle of the item alone, collected on the day of the report on what is deployed."""
    agent, day = situation.documents.agent, situation.as_of
    producer = (
        Producer(name=SOMEBODY, relationship=Relationship.THIRD_PARTY)
        if from_outside
        else Producer(name=situation.publisher, relationship=Relationship.VENDOR)
    )
    bundle = Bundle.model_validate(
        {
            "kind": "bundle",
            "schema": "trustpages/1",
            "visibility": agent.visibility,
            "id": item.id,
            "agent": agent.id,
            "agent_version": agent.version,
            "producer": producer,
            "collected": {"from": day, "to": day},
            "source": {"title": "What would be recorded", "sha256": DIGEST},
            "items": (item,),
        }
    )

    def add(documents: AgentEvidence) -> AgentEvidence:
        bundles = sorted((*documents.bundles, bundle), key=lambda bundle: bundle.id)
        return replace(documents, bundles=tuple(bundles))

    return add


def write_bundle(situation: Situation, id_: str, *, from_outside: bool = False) -> tuple[str, ...]:
    """The command that begins a bundle of that name."""
    outside = ("--producer", SOMEBODY, "--relationship", Relationship.THIRD_PARTY.value) if from_outside else ()
    return ("trustpages", "new", "bundle", situation.report.id, id_, *outside)


def alter_item(id_: str, **changes: Any) -> Alteration:
    """The documents with some keys of one item changed."""

    def alter(documents: AgentEvidence) -> AgentEvidence:
        return replace(documents, bundles=tuple(map(alter_bundle, documents.bundles)))

    def alter_bundle(bundle: Bundle) -> Bundle:
        if all(item.id != id_ for item in bundle.items):
            return bundle
        items = tuple(alter_model(item, **changes) if item.id == id_ else item for item in bundle.items)
        return bundle.model_copy(update={"items": items})

    return alter


def alter_agent(change: Callable[[AgentEvidence], Mapping[str, Any]]) -> Alteration:
    """The documents with those keys of the agent changed that `change` gives; it is given what they are by then."""
    return lambda documents: replace(documents, agent=alter_model(documents.agent, **change(documents)))


def alter_obligations(refs: Iterable[str], change: Callable[[Obligation], Obligation]) -> Alteration:
    """The documents with some promises changed, each named `pact/obligation`, and a new minor version of their pact."""
    wanted = frozenset(refs)

    def alter_pact(pact: Pact) -> Pact:
        if not any(f"{pact.id}/{term.id}" in wanted for term in pact.obligations):
            return pact
        terms = tuple(change(term) if f"{pact.id}/{term.id}" in wanted else term for term in pact.obligations)
        major, minor, _ = map(int, pact.version.split("."))
        return pact.model_copy(update={"obligations": terms, "version": f"{major}.{minor + 1}.0"})

    return lambda documents: replace(documents, pacts=tuple(map(alter_pact, documents.pacts)))


def alter_claim(id_: str, **changes: Any) -> Alteration:
    """The documents with some keys of one claim changed."""

    def alter(documents: AgentEvidence) -> AgentEvidence:
        changed = (
            document.model_copy(
                update={
                    "claims": tuple(
                        alter_model(claim, **changes) if claim.id == id_ else claim for claim in document.claims
                    )
                }
            )
            for document in documents.claims
        )
        return replace(documents, claims=tuple(changed))

    return alter


def apply_all(alterations: Iterable[Alteration], documents: AgentEvidence) -> AgentEvidence:
    """The documents after all alterations, in their order."""
    return reduce(lambda altered, alter: alter(altered), alterations, documents)
