"""The report as the plain values that the typesetter reads: text stays text, nothing in it is markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import singledispatchmethod

from trustpages.exports.documents.words import Say, clean
from trustpages.model.pages.blocks import Block, Bullets, ChartBlock, FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.chart import IntervalChart
from trustpages.model.pages.sent import SentReport
from trustpages.model.pages.tones import LIGHT, LIGHT_WASHES, find_tone
from trustpages.model.pages.values import Code, Fact, Said, StateLabel, as_values
from trustpages.model.results.records.json_values import Json

_NARROWEST, _WIDEST = 6, 36
"""Columns share the width by the letters of their cells, within these bounds."""


_WIDTH = re.compile(r' width="(\d+)"')
_USUAL_WIDTH = 800  # pixels


class Tree:
    """Writes blocks as values; `say` puts a value into words, `show` is what the fonts make of text.

    `pictures` are charts as SVG by their id.
    """

    def __init__(self, say: Say, show: Callable[[str], str], pictures: Mapping[str, str]) -> None:
        self._say, self._show, self._pictures = say, show, pictures

    def write(self, report: SentReport) -> dict[str, Json]:
        """Everything that the first page and the pages behind it show."""
        frame = report.frame
        return {
            "title": clean(report.title),
            "author": self._tell(self._say(frame.publisher)),
            "day": [frame.as_of.year, frame.as_of.month, frame.as_of.day],
            "name": self._name(report),
            "summary": self._tell(report.summary),
            "expired": frame.expired,
            "posture": self._spans(report.bottom.posture),
            "standing": self._facts(report.standing[1:]),
            "action": self._tell(report.bottom.action),
            "glance": self._facts(report.at_a_glance),
            "limitations": [self._cells(row) for row in report.limitations],
            "counted": self._tell(report.counted),
            "origin": self._facts(report.origin),
            "copy": self._tell(report.copy),
            "checks": [self._spans(check) for check in report.checks],
            "footer": self._tell(report.footer),
            "address": self._tell(report.address),
            "inks": dict(LIGHT),
            "washes": dict(LIGHT_WASHES),
            "first": self._first_chart(report),
            "sections": self._blocks(report.sections),
        }

    def _first_chart(self, report: SentReport) -> Json:
        """The chart of promises against what was seen, which the first page has where there is room."""
        chart = next((chart for chart in report.charts if isinstance(chart, IntervalChart)), None)
        return None if chart is None else next(self._write(ChartBlock(chart)))

    def _name(self, report: SentReport) -> str:
        """The name of the agent; where the fonts lack a letter of it, its id first."""
        name = self._tell(report.name)
        return name if name == clean(report.name) else f"{report.agent}: {name}"

    def _tell(self, text: str) -> str:
        return self._show(clean(text))

    def _blocks(self, blocks: Iterable[Block]) -> list[Json]:
        return [node for block in blocks for node in self._write(block)]

    @singledispatchmethod
    def _write(self, block: Block) -> Iterator[Json]:
        raise TypeError(f"a {type(block).__name__} has no form in a document")

    @_write.register
    def _(self, block: Section | Panel) -> Iterator[Json]:
        inner = self._blocks(block.blocks)
        if inner and self._say(block.title).strip():
            yield {"is": "section", "title": self._spans(block.title), "blocks": inner}
        else:
            yield from inner

    @_write.register
    def _(self, block: Text) -> Iterator[Json]:
        yield {"is": "text", "style": block.style, "words": self._spans(block.words)}

    @_write.register
    def _(self, block: Bullets) -> Iterator[Json]:
        yield {"is": "bullets", "items": [self._spans(item) for item in block.items]}

    @_write.register
    def _(self, block: FactList) -> Iterator[Json]:
        yield {"is": "facts", "facts": self._facts(block.facts)}

    @_write.register
    def _(self, block: ChartBlock) -> Iterator[Json]:
        chart = block.chart
        alternative = self._tell(f"{chart.title}. {chart.summary}")
        picture = self._show(self._pictures[chart.id])
        width = int(found[1]) if (found := _WIDTH.search(picture)) else _USUAL_WIDTH
        title = self._tell(chart.title)
        yield {"is": "chart", "title": title, "alt": alternative, "picture": picture, "width": width}

    @_write.register
    def _(self, block: Table) -> Iterator[Json]:
        if block.level:
            yield {"is": "caption", "words": self._spans(block.caption)}
        yield {
            "is": "table",
            "columns": [self._tell(column) for column in block.columns],
            "rows": [self._cells(row) for row in block.rows],
            "numeric": list(block.numeric),
            "widths": list(self._measure(block)),
        }

    def _measure(self, table: Table) -> Iterator[int]:
        """How wide each column is beside the others: its longest word, or as much as its cells have on average."""
        for place, column in enumerate(table.columns):
            cells = [column, *(self._say(row.cells[place]) for row in table.rows)]
            word = max((len(word) for cell in cells for word in cell.split()), default=1)
            average = sum(map(len, cells)) // len(cells)
            yield max(_NARROWEST, min(_WIDEST, max(word, average)))

    def _cells(self, row: Row) -> list[Json]:
        return [self._spans(cell) for cell in row.cells]

    def _facts(self, facts: Iterable[Fact]) -> list[Json]:
        return [[self._spans(fact.label), self._spans(fact.value)] for fact in facts]

    def _spans(self, said: Said) -> list[Json]:
        """Each value as its text, what it is, and the ink of a state."""
        spans: list[Json] = []
        for value in as_values(said):
            text = self._tell(self._say(value))
            match value:
                case StateLabel():
                    spans.append([text, "state", find_tone(value)])
                case Code():
                    spans.append([text, "code", ""])
                case _:
                    spans.append([text, "", ""])
        return spans
