"""The report as text for a terminal: the sections of each agent's page, block by block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatch
from textwrap import fill

from trustpages.compose.composition import Composition
from trustpages.compose.pages.agent import IN_SHORT, SECTIONS, show_agent
from trustpages.compose.problems import escape_controls
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.compose.wording.said import say
from trustpages.model.blocks import (
    AgentCard,
    Answer,
    Authored,
    Block,
    BottomLine,
    Bullets,
    ChartBlock,
    Columns,
    Definitions,
    Episode,
    Fact,
    FactList,
    Figure,
    Index,
    LimitationList,
    LinkList,
    ObligationView,
    Panel,
    PromiseList,
    RiskView,
    Row,
    Said,
    Section,
    SourceLines,
    StateCounts,
    Statement,
    Steps,
    Table,
    Text,
)
from trustpages.model.measured import Status
from trustpages.model.results.report import AgentReport
from trustpages.model.states import SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Severity, Verdict

WIDTH = 80
LABEL = 19
# Not the no-break space, which keeps a number and its sign on one line.
_SPACES = re.compile(r"[ \t\r\n]+")


def format_report(composition: Composition, agents: Iterable[str] | None = None) -> str:
    """The report, or that of the named agents: of one alone everything, of several the first sections."""
    report, wanted = composition.report, None if agents is None else set(agents)
    shown = [agent for agent in report.agents if wanted is None or agent.id in wanted]
    lines = [f"Trust report as of {format_day(report.as_of)}. Audience: {AUDIENCES[report.audience]}."]
    if report.previous_as_of is not None:
        lines.append(f"Held against the report of {format_day(report.previous_as_of)}.")
    for agent in shown:
        lines += ["", *_format_agent(composition, agent, is_alone=len(shown) == 1)]
    if not report.agents:
        lines += [
            "No agent is visible to this audience.",
            "Documents are internal unless they say 'visibility: public'; --audience internal shows everything.",
        ]
    return "".join(f"{escape_controls(line)}\n" for line in lines)


def _format_agent(composition: Composition, agent: AgentReport, *, is_alone: bool) -> Iterator[str]:
    title = f"{agent.agent.name} ({agent.id})"
    yield from (title, "=" * min(len(title), WIDTH))
    if agent.illustrative:
        yield from _label("Illustrative", "Parts of this were made up to show how things work.")
    counts = Counter(limitation.severity for limitation in agent.limitations.triggered)
    found = [f"{counts[severity]} {SEVERITIES[severity].word.lower()}" for severity in Severity if counts[severity]]
    yield from _label("Limitations", ", ".join(found) or "no rule found anything")
    wanted = replace(composition, shown_limitations=None) if is_alone else composition
    for section in show_agent(wanted, agent, SECTIONS if is_alone else IN_SHORT):
        yield from format_block(section)
    if not is_alone:
        yield from ("", f"All of it: trustpages report --agent {agent.id}")


@singledispatch
def format_block(block: Block) -> Iterator[str]:
    """The lines of a block, none of them wider than a terminal."""
    raise TypeError(f"a {type(block).__name__} has no form as text")


@format_block.register
def _(block: Section | Panel) -> Iterator[str]:
    title = say(block.title)
    if title:
        yield from ("", *_wrap("", title))
    if title and isinstance(block, Section) and not block.folded:
        yield "-" * min(len(title), WIDTH)
    for inner in block.blocks:
        yield from format_block(inner)


@format_block.register
def _(block: Text) -> Iterator[str]:
    return _wrap("  ", say(block.words))


@format_block.register
def _(block: Bullets) -> Iterator[str]:
    for item in block.items:
        yield from _wrap("  - ", say(item))


@format_block.register
def _(block: FactList) -> Iterator[str]:
    return _format_facts(block.facts)


@format_block.register
def _(block: Table) -> Iterator[str]:
    if block.level:
        yield from ("", *_wrap("", block.caption))
    if not block.rows:
        yield from _wrap("  ", block.empty)
    for row in block.rows:
        yield from _wrap("  - ", _join_cells(block, row))


def _join_cells(table: Table, row: Row) -> str:
    """The first cell, then the others behind the names of their columns."""
    first, *others = map(say, row.cells)
    columns = zip(table.columns[1:], others, strict=True)
    return "; ".join((first, *(f"{column.lower()}: {cell}" for column, cell in columns if cell)))


@format_block.register
def _(block: ChartBlock) -> Iterator[str]:
    return _wrap("  ", block.chart.summary)


@format_block.register
def _(block: StateCounts) -> Iterator[str]:
    counts = ", ".join(f"{count} {state.word.lower()}" for state, count in block.counts)
    return _wrap("  ", counts or "none")


@format_block.register
def _(block: Columns) -> Iterator[str]:
    for label, items in block.columns:
        if items or block.empty:
            yield from _label(label, "; ".join(items) or block.empty)


@format_block.register
def _(block: Definitions) -> Iterator[str]:
    for code, title, meaning in block.entries:
        yield from _wrap(f"  {code}  ", f"{title}. {meaning}")


@format_block.register
def _(block: Statement | Authored) -> Iterator[str]:
    return _wrap("  ", block.text)


@format_block.register
def _(block: SourceLines) -> Iterator[str]:
    return (f"  {line}" for line in block.lines)


@format_block.register
def _(block: LinkList | Index) -> Iterator[str]:
    del block  # a terminal has no page to lead to
    return iter(())


@format_block.register
def _(block: BottomLine) -> Iterator[str]:
    yield from _label("Posture", f"{block.posture.word}: {say(block.reason)}")
    for state, steps in block.reliances:
        yield from _label(state.word, steps)
    granted = f", although {block.authority_granted.lower()} was granted" if block.authority_differs else ""
    yield from _label("Authority", f"{block.authority_by_rules}{granted}")
    last = format_day(block.valid_until) if block.valid_until else "no end"
    passed = ", expired" if block.expired else ""
    yield from _label("Valid until", f"{last}{passed}. {say(block.valid_reason)}")
    yield from _label("What happened", block.happened)


@format_block.register
def _(block: Steps) -> Iterator[str]:
    for line in block.lines:
        why = line.why or "; ".join(f"{link.text} {state.word}" for link, state in line.decided_by)
        yield from _wrap("  - ", f"{line.step}: {line.reliance.word}. {why}")


@format_block.register
def _(block: LimitationList) -> Iterator[str]:
    for view in block.views:
        yield from _wrap(f"  {view.severity.word:<9} {view.rule}  ", say(view.text))


@format_block.register
def _(block: PromiseList) -> Iterator[str]:
    for view in block.views:
        yield from format_promise(view)


@format_block.register
def _(block: AgentCard) -> Iterator[str]:
    yield from _wrap("", f"{block.link.text}: {block.summary}")
    yield from format_block(block.bottom)


@format_block.register
def _(block: Episode) -> Iterator[str]:
    yield from _wrap("  ", f"{block.state.word}: {block.promise.text}")
    yield from _format_facts(block.lines)


@format_block.register
def _(block: Answer) -> Iterator[str]:
    for sentence in block.said:
        yield from _wrap("  ", sentence)
    if block.missing:
        yield from _label("Missing", block.missing)


@format_block.register
def _(block: RiskView) -> Iterator[str]:
    yield from _wrap("  ", block.risk)
    yield from _format_facts(block.facts)


def format_promise(view: ObligationView) -> Iterator[str]:
    """One promise: its verdict and figure, and the evidence that names it and does not count, with the reason."""
    label = f"  {view.verdict.word:<15} "
    beside = " " * len(label)
    yield from _wrap(label, f"{view.ref}, severity {view.severity.word.lower()}")
    yield from _wrap(beside, say(view.promise))
    if view.verdict == VERDICTS[Verdict.NOT_APPLICABLE]:
        yield from _wrap(f"{beside}because   ", view.figure.reason)
        return
    yield from _wrap(f"{beside}seen      ", _format_seen(view.figure))
    yield from _wrap(f"{beside}promised  ", view.target)
    for left_out in view.left_out:
        yield from _wrap(f"{beside}not counted: ", f"{say(left_out.value)}: {say(left_out.note)}")


def _format_seen(shown: Figure) -> str:
    if shown.has_number or not shown.reason:
        return shown.sentence
    return f"{'nothing' if shown.status == Status.MISSING else shown.headline}: {shown.reason}"


def _format_facts(facts: Iterable[Fact]) -> Iterator[str]:
    for fact in facts:
        note = f" ({say(fact.note)})" if fact.note else ""
        yield from _label(say(fact.label), f"{say(fact.value)}{note}")


def _label(label: str, said: Said) -> Iterator[str]:
    if len(label) < LABEL - 1:
        yield from _wrap(f"{f'{label}:':<{LABEL}}", say(said))
    else:
        yield from _wrap("", f"{label}: {say(said)}", indent=LABEL)


def _wrap(label: str, text: str, indent: int | None = None) -> Iterator[str]:
    yield from fill(
        _SPACES.sub(" ", text).strip(),
        WIDTH,
        initial_indent=label,
        subsequent_indent=" " * (len(label) if indent is None else indent),
        break_on_hyphens=False,
    ).split("\n")
