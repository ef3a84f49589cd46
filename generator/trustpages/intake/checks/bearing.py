"""Evidence that bears on nothing: no promise, claim or mapping of a benchmark leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import AnyItem, Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.items.adverse import HeldAgainst
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.vocabulary import EvidenceClass, Setting

_SENTENCE = "no promise, claim or mapping leads to this item: it is read for what speaks against the agent, no more"
_REMEDY = "name the promises on which it bears under 'supports'; if there are none, leave it"


def check_bearing(documents: Iterable[LoadedDocument]) -> Iterator[Problem]:
    """A warning for each item that helps to decide nothing, unless it tells of something by its content alone."""
    documents = tuple(documents)
    claimed = frozenset(_list_claimed(documents))
    mapped = frozenset(_list_mapped(documents))
    for document in documents:
        if not isinstance(document.model, Bundle):
            continue
        agent = document.model.agent
        for number, item in enumerate(document.model.items):
            benchmark = (agent, str(getattr(item, "benchmark", None)))
            if item.supports or (agent, item.id) in claimed or benchmark in mapped or _tells_by_itself(item):
                continue
            place = document.source.place_of(("items", number, "id"))
            yield Problem(place, "idle-evidence", _SENTENCE, _REMEDY, ProblemLevel.WARNING)


def _list_claimed(documents: Iterable[LoadedDocument]) -> Iterator[tuple[str, str]]:
    """Agent and item of each item that a claim names."""
    for document in documents:
        if isinstance(document.model, Claims):
            for claim in document.model.claims:
                yield from ((document.model.agent, name) for name in (*claim.evidence, claim.than) if name is not None)


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
    """Whether the item is no evidence, an event, real use, agreement of raters, or adverse by its content."""
    if item.evidence_class in {None, EvidenceClass.INCIDENT} or getattr(item, "ratings", None) is not None:
        return True
    if isinstance(item, Runs) and item.setting is Setting.PRODUCTION:
        return True
    good, attempts = getattr(item, "successes", None), getattr(item, "attempts", None)
    known = 0 if good is None or attempts is None else attempts - getattr(item, "unknown", 0)
    return item.find_adverse(HeldAgainst(good=good or 0, known=known)) is not None
