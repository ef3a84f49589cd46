"""The document of a bundle: evidence items from one producer and one collection."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trustpages.model.documents.base import Document, Id, Period, Producer, Source, Text, Version
from trustpages.model.documents.control_records import AnyItem
from trustpages.model.ids import AtKey, Declares, Refers, SeenByReaders


class Bundle(Document):
    """Evidence items of one producer and one collection."""

    kind: Literal["bundle"]
    """Kind of the document."""
    id: Annotated[Id, Declares("bundle")]
    """Name of the bundle, unique for its agent."""
    title: Text | None = None
    """What readers call it."""
    agent: Annotated[Id, Refers("agent")]
    """Agent that the evidence is about."""
    agent_version: Version | None = None
    """Version of the agent that was looked at; unknown if absent."""
    producer: Annotated[Producer, AtKey("name", SeenByReaders())]
    """Who made the evidence."""
    collected: Period | None = None
    """Days of collection; without them the age is unknown and the evidence counts as expired."""
    source: Source | None = None
    """Where it comes from."""
    items: tuple[AnyItem, ...] = Field(min_length=1)
    """The evidence."""
