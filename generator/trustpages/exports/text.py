"""Blocks of pages as plain text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import singledispatchmethod
from textwrap import fill

from trustpages.model.pages.blocks import (
    Authored,
    Block,
    Bullets,
    ChartBlock,
    Columns,
    Definitions,
    FactList,
    Index,
    LinkList,
    Panel,
    Preview,
    Row,
    Section,
    Snippet,
    SourceLines,
    StateCounts,
    Statement,
    Table,
    Text,
)
from trustpages.model.pages.chart import (
    BaselineChart,
    BudgetChart,
    FreshnessChart,
    GapChart,
    IntervalChart,
    RepeatChart,
)
from trustpages.model.pages.findings import (
    AgentCard,
    Answer,
    BottomLine,
    Episode,
    LimitationList,
    ObligationView,
    PromiseList,
    ProvenanceView,
    RiskView,
    Steps,
)
from trustpages.model.pages.values import Fact, Said
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Verdict

WIDTH = 80
"""Characters in a line where no terminal says how many it has."""
_TOLD_BESIDE = (IntervalChart, BudgetChart, FreshnessChart, BaselineChart, GapChart, RepeatChart)
"""Charts of figures that stand in a list of promises or a table on the same page, too."""
_LABEL = 19
# Not the no-break space, which keeps a number and its sign on one line.
_SPACES = re.compile(r"[ \t\r\n]+")


class TextPrinter:
    """Prints blocks as lines of at most `width` characters; `say` puts a value into words."""

    def __init__(self, say: Callable[[Said], str], width: int = WIDTH) -> None:
        self._say = say
        self._width = width

    def format_lines(self, parts: Iterable[str | Block]) -> Iterator[str]:
        """Sentences by themselves, and the lines of blocks."""
        for part in parts:
            if isinstance(part, str):
                yield from self._wrap("", part) if part else [""]
            else:
                yield from self.format_block(part)

    @singledispatchmethod
    def format_block(self, block: Block) -> Iterator[str]:
        """The lines of a block."""
        raise TypeError(f"a {type(block).__name__} has no form as text")

    @format_block.register
    def _(self, block: Section | Panel) -> Iterator[str]:
        title = self._say(block.title)
        lines = [line for inner in block.blocks for line in self.format_block(inner)]
        if title and lines:
            yield from ("", *self._wrap("", title))
            if isinstance(block, Section) and not block.folded:
                yield "-" * min(len(title), self._width)
        yield from lines

    @format_block.register
    def _(self, block: Text) -> Iterator[str]:
        return self._wrap("  ", self._say(block.words))

    @format_block.register
    def _(self, block: Bullets) -> Iterator[str]:
        for item in block.items:
            yield from self._wrap("  - ", self._say(item))

    @format_block.register
    def _(self, block: FactList) -> Iterator[str]:
        return self._format_facts(block.facts)

    @format_block.register
    def _(self, block: Table) -> Iterator[str]:
        if block.level:
            yield from ("", *self._wrap("", block.caption))
        if not block.rows:
            yield from self._wrap("  ", block.empty)
        for row in block.rows:
            yield from self._wrap("  - ", self._join_cells(block, row))

    def _join_cells(self, table: Table, row: Row) -> str:
        """The first cell, then the others behind the names of their columns."""
        first, *others = map(self._say, row.cells)
        columns = zip(table.columns[1:], others, strict=True)
        return "; ".join((first, *(f"{column.lower()}: {cell}" for column, cell in columns if cell)))

    @format_block.register
    def _(self, block: ChartBlock) -> Iterator[str]:
        """What the chart shows, and its table where the page has no other one of the same figures."""
        chart = block.chart
        yield from self._wrap("  ", chart.summary)
        if not isinstance(chart, _TOLD_BESIDE):
            rows = tuple(map(Row, chart.rows))
            yield from self.format_block(Table(chart.id, chart.title, chart.columns, rows, level=0))

    @format_block.register
    def _(self, block: StateCounts) -> Iterator[str]:
        counts = ", ".join(f"{count} {state.in_sentence}" for state, count in block.counts)
        return self._wrap("  ", counts or "none")

    @format_block.register
    def _(self, block: Columns) -> Iterator[str]:
        for label, items in block.columns:
            if items or block.empty:
                yield from self._label(label, "; ".join(items) or block.empty)

    @format_block.register
    def _(self, block: Definitions) -> Iterator[str]:
        for code, title, meaning in block.entries:
            yield from self._wrap(f"  {code}  ", f"{title}. {meaning}")

    @format_block.register
    def _(self, block: Statement | Authored) -> Iterator[str]:
        return self._wrap("  ", block.text)

    @format_block.register
    def _(self, block: SourceLines) -> Iterator[str]:
        return (f"  {line}" for line in block.lines)

    @format_block.register
    def _(self, block: Snippet) -> Iterator[str]:
        yield from self._wrap("  ", f"{block.label}:")
        yield from (f"  {line}" for line in block.text.splitlines())

    @format_block.register
    def _(self, block: LinkList | Index | Preview) -> Iterator[str]:
        del block  # a terminal has no page to lead to
        return iter(())

    @format_block.register
    def _(self, block: BottomLine) -> Iterator[str]:
        yield from self._label("Posture", f"{block.posture.word}: {self._say(block.reason)}")
        for state, steps in block.reliances:
            yield from self._label(state.word, steps)
        granted = f", although {block.authority_granted.lower()} was granted" if block.authority_differs else ""
        yield from self._label("Authority", f"{block.authority_by_rules}{granted}")
        last = self._say(block.valid_until) if block.valid_until else "no end"
        passed = ", expired" if block.expired else ""
        yield from self._label("Valid until", f"{last}{passed}. {self._say(block.valid_reason)} {block.waiting}")
        if block.against:
            yield from self._label("Speaks against it", block.against)
        for said in block.disputed:
            yield from self._label("Under dispute", self._say(said))
        yield from self._label("What happened", block.happened)
        yield from self._label("What followed", block.followed)

    @format_block.register
    def _(self, block: Steps) -> Iterator[str]:
        for line in block.lines:
            why = line.why or "; ".join(f"{link.text} {state.word}" for link, state in line.decided_by)
            yield from self._wrap("  - ", f"{line.step}: {line.reliance.word}. {why}")

    @format_block.register
    def _(self, block: LimitationList) -> Iterator[str]:
        for view in block.views:
            yield from self._wrap(f"  {view.severity.word:<9} {view.rule}  ", self._say(view.text))

    @format_block.register
    def _(self, block: PromiseList) -> Iterator[str]:
        for view in block.views:
            yield from self.format_promise(view)

    @format_block.register
    def _(self, block: AgentCard) -> Iterator[str]:
        yield from self._wrap("", f"{block.link.text}: {block.summary}")
        yield from self.format_block(block.bottom)

    @format_block.register
    def _(self, block: Episode) -> Iterator[str]:
        yield from self._wrap("  ", f"{block.state.word}: {block.promise.text}")
        yield from self._format_facts(block.lines)

    @format_block.register
    def _(self, block: Answer) -> Iterator[str]:
        for sentence in block.said:
            yield from self._wrap("  ", sentence)
        if block.missing:
            yield from self._label("Missing", block.missing)

    @format_block.register
    def _(self, block: RiskView) -> Iterator[str]:
        yield from self._wrap("  ", block.risk)
        yield from self._format_facts(block.facts)

    def format_promise(self, view: ObligationView) -> Iterator[str]:
        """One promise: its verdict and figure, what does not follow from it, the evidence that does not count."""
        label = f"  {view.verdict.word:<15} "
        beside = " " * len(label)
        yield from self._wrap(label, f"{view.ref}, severity {view.severity.in_sentence}")
        yield from self._wrap(beside, self._say(view.promise))
        if view.verdict == VERDICTS[Verdict.NOT_APPLICABLE]:
            yield from self._wrap(f"{beside}because   ", view.figure.reason)
            return
        yield from self._wrap(f"{beside}seen      ", view.figure.seen)
        yield from self._wrap(f"{beside}promised  ", view.target)
        if view.provenance is not None:
            yield from self._wrap(f"{beside}measured  ", _format_provenance(view.provenance))
        for fact in (*view.consequences, *view.how):
            said = " ".join(filter(None, (self._say(fact.value), self._say(fact.note))))
            yield from self._wrap(f"{beside}- ", f"{self._say(fact.label)}: {said}")
        for left_out in view.left_out:
            yield from self._wrap(f"{beside}not counted: ", f"{self._say(left_out.value)}: {self._say(left_out.note)}")

    def _format_facts(self, facts: Iterable[Fact]) -> Iterator[str]:
        for fact in facts:
            note = f" ({self._say(fact.note)})" if fact.note else ""
            yield from self._label(self._say(fact.label), f"{self._say(fact.value)}{note}")

    def _label(self, label: str, said: Said) -> Iterator[str]:
        label = label if label.endswith("?") else f"{label}:"
        if len(label) < _LABEL:
            yield from self._wrap(f"{label:<{_LABEL}}", self._say(said))
        else:
            yield from self._wrap("", f"{label} {self._say(said)}", indent=_LABEL)

    def _wrap(self, label: str, text: str, indent: int | None = None) -> Iterator[str]:
        yield from fill(
            _SPACES.sub(" ", text).strip(),
            self._width,
            initial_indent=label,
            subsequent_indent=" " * (len(label) if indent is None else indent),
            break_on_hyphens=False,
        ).split("\n")


def _format_provenance(source: ProvenanceView) -> str:
    """Who measured, for whom, when, and how current that is."""
    return f"by {source.evaluator} ({source.relationship}), {source.collected}, {source.age}: {source.freshness.word}"
