"""The page of the JSON that `trustpages diff` prints, and its JSON Schema."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from reference_pages.markdown import code, page, table
from reference_pages.records import records, vocabularies
from trustpages.model.problem import ProblemLevel
from trustpages.model.results.records.json_values import Json, encode_json
from trustpages.model.results.review import ReviewedChange, SayableChange, SideFacts
from trustpages.review.review_json import FORMAT

_LEAD = f"""
`trustpages diff --format json` prints it. Its `format` is `{FORMAT}`: keys may be added, an incompatible change gets
a new version beside the old one. Ids are those of the documents; `names` has what readers call them. The JSON Schema
is [`schemas/diff.json`](schemas/diff.json).

A program decides by `is_stopped`, and tells changes apart by their `fingerprint`. Titles and reasons are for people,
and may be worded otherwise in the next version.
"""
_ROOTS: tuple[type, ...] = (ReviewedChange, SayableChange, SideFacts)
_STOPS = "Whether the change keeps the gate shut: it is gating, and no acceptance in force lets it pass."
_PROBLEMS = "list of problems: `code`, `level`, `sentence`, `remedy`, `file`, `line`, `column`"
_WHOLE: tuple[tuple[str, str, Any], ...] = (
    ("format", "Name and version of this format.", None),
    ("is_stopped", "Whether a gate stays shut.", bool),
    ("only_form", "Whether files differ, but nothing that they mean.", bool),
    ("before", "The state before: [SideFacts](#sidefacts).", SideFacts),
    ("after", "The state after: [SideFacts](#sidefacts).", SideFacts),
    (
        "changes",
        f"Weightiest first: list of [ReviewedChange](#reviewedchange), each with `stops`. {_STOPS}",
        tuple[ReviewedChange, ...],
    ),
    ("sayable", "What sales may say otherwise: list of [SayableChange](#sayablechange).", tuple[SayableChange, ...]),
    (
        "unreadable",
        f"Sides that cannot be read: `label`, and `problems`, a {_PROBLEMS}. There are no changes then.",
        None,
    ),
    ("wrong_acceptances", f"Acceptances that do not hold: {_PROBLEMS}.", None),
    ("next_step", "The command to run next, as a list of arguments; empty where there is none.", tuple[str, ...]),
    ("names", 'Of each agent, what readers call what it has, by id; under `""` the agent itself.', None),
)


def review() -> str:
    """The format of the JSON of a review."""
    return page(
        "The JSON of a review",
        _LEAD,
        "## The whole",
        table(("Key", "Meaning"), ((code(key), words) for key, words, _ in _WHOLE)),
        "## Records",
        "Days are `YYYY-MM-DD`, shares run from 0 to 1.",
        *records(_ROOTS),
        "## Vocabularies",
        *vocabularies(_ROOTS),
    )


def format_review_schema() -> str:
    """The JSON Schema of a review as it is published."""
    return encode_json(build_review_schema()).decode()


def build_review_schema() -> dict[str, Json]:
    """The JSON Schema of a review, from the types of its records; keys that it does not know may be added."""
    problem = _describe_object(
        {
            **{key: {"type": "string"} for key in ("code", "sentence", "remedy", "file")},
            "level": _describe(ProblemLevel),
            **{key: {"type": "integer", "minimum": 0} for key in ("line", "column")},
        }
    )
    problems: dict[str, Json] = {"type": "array", "items": problem}
    named: Json = {"type": "object", "additionalProperties": {"type": "string"}}
    by_hand: dict[str, Json] = {
        "format": {"const": FORMAT},
        "unreadable": {
            "type": "array",
            "items": _describe_object({"label": {"type": "string"}, "problems": {**problems, "minItems": 1}}),
        },
        "wrong_acceptances": problems,
        "names": {"type": "object", "additionalProperties": named},
    }
    whole = _describe_object({key: by_hand[key] if hint is None else _describe(hint) for key, _, hint in _WHOLE})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A review of a change", **whole}


def _describe_object(properties: Mapping[str, Json]) -> dict[str, Json]:
    return {"type": "object", "required": list(properties), "properties": dict(properties)}


_PLAIN: dict[object, Json] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def _describe(hint: Any) -> Json:
    arguments = get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_describe(argument) for argument in arguments]}
    if get_origin(hint) is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _describe(arguments[0])}
    if get_origin(hint) is tuple:
        return {"type": "array", "prefixItems": [_describe(argument) for argument in arguments], "items": False}
    if is_dataclass(hint):
        known = get_type_hints(hint)
        properties = {field.name: _describe(known[field.name]) for field in fields(hint)}
        return _describe_object(properties | ({"stops": {"type": "boolean"}} if hint is ReviewedChange else {}))
    if issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    if issubclass(hint, str):
        return {"type": "string"}
    raise TypeError(f"{hint} has no schema")
