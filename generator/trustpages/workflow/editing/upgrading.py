"""Steps of `upgrade`: documents that an earlier version read, as this one reads them.

There has been one schema so far, `trustpages/1`. What earlier versions of the program took and this one does not are
documents that name no schema, and keys that a model lists as retired.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin

from trustpages.editing.changes import DocumentChange, RemoveKey, SetKey
from trustpages.intake.validation.model_shape import (
    get_annotations,
    get_tagged_models,
    is_model,
    strip_constraints,
    strip_none,
)
from trustpages.model.documents.base import Model
from trustpages.model.documents.catalog import get_kind
from trustpages.model.source_map import Located, Plain, ValuePath
from trustpages.workflow.editing.workspace_edit import Edit, EditOutcome, change_files, try_edit
from trustpages.workflow.reading import ReadWorkspace

SCHEMA: Final = "trustpages/1"

_GOES = "delete it"


def upgrade(reading: ReadWorkspace) -> EditOutcome:
    """What it does to bring all documents to the present schema; a key that a person has to look at is a note."""
    changes: dict[str, list[DocumentChange]] = {}
    notes: list[str] = []
    for document in reading.trees.documents:
        retired = list(_find_retired(document))
        listed: list[DocumentChange] = [
            RemoveKey(path, key) for path, key, advice in retired if advice.startswith(_GOES)
        ]
        if (
            isinstance(document.value, dict)
            and get_kind(str(document.value.get("kind")))
            and "schema" not in document.value
        ):
            listed.append(SetKey((), "schema", SCHEMA, after="kind"))
        if listed:
            changes[document.file] = listed
        notes += [
            f"{document.place_of((*path, key))}: '{key}' is no key any more: {advice}"
            for path, key, advice in retired
            if not advice.startswith(_GOES)
        ]
    return try_edit(reading, Edit(change_files(reading, changes), notes=tuple(notes)))


def _find_retired(document: Located) -> Iterator[tuple[ValuePath, str, str]]:
    kind = get_kind(str(document.value.get("kind"))) if isinstance(document.value, dict) else None
    for model, path, value in _walk_models(kind.model, document.value, ()) if kind is not None else ():
        yield from ((path, key, advice) for key, advice in model.retired_keys if key in value)


def _walk_models(
    expects: Any, value: Plain, path: ValuePath
) -> Iterator[tuple[type[Model], ValuePath, dict[str, Plain]]]:
    """Every mapping of a document with the model that it is read by."""
    if members := get_tagged_models(expects):
        expects = members.get(str(value.get("kind"))) if isinstance(value, dict) else None
    inner = strip_none(strip_constraints(strip_none(expects)))
    if is_model(inner) and isinstance(value, dict):
        if issubclass(inner, Model):
            yield inner, path, value
        for key, annotation in get_annotations(inner).items():
            if key in value:
                yield from _walk_models(annotation, value[key], (*path, key))
    elif get_origin(inner) is tuple and isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _walk_models(get_args(inner)[0], entry, (*path, number))
