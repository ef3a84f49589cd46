"""Meaning of a cell as an expression of any dialect: the same that `predicates` says for the files beside a bundle.

A cell is compared as text or, by way of its text, as a number, so that the type of a column does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from trustpages.intake.data.warehouse.dialects import Dialect
from trustpages.model.documents.items.data_file import Predicate

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

_LARGEST = "1.7976931348623157e+308"
_NO_NUMBERS = ("nan", "+nan", "-nan")


@dataclass(frozen=True, slots=True)
class SqlReading:
    """`value` is true, false, or null where that is not known; `unreadable` is true where the cell is something else.

    `unreadable` is None where any cell can be read.
    """

    value: Expr
    unreadable: Expr | None


@dataclass(slots=True)
class Cells:
    """The cells of a table that a query reads, each as text and as a number where it is asked for, by their names."""

    dialect: Dialect
    named: dict[str, Expr] = field(default_factory=dict)

    def name_text(self, column: str) -> Expr:
        """The text of a cell; an empty one is null."""
        return self._name("text", self._read_text(column))

    def name_number(self, column: str) -> Expr:
        """The number in a cell, null where there is none; `nan` is none."""
        trimmed = exp.func("TRIM", self._read_text(column))
        is_none = is_any(exp.func("LOWER", trimmed.copy()), _NO_NUMBERS)
        return self._name("number", exp.Case().when(exp.not_(is_none), self.dialect.read_number(trimmed)))

    def name_day(self, column: str) -> Expr:
        """The UTC day of a cell."""
        return self._name("day", self.dialect.find_day(self._point_to(column)))

    def list_columns(self) -> list[Expr]:
        """What stands after SELECT, so that the names can be used."""
        return [exp.alias_(cell, name) for name, cell in self.named.items()]

    def _name(self, kind: str, cell: Expr) -> Expr:
        known = next((name for name, other in self.named.items() if other == cell), None)
        name = known or f"{kind}_{len(self.named) + 1}"
        self.named.setdefault(name, cell)
        return exp.column(name)

    def _read_text(self, column: str) -> Expr:
        return exp.func("NULLIF", exp.cast(self._point_to(column), "TEXT"), exp.Literal.string(""))

    def _point_to(self, column: str) -> Expr:
        return exp.column(self.dialect.write_name(column), table="t")


def read_outcome(predicate: Predicate, cells: Cells, null_is: str = "unknown") -> SqlReading:
    """Whether a row has an outcome."""
    reading = _read_condition(predicate, cells)
    if null_is == "unknown":
        return reading
    otherwise = exp.true() if null_is == "success" else exp.false()
    return SqlReading(exp.func("COALESCE", reading.value, otherwise), reading.unreadable)


def _read_condition(predicate: Predicate, cells: Cells) -> SqlReading:
    column = predicate.column
    value: Expr
    if predicate.at_least is not None:
        value = exp.GTE(this=cells.name_number(column), expression=_write_number(predicate.at_least))
    elif predicate.at_most is not None:
        value = exp.LTE(this=cells.name_number(column), expression=_write_number(predicate.at_most))
    elif predicate.is_in is not None:
        return _read_membership(predicate.is_in, column, cells)
    elif isinstance(predicate.equals, bool):
        return _read_truth(cells.name_text(column), predicate.equals)
    elif isinstance(predicate.equals, str):
        value = exp.EQ(this=cells.name_text(column), expression=exp.Literal.string(predicate.equals))
        return SqlReading(value, None)
    else:
        value = exp.EQ(this=cells.name_number(column), expression=_write_number(predicate.equals or 0))
    return SqlReading(value, _find_no_number(column, cells))


def _read_truth(text: Expr, wanted: bool) -> SqlReading:
    word = exp.func("LOWER", exp.func("TRIM", text))
    yes, no = is_any(word, ("true", "1", "1.0")), is_any(word, ("false", "0", "0.0"))
    value = exp.Case().when(yes, _write_truth(wanted)).when(no, _write_truth(not wanted))
    return SqlReading(value, exp.not_(is_any(word, ("true", "1", "1.0", "false", "0", "0.0"))))


def _find_no_number(column: str, cells: Cells) -> Expr:
    """Whether a cell that is not empty holds something else than a finite number."""
    text, number = cells.name_text(column), cells.name_number(column)
    beyond = exp.or_(
        is_null(number),
        exp.GT(this=number.copy(), expression=_cast_double(_LARGEST)),
        exp.LT(this=number.copy(), expression=_cast_double(f"-{_LARGEST}")),
    )
    word = exp.func("LOWER", exp.func("TRIM", text.copy()))
    return exp.and_(exp.not_(is_null(text)), exp.not_(is_any(word, _NO_NUMBERS)), beyond)


def _read_membership(values: tuple[str | float, ...], column: str, cells: Cells) -> SqlReading:
    """Any of several values; only where all are numbers does every cell have to be one."""
    numbers = [value for value in values if not isinstance(value, str)]
    texts = tuple(value for value in values if isinstance(value, str))
    conditions: list[Expr] = []
    if numbers:
        among = exp.In(this=cells.name_number(column), expressions=[_write_number(value) for value in numbers])
        conditions.append(exp.func("COALESCE", among, exp.false()))
    if texts:
        conditions.append(is_any(cells.name_text(column), texts))
    present = cells.name_text(column) if texts else cells.name_number(column)
    value = exp.Case().when(exp.not_(is_null(present)), exp.or_(*conditions) if conditions else exp.false())
    return SqlReading(value, None if texts else _find_no_number(column, cells))


def is_null(cell: Expr) -> Expr:
    """Whether a cell is empty."""
    return exp.Is(this=cell.copy(), expression=exp.null())


def is_any(cell: Expr, values: tuple[str, ...]) -> Expr:
    """Whether a cell is one of some texts."""
    return exp.In(this=cell.copy(), expressions=[exp.Literal.string(value) for value in values])


def _write_number(value: float) -> Expr:
    # From its text, which every dialect reads as the same binary number; a bare 0.9 would be a decimal in some.
    return _cast_double(repr(float(value)))


def _cast_double(text: str) -> Expr:
    return exp.cast(exp.Literal.string(text), "DOUBLE")


def _write_truth(value: bool) -> Expr:
    return exp.true() if value else exp.false()
