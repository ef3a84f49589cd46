"""JSON Schema of each kind of document, for completion and checks in an editor."""

from __future__ import annotations

from typing import Any

from trustpages.model.documents.catalog import KINDS, get_kind
from trustpages.model.problem import TrustpagesError

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FIRST = ("$schema", "$id", "title", "description", "type", "required", "properties")


def build_json_schema(name: str) -> dict[str, Any]:
    """The schema of a kind by its name, of draft 2020-12.

    It is as strict as a schema can be; what depends on several values or documents is left to `check`. What is wrong
    is reported where it stands. Raises TrustpagesError `unknown-kind` for a name that is no kind.
    """
    guided: dict[str, Any] = report_in_place(describe_kind(name))
    return guided


def describe_kind(name: str) -> dict[str, Any]:
    """The same with every choice as a list of alternatives, for whoever reads the schema rather than a document."""
    kind = get_kind(name)
    if kind is None:
        known = ", ".join(kind.name for kind in KINDS)
        raise TrustpagesError("unknown-kind", f"no kind of document '{name}'", f"it is one of {known}")
    schema = kind.model.model_json_schema(by_alias=True, mode="validation")
    schema |= {
        "$schema": _DRAFT,
        "$id": f"urn:trustpages:schema:1:{kind.name}",
        "title": f"trustpages {kind.name}",
        "description": f"{schema.get('description', '')} Stands at {kind.place}.".strip(),
    }
    return {key: _close(schema[key]) for key in (*_FIRST, *schema) if key in schema}


def report_in_place(schema: Any) -> Any:
    """The same schema, by which a validator names the key that is wrong and not the whole mapping around it.

    Of `oneOf` and `anyOf` it says that nothing fits. Where a key tells which alternative is meant, or where a mapping
    may be empty, only the one that is meant is asked.
    """
    if isinstance(schema, list):
        return [report_in_place(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: report_in_place(entry) for key, entry in schema.items()}
    match inner:
        case {"discriminator": {"propertyName": key, "mapping": dict() as mapping}, "oneOf": _}:
            kept = {name: value for name, value in inner.items() if name not in {"discriminator", "oneOf"}}
            chosen = [
                {"if": {"properties": {key: {"const": kind}}, "required": [key]}, "then": {"$ref": reference}}
                for kind, reference in sorted(mapping.items())
            ]
            properties = {key: {"enum": sorted(mapping)}}
            return {**kept, "type": "object", "required": [key], "properties": properties, "allOf": chosen}
        case {"anyOf": [{"$ref": _} as named, {"type": "null"}]}:
            kept = {name: value for name, value in inner.items() if name != "anyOf"}
            return {**kept, "if": {"not": {"type": "null"}}, "then": named}
    return inner


def _close(value: Any) -> Any:
    """The same with no key allowed beside those that have the form of a name; a pattern alone refuses none."""
    if isinstance(value, list):
        return [_close(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    closed = {key: _close(entry) for key, entry in value.items()}
    return {**closed, "additionalProperties": False} if isinstance(value.get("patternProperties"), dict) else closed
