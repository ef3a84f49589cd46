"""A document as lines that say one thing each: the same for the same meaning, whatever its order and layout.

`git diff` compares these in place of YAML, so that a change shows what it is about: the path by ids down to the value.
Comments and the order of records are left out; the order of a list of values is part of what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.compose.wording.said import escape_controls
from trustpages.model.source_map import Plain

_FIRST: Final = ("kind", "id", "agent", "version")
_WITH_ID: Final = ("id", "decision", "benchmark", "date")
"""What a record in a list is known by, the first that it has."""


def list_document_lines(document: Plain) -> tuple[str, ...]:
    """What a document says, by paths in order: what it is at first, then everything else."""
    if not isinstance(document, dict):
        return tuple(_walk((), document))
    head = " ".join(str(document[key]) for key in _FIRST[:2] if key in document)
    rest = {key: value for key, value in document.items() if key not in _FIRST[:2]}
    return (escape_controls(head), *sorted(_walk((), rest)))


def _walk(path: tuple[str, ...], value: Plain) -> Iterator[str]:
    match value:
        case dict() if value:
            for key, inner in value.items():
                yield from _walk((*path, key.replace("_", " ")), inner)
        case list() if value and all(isinstance(entry, dict) for entry in value):
            for number, entry in enumerate(value, start=1):
                yield from _walk((*path, _name(entry, number)), entry)
        case _:
            yield escape_controls(f"{', '.join(path)}: {_say(value)}" if path else _say(value))


def _name(record: Plain, number: int) -> str:
    """The id of a record, so that its neighbours may come and go; its number where it has none."""
    known = (str(record[key]) for key in _WITH_ID if key in record) if isinstance(record, dict) else iter(())
    return next(known, str(number))


def _say(value: Plain) -> str:
    match value:
        case list():
            return ", ".join(map(_say, value)) or "none"
        case dict():
            return "none" if not value else "; ".join(f"{key} {_say(inner)}" for key, inner in value.items())
        case bool():
            return "yes" if value else "no"
        case None:
            return "nothing"
    return " ".join(str(value).split())
