"""Copies of blocks with other text in every field, or with nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import NoneType
from typing import Any, get_args, get_type_hints

from trustpages.model.pages.blocks import Authored, ChartBlock, Statement

# Paths, styles and anchors come from our own code, and have to exist; what others wrote has an engine of its own.
OWN = frozenset({"path", "kind", "anchor", "verify", "changes", "glossary", "csv", "style", "level"})
WRITTEN = (Authored, ChartBlock, Statement)


def with_text(value: Any, text: str) -> Any:
    """`value` with `text` in the place of every scalar string in it."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(with_text(one, text) for one in value)
    if is_dataclass(value) and not isinstance(value, (type, *WRITTEN)):
        changed = {
            field.name: with_text(getattr(value, field.name), text) for field in fields(value) if field.name not in OWN
        }
        return replace(value, **changed)
    return value


def emptied(value: Any) -> Any:
    """`value` with no rows, no optional parts and no text."""
    if isinstance(value, str):
        return ""
    if isinstance(value, tuple):
        return ()
    if isinstance(value, Mapping):
        return {}
    if is_dataclass(value) and not isinstance(value, (type, ChartBlock)):
        hints = get_type_hints(type(value))
        changed = {
            field.name: None if NoneType in get_args(hints[field.name]) else emptied(getattr(value, field.name))
            for field in fields(value)
            if field.name not in OWN
        }
        return replace(value, **changed)
    return value
