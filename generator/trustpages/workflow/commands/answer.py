"""Steps of `answer`: a questionnaire that a buyer sent, filled where evidence carries the answer, else marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trustpages.compose.answers.crosswalk import compose_framework
from trustpages.compose.answers.filling import COLUMNS, MARK, WIDTHS, fill_grid, list_cells, mark_row, summarize
from trustpages.compose.answers.layout import Layout, find_layout
from trustpages.compose.answers.matching import Matcher, make_matcher
from trustpages.compose.answers.telling import Teller
from trustpages.compose.composition import Composition
from trustpages.editing.workbook.new_sheet import add_sheet
from trustpages.editing.workbook.package import MOST_BYTES, open_package, refuse_macros
from trustpages.editing.workbook.reading import LAST_COLUMN, OpenWorkbook, WorkbookSheet, read_workbook
from trustpages.editing.workbook.splicing import fill_sheet
from trustpages.exports.answers.table import list_head
from trustpages.exports.answers.text import clean_text
from trustpages.model.pages.answered import AnswerSheet
from trustpages.model.pages.questionnaire import FilledRow, Place
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.assessment import compute, list_complaints
from trustpages.workflow.commands.export import refuse_other_agents
from trustpages.workflow.isolation.parts import looks_better, refuse_disclosure
from trustpages.workflow.reading import read
from trustpages.workflow.run import INVALID, Choice
from trustpages.workflow.site.answer_sheets import compose_sheet, gather_answers

SHEET = "Trust report"


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """The workbook, a summary of what became of its questions, complaints for stderr, the exit code, a note."""

    content: bytes
    summary: str
    complaints: tuple[str, ...]
    exit_code: int
    note: str = ""


def answer(choice: Choice, agent: str, file: Path, *, question: str = "", column: str = "") -> AnswerOutcome:
    """The questionnaire in `file` with what the report for the chosen audience says of the agent.

    `question` and `column` name the columns of questions and answers where the usual words do not. Raises
    TrustpagesError: `workbook-unreadable`, `workbook-too-large`, `workbook-macros`, `no-questions` where no sheet has
    both columns, and what `export` raises for agents.
    """
    workbook = open_workbook(file)
    laid_out = tuple(_lay_out(workbook, question, column))
    reading = read(choice)
    refuse_other_agents(agent, reading)
    computed = compute(reading, only=(agent,))
    if computed.report is None:
        return AnswerOutcome(b"", "", list_complaints(computed, reading), INVALID)
    found = looks_better(reading, computed)
    if (refused := refuse_disclosure(reading, found)) is not None:
        return AnswerOutcome(b"", "", refused.complaints, refused.exit_code)
    composition = gather_answers(reading, computed, is_better=found)
    asked = compose_sheet(composition, agent, None)
    matcher = _gather_matcher(composition, agent, asked)
    rows = {sheet.part: tuple(fill_grid(sheet.grid, layout, matcher, asked)) for sheet, layout in laid_out}
    content = write_answers(workbook, laid_out, rows, asked)
    told = [row for sheet, _ in laid_out for row in rows[sheet.part]]
    return AnswerOutcome(content, summarize(told, len(laid_out)), (), 0, reading.aside)


def open_workbook(file: Path) -> OpenWorkbook:
    """The questionnaire, read under bounds; raises TrustpagesError as `answer` does, OSError where there is none."""
    if file.suffix.lower() in {".xlsm", ".xltm", ".xlsb"}:
        raise refuse_macros(file.name)
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    return read_workbook(open_package(content, file.name), file.name)


def _lay_out(workbook: OpenWorkbook, question: str, column: str) -> Iterator[tuple[WorkbookSheet, Layout]]:
    """The sheets that ask something, with their columns."""
    found = [(sheet, find_layout(sheet.grid, question, column)) for sheet in workbook.sheets]
    known = [(sheet, layout) for sheet, layout in found if layout is not None]
    if not known:
        remedy = "name the columns by letter or name, as in --question B --answer D"
        raise TrustpagesError("no-questions", f"no sheet of {workbook.name} has questions and room for answers", remedy)
    yield from known


def _gather_matcher(composition: Composition, agent: str, asked: AnswerSheet) -> Matcher:
    teller = Teller(composition, composition.report.find_agent(agent))
    frameworks = tuple(compose_framework(teller, framework) for framework in composition.frameworks)
    return make_matcher(composition.questions, asked, frameworks)


def write_answers(
    workbook: OpenWorkbook,
    laid_out: tuple[tuple[WorkbookSheet, Layout], ...],
    rows: Mapping[str, tuple[FilledRow, ...]],
    asked: AnswerSheet,
) -> bytes:
    """The workbook with answers, a column of marks beside the questions, and a sheet that tells of all of them."""
    changed = {
        sheet.part: fill_sheet(workbook, sheet, _list_texts(sheet, layout, rows[sheet.part]))
        for sheet, layout in laid_out
    }
    head = [(name, clean_text(text)) for name, text in list_head(asked)]
    told = [tuple(map(clean_text, list_cells(row))) for sheet, _ in laid_out for row in rows[sheet.part]]
    changed |= add_sheet(workbook, SHEET, (*head, (), COLUMNS, *told), WIDTHS)
    return workbook.package.replace(changed)


def _list_texts(sheet: WorkbookSheet, layout: Layout, rows: tuple[FilledRow, ...]) -> dict[Place, str]:
    """What is put into a sheet: answers into their cells, and marks into a column behind all others."""
    texts: dict[Place, str] = {(row.row, row.column): clean_text(row.text) for row in rows if row.text}
    last = max((sheet.grid.last[1], *(column for _, column in sheet.cells), layout.answer))
    if last < LAST_COLUMN and rows:
        texts |= {(layout.head, last + 1): MARK} if layout.head else {}
        texts |= {(row.row, last + 1): clean_text(mark_row(row)) for row in rows}
    return texts
