"""Copies of page data with other text in every field, or with nothing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import NoneType
from typing import Any, get_args, get_type_hints

from trustpages.compose.pages.data import AuthoredPage

# Paths and ids of charts come from our own code, and have to exist; narrative has an engine of its own.
NOT_SCALARS = frozenset(
    {
        *("path", "page", "all_changes", "anchor", "method", "chart", "charts", "csv", "download"),
        *("introduction", "statement"),
    }
)


def with_text(value: Any, text: str) -> Any:
    """`value` with `text` in the place of every scalar string in it."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(with_text(one, text) for one in value)
    if isinstance(value, AuthoredPage):
        return replace(value, frame=with_text(value.frame, text))
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: with_text(getattr(value, field.name), text)
            for field in fields(value)
            if field.name not in NOT_SCALARS
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
    if is_dataclass(value) and not isinstance(value, type):
        hints = get_type_hints(type(value))
        return replace(
            value,
            **{
                name: None if NoneType in get_args(hint) else emptied(getattr(value, name))
                for name, hint in hints.items()
            },
        )
    return value
