"""Validation of one document: its typed model, or located problems that say how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trustpages.intake.files.projection import Projection
from trustpages.intake.messages.quoting import join_names, quote, suggest_nearest
from trustpages.intake.validation.error_messages import explain_error, find_meant_key
from trustpages.intake.validation.model_shape import ModelPosition, find_position, get_descriptions
from trustpages.model.documents import base
from trustpages.model.documents.catalog import KINDS, Kind, Placement, find_placement, get_kind
from trustpages.model.problem import Place, Problem
from trustpages.model.source_map import ValuePath

_MOST_PROBLEMS = 100
_ID = re.compile(base.ID_PATTERN)
AnyModel = TypeVar("AnyModel", bound=base.Model)


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A valid document with the places of its values, and the agent's folder if it stands in one."""

    model: base.Model
    source: Projection
    folder: str | None


def validate_document(projection: Projection) -> tuple[LoadedDocument | None, tuple[Problem, ...]]:
    """The document of a projection, or None and everything that is wrong with it by itself."""
    kind = _read_kind(projection)
    if isinstance(kind, Problem):
        return None, (kind,)
    where = find_placement(projection.file)
    # Reported with the other problems, so that one run of `check` shows all of them.
    misplaced = tuple(_check_placement(projection, kind, where))
    model, problems = validate_model(projection, kind.model)
    if model is None or misplaced:
        return None, (*misplaced, *problems)
    return LoadedDocument(model, projection, where.agent if where else None), ()


def validate_model(projection: Projection, wanted: type[AnyModel]) -> tuple[AnyModel | None, tuple[Problem, ...]]:
    """The content of a projection as `wanted`, or None and everything that is wrong with it."""
    base.build_model(wanted)
    try:
        return wanted.model_validate(projection.value, by_alias=True, by_name=False), ()
    except ValidationError as error:
        return None, _explain_errors(projection, wanted, error.errors(include_url=False))


def _read_kind(projection: Projection) -> Kind | Problem:
    value, names = projection.value, [kind.name for kind in KINDS]
    if not isinstance(value, dict):
        remedy = f"begin with 'kind:', one of {join_names(names)}, and 'schema: trustpages/1'"
        return Problem(projection.place_of(()), "wrong-type", "the document is not a mapping", remedy)
    if "kind" not in value:
        remedy = f"add 'kind', one of {join_names(names)}"
        return Problem(projection.place_of(()), "missing-key", "the document does not say its kind", remedy)
    kind = get_kind(str(value["kind"]))
    if kind is None:
        stated = str(value["kind"])
        remedy = suggest_nearest(stated, names, f"it is one of {join_names(names)}")
        place = projection.place_of(("kind",))
        return Problem(place, "unknown-kind", f"no kind of document {quote(stated)}", remedy)
    return kind


def _check_placement(projection: Projection, kind: Kind, where: Placement | None) -> Iterator[Problem]:
    value = projection.value
    if where is None or where.kind is not kind:
        sentence = f"a document of kind {quote(kind.name)} does not belong here"
        yield Problem(projection.place_of(("kind",)), "wrong-place", sentence, f"move it to {kind.place}")
        return
    key = "id" if kind.name == "agent" else "agent"
    stated = value.get(key) if isinstance(value, dict) else None
    if not isinstance(stated, str) or not _ID.fullmatch(stated):
        return  # which is a problem already
    if where.agent is not None and stated != where.agent:
        sentence = f"agent {quote(stated)} in the folder of {quote(where.agent)}"
        remedy = f"write {quote(where.agent)}, or move the file to the folder of {quote(stated)}"
        yield Problem(projection.place_of((key,)), "wrong-place", sentence, remedy)


def _explain_errors(
    projection: Projection, wanted: type[base.Model], errors: list[ErrorDetails]
) -> tuple[Problem, ...]:
    spotted = [(error, find_position(wanted, error["loc"])) for error in errors[:_MOST_PROBLEMS]]
    misspelt = set(_find_misspelt_keys(spotted))
    found: dict[tuple[ValuePath, bool, str], Problem] = {}
    for error, where in spotted:
        if _is_consequence(error, where, misspelt):
            continue
        fault = explain_error(error, where)
        problem = fault.at(_place_of(projection, error, where))
        # A union reports one value once for each of its members.
        found.setdefault((where.path, where.is_key, fault.code), problem)
    problems = tuple(found.values())
    if len(errors) <= _MOST_PROBLEMS:
        return problems
    sentence = f"the document has more than {_MOST_PROBLEMS} problems; the rest is not listed"
    return (*problems, Problem(Place(projection.file), "too-many-problems", sentence, "mend those and check again"))


def _find_misspelt_keys(spotted: list[tuple[ErrorDetails, ModelPosition]]) -> Iterator[ValuePath]:
    """The paths of keys that are missing because they are there under a similar name."""
    for error, where in spotted:
        if error["type"] == "extra_forbidden" and where.holder is not None:
            meant = find_meant_key(str(where.path[-1]), get_descriptions(where.holder))
            if meant is not None:
                yield (*where.path[:-1], meant)


def _is_consequence(error: ErrorDetails, where: ModelPosition, misspelt: set[ValuePath]) -> bool:
    if error["type"] == "missing":
        return where.path in misspelt
    if error["type"] == "too_short":  # entries that are wrong themselves do not count for pydantic
        return isinstance(error["input"], list) and len(error["input"]) >= error["ctx"]["min_length"]
    return False


def _place_of(projection: Projection, error: ErrorDetails, where: ModelPosition) -> Place:
    if error["type"] == "missing":
        return projection.place_of_key(where.path[:-1])
    if error["type"] == "extra_forbidden" or where.is_key:
        return projection.place_of_key(where.path)
    if error["type"] == "union_tag_invalid":
        return projection.place_of((*where.path, "kind"))
    return projection.place_of(where.path)
