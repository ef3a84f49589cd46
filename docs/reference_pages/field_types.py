"""What may stand at a key of a document, in words, from its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from reference_pages.markdown import code
from trustpages.model.documents import base

Schema: TypeAlias = dict[str, Any]

_PATTERNS: dict[str, str] = {
    r"^L[0-9]{2,3}$": "a limitation rule, such as `L30`",
    base.ID_PATTERN: "name",
    r"^(https?://|mailto:)[^\s<>\"']+$": "address",
    r"^[0-9a-f]{64}$": "SHA-256",
    r"^[0-9a-f]{16,64}$": "beginning of a SHA-256",
    r"^#[0-9A-Fa-f]{6}$": "colour, `#rrggbb`",
    r"^fp-[0-9a-f]{16}$": "fingerprint of a change",
    base.DURATION_PATTERN: "duration",
    base.SOME_DURATION_PATTERN: "duration of a day or longer",
    r"^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$": "`major.minor.patch`",
    r"^[a-z][a-z-]*(:(critical|high|medium|low))?$": "kind of changes or rule, with `:weight` or without",
    base.DAY_PATTERN: "day",
    base.DAY_OR_MONTH_PATTERN: "day or month",
    base.MOMENT_PATTERN: "moment in UTC",
    r"^[a-z0-9]+(?:[._-][a-z0-9]+)*/[a-z0-9]+(?:[._-][a-z0-9]+)*$": "`pact/obligation`",
    r"^[a-z0-9._-]+/[a-z0-9._-]+/[a-z0-9._-]+$": "`agent/pact/obligation`",
    r"^[a-z0-9._-]+/[a-z0-9._-]+$": "`agent/item`",
}
_MARKDOWN_FROM = 16_000


def type_words(schema: Schema, definitions: Schema, link: Callable[[str], str]) -> str:
    """The values that `schema` allows, in a few words; `link` makes a reference to a named mapping."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        target = definitions[name]
        return _values(target["enum"]) if "enum" in target else link(name)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            found = [type_words(one, definitions, link) for one in schema[key] if one.get("type") != "null"]
            return " or ".join(dict.fromkeys(found))
    if "const" in schema:
        return code(schema["const"])
    if "enum" in schema:
        return _values(schema["enum"])
    return _plain(schema, definitions, link)


def _plain(schema: Schema, definitions: Schema, link: Callable[[str], str]) -> str:
    match schema.get("type"):
        case "array":
            return f"list of: {type_words(schema['items'], definitions, link)}"
        case "object":
            return f"mapping of names to: {type_words(_of_values(schema), definitions, link)}"
        case "boolean":
            return "`true` or `false`"
        case "integer" | "number" as kind:
            return f"{'whole number' if kind == 'integer' else 'number'}{_bounds(schema)}"
        case _:
            return _text(schema)


def _of_values(schema: Schema) -> Schema:
    """The schema of a mapping's values; it stands under the pattern of the keys where they have one."""
    patterns: Schema = schema.get("patternProperties", {})
    return next(iter(patterns.values())) if patterns else schema["additionalProperties"]


def _text(schema: Schema) -> str:
    if "pattern" in schema and schema["pattern"] != base.NOT_BLANK:
        return _PATTERNS[schema["pattern"]]
    return "Markdown" if schema.get("maxLength", 0) >= _MARKDOWN_FROM else "text"


def _values(values: list[str]) -> str:
    return ", ".join(code(value) for value in values)


def _bounds(schema: Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None and high <= 1:
        return f" from {low:g} to {high:g}"
    if "exclusiveMinimum" in schema:
        above = f" above {schema['exclusiveMinimum']:g}"
        return above + (f" and below {schema['exclusiveMaximum']:g}" if "exclusiveMaximum" in schema else "")
    if low is None or low == -base.LARGEST:
        return ""
    return " above 0" if low == base.SMALLEST else f" from {low:g}"
