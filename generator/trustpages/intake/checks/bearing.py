"""Evidence that bears on nothing: no promise, claim or mapping of a benchmark leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import AnyItem, Bundle, Review
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.items.adverse import HeldAgainst
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.vocabulary import EvidenceClass, Setting

_SENTENCE = "no promise, claim or mapping leads to this item: it is read for what speaks against the agent, no more"
_AGAINST = (
    "no promise is about this item, so that no verdict rests on it; the report tells that it speaks against the agent: "
)
_EITHER = "leave it, or name the promises on which it bears under 'supports'"
_REMEDY = "name the promises on which it bears under 'supports'; if there are none, leave it"


def check_bearing(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each item that helps to decide nothing, unless it tells of something by its content alone."""
    documents = tuple(documents)
    claimed, answered = frozenset(_list_claimed(documents)), frozenset(_list_answered(documents))
    mapped = frozenset(_list_mapped(documents))
    for document in documents:
        if not isinstance(document.model, Bundle):
            continue
        agent = document.model.agent
        for number, item in enumerate(document.model.items):
            benchmark = (agent, str(getattr(item, "benchmark", None)))
            if item.supports or (agent, item.id) in claimed or benchmark in mapped or _tells_by_itself(item):
                continue
            adverse = item.find_adverse(_count(item))
            if adverse is not None and (agent, item.id) in answered:
                continue
            sentence, remedy = (_SENTENCE, _REMEDY) if adverse is None else (f"{_AGAINST}{adverse.found}", _EITHER)
            place = document.source.place_of(("items", number, "id"))
            yield Problem(place, "idle-evidence", sentence, remedy, ProblemLevel.WARNING)


def _list_claimed(documents: Iterable[LoadedDocument]) -> Iterator[tuple[str, str]]:
    """Agent and item of each item that a claim names."""
    for document in documents:
        if isinstance(document.model, Claims):
            for claim in document.model.claims:
                yield from ((document.model.agent, name) for name in (*claim.evidence, claim.than) if name is not None)


def _list_answered(documents: Iterable[LoadedDocument]) -> Iterator[tuple[str, str]]:
    """Agent and item of each item that a review names among what it closes."""
    for document in documents:
        if isinstance(document.model, Bundle):
            reviews = (item for item in document.model.items if isinstance(item, Review))
            yield from ((document.model.agent, name) for review in reviews for name in review.closes)


def _list_mapped(documents: tuple[LoadedDocument, ...]) -> Iterator[tuple[str, str]]:
    """Agent and benchmark, where the benchmark is mapped to the agent's work or compared with outcomes elsewhere."""
    models = [document.model for document in documents]
    agents = [model for model in models if isinstance(model, Agent)]
    for benchmark in (model for model in models if isinstance(model, Benchmark)):
        drawn = [entry for entry in benchmark.mapping if entry.strength != "none"]
        targets = {target for entry in drawn for target in (entry.workflow, entry.agent)}
        for agent in agents:
            if benchmark.paired or targets & {agent.id, agent.workflow.id}:
                yield agent.id, benchmark.id


def _tells_by_itself(item: AnyItem) -> bool:
    """Whether the item is no evidence, an event, real use, or agreement of raters."""
    if item.evidence_class in {None, EvidenceClass.INCIDENT} or getattr(item, "ratings", None) is not None:
        return True
    return isinstance(item, Runs) and item.setting is Setting.PRODUCTION


def _count(item: AnyItem) -> HeldAgainst:
    """The outcomes that the item itself counts, held against no line."""
    good, attempts = getattr(item, "successes", None), getattr(item, "attempts", None)
    known = 0 if good is None or attempts is None else attempts - getattr(item, "unknown", 0)
    return HeldAgainst(good=good or 0, known=known)
