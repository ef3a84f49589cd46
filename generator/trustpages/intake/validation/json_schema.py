"""JSON Schema of each kind of document, for completion and checks in an editor."""

from __future__ import annotations

from typing import Any

from trustpages.model.documents.catalog import KINDS, get_kind
from trustpages.model.problem import TrustpagesError

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FIRST = ("$schema", "$id", "title", "description", "type", "required", "properties")


def build_json_schema(name: str) -> dict[str, Any]:
    """The schema of a kind by its name, of draft 2020-12.

    It is as strict as a schema can be; what depends on several values or documents is left to `check`. Raises
    TrustpagesError `unknown-kind` for a name that is no kind.
    """
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


def _close(value: Any) -> Any:
    """The same with no key allowed beside those that have the form of a name; a pattern alone refuses none."""
    if isinstance(value, list):
        return [_close(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    closed = {key: _close(entry) for key, entry in value.items()}
    return {**closed, "additionalProperties": False} if isinstance(value.get("patternProperties"), dict) else closed
