"""Steps of `schema`: format JSON Schemas, or write them into a folder."""

from __future__ import annotations

from pathlib import Path

from trustpages.intake.validation.json_schema import build_json_schema
from trustpages.model.documents.catalog import KINDS
from trustpages.model.results.records.json_values import encode_json


def format_schema(kind: str | None) -> str:
    """The schema of one kind, or an object of all by name."""
    if kind is not None:
        return encode_json(build_json_schema(kind)).decode()
    return encode_json({kind.name: build_json_schema(kind.name) for kind in KINDS}).decode()


def write_schemas(folder: Path, name: str | None = None) -> tuple[Path, ...]:
    """Writes `KIND.json` for one kind or for all into `folder`; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        if name in (None, kind.name):
            path = folder / f"{kind.name}.json"
            path.write_bytes(encode_json(build_json_schema(kind.name)))
            written.append(path)
    return tuple(written)
