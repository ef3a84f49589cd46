"""What pages say: cells of tables, facts under labels, and the blocks that tell what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import singledispatchmethod
from typing import Final

from support.outputs.from_charts import tell_drawing
from support.outputs.statements import Stated, Value, strip_value
from support.outputs.whole import Whole, name_subjects
from trustpages.compose import paths
from trustpages.model import states
from trustpages.model.pages.blocks import (
    Block,
    ChartBlock,
    FactList,
    Frame,
    Index,
    Panel,
    Row,
    Section,
    StateCounts,
    Table,
    Text,
)
from trustpages.model.pages.chart import Chart, EventKind, EventTimeline
from trustpages.model.pages.findings import AgentCard, BottomLine, Episode, LimitationList, PromiseList, Steps
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Figure, Link, Said, StateLabel
from trustpages.model.states import COVERED
from trustpages.model.vocabulary import AnswerBasis

_KEYS: Final[Mapping[tuple[str, ...], tuple[int, ...]]] = {
    ("Promise", "State", "What was owed"): (0, 2, 3),
    ("Promise", "Day", "What"): (0, 1, 2),
    ("Promise", "State", "By"): (0, 2, 4),
    ("Result", "Tries", "Solved every time (pass^k)"): (0, 1),
    ("Result", "Tries", "Tasks solved every time"): (0, 1),
    ("Work", "Step or promise", "How directly"): (0, 1),
    ("Parameter", "Value", "Tried"): (0, 2),
    ("What happened", "State", "Day"): (0, 2),
    ("Benchmark", "Result", "Score"): (1,),
    ("What", "Turn", "Before"): (0, 2, 3),
    ("Framework", "Agent", COVERED[AnswerBasis.NOTHING].word): (0, 1),
}
"""Which cells tell a row from the others, by its first three columns; in all other tables the first cell alone."""

_NAMES: Final[Mapping[tuple[str, str], str]] = {
    ("Agent", "Authority under the rules"): "Authority",
    ("Item", "State"): "Freshness",
    ("Evidence", "State"): "Freshness",
    ("Evidence", "Collected"): "Collected up to",
    ("Promise", "Measured"): "Seen",
    ("Promise", "Target"): "Promised",
    ("Promise", "Range"): "Range of the promise",
    ("Claim", "Claimed failure"): "Failures, as claimed",
    ("Claim", "Observed failure"): "Failures, as seen",
    ("Result", "Score"): "Score",
    ("Benchmark", "Score"): "Score",
    ("Result", "Tasks solved every time"): "Solved every time (pass^k)",
}
"""Under which name a quantity goes that a table gives another one, by the first column and its own."""
_COUNTS: Final[Mapping[str, str]] = {
    "age of each evidence item": "items of evidence",
    "incidents, newest first": "incidents",
    "consequences that fell due": "consequences",
    "what is said in public, held against the evidence": "claims",
}
"""What the rows of a table are, by its caption."""
_LANES: Final[Mapping[EventKind, str]] = {
    EventKind.CHANGE: "changes of the agent",
    EventKind.BREACH: "promises that are breached",
    EventKind.INCIDENT: "incidents",
    EventKind.CONSEQUENCE: "consequences",
    EventKind.REVIEW: "reviews on record",
}
_KINDS: Final = "Kinds of evidence, by weight"
"""How many there are of all kinds, which is no share of them."""
_INSTEAD: Final = (states.AGAINST, states.CONTROL_RECORD, states.DISPUTED, *states.RETRACTIONS.values())
"""What stands in the place of how current an item is."""
_WITHOUT_NUMBER: Final = frozenset({"Why", "In short", "Range"})


@dataclass(frozen=True)
class _Teller:
    """What blocks say of `owner`, the page of an agent or another page, where they stand at `place`."""

    place: str
    owner: str
    names: Mapping[str, Mapping[str, str]]
    """The paths of what belongs to an owner, by what it is called."""

    def say(self, subject: str, quantity: str, said: Said | float | bool | None) -> Stated:
        value: Value = said if isinstance(said, float | bool | None) else strip_value(said)
        if isinstance(value, str):
            value = value.removeprefix("Expired, was ")  # a posture that has expired says so, which is another quantity
        return Stated(self.place, subject, quantity, value)

    def tell(self, blocks: Iterable[Block]) -> Iterator[Stated]:
        about = self
        for block in blocks:
            if isinstance(block, Panel) and isinstance(block.title, str) and block.title:
                # What follows a titled part without a title of its own is about the same.
                about = replace(self, owner=f"{self.owner}#{block.title}")
            yield from about.tell_block(block)

    @singledispatchmethod
    def tell_block(self, block: Block) -> Iterator[Stated]:
        del block
        return iter(())

    @tell_block.register
    def _(self, block: Section | Panel) -> Iterator[Stated]:
        title, name = block.title, str(getattr(block, "id", ""))
        owner = title.path if isinstance(title, Link) else self._find_owner(name)
        inside = replace(self, owner=owner, place=f"{self.place} › {strip_value(title)}" if title else self.place)
        return inside.tell(block.blocks)

    def _find_owner(self, name: str) -> str:
        """The agent that a part of a page is about, by its id; else that of the page."""
        path = paths.agent(name.removesuffix("-rights").removesuffix("-overrides"))
        return path if path in self.names else self.owner

    @tell_block.register
    def _(self, block: FactList) -> Iterator[Stated]:
        if block.style == "legend":
            return
        for fact in block.facts:
            label = str(strip_value(fact.label))
            promise = self._find_names().get(label)
            if promise is not None and isinstance(fact.value, Figure):
                yield self.say(promise, "Seen", fact.value)  # what was computed from an item of evidence
            elif label == _KINDS:
                yield self.say(self.owner, label, str(strip_value(fact.value)).partition(" of ")[0])
            else:
                yield self.say(self.owner, label, fact.value)

    @tell_block.register
    def _(self, block: Text) -> Iterator[Stated]:
        words = block.words
        state = words[0] if isinstance(words, tuple) and words else None
        if isinstance(state, StateLabel) and state not in _INSTEAD:
            of_incident = "/incidents/" in self.owner
            yield self.say(self.owner, "Severity" if of_incident else "Freshness", state)

    @tell_block.register
    def _(self, block: Table) -> Iterator[Stated]:
        about = replace(self, owner=self._find_owner(block.id), place=f"{self.place} › {block.caption}")
        kind = block.caption.rpartition(": ")[2].casefold()
        yield self.say(about.owner, _COUNTS.get(kind, f"rows of {kind}"), len(block.rows))
        yield from about.tell_rows(block.columns, block.rows)

    @tell_block.register
    def _(self, block: ChartBlock) -> Iterator[Stated]:
        chart: Chart = block.chart
        columns, rows = chart.columns, tuple(map(Row, chart.rows))
        if chart.id == "history":
            # Of the columns, which are days, only the last is this report.
            yield self.say(self.owner, "Posture", chart.rows[0][-1])
            columns, rows = ("Promise", "Verdict"), tuple(Row((row[0], row[-1])) for row in chart.rows[1:])
        if isinstance(chart, EventTimeline):
            yield from (self.say(self.owner, _LANES[lane.kind], len(lane.events)) for lane in chart.lanes)
        for label, quantity, value in tell_drawing(chart):
            yield self.say(self._find_subject(label) if label else self.owner, quantity, value)
        yield from replace(self, place=f"{self.place} › {chart.title}").tell_rows(columns, rows)

    def tell_rows(self, columns: tuple[str, ...], rows: tuple[Row, ...]) -> Iterator[Stated]:
        key = _KEYS.get(columns[:3], (0,))
        if "Position" in columns or columns[0] in {"Parameter", "What", "Day"}:
            return
        for row in rows:
            first = row.cells[key[0]]
            subject = self._find_subject(first) if columns[1] != "Read" else f"{self.owner} | {strip_value(first)}"
            subject += "".join(f" | {strip_value(row.cells[part])}" for part in key[1:])
            for number, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
                # How current an item is stands elsewhere, where this stands in its place.
                if number not in key and column not in _WITHOUT_NUMBER and cell not in _INSTEAD:
                    yield self.say(subject, _NAMES.get((columns[0], column), column), cell)

    def _find_subject(self, first: Said) -> str:
        if isinstance(first, Link):
            return first.path
        name, _, rest = str(strip_value(first)).partition(" | ")
        if rest:
            return f"{self._find_subject(name)} | {rest}"
        return self._find_names().get(name, f"{self.owner} | {name}")

    def _find_names(self) -> Mapping[str, str]:
        """What belongs to the agent that the page is about, or is of; nothing of other pages."""
        return self.names.get(self.owner) or self.names.get("/".join((*self.owner.split("/")[:2], "index.md")), {})

    @tell_block.register
    def _(self, block: StateCounts) -> Iterator[Stated]:
        for state, count in block.counts:
            yield self.say(self.owner, f"promises that are {state.in_sentence}", count)
        yield self.say(self.owner, "promises", sum(count for _, count in block.counts))

    @tell_block.register
    def _(self, block: BottomLine) -> Iterator[Stated]:
        yield self.say(self.owner, "Posture", block.posture)
        yield self.say(self.owner, "Authority", block.authority_by_rules)
        yield self.say(self.owner, "authority granted", block.authority_granted)
        yield self.say(self.owner, "Valid until", block.valid_until or "no end is named")
        yield self.say(self.owner, "expired", block.expired)
        yield self.say(self.owner, "what happened", block.happened)
        yield self.say(self.owner, "what followed", block.followed)
        yield self.say(self.owner, "against it", block.against)
        for state, steps in block.reliances:
            yield from (self.say(f"{self.owner} | {step}", "reliance", state) for step in steps.split(", "))

    @tell_block.register
    def _(self, block: AgentCard) -> Iterator[Stated]:
        about = replace(self, owner=block.link.path)
        yield from about.tell_block(block.bottom)

    @tell_block.register
    def _(self, block: Steps) -> Iterator[Stated]:
        for line in block.lines:
            yield self.say(f"{self.owner} | {line.step}", "reliance", line.reliance)
            yield from (self.say(link.path, "Verdict", state) for link, state in line.decided_by)

    @tell_block.register
    def _(self, block: PromiseList) -> Iterator[Stated]:
        for view in block.views:
            # A promise on the page of its pact has its anchor, elsewhere its words lead there.
            lead = view.promise
            path = lead.path if isinstance(lead, Link) else f"{self.place.split(' › ')[0]}#{view.anchor}"
            yield self.say(path, "Verdict", view.verdict)
            yield self.say(path, "severity", view.severity)
            yield self.say(path, "Promised", view.target)
            yield self.say(path, "Seen", view.figure)
            if view.figure.has_number:
                yield self.say(path, "Range of the promise", view.figure.interval or view.figure.reason)
            for fact in (*view.consequences, *view.how):
                if fact.label not in {"Note", "Verdict"}:
                    yield self.say(path, str(strip_value(fact.label)), fact.value)
            if view.provenance is not None:
                yield self.say(path, "age of the evidence", view.provenance.age)

    @tell_block.register
    def _(self, block: Index) -> Iterator[Stated]:
        for link, note in block.entries:
            if isinstance(note, int):
                yield self.say(self._find_owner(link.path.removeprefix("#")), "limitations", note)

    @tell_block.register
    def _(self, block: LimitationList) -> Iterator[Stated]:
        for view in block.views:
            yield self.say(f"{self.owner} | {view.rule} {strip_value(view.text)}", "severity", view.severity)

    @tell_block.register
    def _(self, block: Episode) -> Iterator[Stated]:
        happened, owed = (strip_value(line.value) for line in block.lines[:2])
        yield self.say(f"{block.promise.path} | {happened} | {owed}", "state of the consequence", block.state)


def tell_pages(whole: Whole) -> Iterator[Stated]:
    """Every statement of every page."""
    names = {paths.agent(agent.id): name_subjects(agent) for agent in whole.report.agents}
    for page in whole.site.pages:
        owner = _find_page_owner(page.path, names)
        teller = _Teller(page.path, owner, names)
        yield from _tell_frame(page, teller, names)
        yield from teller.tell(page.sections)


def _find_page_owner(path: str, names: Mapping[str, object]) -> str:
    """An agent owns its own page, and the page of its consequences; every other page is about itself."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/index.md" if f"{folder}/index.md" in names and name in {"because.md", "limitations.md"} else path


def _tell_frame(page: Page, teller: _Teller, names: Mapping[str, object]) -> Iterator[Stated]:
    frame: Frame = page.frame
    agent = "/".join((*page.path.split("/")[:2], "index.md"))
    yield teller.say("report", "as of", frame.as_of)
    yield teller.say("report", "audience", frame.audience)
    yield teller.say("report", "inputs", frame.digest)
    if agent in names:
        yield teller.say(agent, "Valid until", frame.valid_until or "no end is named")
        yield teller.say(agent, "expired", frame.expired)
