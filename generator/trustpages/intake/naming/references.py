"""References to ids: every id in a document that another document, or another part of it, has to declare.

Where everything can be seen an unresolved reference is a mistake. Elsewhere it may lead to what is withheld, and is
a mistake only where the one document that could declare it is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from trustpages.intake.files.parsed_workspace import UnreadableFile
from trustpages.intake.files.projection import Projection
from trustpages.intake.naming.declared import (
    AgentNames,
    DeclaredNames,
    MissingDeclaration,
    collect_names,
    find_missing_declarations,
)
from trustpages.intake.quoting import find_nearest, join_names, quote, suggest_nearest
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents import base
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark, Mapping
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.catalog import Placement, find_placement
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.control_records import (
    AnyItem,
    ConsequenceEvent,
    Dispute,
    Drill,
    Override,
    Review,
)
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.items import BenchmarkResult, Incident
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.source_map import ValuePath
from trustpages.model.vocabulary import Action


@dataclass(frozen=True, slots=True)
class IdReference:
    """A name at a path of a document that should be among the declared ones.

    It is worth a warning only where the reader can do without the declaration. `is_sure` says that the one
    document that could declare it was read, so that it is missing whoever may see what else.
    """

    path: ValuePath
    noun: str
    name: str
    among: Collection[str]
    level: ProblemLevel = ProblemLevel.ERROR
    is_sure: bool = False

    def below(self, path: ValuePath) -> IdReference:
        """The same mention, seen from where `path` begins."""
        return replace(self, path=(*path, *self.path))


def find_references(document: LoadedDocument, names: DeclaredNames) -> Iterator[IdReference]:
    """Every name in a document that another document, or another part of it, should declare."""
    model = document.model
    match model:
        case Agent():
            yield from _find_in_agent(model, names.of(model.id))
        case Pact():
            yield from _find_in_pact(model, names)
        case Bundle():
            yield from _find_in_bundle(model, names)
        case Claims():
            yield from _find_in_claims(model, names)
        case Benchmark():
            yield from _find_in_benchmark(model, names)
        case Decisions():
            yield from _find_in_decisions(model, names)
        case _:
            return


def _find_in_agent(agent: Agent, own: AgentNames) -> Iterator[IdReference]:
    for number, risk in enumerate(agent.residual_risks):
        if risk.accepted_by is not None:
            yield _refer_to_role(("residual_risks", number, "accepted_by"), risk.accepted_by, own)


def _find_in_pact(pact: Pact, names: DeclaredNames) -> Iterator[IdReference]:
    yield IdReference(("agent",), "agent", pact.agent, names.known_agents)
    own = names.of(pact.agent)
    if own.exists:  # otherwise all of them would be missing, for the one reason that is given already
        for number, obligation in enumerate(pact.obligations):
            for mention in _find_in_obligation(obligation, own):
                yield mention.below(("obligations", number))


def _find_in_obligation(obligation: Obligation, own: AgentNames) -> Iterator[IdReference]:
    if obligation.step is not None:
        yield IdReference(("step",), "step", obligation.step, own.steps, is_sure=True)
    if obligation.not_applicable is not None:
        yield _refer_to_role(("not_applicable", "decided_by"), obligation.not_applicable.decided_by, own)
    for trigger, consequence in obligation.consequences():
        if consequence.decided_by is not None:
            yield _refer_to_role((trigger.value, "decided_by"), consequence.decided_by, own)
        if consequence.to is not None and consequence.action is Action.NARROW_AUTHORITY:
            yield IdReference((trigger.value, "to"), "rung", consequence.to, own.rungs, is_sure=True)


def _find_in_bundle(bundle: Bundle, names: DeclaredNames) -> Iterator[IdReference]:
    yield IdReference(("agent",), "agent", bundle.agent, names.known_agents)
    own = names.of(bundle.agent)
    for number, item in enumerate(bundle.items):
        path: ValuePath = ("items", number)
        for index, reference in enumerate(item.supports):
            yield _refer_to_obligation((*path, "supports", index), reference, own)
        for mention in _find_in_item(item, own, names):
            yield mention.below(path)


def _find_in_item(item: AnyItem, own: AgentNames, names: DeclaredNames) -> Iterator[IdReference]:
    match item:
        case BenchmarkResult():
            yield IdReference(("benchmark",), "benchmark", item.benchmark, names.benchmarks)
        case Incident():
            for mention in _refer_to_each(
                "steps", "step", item.steps, own.steps if own.exists else item.steps
            ):
                yield replace(mention, is_sure=True)
        case Override():
            yield _refer_to_obligation(("obligation",), item.obligation, own)
            yield from _refer_to_each("evidence", "item", item.evidence, own.items)
            yield from _refer_if_given("renews", "override", item.renews, own.overrides)
        case ConsequenceEvent():
            yield _refer_to_obligation(("obligation",), item.obligation, own)
            yield from _refer_to_each("proof", "item", item.proof, own.items)
            yield from _refer_if_given("override", "override", item.override, own.overrides)
        case Dispute():
            yield from _refer_to_each("concerns", "item", item.concerns, own.items)
        case Drill():
            yield _refer_to_obligation(("obligation",), item.obligation, own)
        case Review() if not own.has_unnamed_change:
            triggers = own.changes | own.items | own.claims | own.obligations | own.pacts | names.benchmarks
            for mention in _refer_to_each("closes", "trigger", item.closes, triggers):
                yield replace(mention, level=ProblemLevel.WARNING)
        case _:
            return


def _find_in_claims(claims: Claims, names: DeclaredNames) -> Iterator[IdReference]:
    yield IdReference(("agent",), "agent", claims.agent, names.known_agents)
    own = names.of(claims.agent)
    for number, claim in enumerate(claims.claims):
        path: ValuePath = ("claims", number)
        if claim.obligation is not None:
            yield _refer_to_obligation((*path, "obligation"), claim.obligation, own)
        for index, item in enumerate(claim.evidence):
            yield IdReference((*path, "evidence", index), "item", item, own.items)
        if claim.than is not None:
            yield IdReference((*path, "than"), "item", claim.than, own.items)
        if claim.scope.workflow is not None:
            # A claim about work that no agent here does is out of scope, which is for the report to say.
            at, workflow = (*path, "scope", "workflow"), claim.scope.workflow
            yield IdReference(at, "workflow", workflow, names.workflows, ProblemLevel.WARNING)


def _find_in_benchmark(benchmark: Benchmark, names: DeclaredNames) -> Iterator[IdReference]:
    mappers = {mapper.id for mapper in benchmark.mappers}
    for number, mapping in enumerate(benchmark.mapping):
        path: ValuePath = ("mapping", number)
        if mapping.mapper is not None:
            yield IdReference((*path, "mapper"), "mapper", mapping.mapper, mappers, is_sure=True)
        for mention in _find_in_mapping(mapping, names):
            yield mention.below(path)


def _find_in_mapping(mapping: Mapping, names: DeclaredNames) -> Iterator[IdReference]:
    if mapping.workflow is not None:
        yield IdReference(("workflow",), "workflow", mapping.workflow, names.workflows)
        if mapping.step is not None and mapping.workflow in names.workflows:
            yield IdReference(("step",), "step", mapping.step, names.workflows[mapping.workflow])
    if mapping.agent is not None:
        yield IdReference(("agent",), "agent", mapping.agent, names.known_agents)
        if mapping.obligation is not None and mapping.agent in names.agents:
            yield _refer_to_obligation(("obligation",), mapping.obligation, names.of(mapping.agent))


def _find_in_decisions(decisions: Decisions, names: DeclaredNames) -> Iterator[IdReference]:
    for number, decision in enumerate(decisions.decisions):
        path: ValuePath = ("decisions", number)
        if decision.agent is not None:
            yield IdReference((*path, "agent"), "agent", decision.agent, names.known_agents)
        if decision.rank_reason is not None:
            benchmark = decision.rank_reason.benchmark
            yield IdReference((*path, "rank_reason", "benchmark"), "benchmark", benchmark, names.benchmarks)


def _refer_to_each(
    key: str, noun: str, found: Iterable[str], among: Collection[str]
) -> Iterator[IdReference]:
    for index, name in enumerate(found):
        yield IdReference((key, index), noun, name, among)


def _refer_if_given(key: str, noun: str, name: str | None, among: Collection[str]) -> Iterator[IdReference]:
    if name is not None:
        yield IdReference((key,), noun, name, among)


def _refer_to_role(path: ValuePath, name: str, own: AgentNames) -> IdReference:
    return IdReference(path, "role", name, own.roles, ProblemLevel.WARNING)


def _refer_to_obligation(path: ValuePath, reference: str, own: AgentNames) -> IdReference:
    """The obligation, or the pact where not even that exists and no obligation looks like it."""
    pact = reference.partition("/")[0]
    if pact not in own.pacts and find_nearest(reference, own.obligations) is None:
        return IdReference(path, "pact", pact, own.pacts)
    return IdReference(path, "obligation", reference, own.obligations, is_sure=pact in own.pacts)


_WHERE_TO_DECLARE = {
    "agent": "an agent is declared in evidence/<agent>/agent.yml",
    "pact": "a pact is declared in the agent's folder pacts/",
    "obligation": "an obligation is declared in a pact of the same agent",
    "benchmark": "a benchmark is declared in evidence/benchmarks/",
    "step": "a step is declared under 'workflow' of the agent",
    "rung": "a rung is declared under 'authority' of the agent",
    "role": "a role is declared by 'owner' or 'decision_rights' of the agent",
    "item": "an item is declared in a bundle of the same agent",
    "override": "an override is declared in a bundle of the same agent",
    "mapper": "a mapper is declared under 'mappers'",
    "workflow": "a workflow is declared by an agent",
    "trigger": "it is the id of a change, an incident, an override or a claim, or pact/obligation",
}
_SHARED = frozenset({"benchmark", "workflow"})
_MOST_NAMED = 6
_REFERENCE = re.compile(rf"{base.ID_PATTERN[1:-1]}(?:/{base.ID_PATTERN[1:-1]})?")


def check_references(
    documents: Iterable[LoadedDocument],
    seen: Iterable[Projection],
    unreadable: Iterable[UnreadableFile],
    *,
    sees_all: bool = True,
) -> Iterator[Problem]:
    """A problem for each name that nothing declares; without `sees_all`, for those that nothing hidden declares.

    A file that cannot be read, or not as it stands, may declare anything: names that it could declare are let
    pass.
    """
    seen = tuple(seen)
    names, missing = collect_names(seen), find_missing_declarations(seen)
    unread = tuple(place for one in unreadable if (place := find_placement(one.file)) is not None)
    for document in documents:
        for mention in find_references(document, names):
            if not (sees_all or mention.is_sure) or mention.name in mention.among or _is_misdeclared(mention):
                continue
            if not _may_be_unread(document, mention, unread) and not _may_be_missing(
                document, mention, missing
            ):
                yield _describe_unknown(document, mention)


def _is_misdeclared(mention: IdReference) -> bool:
    """Whether the name is declared in a form that no id has, which is reported where it is declared."""
    wrong = [name for name in mention.among if not _REFERENCE.fullmatch(name)]
    return find_nearest(mention.name, wrong) is not None


def _may_be_unread(document: LoadedDocument, mention: IdReference, unread: tuple[Placement, ...]) -> bool:
    if mention.noun == "benchmark":
        return any(place.kind.name == "benchmark" for place in unread)
    return any(place.agent is not None and document.folder in {None, place.agent} for place in unread)


def _may_be_missing(
    document: LoadedDocument, mention: IdReference, missing: frozenset[MissingDeclaration]
) -> bool:
    if document.folder is None or mention.noun in _SHARED:
        return any(hole.noun == mention.noun for hole in missing)
    return any(hole.agent == document.folder and mention.noun in (hole.noun, "trigger") for hole in missing)


def _describe_unknown(document: LoadedDocument, mention: IdReference) -> Problem:
    names = sorted(one for one in mention.among if _REFERENCE.fullmatch(one))
    known = join_names(names) if len(names) <= _MOST_NAMED else ""
    declare = _WHERE_TO_DECLARE[mention.noun]
    otherwise = f"{declare}; known: {known}" if known else declare
    return Problem(
        document.source.place_of(mention.path),
        f"unknown-{mention.noun}",
        f"no {mention.noun} {quote(mention.name)}",
        suggest_nearest(mention.name, mention.among, otherwise),
        mention.level,
    )
