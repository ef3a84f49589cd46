"""References to ids: every id in a document that another document, or another part of it, has to declare.

Where everything can be seen an unresolved reference is a mistake. Elsewhere it may lead to what is withheld, and is
a mistake only where the one document that could declare it is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from trustpages.intake.files.parsed_workspace import UnreadableFile
from trustpages.intake.messages.quoting import find_nearest, join_names, quote, suggest_nearest
from trustpages.intake.naming.declared import WORKSPACE, DeclaredIds, Holder, find_holder
from trustpages.intake.naming.walker import DocumentIds, MarkedName, map_declarations
from trustpages.model.documents import base
from trustpages.model.documents.catalog import Placement, find_placement
from trustpages.model.ids import IdScope, Refers
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.source_map import ValuePath

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
_MOST_NAMED = 6
_REFERENCE = re.compile(rf"{base.ID_PATTERN[1:-1]}(?:/{base.ID_PATTERN[1:-1]})?")


@dataclass(frozen=True, slots=True)
class IdReference:
    """A name at a path of a document that should be among the declared ones.

    `is_sure` says that the one document that could declare it was read, so that it is missing whoever may see what
    else. `nouns` are all those that it may be the name of, where it is not of the `noun` alone.
    """

    path: ValuePath
    noun: str
    name: str
    among: Collection[str]
    level: ProblemLevel
    is_sure: bool = False
    nouns: tuple[str, ...] = ()


def check_references(
    documents: Iterable[DocumentIds],
    declared: DeclaredIds,
    unreadable: Iterable[UnreadableFile],
    *,
    sees_all: bool = True,
) -> Iterator[Problem]:
    """A problem for each name that nothing declares; without `sees_all`, for those that nothing hidden declares.

    A file that cannot be read, or not as it stands, may declare anything: names that it could declare are let
    pass.
    """
    documents = tuple(documents)
    missing = {(document.folder, noun) for document in documents for noun in document.missing}
    unread = tuple(place for file in unreadable if (place := find_placement(file.file)) is not None)
    for document in documents:
        for reference in find_references(document, declared) if document.is_valid else ():
            # Whoever does not see everything learns nothing from this about what is withheld.
            if not (sees_all or reference.is_sure) or reference.name in reference.among:
                continue
            if not (
                _is_misdeclared(reference)
                or _may_be_unread(document, reference, unread)
                or _may_be_missing(document, reference, missing)
            ):
                yield _describe_unknown(document, reference)


def find_references(document: DocumentIds, declared: DeclaredIds) -> Iterator[IdReference]:
    """Every name in a document that has to be declared, with the ids that it may be."""
    for name in document.names:
        if isinstance(name.mark, Refers):
            resolve = _resolve_any if name.mark.among else _resolve
            yield from resolve(name, name.mark, document, declared)


def _resolve(name: MarkedName, refers: Refers, document: DocumentIds, declared: DeclaredIds) -> Iterator[IdReference]:
    kind, holder = map_declarations()[refers.noun][1], find_reference_holder(name, refers.noun, document)
    is_in_agent = kind == "agent" and holder[0] == "agent"
    # Without the agent's document all of them would be missing, for the one reason that is reported already.
    if holder in declared and not (is_in_agent and holder[1] not in declared.get("agent", WORKSPACE)):
        is_sure = holder[0] == "document" or (is_in_agent and refers.level is ProblemLevel.ERROR)
        among = declared.get(refers.noun, holder)
        reference = IdReference(name.path, refers.noun, name.text, among, refers.level, is_sure)
        yield _name_pact(reference, holder, declared) if refers.noun == "obligation" else reference


def find_reference_holder(name: MarkedName, noun: str, document: DocumentIds) -> Holder:
    """Where an id of a noun is looked for that a reference in a document may name."""
    within = name.mark.within if isinstance(name.mark, Refers) else None
    named = name.holder.get(within) if within else None
    return find_holder(map_declarations()[noun][0].scope, document) if named is None else (str(within), str(named))


def _name_pact(reference: IdReference, holder: Holder, declared: DeclaredIds) -> IdReference:
    """The obligation, or the pact where not even that exists and no obligation looks like it."""
    pact, pacts = reference.name.partition("/")[0], declared.get("pact", holder)
    if pact not in pacts and find_nearest(reference.name, reference.among) is None:
        return replace(reference, noun="pact", name=pact, among=pacts)
    return replace(reference, is_sure=pact in pacts)


def _resolve_any(
    name: MarkedName, refers: Refers, document: DocumentIds, declared: DeclaredIds
) -> Iterator[IdReference]:
    holders = [(noun, find_holder(map_declarations()[noun][0].scope, document)) for noun in refers.among]
    if not any(declared.has_only_unnamed(noun, holder) for noun, holder in holders):
        among = {known for noun, holder in holders for known in declared.get(noun, holder)}
        yield IdReference(name.path, refers.noun, name.text, among, refers.level, nouns=refers.among)


def _is_misdeclared(reference: IdReference) -> bool:
    """Whether the name is declared in a form that no id has, which is reported where it is declared."""
    wrong = [name for name in reference.among if not _REFERENCE.fullmatch(name)]
    return find_nearest(reference.name, wrong) is not None


def _may_be_unread(document: DocumentIds, reference: IdReference, unread: tuple[Placement, ...]) -> bool:
    nouns = reference.nouns or (reference.noun,)
    if "benchmark" in nouns and any(place.kind.name == "benchmark" for place in unread):
        return True
    is_of_agent = nouns != ("benchmark",)
    return is_of_agent and any(place.agent is not None and document.folder in {None, place.agent} for place in unread)


def _may_be_missing(document: DocumentIds, reference: IdReference, missing: set[tuple[str | None, str]]) -> bool:
    nouns = reference.nouns or (reference.noun,)
    return any(
        noun in nouns and (document.folder is None or folder == document.folder or _is_shared(noun))
        for folder, noun in missing
    )


def _is_shared(noun: str) -> bool:
    declares, _ = map_declarations().get(noun, (None, ""))
    return declares is not None and declares.scope is IdScope.WORKSPACE


def describe_unknown(noun: str, name: str) -> str:
    """The sentence of the problem that nothing declares a name."""
    return f"no {noun} {quote(name)}"


def _describe_unknown(document: DocumentIds, reference: IdReference) -> Problem:
    names = sorted(name for name in reference.among if _REFERENCE.fullmatch(name))
    known = join_names(names) if len(names) <= _MOST_NAMED else ""
    declare = _WHERE_TO_DECLARE[reference.noun]
    otherwise = f"{declare}; known: {known}" if known else declare
    return Problem(
        document.source.place_of(reference.path),
        f"unknown-{reference.noun}",
        describe_unknown(reference.noun, reference.name),
        suggest_nearest(reference.name, reference.among, otherwise),
        reference.level,
    )
