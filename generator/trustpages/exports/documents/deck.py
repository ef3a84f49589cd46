"""Slides under one head and foot, filled with native text and tables whose words are bounded by their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, TypeAlias

from trustpages.exports.documents.room import AFTER, INCH, LARGEST, LINE, POINTS, Area, choose_size, count_lines, fit
from trustpages.exports.documents.words import Say, clean
from trustpages.model.pages.blocks import Row
from trustpages.model.pages.tones import LIGHT, LIGHT_WASHES, find_tone
from trustpages.model.pages.values import Fact, Said, StateLabel, as_values
from trustpages.system.extras import require_extra

INK, MUTED, RULE = "#1b2230", "#545e6d", "#d9dad6"
_WIDE = (13.333, 7.5)  # inches
_TITLE_ONLY, _BLANK = "Title Only", "Blank"
_HEADER = 0.36  # inches

Run: TypeAlias = tuple[str, str, bool, float]
"""Text, ink (empty for that of the master), whether it is bold, size in points."""
TableLine: TypeAlias = tuple[Row, list[str], float]
"""A row, its cells as they are shown, its height in inches."""


class Deck:
    """The slides of a presentation; `say` puts a value into words, `footer` stands on each of `total` slides."""

    def __init__(self, presentation: Any, say: Say, footer: str, total: int, *, has_template: bool) -> None:
        self._presentation, self._say, self._footer, self._total = presentation, say, clean(footer), total
        self._has_template, self._begun = has_template, 0
        if has_template:
            _drop_slides(presentation)
        else:
            presentation.slide_width, presentation.slide_height = (round(inches * INCH) for inches in _WIDE)
        self.slide: Any = None

    def tell(self, said: Said) -> str:
        """A value, or a sentence of values, on one line."""
        return clean(self._say(said)).strip()

    def begin(self, title: str, lead: str) -> Area:
        """A new slide with title and foot; what it returns is free."""
        self._begun += 1
        self.slide = self._presentation.slides.add_slide(self._choose_layout())
        width, height = self._presentation.slide_width / INCH, self._presentation.slide_height / INCH
        margin = 0.045 * width
        head = Area(margin, 0.35, width - 2 * margin, 0.7)
        placed = self.slide.shapes.title
        if placed is not None and self._has_template:
            head = Area(*(each / INCH for each in (placed.left, placed.top, placed.width, placed.height)))
        self._write_title(placed, head, title)
        for shape in tuple(self.slide.placeholders):
            if placed is None or shape.placeholder_format.idx != placed.placeholder_format.idx:
                shape._element.getparent().remove(shape._element)
        below = head.top + head.height
        if lead:
            text = fit(clean(lead), head.width, 14, 2)
            lines = count_lines(text, head.width, 14)
            self._add_text(Area(head.left, below, head.width, 0.3 * lines), ((text, MUTED, False),), 14)
            below += 0.3 * lines
        foot = Area(margin, height - 0.55, width - 2 * margin, 0.4)
        self._add_foot(foot)
        return Area(head.left, below + 0.15, head.width, foot.top - below - 0.3)

    def _choose_layout(self) -> Any:
        """The layout with a title alone, else a blank one, else the first."""
        layouts = list(self._presentation.slide_layouts)
        for name in (_TITLE_ONLY, _BLANK):
            found = next((layout for layout in layouts if layout.name == name), None)
            if found is not None:
                return found
        return layouts[0]

    def _write_title(self, placed: Any, head: Area, title: str) -> None:
        text = fit(clean(title), head.width, 28, 1)
        if placed is None:
            self._add_text(head, ((text, INK, True),), 28)
            return
        if not self._has_template:
            placed.left, placed.top, placed.width, placed.height = head.box
        _fill(placed.text_frame, ((text, "" if self._has_template else INK, True),), 28)

    def _add_foot(self, area: Area) -> None:
        left, right = area.split_across(0.93, gap=0.1)
        self._add_text(left, ((fit(self._footer, left.width, 9, 2), MUTED, False),), 9, name="Limits and expiry")
        self._add_text(right, ((f"{self._begun} / {self._total}", MUTED, False),), 9, name="Number of the slide")

    def add_panel(self, area: Area, state: StateLabel, action: str, reason: Said) -> None:
        """A state with what follows from it, on its wash."""
        tone = find_tone(state)
        shape = self.slide.shapes.add_shape(1, *area.box)
        shape.name, shape.shadow.inherit = "Posture", False
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(LIGHT_WASHES[tone])
        shape.line.fill.background()
        bar = self.slide.shapes.add_shape(1, *replace(area, width=0.06).box)
        bar.name, bar.shadow.inherit = "Ink of the posture", False
        bar.fill.solid()
        bar.fill.fore_color.rgb = colour(LIGHT[tone])
        bar.line.fill.background()
        width = area.width - 0.6
        lines = (
            ((clean(state.word), LIGHT[tone], True, 26),),
            ((fit(clean(action), width, 18, 1), INK, True, 18),),
            ((fit(self.tell(reason), width, 13, 2), MUTED, False, 13),),
        )
        _write_paragraphs(shape.text_frame, lines, margin=0.3)

    def add_fact_columns(self, areas: tuple[Area, Area], facts: Sequence[Fact]) -> None:
        """Labels above their values in two columns, with letters of one size."""
        middle = (len(facts) + 1) // 2
        columns = tuple(zip(areas, (facts[:middle], facts[middle:]), strict=True))
        size = min(choose_size(area, self._tell_facts(part), in_line=False)[0] for area, part in columns if part)
        for area, part in columns:
            self.add_facts(area, part, most=size)

    def _tell_facts(self, facts: Sequence[Fact]) -> list[tuple[str, str]]:
        return [(self.tell(fact.label), self.tell(fact.value)) for fact in facts]

    def add_facts(self, area: Area, facts: Sequence[Fact], *, in_line: bool = False, most: float = LARGEST) -> None:
        """Labels, each with as much of its value as its share of the area holds, below it or `in_line` with it."""
        if not facts:
            return
        told = self._tell_facts(facts)
        size, lines = choose_size(area, told, in_line=in_line, most=most)
        paragraphs: list[tuple[Run, ...]] = []
        for (label, value), fact in zip(told, facts, strict=True):
            ink = LIGHT[find_tone(fact.label)] if isinstance(fact.label, StateLabel) else MUTED
            body = (fit(value, area.width, size, lines), INK, False, size)
            if in_line:
                paragraphs.append(((f"{label}  ", ink, True, size), body))
            else:
                paragraphs += [((label, ink, True, size - 2),), (body,)]
        box = self.slide.shapes.add_textbox(*area.box)
        box.name = "Facts"
        _write_paragraphs(box.text_frame, paragraphs)

    def add_table(
        self, area: Area, columns: Sequence[str], rows: Sequence[Row], widths: Sequence[float], where: str, empty: str
    ) -> None:
        """As many rows as there is room for, each cell bounded, and how many more there are."""
        if not rows:
            self._add_text(area, ((empty, INK, False),), 14)
            return
        inches = [area.width * width / sum(widths) for width in widths]
        room = area.height - _HEADER - 0.35
        # The largest letters in which all rows stand; else the smallest, and as many as there is room for.
        for size in (15.0, 14.0, 13.0, 12.0):
            lines = [self._measure_row(row, inches, size) for row in rows]
            if sum(high for _, _, high in lines) <= room:
                break
        heights = accumulate(high for _, _, high in lines)
        shown = [line for line, reached in zip(lines, heights, strict=True) if reached <= room] or lines[:1]
        used = _HEADER + sum(high for _, _, high in shown)
        frame = self.slide.shapes.add_table(len(shown) + 1, len(columns), *replace(area, height=used).box)
        frame.name = "Table"
        _fill_table(frame.table, columns, shown, inches, size)
        if len(rows) > len(shown):
            left_out = len(rows) - len(shown)
            told = f"And {left_out} more, in full in the notes and {where}."
            self.add_remark(Area(area.left, area.top + used + 0.04, area.width, 0.3), told)

    def add_remark(self, area: Area, text: str) -> None:
        """A line below something, about it."""
        self._add_text(area, ((fit(text, area.width, 11, 1), MUTED, False),), 11)

    def _measure_row(self, row: Row, inches: Sequence[float], size: float) -> TableLine:
        """The row, its cells with three lines at most, and how high it is."""
        texts = [fit(self.tell(cell), inch - 0.2, size, 3) for cell, inch in zip(row.cells, inches, strict=False)]
        lines = max(count_lines(text, inch - 0.2, size) for text, inch in zip(texts, inches, strict=True))
        return row, texts, (lines * size * LINE + 9) / POINTS

    def _add_text(self, area: Area, runs: Sequence[tuple[str, str, bool]], size: float, name: str = "Text") -> None:
        box = self.slide.shapes.add_textbox(*area.box)
        box.name = name
        _fill(box.text_frame, runs, size)

    def note(self, *paragraphs: str) -> None:
        """The notes of the slide."""
        self.slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, paragraphs))


def _drop_slides(presentation: Any) -> None:
    """Takes the slides of a template away; its masters and layouts stay."""
    listed = presentation.slides._sldIdLst
    for entry in tuple(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)


def _fill(frame: Any, runs: Sequence[tuple[str, str, bool]], size: float) -> None:
    _write_paragraphs(frame, (tuple((text, ink, bold, size) for text, ink, bold in runs),))


def _write_paragraphs(frame: Any, paragraphs: Sequence[Sequence[Run]], margin: float = 0.0) -> None:
    """Each paragraph of runs with ink, weight and size; nothing grows beyond its box by itself."""
    from pptx.util import Pt

    frame.word_wrap = True
    frame.auto_size = None
    frame.margin_left = frame.margin_right = round(margin * INCH)
    frame.margin_top = frame.margin_bottom = round(min(margin, 0.1) * INCH)
    for place, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.alignment = 1  # left, whatever the shape has
        for text, ink, bold, size in runs:
            run = paragraph.add_run()
            run.text, run.font.size, run.font.bold = text, Pt(size), bold
            if ink:
                run.font.color.rgb = colour(ink)
        paragraph.space_after = Pt(0 if runs[-1][2] else AFTER)


def _fill_table(
    table: Any, columns: Sequence[str], rows: Sequence[TableLine], inches: Sequence[float], size: float
) -> None:
    for column, inch in zip(table.columns, inches, strict=True):
        column.width = round(inch * INCH)
    table.first_row, table.horz_banding = True, False
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _fill_cell(cell, name, "#ffffff", INK, size, bold=True)
    table.rows[0].height = round(_HEADER * INCH)
    for line, (row, texts, high) in zip(list(table.rows)[1:], rows, strict=True):
        line.height = round(high * INCH)
        for cell, text, said in zip(line.cells, texts, row.cells, strict=False):
            state = next((value for value in as_values(said)[:1] if isinstance(value, StateLabel)), None)
            ink = INK if state is None else LIGHT[find_tone(state)]
            _fill_cell(cell, text, ink, "#ffffff", size, bold=state is not None)


def _fill_cell(cell: Any, text: str, ink: str, paper: str, size: float, *, bold: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(paper)
    _fill(cell.text_frame, ((text, ink, bold),), size)
    cell.margin_left = cell.margin_right = round(0.08 * INCH)
    cell.margin_top = cell.margin_bottom = round(0.04 * INCH)


def colour(ink: str) -> Any:
    """The ink `#rrggbb` as the library wants it."""
    return require_extra("pptx.dml.color", "slides").RGBColor.from_string(ink.lstrip("#").upper())
