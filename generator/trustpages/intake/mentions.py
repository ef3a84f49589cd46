"""The names in a document that another document, or another part of it, should declare."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from trustpages.intake.documents import Document
from trustpages.intake.names import Names, OfAgent
from trustpages.intake.suggestion import nearest
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark, Mapping
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.items import (
    AnyItem,
    BenchmarkResult,
    ConsequenceEvent,
    Dispute,
    Drill,
    Incident,
    Override,
    Review,
)
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.located import Path
from trustpages.model.problem import Level
from trustpages.model.vocabulary import Action


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at a path of a document that should be among the declared ones.

    It is worth a warning only where the reader can do without the declaration. `is_sure` says that the one
    document that could declare it was read, so that it is missing whoever may see what else.
    """

    path: Path
    noun: str
    name: str
    among: Collection[str]
    level: Level = Level.ERROR
    is_sure: bool = False

    def below(self, path: Path) -> Mention:
        """The same mention, seen from where `path` begins."""
        return replace(self, path=(*path, *self.path))


def mentions(document: Document, names: Names) -> Iterator[Mention]:
    """Every name in a document that another document, or another part of it, should declare."""
    model = document.model
    match model:
        case Agent():
            yield from _of_agent(model, names.of(model.id))
        case Pact():
            yield from _of_pact(model, names)
        case Bundle():
            yield from _of_bundle(model, names)
        case Claims():
            yield from _of_claims(model, names)
        case Benchmark():
            yield from _of_benchmark(model, names)
        case Decisions():
            yield from _of_decisions(model, names)
        case _:
            return


def _of_agent(agent: Agent, own: OfAgent) -> Iterator[Mention]:
    for number, risk in enumerate(agent.residual_risks):
        if risk.accepted_by is not None:
            yield _role(("residual_risks", number, "accepted_by"), risk.accepted_by, own)


def _of_pact(pact: Pact, names: Names) -> Iterator[Mention]:
    yield Mention(("agent",), "agent", pact.agent, names.known_agents)
    own = names.of(pact.agent)
    if own.exists:  # otherwise all of them would be missing, for the one reason that is given already
        for number, obligation in enumerate(pact.obligations):
            for mention in _of_obligation(obligation, own):
                yield mention.below(("obligations", number))


def _of_obligation(obligation: Obligation, own: OfAgent) -> Iterator[Mention]:
    if obligation.step is not None:
        yield Mention(("step",), "step", obligation.step, own.steps, is_sure=True)
    if obligation.not_applicable is not None:
        yield _role(("not_applicable", "decided_by"), obligation.not_applicable.decided_by, own)
    for trigger, consequence in obligation.consequences():
        if consequence.decided_by is not None:
            yield _role((trigger.value, "decided_by"), consequence.decided_by, own)
        if consequence.to is not None and consequence.action is Action.NARROW_AUTHORITY:
            yield Mention((trigger.value, "to"), "rung", consequence.to, own.rungs, is_sure=True)


def _of_bundle(bundle: Bundle, names: Names) -> Iterator[Mention]:
    yield Mention(("agent",), "agent", bundle.agent, names.known_agents)
    own = names.of(bundle.agent)
    for number, item in enumerate(bundle.items):
        path: Path = ("items", number)
        for index, reference in enumerate(item.supports):
            yield _obligation((*path, "supports", index), reference, own)
        for mention in _of_item(item, own, names):
            yield mention.below(path)


def _of_item(item: AnyItem, own: OfAgent, names: Names) -> Iterator[Mention]:
    match item:
        case BenchmarkResult():
            yield Mention(("benchmark",), "benchmark", item.benchmark, names.benchmarks)
        case Incident():
            for mention in _each("steps", "step", item.steps, own.steps if own.exists else item.steps):
                yield replace(mention, is_sure=True)
        case Override():
            yield _obligation(("obligation",), item.obligation, own)
            yield from _each("evidence", "item", item.evidence, own.items)
            yield from _maybe("renews", "override", item.renews, own.overrides)
        case ConsequenceEvent():
            yield _obligation(("obligation",), item.obligation, own)
            yield from _each("proof", "item", item.proof, own.items)
            yield from _maybe("override", "override", item.override, own.overrides)
        case Dispute():
            yield from _each("concerns", "item", item.concerns, own.items)
        case Drill():
            yield _obligation(("obligation",), item.obligation, own)
        case Review() if not own.has_unnamed_change:
            triggers = own.changes | own.items | own.claims | own.obligations | own.pacts | names.benchmarks
            for mention in _each("closes", "trigger", item.closes, triggers):
                yield replace(mention, level=Level.WARNING)
        case _:
            return


def _of_claims(claims: Claims, names: Names) -> Iterator[Mention]:
    yield Mention(("agent",), "agent", claims.agent, names.known_agents)
    own = names.of(claims.agent)
    for number, claim in enumerate(claims.claims):
        path: Path = ("claims", number)
        if claim.obligation is not None:
            yield _obligation((*path, "obligation"), claim.obligation, own)
        for index, item in enumerate(claim.evidence):
            yield Mention((*path, "evidence", index), "item", item, own.items)
        if claim.than is not None:
            yield Mention((*path, "than"), "item", claim.than, own.items)
        if claim.scope.workflow is not None:
            # A claim about work that no agent here does is out of scope, which is for the report to say.
            at, workflow = (*path, "scope", "workflow"), claim.scope.workflow
            yield Mention(at, "workflow", workflow, names.workflows, Level.WARNING)


def _of_benchmark(benchmark: Benchmark, names: Names) -> Iterator[Mention]:
    mappers = {mapper.id for mapper in benchmark.mappers}
    for number, mapping in enumerate(benchmark.mapping):
        path: Path = ("mapping", number)
        if mapping.mapper is not None:
            yield Mention((*path, "mapper"), "mapper", mapping.mapper, mappers, is_sure=True)
        for mention in _of_mapping(mapping, names):
            yield mention.below(path)


def _of_mapping(mapping: Mapping, names: Names) -> Iterator[Mention]:
    if mapping.workflow is not None:
        yield Mention(("workflow",), "workflow", mapping.workflow, names.workflows)
        if mapping.step is not None and mapping.workflow in names.workflows:
            yield Mention(("step",), "step", mapping.step, names.workflows[mapping.workflow])
    if mapping.agent is not None:
        yield Mention(("agent",), "agent", mapping.agent, names.known_agents)
        if mapping.obligation is not None and mapping.agent in names.agents:
            yield _obligation(("obligation",), mapping.obligation, names.of(mapping.agent))


def _of_decisions(decisions: Decisions, names: Names) -> Iterator[Mention]:
    for number, decision in enumerate(decisions.decisions):
        path: Path = ("decisions", number)
        if decision.agent is not None:
            yield Mention((*path, "agent"), "agent", decision.agent, names.known_agents)
        if decision.rank_reason is not None:
            benchmark = decision.rank_reason.benchmark
            yield Mention((*path, "rank_reason", "benchmark"), "benchmark", benchmark, names.benchmarks)


def _each(key: str, noun: str, found: Iterable[str], among: Collection[str]) -> Iterator[Mention]:
    for index, name in enumerate(found):
        yield Mention((key, index), noun, name, among)


def _maybe(key: str, noun: str, name: str | None, among: Collection[str]) -> Iterator[Mention]:
    if name is not None:
        yield Mention((key,), noun, name, among)


def _role(path: Path, name: str, own: OfAgent) -> Mention:
    return Mention(path, "role", name, own.roles, Level.WARNING)


def _obligation(path: Path, reference: str, own: OfAgent) -> Mention:
    """The obligation, or the pact where not even that exists and no obligation looks like it."""
    pact = reference.partition("/")[0]
    if pact not in own.pacts and nearest(reference, own.obligations) is None:
        return Mention(path, "pact", pact, own.pacts)
    return Mention(path, "obligation", reference, own.obligations, is_sure=pact in own.pacts)
