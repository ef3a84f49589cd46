"""What is shown to some readers and not to others: documents hidden with their agent, agents hidden beside a twin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from trustpages.intake.messages.quoting import join_names, quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.base import Document as DocumentModel
from trustpages.model.problem import Problem, ProblemLevel


def check_visibility(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each document that will not appear where it is visible, because its agent is not.

    Where the agent is withheld it cannot be compared, so a narrower audience learns nothing from this.
    """
    documents = tuple(documents)
    agents = {document.folder: document.model.visibility for document in documents if isinstance(document.model, Agent)}
    for document in documents:
        model, of_agent = document.model, agents.get(document.folder)
        if not isinstance(model, DocumentModel) or of_agent is None or document.folder is None:
            continue
        if model.visibility.rank < of_agent.rank:
            sentence = f"this is {model.visibility.value}, its agent is {of_agent.value}, so only that audience sees it"
            remedy = f"write 'visibility: {model.visibility.value}' in agent.yml, or narrow this one"
            place = document.source.place_of(("visibility",))
            yield Problem(place, "hidden-by-agent", sentence, remedy, ProblemLevel.WARNING)


def check_twins(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each agent that fewer people see than one that may be the same product.

    Whoever does not see the one learns nothing of it.
    """
    agents = [(document, document.model) for document in documents if isinstance(document.model, Agent)]
    widest = min((agent.visibility.rank for _, agent in agents), default=0)
    marks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (_, agent) in enumerate(agents):
        for mark in agent.find_marks():
            marks[mark].append(number)
    for document, hidden in sorted(agents, key=lambda pair: pair[0].source.file):
        if hidden.visibility.rank == widest:
            continue
        alike = sorted({number for mark in hidden.find_marks() for number in marks[mark]})
        twins = [agent for _, agent in map(agents.__getitem__, alike) if agent.visibility.rank < hidden.visibility.rank]
        if twins:
            names = join_names(quote(agent.id) for agent in twins)
            sentence = f"fewer people see {quote(hidden.id)} than {names}, which may be the same product"
            remedy = "show both alike, or tell them apart: by work, name, and what is deployed"
            yield Problem(document.source.place_of(("id",)), "withheld-twin", sentence, remedy, ProblemLevel.WARNING)
