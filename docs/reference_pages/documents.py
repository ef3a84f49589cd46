"""A page for each kind of document, and one for the mappings that several kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reference_pages.field_types import Schema, type_words
from reference_pages.markdown import anchor, code, page, table
from trustpages.intake.validation.json_schema import describe_kind
from trustpages.model.documents import base, counts
from trustpages.model.documents.catalog import KINDS, Kind
from trustpages.model.documents.items import data_file

SHARED = "shared"
_SHARED_MODULES = (base, counts, data_file)
_FIRST = ("kind", "schema", "id")
_SCALARS = (
    ("name", "Lower-case letters and digits, with single `-`, `.` or `_` between; never reused."),
    ("text", "A phrase or sentence, shown as it is; never markup."),
    ("Markdown", "A statement; cleaned, and framed on the page as somebody's own words."),
    ("day", "A whole UTC day: `2026-03-31`, or a moment with its offset, of which the UTC day counts."),
    ("duration", "Whole days: `30 days` or `2 weeks`."),
    ("address", "An http, https or mailto address."),
    ("SHA-256", "A digest in 64 lower-case hexadecimal digits."),
    ("`pact/obligation`", "An obligation of the same agent, such as `service/task-success`."),
    ("`agent/item`", "An evidence item of any agent, such as `airline-desk/airline-trials`."),
    ("`agent/pact/obligation`", "An obligation of any agent, such as `airline-desk/service/task-success`."),
)


def documents() -> Mapping[str, str]:
    """The pages by path: `documents/KIND.md`, and `documents/shared.md`."""
    schemas = {kind.name: describe_kind(kind.name) for kind in KINDS}
    definitions = {name: one for schema in schemas.values() for name, one in schema["$defs"].items()}
    return {
        **{f"documents/{kind.name}.md": _kind_page(kind, schemas[kind.name]) for kind in KINDS},
        f"documents/{SHARED}.md": _shared_page(definitions),
    }


def _kind_page(kind: Kind, schema: Schema) -> str:
    definitions = schema["$defs"]
    own = [name for name in _reached(schema, definitions) if not _is_shared(name)]
    return page(
        f"Kind `{kind.name}`",
        str(schema["description"]).replace(kind.place, code(kind.place)),
        f"[JSON Schema](../schemas/{kind.name}.json) · [types of values](shared.md#types-of-values)",
        _keys(schema, definitions, SHARED),
        *(_section(name, definitions, SHARED) for name in own),
    )


def _shared_page(definitions: Schema) -> str:
    names = [name for name in definitions if _is_shared(name) and "properties" in definitions[name]]
    return page(
        "What all kinds share",
        "A key that is not listed is an error. What is absent stays absent: it is never read as zero.",
        "## Types of values",
        table(("Type", "Meaning"), _SCALARS),
        *(_section(name, definitions, "") for name in sorted(names)),
    )


def _reached(schema: Schema, definitions: Schema) -> list[str]:
    """The mappings that a document is made of, in the order in which a reader meets them."""
    found: dict[str, None] = {}
    waiting = [schema]
    while waiting:
        names = [
            name
            for key in waiting.pop(0).get("properties", {}).values()
            for name in _names(key)
            if name not in found and "properties" in definitions[name]
        ]
        found.update(dict.fromkeys(names))
        waiting.extend(definitions[name] for name in names)
    return list(found)


def _names(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for key, one in value.items():
            if key != "discriminator":
                yield from _names(one)
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)


def _is_shared(name: str) -> bool:
    return any(hasattr(module, name) for module in _SHARED_MODULES)


def _section(name: str, definitions: Schema, shared: str) -> str:
    schema = definitions[name]
    return f"## {name}\n\n{schema.get('description', '')}\n\n{_keys(schema, definitions, shared)}"


def _keys(schema: Schema, definitions: Schema, shared: str) -> str:
    required = set(schema.get("required", ()))

    def link(name: str) -> str:
        place = f"{shared}.md" if shared and _is_shared(name) else ""
        return f"[{name}]({place}#{anchor(name)})"

    def rows() -> Iterable[tuple[str, ...]]:
        properties = schema["properties"]
        for key in dict.fromkeys((*(one for one in _FIRST if one in properties), *properties)):
            value = properties[key]
            need = "required" if key in required else _default(value)
            yield code(key), type_words(value, definitions, link), need, value.get("description", "")

    return table(("Key", "Value", "If absent", "Meaning"), rows())


def _default(value: Schema) -> str:
    default = value.get("default")
    if default is None or default in ((), [], {}) or isinstance(default, dict):
        return ""
    if isinstance(default, bool):
        return code(str(default).lower())
    return code(", ".join(map(str, default)) if isinstance(default, list) else default)
