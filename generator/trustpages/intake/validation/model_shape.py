"""Reflection on the document models: what they expect at a path, and what the location of a pydantic error means."""

from __future__ import annotations

import re
import types
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from trustpages.model.documents.base import field_descriptions
from trustpages.model.documents.catalog import KINDS
from trustpages.model.ids import Mark
from trustpages.model.source_map import ValuePath

_PLAIN_TYPES = ((str, "text"), (float, "a number"), (bool, "true/false"))
_KEY = "[key]"
_SPOKEN = {
    "runs": "item of kind runs",
    "model": "mapping",
    "claims": "document of claims",
    "decisions": "document of decisions",
    "questions": "document of questions",
    "trust": "trust.yml",
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class ModelPosition:
    """One place in a document as its model sees it.

    `path` leads there in the plain data. `expects` is the annotation of the value, None where the model has
    no such key. `holder` is the model of the mapping that holds the last key. `is_key` says that
    the key itself is meant rather than its value.
    """

    path: ValuePath
    expects: Any
    holder: type[BaseModel] | None
    is_key: bool = False


def find_position(model: type[BaseModel], location: tuple[str | int, ...]) -> ModelPosition:
    """What stands at a validation error's location: its tags and labels are no part of the path."""
    path: list[str | int] = []
    expects: Any = model
    key_expects: Any = None
    holder: type[BaseModel] | None = None
    steps = deque(location)
    while steps:
        step = steps.popleft()
        if step == _KEY and not steps:
            return ModelPosition(tuple(path), strip_marks(key_expects), None, is_key=True)
        if members := get_tagged_models(expects):
            expects = members.get(str(step))
            continue
        inner = strip_none(strip_constraints(expects))
        if is_model(inner):
            path.append(step)
            holder, expects = inner, get_annotations(inner).get(str(step))
        elif get_origin(inner) in (tuple, dict):
            path.append(step)
            holder, key_expects = None, get_args(inner)[0]
            expects = get_args(inner)[0 if get_origin(inner) is tuple else 1]
        else:
            break  # what follows names a member of a union of scalars
    return ModelPosition(tuple(path), strip_marks(strip_none(expects)), holder)


@cache
def get_annotations(model: type[BaseModel]) -> dict[str, Any]:
    """The annotation of each key of a mapping, by the name that stands in the file."""
    found = get_type_hints(model, include_extras=True)
    return {field.alias or name: found[name] for name, field in model.model_fields.items()}


@cache
def get_descriptions(model: type[BaseModel]) -> dict[str, str]:
    """What each key of a mapping holds, in a sentence, by the name that stands in the file."""
    descriptions = field_descriptions(model)
    return {field.alias or name: descriptions.get(name, "") for name, field in model.model_fields.items()}


def get_tagged_models(annotation: Any) -> dict[str, type[BaseModel]]:
    """The models among which `kind` chooses, by its value; empty where there is no choice."""
    if get_origin(annotation) is not Annotated:
        return {}
    inner, *metadata = get_args(annotation)
    if not any(isinstance(item, FieldInfo) and item.discriminator for item in metadata):
        return {}
    return {get_args(get_annotations(member)["kind"])[0]: member for member in get_args(inner)}


def get_choices(annotation: Any) -> tuple[str, ...]:
    """The values that a closed vocabulary allows; empty for anything else."""
    inner = strip_none(strip_constraints(annotation))
    if get_origin(inner) is Literal:
        return tuple(map(str, get_args(inner)))
    if isinstance(inner, type) and hasattr(inner, "__members__"):
        return tuple(str(member.value) for member in inner.__members__.values())
    return ()


def name_scalar_types(annotation: Any) -> tuple[str, ...]:
    """What a value may be where several plain types are allowed, in words; empty where there is one."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return ()
    members = {strip_constraints(arg) for arg in get_args(annotation)}
    return tuple(word for kind, word in _PLAIN_TYPES if kind in members)


def name_mapping(model: type[BaseModel]) -> str:
    """What a sentence calls a mapping of this model, with its article."""
    words = _HUMP.sub(" ", model.__name__).lower()
    words = _SPOKEN.get(words, words)
    if words == "trust.yml":
        return words
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"


def find_homes(key: str) -> tuple[tuple[str, str], ...]:
    """Where a key belongs: pairs of document kind and the mapping that has it, in catalog order."""
    return _index_homes().get(key, ())


def strip_constraints(annotation: Any) -> Any:
    """The annotation without its constraints."""
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def strip_marks(annotation: Any) -> Any:
    """The annotation without what it says about ids, which no value can go against."""
    if get_origin(annotation) is not Annotated:
        return annotation
    inner, *metadata = get_args(annotation)
    left = tuple(item for item in metadata if not isinstance(item, Mark))
    return Annotated[(inner, *left)] if left else inner


def strip_none(annotation: Any) -> Any:
    """The annotation of a value that is there."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation
    left = [arg for arg in get_args(annotation) if arg is not types.NoneType]
    return left[0] if len(left) == 1 else annotation


def is_model(annotation: Any) -> bool:
    """Whether a mapping with keys of its own is expected."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


@cache
def _index_homes() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for kind in KINDS:
        for model in _walk_mappings(kind.model):
            for key in get_annotations(model):
                found.setdefault(key, {})[kind.name, name_mapping(model)] = None
    return {key: tuple(places) for key, places in found.items()}


def _walk_mappings(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for annotation in get_annotations(model).values():
        for inner in _find_models(annotation):
            yield from _walk_mappings(inner)


def _find_models(annotation: Any) -> Iterator[type[BaseModel]]:
    if is_model(annotation):
        yield annotation
    for argument in get_args(annotation):
        if is_model(argument) or get_origin(argument) is not None:
            yield from _find_models(argument)
