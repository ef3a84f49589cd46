"""Steps of `rename`: an id and every reference to it, in documents and in authored pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trustpages.compose import paths
from trustpages.editing.changes import DocumentChange, SetKey, SetTexts
from trustpages.intake.files.projection import Projection
from trustpages.intake.files.replacement import Move
from trustpages.intake.messages.quoting import quote
from trustpages.intake.naming.declared import find_holder
from trustpages.intake.naming.references import find_reference_holder
from trustpages.intake.naming.walker import DocumentIds, MarkedName, find_ids, map_declarations
from trustpages.model.ids import Declares, IdScope, Mentions, Refers
from trustpages.model.pages.page import REFERENCE
from trustpages.model.problem import TrustpagesError
from trustpages.model.source_map import ValuePath
from trustpages.workflow.editing.documents import find_agent
from trustpages.workflow.editing.rename_target import OVERRIDE, RenameTarget, find_target
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, change_files, try_edit
from trustpages.workflow.reading import ReadWorkspace

_PUBLISHED = "a report that spoke of {old} keeps that name: what was published under it and is gone is told as vanished"


def rename(
    reading: ReadWorkspace, name: str, new: str, *, noun: str | None = None, agent: str | None = None
) -> EditOutcome:
    """What it does to give an id another name, with all references to it; an agent's folder goes along.

    Raises what `find_target` raises, and the code of the first problem of a file that cannot be read: it may refer to
    anything.
    """
    for file in reading.trees.unreadable:
        first = file.problems[0]
        raise TrustpagesError(first.code, f"{first.place}: {first.sentence}", first.remedy)
    documents = [find_ids(Projection(located, located.value), is_valid=True) for located in reading.trees.documents]
    target = find_target(documents, name, new, noun=noun, agent=agent)
    changes: dict[str, list[DocumentChange]] = {}
    for document in documents:
        texts = tuple(_respell_names(target, document, documents))
        if texts:
            changes[document.source.file] = [SetTexts(texts)]
    move = None
    if target.noun == "agent":
        move = Move(f"evidence/{target.old}", f"evidence/{target.new}")
        found = find_agent(reading, target.old)
        changes[found.file].append(_note_former_id(found.value.get("formerly"), target))
    files = change_files(reading, changes) | dict(_respell_pages(reading, target))
    notes = () if target.noun == "agent" else (_PUBLISHED.format(old=quote(target.full)),)
    return try_edit(reading, Edit(files, move, notes if target.noun in _PUBLISHED_BY_ID else ()))


_PUBLISHED_BY_ID = frozenset({"item", "claim", "pact", "obligation"})


def _note_former_id(formerly: object, target: RenameTarget) -> DocumentChange:
    """History follows an agent by its former ids; the one that it has now is none of them."""
    former = [str(id_) for id_ in formerly if id_ != target.new] if isinstance(formerly, list) else []
    return SetKey((), "formerly", [*former, target.old], after="id")


def _respell_names(
    target: RenameTarget, document: DocumentIds, documents: Sequence[DocumentIds]
) -> Iterator[tuple[ValuePath, str]]:
    seen = set[ValuePath]()
    latest = dict[str, str]()
    for name in document.names:
        if isinstance(name.mark, Declares):
            latest[name.mark.noun] = name.text
        text = _respell(target, name, document, latest)
        if text != name.text and name.path not in seen:
            seen.add(name.path)
            _refuse_ambiguous(target, name, document, documents)
            yield name.path, text


def _respell(target: RenameTarget, name: MarkedName, document: DocumentIds, latest: dict[str, str]) -> str:
    match name.mark:
        case Declares(noun=noun, scope=scope) if noun == target.noun and name.text == target.old:
            is_of_pact = not target.pact or latest.get("pact") == target.pact
            return target.new if find_holder(scope, document) in target.holders and is_of_pact else name.text
        case Refers(noun=noun, among=among):
            nouns = among or (noun,)
            for each in nouns:
                holder = find_reference_holder(name, each, document)
                text = target.respell(each, name.text, holder)
                if text == name.text and noun == "trigger":
                    text = target.respell_trigger((each,), name.text, holder)
                if text != name.text:
                    return text
        case Mentions(nouns=nouns):
            return target.respell_mention(nouns, name.text, find_holder(IdScope.AGENT, document)[1])
    return name.text


def _refuse_ambiguous(
    target: RenameTarget, name: MarkedName, document: DocumentIds, documents: Sequence[DocumentIds]
) -> None:
    """A reference that may name something else of the same id is for a person to decide."""
    among = name.mark.among if isinstance(name.mark, Refers) else ()
    for noun in among:
        holder = find_holder(map_declarations()[noun][0].scope, document)
        others = (
            other
            for found in documents
            for other in found.names
            if isinstance(other.mark, Declares)
            and other.mark.noun == noun
            and noun not in (target.noun, OVERRIDE)
            and other.text == name.text
            and find_holder(other.mark.scope, found) == holder
        )
        if next(others, None) is not None:
            place = document.source.place_of(name.path)
            sentence = f"{place}: {quote(name.text)} may be the {target.noun} or the {noun} of that id"
            raise TrustpagesError("ambiguous-name", sentence, "give the other one another name first")


def _respell_pages(reading: ReadWorkspace, target: RenameTarget) -> Iterator[tuple[str, bytes]]:
    """Authored pages: what they refer to, and their links to pages that are made of evidence."""
    for page in reading.trees.pages:
        text = reading.trees.files[page.file].decode("utf-8")
        respelt = REFERENCE.sub(lambda match: _respell_reference(target, match), text)
        for old, new in _list_links(target):
            # Only as the target of a link, below any number of folders upwards.
            respelt = re.sub(rf"(\]\((?:\.\.?/)*){re.escape(old)}(?=[)#/\s\"]|(?<=/))", rf"\g<1>{new}", respelt)
        if respelt != text:
            yield page.file, respelt.encode("utf-8")


def _respell_reference(target: RenameTarget, match: re.Match[str]) -> str:
    name = match["id"]
    nouns = {"figure": ("agent", "pact", "obligation"), "claim": ("agent", "claim")}.get(match["kind"], ())
    if match["kind"] == "claim" and name == target.old and target.noun == "claim":
        new = target.new  # the id alone names a claim where one agent only uses it
    else:
        new = target.respell_mention(nouns, name, target.agent)
    start, end = match.span("id")
    return f"{match[0][: start - match.start()]}{new}{match[0][end - match.start() :]}"


def _list_links(target: RenameTarget) -> Iterator[tuple[str, str]]:
    """Addresses of pages and of places on them, before and after."""
    agent, old, new = target.agent, target.old, target.new
    match target.noun:
        case "agent":
            yield f"agents/{old}/", f"agents/{new}/"
            for find in (paths.agent_claims, paths.limitations_of_agent):
                yield find(old), find(new)
        case "pact":
            yield paths.pact(agent, old), paths.pact(agent, new)
        case "obligation":
            yield paths.obligation(agent, target.full), paths.obligation(agent, f"{target.pact}/{new}")
        case "item":
            for place in (paths.evidence, paths.incident):
                yield place(agent, old), place(agent, new)
        case "benchmark":
            yield paths.benchmark(old), paths.benchmark(new)
