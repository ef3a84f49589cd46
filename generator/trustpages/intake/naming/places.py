"""Where everything stands that a report names: promises, claims, evidence items, agents, and the gates themselves."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.intake.naming.walker import find_ids
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.trust import Trust
from trustpages.model.ids import Declares
from trustpages.model.problem import Place

_NAMED = frozenset(
    {"item", "override", "claim", "obligation", "pact", "benchmark", "change", "residual risk", "control"}
)
"""Nouns of what a report names by its id; steps, roles and rungs may share their ids with these."""


def find_places(documents: Iterable[LoadedDocument]) -> dict[tuple[str, str], Place]:
    """The place of each declared id by its agent and itself, as a report names it; an agent has an empty id.

    What belongs to no agent has an empty agent, `gates.warnings` of trust.yml among it.
    """
    places: dict[tuple[str, str], Place] = {}
    for document in documents:
        if isinstance(document.model, Trust):
            places["", "gates.warnings"] = document.source.place_of(("gates", "warnings"))
            continue
        ids = find_ids(document.source, is_valid=True)
        latest: dict[str, str] = {}
        for name in ids.names:
            if isinstance(name.mark, Declares):
                latest[name.noun] = name.text
                full = f"{latest.get(name.mark.prefix, '')}/{name.text}" if name.mark.prefix else name.text
                key = (name.text, "") if name.noun == "agent" else (ids.owner or "", full)
                if name.noun == "agent" or name.noun in _NAMED:
                    places.setdefault(key, document.source.place_of(name.path))
    return places
