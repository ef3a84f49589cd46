"""What `schema` does: JSON Schemas to read or to write into a folder."""

from __future__ import annotations

from pathlib import Path

from trustpages.compose.report_json import to_bytes
from trustpages.intake.schemas import schema_of
from trustpages.model.documents.catalog import KINDS


def schema_text(kind: str | None) -> str:
    """The schema of one kind, or an object of all by name."""
    if kind is not None:
        return to_bytes(schema_of(kind)).decode()
    return to_bytes({kind.name: schema_of(kind.name) for kind in KINDS}).decode()


def write_schemas(folder: Path, kind: str | None = None) -> tuple[Path, ...]:
    """Writes `KIND.json` for one kind or for all into `folder`; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for one in KINDS:
        if kind in (None, one.name):
            path = folder / f"{one.name}.json"
            path.write_bytes(to_bytes(schema_of(one.name)))
            written.append(path)
    return tuple(written)
