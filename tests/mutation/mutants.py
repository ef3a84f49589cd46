"""The small changes that can be made to a module: each operator, constant and call once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one change: the line, what was there and what is now, and the whole source."""

    module: str
    line: int
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.before}  ->  {self.after}"


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every change of the module, in the order of its lines; annotations and docstrings stay as they are."""
    tree = ast.parse(source)
    for number, node in enumerate(_changeable(tree)):
        for change in range(len(_changes(node))):
            copy = deepcopy(tree)
            target = next(a_s_t for at, a_s_t in enumerate(_changeable(copy)) if at == number)
            before = ast.unparse(target)
            replacement = _changes(target)[change]
            after = ast.unparse(replacement)
            _put(copy, target, replacement)
            line = getattr(node, "lineno", 0)
            yield Mutant(module, line, _short(before), _short(after), ast.unparse(ast.fix_missing_locations(copy)))


def _changeable(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes in which something can be changed, outside of annotations, docstrings and messages."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list"} or isinstance(tree, ast.JoinedStr):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                if _changes(child):
                    yield child
                yield from _changeable(child)


def _changes(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in OPERATORS:
            return [_with(node, ops=[OPERATORS[type(operator)]()])]
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in OPERATORS:
            return [_with(node, op=OPERATORS[type(operator)]())]
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return [inner]
        case ast.Constant(value=bool() as value):
            return [ast.Constant(not value)]
        case ast.Constant(value=int() as value):
            return [ast.Constant(value + 1)]
        case ast.Constant(value=str() as value) if value and " " not in value:
            return [ast.Constant("")]
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
            return [ast.Pass()]
        case ast.If(test=test) | ast.While(test=test) if not isinstance(test, ast.Compare | ast.UnaryOp):
            return [_with(node, test=ast.UnaryOp(ast.Not(), test))]
        case ast.Continue():
            return [ast.Break()]
        case _:
            return []


def _with(node: ast.AST, **fields: object) -> ast.AST:
    copy = deepcopy(node)
    for name, value in fields.items():
        setattr(copy, name, value)
    return copy


def _put(tree: ast.AST, target: ast.AST, replacement: ast.AST) -> None:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, replacement)
            elif isinstance(value, list) and any(one is target for one in value):
                value[:] = [replacement if one is target else one for one in value]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 70 else f"{line[:67]}..."
