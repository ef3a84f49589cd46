"""Everything that the program defines is used by the program: what only a test calls belongs to the tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generator/trustpages"
WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Definition:
    """A function, class or method with all names that its code mentions; `name` is empty for other statements."""

    place: str
    name: str
    mentions: frozenset[str]


def mentions_of(*nodes: ast.AST) -> frozenset[str]:
    """Every name, attribute, import and word in a text below the nodes, docstrings left out."""
    found: set[str] = set()
    docstrings: set[int] = set()
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                found.add(name)
            case ast.MatchClass(kwd_attrs=names):
                found.update(names)
            case ast.Expr(value=ast.Constant() as docstring):
                docstrings.add(id(docstring))
            case ast.Constant(value=str(text)) if id(node) not in docstrings:
                found.update(WORD.findall(text))
    return frozenset(found)


def definitions_in(file: Path, own: set[str]) -> Iterator[Definition]:
    """Those of one module; a method counts by itself if its class is one of `own`."""
    for node in ast.parse(file.read_text("utf-8")).body:
        place = f"{file.relative_to(PACKAGE)}:{node.lineno}"
        if isinstance(node, ast.ClassDef):
            functions = [item for item in node.body if isinstance(item, ast.FunctionDef)]
            methods = [item for item in functions if node.name in own and is_plain(item)]
            rest = [item for item in node.body if item not in methods]
            yield Definition(place, node.name, mentions_of(*rest, *node.bases, *node.decorator_list))
            yield from (Definition(f"{place}:{item.name}", item.name, mentions_of(item)) for item in methods)
        elif isinstance(node, ast.FunctionDef):
            yield Definition(place, node.name, mentions_of(node))
        else:
            yield Definition(place, "", mentions_of(node))


def is_plain(method: ast.FunctionDef) -> bool:
    """Whether nothing but its name calls the method."""
    return not method.name.startswith("__") and all("validator" not in ast.unparse(d) for d in method.decorator_list)


def own_classes(trees: list[ast.Module]) -> set[str]:
    """The classes whose bases, and theirs, are all of the program."""
    bases = {
        node.name: {ast.unparse(base).partition("[")[0] for base in node.bases} - {"Protocol", "Generic"}
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    own = set(bases)
    while foreign := {name for name in own if not bases[name] <= own}:
        own -= foreign
    return own


def unreached(definitions: list[Definition], further: frozenset[str]) -> set[Definition]:
    """Those that no other one mentions, nor what only such ones mention."""
    alive, names = [one for one in definitions if not one.name], set(further)
    rest = [one for one in definitions if one.name]
    while alive:
        names.update(*(one.mentions for one in alive))
        alive = [one for one in rest if one.name in names]
        rest = [one for one in rest if one.name not in names]
    return set(rest)


def test_what_is_defined_is_reached() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    own = own_classes([ast.parse(file.read_text("utf-8")) for file in files])
    templates = " ".join(file.read_text("utf-8") for file in (ROOT / "site_templates").rglob("*.jinja"))
    definitions = [found for file in files for found in definitions_in(file, own)]
    assert len(definitions) > 3000
    missing = unreached(definitions, frozenset(WORD.findall(templates)))
    assert sorted(found.place + " " + found.name for found in missing) == []


def test_a_circle_that_nobody_enters_is_found(tmp_path: Path) -> None:
    first = Definition("a", "first", frozenset({"second"}))
    second = Definition("b", "second", frozenset({"first"}))
    used = Definition("c", "used", frozenset())
    assert unreached([first, second, used, Definition("d", "", frozenset({"used"}))], frozenset()) == {first, second}
