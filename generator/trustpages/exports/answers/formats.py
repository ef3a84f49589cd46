"""The formats of answers: CSV and Markdown from the standard library, a workbook by a library that is an extra."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from trustpages.exports.answers.oscal import write_component
from trustpages.exports.answers.table import COLUMNS, list_cells, list_head
from trustpages.exports.csv import to_csv
from trustpages.exports.interchange.values import as_markdown
from trustpages.model.pages.answered import AnswerSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFormat:
    """A format of answers: `suffix` ends the names of its files; what is not text goes into a file alone."""

    id: str
    title: str
    suffix: str
    is_text: bool
    write: Callable[[AnswerSheet], bytes]


def write_csv(sheet: AnswerSheet) -> bytes:
    """First the limits, two cells a line, then an empty line, the names of the columns, and a line for each row."""
    blank = ("",) * (len(COLUMNS) - 2)
    head = [(name, text, *blank) for name, text in list_head(sheet)]
    rows = (list_cells(row) for row in sheet.rows)
    return to_csv(head[0], chain(head[1:], (("",) * len(COLUMNS), COLUMNS), rows))


def write_markdown(sheet: AnswerSheet) -> bytes:
    """The limits as a list, then each question under a heading of its own; nothing in it has markup."""
    return "\n".join(_list_lines(sheet)).encode("utf-8", "replace")


def _list_lines(sheet: AnswerSheet) -> Iterator[str]:
    yield f"# {as_markdown(sheet.agent_name)}: {as_markdown(sheet.title)}"
    yield ""
    for name, text in list_head(sheet):
        yield f"- **{name}:** {as_markdown(text)}"
    for row in sheet.rows:
        heading = row.id if sheet.mark or not row.asked else f"{row.id}: {row.asked}"
        yield f"\n## {as_markdown(heading)}\n"
        cells = dict(zip(COLUMNS, list_cells(row), strict=True))
        for name in COLUMNS[1:]:
            if cells[name] and cells[name] not in heading:
                yield f"- **{name}:** {as_markdown(cells[name])}"
    yield ""


def _write_workbook(sheet: AnswerSheet) -> bytes:
    # Late: the library is an extra, and takes as long to load as everything else.
    from trustpages.exports.answers.workbook import write_workbook

    return write_workbook(sheet)


ANSWER_FORMATS: tuple[AnswerFormat, ...] = (
    AnswerFormat(id="xlsx", title="Workbook of answers", suffix=".xlsx", is_text=False, write=_write_workbook),
    AnswerFormat(id="csv", title="Answers as CSV", suffix=".csv", is_text=True, write=write_csv),
    AnswerFormat(id="md", title="Answers as Markdown", suffix=".md", is_text=True, write=write_markdown),
)
"""In the order in which the documentation lists them."""

COMPONENT = AnswerFormat(
    id="oscal", title="OSCAL component definition", suffix=".oscal.json", is_text=True, write=write_component
)
"""Of a framework alone; without one, `oscal` is the whole report."""
