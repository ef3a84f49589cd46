"""Frozen records of the report, described from their types and docstrings."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from inspect import getdoc, getsource
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from reference_pages.markdown import anchor, code, table
from trustpages.model.measured import OWN_KEY, Measured, Unmeasured
from trustpages.model.sentence import Sentence

_PLAIN: dict[object, str] = {
    str: "text",
    Sentence: "text",
    int: "whole number",
    float: "number",
    bool: "`true` or `false`",
    date: "day",
    type(None): "null",
    Unmeasured: "",  # told together with its other half
    Measured: "[quantity](#quantities)",
}


def records(roots: Iterable[type]) -> tuple[str, ...]:
    """A section for each record that can be reached from `roots`, in the order in which a reader meets them."""
    return tuple(_section(one) for one in _reached(roots) if is_dataclass(one))


def vocabularies(roots: Iterable[type]) -> tuple[str, ...]:
    """A section for each closed vocabulary that can be reached from `roots`, by name."""
    found = [one for one in _reached(roots) if issubclass(one, Enum)]
    ordered = sorted(found, key=lambda one: one.__name__)
    return tuple(f"### {one.__name__}\n\n{members(one)}" for one in ordered)


def members(vocabulary: type[Enum]) -> str:
    """What a vocabulary is for, and its words."""
    words = ", ".join(code(member.value) for member in vocabulary)
    return f"{getdoc(vocabulary)}\n\n{words}"


def explained_fields(record: type) -> Iterator[tuple[tuple[str, ...], str]]:
    """The fields of a record in their order, each group with the string that follows it."""
    (definition,) = ast.parse(getsource(record)).body
    names: tuple[str, ...] = ()
    for statement in definition.body if isinstance(definition, ast.ClassDef) else ():
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name)):
                names = (*names, name)
            case ast.Expr(value=ast.Constant(value=str(words))) if names:
                yield names, " ".join(words.split())
                names = ()
    if names:
        raise ValueError(f"nobody says what {names} of {record.__name__} mean")


def _section(record: type) -> str:
    hints = get_type_hints(record)
    # A field with a key of its own in the report is told where that key stands.
    rows = ((code(field.name), _words(hints[field.name])) for field in fields(record) if OWN_KEY not in field.metadata)
    return f"### {record.__name__}\n\n{getdoc(record)}\n\n{table(('Key', 'Value'), rows)}"


def _words(hint: Any) -> str:
    arguments = get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(words for argument in arguments if (words := _words(argument)))
    if get_origin(hint) is tuple and arguments[-1] is Ellipsis:
        return f"list of: {_words(arguments[0])}"
    if get_origin(hint) is tuple:
        return f"[{', '.join(_words(argument) for argument in arguments)}]"
    if issubclass(hint, BaseModel):
        return f"{code(hint.__name__)}, as in the documents"
    return f"[{hint.__name__}](#{anchor(hint.__name__)})"


def _reached(roots: Iterable[type]) -> list[type]:
    found: dict[type, None] = {}
    waiting = list(roots)
    while waiting:
        one = waiting.pop(0)
        if one in found or one in _PLAIN or issubclass(one, BaseModel):
            continue
        found[one] = None
        if is_dataclass(one):
            waiting.extend(named for hint in get_type_hints(one).values() for named in named_types(hint))
    return list(found)


def named_types(hint: Any) -> list[type]:
    """The types that an annotation names, without what holds them."""
    arguments = [arg for arg in get_args(hint) if arg is not Ellipsis]
    return [named for argument in arguments for named in named_types(argument)] if arguments else [hint]
