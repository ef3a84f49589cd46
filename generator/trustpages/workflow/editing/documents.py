"""The documents of a workspace that is edited: found by kind, agent and id, with a suggestion where there is none."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from trustpages.editing.values import format_block
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.model.documents.catalog import find_placement
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import Located, Plain
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A readable document: its path, its values, the agent in whose folder it stands."""

    file: str
    value: dict[str, Plain]
    agent: str | None

    @property
    def id(self) -> str:
        """Its id; empty where it has none."""
        return str(self.value.get("id", ""))

    def entries(self, name: str) -> list[dict[str, Plain]]:
        """The mappings in a list of it."""
        listed = self.value.get(name)
        return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


def list_documents(reading: ReadWorkspace, kind: str, agent: str | None = None) -> tuple[FoundDocument, ...]:
    """The documents of a kind, those of one agent where one is given, sorted by path."""
    return tuple(_list_documents(reading.trees.documents, kind, agent))


def _list_documents(documents: tuple[Located, ...], kind: str, agent: str | None) -> Iterator[FoundDocument]:
    for document in documents:
        place = find_placement(document.file)
        if place is None or place.kind.name != kind or not isinstance(document.value, dict):
            continue
        if agent is None or place.agent == agent:
            yield FoundDocument(document.file, document.value, place.agent)


def refuse_unknown(noun: str, name: str, known: Collection[str]) -> TrustpagesError:
    """The error that there is nothing of that name, with the one that is probably meant."""
    listed = join_names(sorted(known)) or "there is none yet"
    return TrustpagesError("no-such-name", f"no {noun} {quote(name)}", suggest_nearest(name, known, f"known: {listed}"))


def find_agent(reading: ReadWorkspace, name: str) -> FoundDocument:
    """The document of an agent. Raises TrustpagesError `no-such-name`."""
    agents = {found.agent or "": found for found in list_documents(reading, "agent")}
    if name not in agents:
        raise refuse_unknown("agent", name, agents)
    return agents[name]


def find_by_id(documents: Collection[FoundDocument], noun: str, name: str) -> FoundDocument:
    """The document of that id among some. Raises TrustpagesError `no-such-name`."""
    found = next((document for document in documents if document.id == name), None)
    if found is None:
        raise refuse_unknown(noun, name, {document.id for document in documents})
    return found


def find_publisher(reading: ReadWorkspace) -> str:
    """Who publishes, by the name in trust.yml; empty where it has none."""
    trust = next(iter(list_documents(reading, "trust")), None)
    publisher = trust.value.get("publisher") if trust is not None else None
    return str(publisher.get("name", "")) if isinstance(publisher, dict) else ""


def choose_new_path(reading: ReadWorkspace, folder: str, name: str) -> str:
    """A path in a folder that no file has yet: `name.yml`, else with a number behind."""
    taken = {path.casefold() for path in reading.trees.files}
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(path for path in (f"{folder}/{each}.yml" for each in names) if path.casefold() not in taken)


def format_document(value: dict[str, Plain]) -> bytes:
    """A new document in block style."""
    return ("\n".join(format_block(value, 0, 2)) + "\n").encode()
