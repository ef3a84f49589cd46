"""Documents that more people may see than the agent that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.documents import Document
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.base import Document as DocumentModel
from trustpages.model.problem import Level, Problem


def check_visibility(documents: Iterable[Document]) -> Iterator[Problem]:
    """A warning for each document that will not appear where it is visible, because its agent is not.

    Where the agent is withheld it cannot be compared, so a narrower audience learns nothing from this.
    """
    documents = tuple(documents)
    agents = {
        document.folder: document.model.visibility
        for document in documents
        if isinstance(document.model, Agent)
    }
    for document in documents:
        model, of_agent = document.model, agents.get(document.folder)
        if not isinstance(model, DocumentModel) or of_agent is None or document.folder is None:
            continue
        if model.visibility.rank < of_agent.rank:
            sentence = f"this is {model.visibility.value}, its agent is {of_agent.value}, so only that audience sees it"
            remedy = f"write 'visibility: {model.visibility.value}' in agent.yml, or narrow this one"
            place = document.source.place_of(("visibility",))
            yield Problem(place, "hidden-by-agent", sentence, remedy, Level.WARNING)
