"""The walker over documents: every id that one declares or refers to, read from the marks on the models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, Union, get_args, get_origin

from trustpages.intake.files.projection import Projection
from trustpages.intake.messages.quoting import find_nearest
from trustpages.intake.validation.model_shape import is_model
from trustpages.model.documents import base
from trustpages.model.documents.catalog import KINDS, find_placement, get_kind
from trustpages.model.ids import AtKey, Declares, Mark, Refers, Unlinked
from trustpages.model.source_map import Plain, ValuePath

_EACH = "*"
_ID = re.compile(base.ID_PATTERN)
_VERY_ALIKE = 0.8  # stricter than for a suggestion: here a likeness hides a problem

Steps: TypeAlias = tuple[tuple[str, bool], ...]
"""Keys that lead to a text, each with whether it is required; `*` stands for each entry of a list."""
Marks: TypeAlias = tuple[tuple[Mark, Steps], ...]
"""Marks, each with the way to its text."""


class MarkedName(NamedTuple):
    """A text of a document with what its mark says, where it stands, and the mapping around it."""

    mark: Mark
    path: ValuePath
    text: str
    holder: Mapping[str, Plain]

    @property
    def noun(self) -> str:
        """What it declares or refers to; nothing for a name that is only seen."""
        return self.mark.noun if isinstance(self.mark, Declares | Refers) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIds:
    """What a document says by its ids, valid or not.

    It stands in the `folder` of an agent and belongs to the `owner`, unless agents share it. `unnamed` are the nouns
    of entries without the id that they could have, `missing` those of ids that an invalid document fails to
    declare: references to them are not reported again.
    """

    source: Projection
    is_valid: bool
    kind: str
    folder: str | None
    owner: str | None
    names: tuple[MarkedName, ...]
    unnamed: frozenset[str]
    missing: frozenset[str]


def find_ids(projection: Projection, *, is_valid: bool) -> DocumentIds:
    """The ids in a document of the kind that it states, or else of the one that belongs at its place."""
    value, place = projection.value, find_placement(projection.file)
    stated = get_kind(str(value.get("kind"))) if isinstance(value, dict) else None
    kind = stated or (place.kind if place else None)
    marks = list_marks(kind.model) if kind else ()
    found = [name for mark, steps in marks for name in _find_names(mark, steps, value)]
    names = tuple(name for name in found if name.text)
    folder = place.agent if place else None
    agents = (name.text for name in names if name.noun == "agent" and len(name.path) == 1)
    return DocumentIds(
        source=projection,
        is_valid=is_valid,
        kind=kind.name if kind else "",
        folder=folder,
        owner=(folder or next(agents, None)) if isinstance(value, dict) else None,
        names=names,
        unnamed=frozenset(name.noun for name in found if not name.text),
        missing=frozenset() if is_valid else _find_missing(marks, value),
    )


@cache
def map_declarations() -> Mapping[str, tuple[Declares, str]]:
    """By noun, how its ids are declared, and by which kind of document."""
    found = ((mark, kind.name) for kind in KINDS for mark, _ in list_marks(kind.model))
    return {mark.noun: (mark, kind) for mark, kind in found if isinstance(mark, Declares)}


@cache
def list_marks(model: type) -> Marks:
    """The marks of a model and of all below it, in the order of their keys, each with the way to its text."""
    return tuple(dict.fromkeys(_list_marks(model, ())))


def _list_marks(annotation: Any, marks: tuple[Mark, ...]) -> Iterator[tuple[Mark, Steps]]:
    if get_origin(annotation) is Annotated:
        annotation, *metadata = get_args(annotation)
        marks = (*marks, *(item for item in metadata if isinstance(item, Mark)))
    if is_model(annotation):
        for name, field in annotation.model_fields.items():
            key = field.alias or name
            here = tuple(mark.mark for mark in marks if isinstance(mark, AtKey) and mark.key == key)
            own = tuple(item for item in field.metadata if isinstance(item, Mark))
            for mark, steps in _list_marks(field.annotation, (*here, *own)):
                yield mark, ((key, field.is_required()), *steps)
    elif get_origin(annotation) in (Union, UnionType):
        for member in get_args(annotation):
            yield from _list_marks(member, marks)
    elif get_origin(annotation) is tuple:
        for mark, steps in _list_marks(get_args(annotation)[0], marks):
            yield mark, ((_EACH, True), *steps)
    elif annotation is not NoneType:
        yield from ((mark, ()) for mark in marks if not isinstance(mark, Unlinked))


def _find_names(mark: Mark, steps: Steps, value: Plain) -> Iterator[MarkedName]:
    """The texts at the end of the way, and an empty one for each entry that could declare an id there and does not."""
    can_be_absent = isinstance(mark, Declares)
    found: list[tuple[ValuePath, Plain, Mapping[str, Plain]]] = [((), value, {})]
    for key, _ in steps:
        if not found:
            return  # most keys that a kind may have are in none of its documents
        if key == _EACH:
            found = [
                ((*path, number), entry, holder)
                for path, entries, holder in found
                if isinstance(entries, list)
                for number, entry in enumerate(entries)
            ]
        else:
            found = [
                ((*path, key), holder.get(key), holder)
                for path, holder, _ in found
                if isinstance(holder, dict) and (can_be_absent or key in holder)
            ]
    for path, text, holder in found:
        holds = mark.when is None or holder.get(mark.when[0]) == mark.when[1]
        if holds and (isinstance(text, str) or (text is None and can_be_absent)):
            yield MarkedName(mark, path, text or "", holder)


def _find_missing(marks: Marks, value: Plain) -> frozenset[str]:
    """The nouns of ids that should be there and are not; an agent's is said by its folder."""
    found = {mark.noun for mark, steps in marks if isinstance(mark, Declares) and not _is_declared(value, steps)}
    prefixed = {mark.noun for mark, _ in marks if isinstance(mark, Declares) and mark.prefix in found}
    return frozenset(found | prefixed) - {"agent"}


def _is_declared(value: Plain, steps: Steps, *, is_needed: bool = True) -> bool:
    if not steps:
        return isinstance(value, str) and _ID.fullmatch(value) is not None
    (key, is_required), rest = steps[0], steps[1:]
    if key == _EACH and isinstance(value, list):
        return (bool(value) or not is_needed) and all(_is_declared(entry, rest) for entry in value)
    if isinstance(value, dict) and key in value:
        return _is_declared(value[key], rest, is_needed=is_required)
    # A key that is nearly this one may be meant.
    return isinstance(value, dict) and not is_required and find_nearest(key, value, _VERY_ALIKE) is None
