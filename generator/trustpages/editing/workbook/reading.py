"""The sheets of a workbook: the texts of their cells, and where each row and cell lies in its part."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from trustpages.editing.workbook.markup import Element, parse
from trustpages.editing.workbook.package import Package, refuse_workbook
from trustpages.model.pages.questionnaire import Place, SheetGrid
from trustpages.model.problem import TrustpagesError

MOST_SHEETS: Final = 60
MOST_ROWS: Final = 20_000
"""Of one sheet."""
MOST_RANGE: Final = 200_000
"""Cells that merged ranges and lists of words may name together."""
LAST_COLUMN: Final = 16_384
_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MAIN: Final = "officeDocument"
_STRINGS: Final = "sharedStrings"


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet with the part that holds it, and the elements of that part by row and by place."""

    part: str
    grid: SheetGrid
    data: Element
    rows: Mapping[int, Element]
    cells: Mapping[Place, Element]
    dimension: Element | None


@dataclass(frozen=True, slots=True)
class OpenWorkbook:
    """A workbook: its parts, its sheets in order, and where more of them would be entered."""

    package: Package
    name: str
    main: str
    sheets: tuple[WorkbookSheet, ...]
    entries: tuple[Element, ...]


def read_workbook(package: Package, name: str) -> OpenWorkbook:
    """The sheets of the package; hidden ones too, since they may hold questions.

    Raises TrustpagesError `workbook-unreadable`, `workbook-too-large`.
    """
    main = _follow_first(package, "", _MAIN, name)
    targets = dict(_list_relations(package, main, name))
    entries = tuple(element for element in parse(_get(package, main, name), name) if element.name == "sheet")
    if len(entries) > MOST_SHEETS:
        raise TrustpagesError("workbook-too-large", f"{name} has more than {MOST_SHEETS} sheets", _SMALLER)
    texts = _read_strings(package, main, name)
    sheets = []
    for entry in entries:
        part = targets.get(entry.attributes.get("id", ""), "")
        if "worksheets/" in part and part in package.parts:
            sheets.append(_read_sheet(package.parts[part], part, entry.attributes.get("name", ""), texts, name))
    return OpenWorkbook(package, name, main, tuple(sheets), entries)


_SMALLER: Final = "leave out sheets and rows that ask nothing, and try again"


def _follow_first(package: Package, source: str, kind: str, name: str) -> str:
    relations = _read_relations(package, source, name)
    for relation in relations:
        if relation.attributes.get("Type", "").endswith(f"/{kind}"):
            return _resolve(source, relation.attributes.get("Target", ""))
    raise refuse_workbook(name, "is no workbook")


def _list_relations(package: Package, source: str, name: str) -> Iterator[tuple[str, str]]:
    for relation in _read_relations(package, source, name):
        if relation.attributes.get("TargetMode") != "External":
            yield relation.attributes.get("Id", ""), _resolve(source, relation.attributes.get("Target", ""))


def name_relations(source: str) -> str:
    """The part that says what `source` refers to."""
    folder, file = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _read_relations(package: Package, source: str, name: str) -> list[Element]:
    part = package.parts.get(name_relations(source))
    return [element for element in parse(part, name) if element.name == "Relationship"] if part is not None else []


def _resolve(source: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(source), target)
    return posixpath.normpath(joined).lstrip("/")


def _get(package: Package, part: str, name: str) -> bytes:
    if part not in package.parts:
        raise refuse_workbook(name, "lacks a part that it names")
    return package.parts[part]


def _read_strings(package: Package, main: str, name: str) -> list[str]:
    """The texts that cells name by number, without what is only how they are spoken."""
    relations = _read_relations(package, main, name)
    targets = [
        _resolve(main, relation.attributes.get("Target", ""))
        for relation in relations
        if relation.attributes.get("Type", "").endswith(f"/{_STRINGS}")
    ]
    if not targets or targets[0] not in package.parts:
        return []
    texts: list[str] = []
    pieces: list[str] = []
    for element in parse(package.parts[targets[0]], name):
        if element.name == "t" and not _is_spoken(element):
            pieces.append(element.text)
        elif element.name == "si":
            texts.append("".join(pieces))
            pieces = []
    return texts


def _is_spoken(element: Element) -> bool:
    return element.parent is not None and element.parent.name == "rPh"


@dataclass
class _Cells:
    """What is collected of a sheet on the way through it."""

    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[Place, Element] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    filled: set[Place] = field(default_factory=set)


def _read_sheet(part: bytes, path: str, title: str, strings: list[str], name: str) -> WorkbookSheet:
    elements = list(parse(part, name))
    data = next((element for element in elements if element.name == "sheetData"), None)
    if data is None:
        raise refuse_workbook(name, "has a sheet without cells")
    collected = _collect_cells(elements, strings, name)
    merged = [element.attributes.get("ref", "") for element in elements if element.name == "mergeCell"]
    lists = [
        element.attributes.get("sqref", "")
        for element in elements
        if element.name == "dataValidation" and element.attributes.get("type") == "list"
    ]
    covered = {place for ref in merged for number, place in enumerate(_list_places((ref,), name)) if number}
    grid = SheetGrid(
        name=title,
        texts=collected.texts,
        filled=frozenset(collected.filled),
        covered=frozenset(covered),
        limited=frozenset(_list_places([ref for refs in lists for ref in refs.split()], name)),
    )
    dimension = next((element for element in elements if element.name == "dimension"), None)
    return WorkbookSheet(path, grid, data, collected.rows, collected.cells, dimension)


def _collect_cells(elements: Iterable[Element], strings: list[str], name: str) -> _Cells:
    """Rows and cells by their numbers; one that does not say where it stands follows the one before it."""
    found = _Cells()
    inner: dict[int, list[Element]] = {}
    row_cells: list[Element] = []
    last_row = 0
    for element in elements:
        if element.name in {"v", "f", "t"} and element.parent is not None:
            holder = element.parent
            while holder.parent is not None and holder.name not in {"c", "si"}:
                holder = holder.parent
            inner.setdefault(id(holder), []).append(element)
        elif element.name == "c":
            row_cells.append(element)
        elif element.name == "row":
            last_row = _read_number(element.attributes.get("r"), last_row + 1)
            if len(found.rows) >= MOST_ROWS or last_row > 1_048_576:
                raise TrustpagesError("workbook-too-large", f"{name} has more than {MOST_ROWS:,} rows", _SMALLER)
            found.rows[last_row] = element
            _place_cells(found, last_row, row_cells, inner, strings)
            row_cells, inner = [], {}
    return found


def _place_cells(
    found: _Cells, row: int, cells: Iterable[Element], inner: Mapping[int, list[Element]], strings: list[str]
) -> None:
    column = 0
    for cell in cells:
        match = _CELL.fullmatch(cell.attributes.get("r", ""))
        column = read_column(match[1]) if match else column + 1
        place, parts = (row, column), inner.get(id(cell), [])
        found.cells[place] = cell
        if parts:
            found.filled.add(place)
        text = _read_text(cell, parts, strings).strip()
        if text:
            found.texts[place] = text


def _read_text(cell: Element, parts: Iterable[Element], strings: list[str]) -> str:
    values = [part.text for part in parts if part.name == "v"]
    match cell.attributes.get("t", "n"):
        case "s":
            number = _read_number(values[0] if values else None, -1)
            return strings[number] if 0 <= number < len(strings) else ""
        case "inlineStr":
            return "".join(part.text for part in parts if part.name == "t" and not _is_spoken(part))
        case "e":
            return ""
        case _:
            return values[0] if values else ""


def _read_number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,8}", text, re.ASCII) else otherwise


def _list_places(refs: Iterable[str], name: str) -> Iterator[Place]:
    """The places of ranges such as `A1:B3`, the top left first; ranges of whole columns end where sheets are read."""
    count = 0
    for ref in refs:
        ends = [_CELL.fullmatch(end) for end in ref.replace("$", "").split(":")]
        first, last = ends[0], ends[-1]
        if first is None or last is None:
            continue
        rows = range(int(first[2]), min(int(last[2]), MOST_ROWS) + 1)
        for row in rows:
            for column in range(read_column(first[1]), read_column(last[1]) + 1):
                count += 1
                if count > MOST_RANGE:
                    raise TrustpagesError("workbook-too-large", f"{name} has ranges without end", _SMALLER)
                yield row, column


def read_column(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def name_column(number: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
