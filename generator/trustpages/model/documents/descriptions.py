"""Descriptions of the fields of a document: the string below each field in the source, read when somebody asks.

pydantic would read it for every class whenever the program starts, which takes longer than everything else about
the classes together.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise


@cache
def field_descriptions(model: type) -> Mapping[str, str]:
    """The description of each field of a class by its name, those that it inherits included."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        found.update(_descriptions_of_module(one.__module__).get(one.__qualname__, {}))
    return found


@cache
def _descriptions_of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    """By class, its fields with what is said about them."""
    if not name.startswith("trustpages."):
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {one.name: dict(_field_texts(one.body)) for one in tree.body if isinstance(one, ast.ClassDef)}


def _field_texts(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
