"""Names in one document that another should declare, and does not.

Where everything can be seen an unresolved name is a mistake. Elsewhere it may lead to what is withheld, and is a
mistake only where the one document that could declare it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trustpages.intake.audience import Projection
from trustpages.intake.documents import Document
from trustpages.intake.holes import Hole, holes
from trustpages.intake.mentions import Mention, mentions
from trustpages.intake.names import declared
from trustpages.intake.placing import Placed, placed
from trustpages.intake.suggestion import did_you_mean, listed, nearest, quoted
from trustpages.intake.trees import Unreadable
from trustpages.model.documents import base
from trustpages.model.problem import Problem

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
    documents: Iterable[Document],
    seen: Iterable[Projection],
    unreadable: Iterable[Unreadable],
    *,
    sees_all: bool = True,
) -> Iterator[Problem]:
    """A problem for each name that nothing declares; without `sees_all`, for those that nothing hidden declares.

    A file that cannot be read, or not as it stands, may declare anything: names that it could declare are let
    pass.
    """
    seen = tuple(seen)
    names, missing = declared(seen), holes(seen)
    unread = tuple(place for one in unreadable if (place := placed(one.file)) is not None)
    for document in documents:
        for mention in mentions(document, names):
            if not (sees_all or mention.is_sure) or mention.name in mention.among or _is_misdeclared(mention):
                continue
            if not _may_be_unread(document, mention, unread) and not _may_be_missing(
                document, mention, missing
            ):
                yield _unknown(document, mention)


def _is_misdeclared(mention: Mention) -> bool:
    """Whether the name is declared in a form that no id has, which is reported where it is declared."""
    wrong = [name for name in mention.among if not _REFERENCE.fullmatch(name)]
    return nearest(mention.name, wrong) is not None


def _may_be_unread(document: Document, mention: Mention, unread: tuple[Placed, ...]) -> bool:
    if mention.noun == "benchmark":
        return any(place.kind.name == "benchmark" for place in unread)
    return any(place.agent is not None and document.folder in {None, place.agent} for place in unread)


def _may_be_missing(document: Document, mention: Mention, missing: frozenset[Hole]) -> bool:
    if document.folder is None or mention.noun in _SHARED:
        return any(hole.noun == mention.noun for hole in missing)
    return any(hole.agent == document.folder and mention.noun in (hole.noun, "trigger") for hole in missing)


def _unknown(document: Document, mention: Mention) -> Problem:
    names = sorted(one for one in mention.among if _REFERENCE.fullmatch(one))
    known = listed(names) if len(names) <= _MOST_NAMED else ""
    declare = _WHERE_TO_DECLARE[mention.noun]
    otherwise = f"{declare}; known: {known}" if known else declare
    return Problem(
        document.source.place_of(mention.path),
        f"unknown-{mention.noun}",
        f"no {mention.noun} {quoted(mention.name)}",
        did_you_mean(mention.name, mention.among, otherwise),
        mention.level,
    )
