"""Blocks of pages in their plainest form, for documents that have no templates: facts, tables, paragraphs, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatch
from typing import Final

from trustpages.compose.wording.said import say
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
from trustpages.model.pages.findings import (
    AgentCard,
    Answer,
    BottomLine,
    Episode,
    LimitationList,
    LimitationView,
    ObligationView,
    PromiseList,
    RiskView,
    Steps,
)
from trustpages.model.pages.values import MADE_UP, Code, Fact, Figure, Link, Said, Value, as_values


def make_plain(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks as sections, panels, texts, bullets, facts, tables and charts; what only leads elsewhere is left out.

    Nothing is left out that says something, and nothing is added. Raises TypeError for a kind of block without a
    plain form.
    """
    return tuple(plain for block in blocks for plain in _reduce(block))


def make_plain_section(section: Section) -> Section:
    """The section with its blocks in their plainest form."""
    return replace(section, blocks=make_plain(section.blocks))


@singledispatch
def _reduce(block: Block) -> Iterator[Block]:
    raise TypeError(f"a {type(block).__name__} has no plain form")


@_reduce.register
def _(block: Section | Panel) -> Iterator[Block]:
    inner = make_plain(block.blocks)
    if inner:
        yield replace(block, blocks=inner)


@_reduce.register
def _(block: Text) -> Iterator[Block]:
    yield replace(block, words=make_plain_said(block.words))


@_reduce.register
def _(block: Bullets) -> Iterator[Block]:
    yield replace(block, items=tuple(map(make_plain_said, block.items)))


@_reduce.register
def _(block: FactList) -> Iterator[Block]:
    yield replace(block, facts=tuple(map(_tell_note, block.facts)))


def _tell_note(fact: Fact) -> Fact:
    """The fact with its note behind its value."""
    if not fact.note:
        return replace(fact, value=make_plain_said(fact.value))
    return replace(fact, value=(*as_values(make_plain_said(fact.value)), " (", *as_values(fact.note), ")"), note="")


def make_plain_said(said: Said) -> Said:
    """The same with each figure in one line, and without a link that is a sentence by itself."""
    values = as_values(said)
    if len(values) > 1 and isinstance(values[-1], Link) and str(values[-2]).endswith((". ", "; ")):
        values = values[:-1]
    told = tuple(value.told if isinstance(value, Figure) else value for value in values)
    return told if len(told) != 1 else told[0]


@_reduce.register
def _(block: Table) -> Iterator[Block]:
    if not block.rows:
        yield Text((f"{block.caption}: ", block.empty), "empty")
        return
    rows = tuple(replace(row, cells=tuple(_mark_first(row))) for row in block.rows)
    yield replace(block, rows=rows, csv="", shown=None)


def mark_made_up(said: Said) -> Said:
    """What is said, and behind it that it is made up."""
    return (*as_values(said), " (", MADE_UP, ")")


def _mark_first(row: Row) -> Iterator[Said]:
    """The cells, the first with the mark of what is made up."""
    first, *others = map(make_plain_said, row.cells)
    yield mark_made_up(first) if row.illustrative else first
    yield from others


@_reduce.register
def _(block: ChartBlock) -> Iterator[Block]:
    chart = block.chart
    table = Table(f"{chart.id}-table", chart.title, chart.columns, tuple(map(Row, chart.rows)), level=0)
    yield block
    yield Section("The same numbers as a table", make_plain((table,)), folded=True)


@_reduce.register
def _(block: LinkList | Index | Preview) -> Iterator[Block]:
    del block  # a document has no pages to lead to
    return iter(())


@_reduce.register
def _(block: Columns) -> Iterator[Block]:
    facts = tell_columns(block)
    if facts:
        yield FactList(facts, "lines")


def tell_columns(block: Columns) -> tuple[Fact, ...]:
    """Each list under its label, in one line."""
    return tuple(Fact(label, "; ".join(items) or block.empty) for label, items in block.columns if items or block.empty)


@_reduce.register
def _(block: StateCounts) -> Iterator[Block]:
    yield Text(", ".join(f"{count} {state.in_sentence}" for state, count in block.counts) or "none")


@_reduce.register
def _(block: Definitions) -> Iterator[Block]:
    yield FactList(tuple(Fact(code, f"{title}. {meaning}") for code, title, meaning in block.entries), "lines")


@_reduce.register
def _(block: Statement) -> Iterator[Block]:
    yield Text(f"Statement by {block.by}", "aside")
    yield from _quote(block.text)


@_reduce.register
def _(block: Authored) -> Iterator[Block]:
    return _quote(block.text)


def _quote(text: str) -> Iterator[Block]:
    """Each paragraph of Markdown as its author wrote it."""
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield Text(" ".join(paragraph.split()), "said")


@_reduce.register
def _(block: SourceLines) -> Iterator[Block]:
    yield Bullets(tuple(map(Code, block.lines)), "kept-lines")


@_reduce.register
def _(block: Snippet) -> Iterator[Block]:
    yield Text(f"{block.label}:", "said")
    yield Bullets(tuple(map(Code, block.text.splitlines())), "kept-lines")


@_reduce.register
def _(block: BottomLine) -> Iterator[Block]:
    yield FactList(tell_standing(block), "lines")


def tell_standing(line: BottomLine) -> tuple[Fact, ...]:
    """What the first screen says, in its order: limits before anything that could be read as praise."""
    last: tuple[Value, ...] = (line.valid_until or "no end is named", *((", expired",) if line.expired else ()))
    reason = filter(None, (say(line.valid_reason), line.waiting))
    worst = () if line.worst is None else (Fact("What is not known?", _tell_limitation(line.worst)),)
    return (
        Fact("How far to rely on it", (line.posture, ". ", line.action)),
        Fact("Why", line.reason),
        Fact("May it act alone?", f"{line.alone}. {line.authority_why}"),
        Fact("Good until", (*last, ". ", " ".join(reason))),
        *(Fact(state, steps) for state, steps in line.reliances),
        *((Fact("What speaks against it?", line.against),) if line.against else ()),
        *(Fact("What is disputed?", said) for said in line.disputed),
        Fact("What went wrong?", line.happened),
        Fact("What followed?", line.followed),
        *worst,
    )


def _tell_limitation(view: LimitationView) -> Said:
    return (*as_values(view.text), f" ({view.rule})")


@_reduce.register
def _(block: AgentCard) -> Iterator[Block]:
    yield Text((block.link.text, ": ", block.summary))
    yield from _reduce(block.bottom)


@_reduce.register
def _(block: Steps) -> Iterator[Block]:
    rows = tuple(
        Row(
            (
                line.step,
                line.reliance,
                line.why or "; ".join(f"{link.text.rstrip('.')}: {state.word}" for link, state in line.decided_by),
            )
        )
        for line in block.lines
    )
    yield Table("steps", "Steps of the work", STEP_COLUMNS, rows, level=0)


STEP_COLUMNS: Final = ("Step", "How far to rely on it", "Why")
LIMITATION_COLUMNS: Final = ("Severity", "What it is", "Rule")


def tabulate_limitations(block: LimitationList) -> tuple[Row, ...]:
    """Severity, sentence and rule of each limitation."""
    return tuple(Row((view.severity, view.text, Code(view.rule))) for view in block.views)


@_reduce.register
def _(block: LimitationList) -> Iterator[Block]:
    rows = tuple(Row((view.severity, view.text, view.removed_by, Code(view.rule))) for view in block.views)
    columns = (*LIMITATION_COLUMNS[:2], "What would remove it", LIMITATION_COLUMNS[-1])
    yield Table("limitations", "Limitations", columns, rows, level=0)


@_reduce.register
def _(block: PromiseList) -> Iterator[Block]:
    yield from map(_tell_promise, block.views)


def _tell_promise(view: ObligationView) -> Panel:
    """One promise with its verdict and figure, how it was decided, what follows, what does not count."""
    source = view.provenance
    measured = (
        ()
        if source is None
        else (
            Fact(
                "Measured",
                (
                    f"by {source.evaluator} ({source.relationship}), {source.collected}, {source.age}: ",
                    source.freshness,
                ),
            ),
        )
    )
    stands: Said = (view.verdict, f" ({view.ref}, severity {view.severity.in_sentence})")
    facts = (
        Fact("How it stands", mark_made_up(stands) if view.illustrative else stands),
        Fact("Promised", view.target),
        Fact("Seen", view.figure.seen),
        *measured,
        *map(_tell_note, (*view.consequences, *view.how, *view.left_out)),
    )
    return Panel((FactList(facts, "lines"),), title=view.promise)


@_reduce.register
def _(block: Episode) -> Iterator[Block]:
    title: Said = (block.promise, ": ", block.state)
    facts = FactList(tuple(map(_tell_note, block.lines)), "lines")
    yield Panel((facts,), title=mark_made_up(title) if block.illustrative else title)


@_reduce.register
def _(block: Answer) -> Iterator[Block]:
    yield from map(Text, block.said)
    if block.missing:
        yield FactList((Fact("Missing", block.missing),), "lines")


@_reduce.register
def _(block: RiskView) -> Iterator[Block]:
    yield Panel((FactList(tuple(map(_tell_note, block.facts)), "lines"),), title=block.risk)
