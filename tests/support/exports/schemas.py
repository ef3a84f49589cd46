"""The published schemas of other tools, ready to validate with; nothing is fetched."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
from referencing import Registry, Resource

FOLDER = Path(__file__).resolve().parents[2] / "unit/exports/interchange/schemas"


def list_errors(name: str, document: object) -> list[str]:
    """What the schema of that name has against the document."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator(name).iter_errors(document)]


@cache
def _validator(name: str) -> Any:
    schema = _read(name)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, registry=_registry(), format_checker=kind.FORMAT_CHECKER)


@cache
def _registry() -> Registry[Any]:
    """All schemas by their `$id`, and by the names with which those of CycloneDX refer to each other."""
    names = [path.relative_to(FOLDER).as_posix() for path in sorted(FOLDER.rglob("*.schema.json*"))]
    schemas = [(name.removesuffix(".gz"), _read(name.removesuffix(".gz"))) for name in names]
    named = [(schema["$id"], schema) for _, schema in schemas if "$id" in schema]
    beside = [(f"http://cyclonedx.org/schema/{name}", schema) for name, schema in schemas]
    return Registry().with_resources([(uri, Resource.from_contents(schema)) for uri, schema in (*named, *beside)])


@cache
def _read(name: str) -> Any:
    packed = FOLDER / f"{name}.gz"
    text = gzip.decompress(packed.read_bytes()).decode() if packed.exists() else (FOLDER / name).read_text("utf-8")
    # What XML Schema calls letters and digits, in the words of Python's regular expressions.
    return json.loads(text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d"))
