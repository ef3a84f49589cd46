"""The data of every kind of page, as its template reads them in `page.data`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trustpages.compose.blocks import (
    Fact,
    Figure,
    Frame,
    LimitationList,
    LimitationView,
    Link,
    ObligationView,
    Row,
    StateLabel,
    Table,
)
from trustpages.compose.sections.bottom_line import BottomLine
from trustpages.compose.sections.reviews import RiskView
from trustpages.model.page import ResolvedReference


@dataclass(frozen=True, slots=True)
class AgentCard:
    """An agent on Home: posture, authority, expiry, what the evidence does not show, what happened and followed."""

    id: str
    name: str
    summary: str
    version: str
    path: str
    posture: StateLabel
    reason: str
    authority: str
    authority_differs: bool
    valid_until: str
    valid_day: str
    expired: bool
    reliances: tuple[tuple[StateLabel, str], ...]
    worst: LimitationView | None
    limitations: int
    counts: tuple[tuple[StateLabel, int], ...]
    illustrative: bool
    happened: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """Home; `since` says which report this one was held against, `all_changes` is the page with every change."""

    frame: Frame
    lead: str
    introduction: str
    references: Mapping[tuple[str, str], ResolvedReference]
    agents: tuple[AgentCard, ...]
    summary: tuple[Fact, ...]
    changes: tuple[str, ...]
    postures: tuple[StateLabel, ...]
    ranks: tuple[Fact, ...]
    limitations: LimitationList | None
    more: Link | None = None
    since: str = ""
    all_changes: str = ""


@dataclass(frozen=True, slots=True)
class AgentPage:
    """Everything about one agent, limits before praise.

    `obligations` are the promises that are not met, the worst first; `kept` are those that are.
    """

    frame: Frame
    id: str
    name: str
    summary: str
    facts: tuple[Fact, ...]
    bottom: BottomLine
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    limitations: LimitationList
    tally: tuple[tuple[StateLabel, int], ...]
    obligations: tuple[ObligationView, ...]
    kept: tuple[ObligationView, ...]
    happenings: Table
    ledger: Table
    gaps: tuple[tuple[str, Figure, Figure, Figure, str], ...]
    incidents: tuple[Fact, ...]
    benchmark_results: Table
    repeats: Table | None
    uncovered: tuple[str, ...]
    coverage: tuple[Fact, ...]
    freshness: tuple[Fact, ...]
    freshness_table: Table
    diversity: tuple[Fact, ...]
    absent_classes: tuple[str, ...]
    judgment: tuple[Fact, ...]
    reviews: tuple[Fact, ...]
    triggers: Table
    rights: Table
    overrides: Table
    risks: tuple[RiskView, ...]
    disputes: Table
    controls: Table
    claims: Table
    statement: str
    pages: tuple[Link, ...]
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PactPage:
    """A pact: every promise with its terms, verdict and consequence."""

    frame: Frame
    agent: Link
    title: str
    version: str
    counterparty: str
    facts: tuple[Fact, ...]
    obligations: tuple[ObligationView, ...]
    changes: Table
    false_alarms: str
    charts: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class BenchmarkPage:
    """A benchmark: what it measures and does not, what it is itself worth, who was measured on it."""

    frame: Frame
    name: str
    facts: tuple[Fact, ...]
    status: StateLabel
    measures: tuple[str, ...]
    suggests: tuple[str, ...]
    does_not_measure: tuple[str, ...]
    limitations: tuple[LimitationView, ...]
    checklist: Table
    failed: Table
    saturation: str
    baseline: str
    results: Table
    mapping: Table
    leaderboard: Table
    comparisons: tuple[ComparisonView, ...]
    charts: tuple[str, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Rank against outcome, shown for what it is."""

    title: str
    warning: str
    words: str
    facts: tuple[Fact, ...]
    rho: Figure
    tau: Figure
    table: Table
    chart: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """An incident: the visible event apart from the control that failed."""

    frame: Frame
    agent: Link
    title: str
    severity: StateLabel
    visible_event: str
    control_failure: str
    facts: tuple[Fact, ...]
    obligations: tuple[Link, ...]
    followed: Table
    statement: str
    producer: str
    evidence: Link
    illustrative: bool


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One evidence item: provenance, age, digest, the lines of YAML, the commit that last changed them."""

    frame: Frame
    agent: Link
    id: str
    title: str
    kind: str
    facts: tuple[Fact, ...]
    source: tuple[Fact, ...]
    source_url: str
    freshness: StateLabel
    freshness_reasons: tuple[str, ...]
    supports: tuple[Link, ...]
    limitations: tuple[LimitationView, ...]
    figures: tuple[tuple[str, Figure], ...]
    file: str
    first_line: int
    lines: tuple[str, ...]
    commit: str
    statement: str
    producer: str
    download: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A page that is mostly one list: evidence of an agent, all agents, all benchmarks; `links` stand first."""

    frame: Frame
    lead: str
    tables: tuple[Table, ...]
    back: Link | None = None
    charts: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitationsPage:
    """Everything that the evidence does not show, worst first; `overview` stands for agents with pages of their own."""

    frame: Frame
    lead: str
    by_agent: tuple[tuple[Link, tuple[LimitationView, ...], tuple[Table, ...]], ...]
    portfolio: tuple[LimitationView, ...]
    overview: Table | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading with Markdown-free text below it."""

    anchor: str
    title: str
    text: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How everything is computed: metrics, formulas, rules, every policy parameter with its value."""

    frame: Frame
    lead: str
    metrics: tuple[Paragraph, ...]
    formulas: tuple[Paragraph, ...]
    postures: tuple[Row, ...]
    verdicts: tuple[StateLabel, ...]
    parameters: Table
    rules: Table
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuthoredPage:
    """A page that the vendor wrote."""

    frame: Frame
    text: str
    references: Mapping[tuple[str, str], ResolvedReference]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What one agent's evidence says to a question; `agent` is None where the question is about no single one."""

    agent: Link | None
    answered: bool
    said: tuple[str, ...]
    links: tuple[Link, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with the answers of all agents."""

    id: str
    text: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions of one kind of reader; `answered` counts those that any agent's evidence answers.

    `overview` stands for agents with pages of their own.
    """

    frame: Frame
    lead: str
    questions: tuple[QuestionView, ...]
    answered: int
    overview: Table | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """One consequence as a story: what happened, what was owed, what became of it, what it changed."""

    promise: Link
    happened: str
    owed: str
    state: StateLabel
    outcome: str
    changes: tuple[Fact, ...]
    proof: tuple[Link, ...]
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ConsequencesPage:
    """What changed because the pacts of one agent exist."""

    frame: Frame
    agent: Link
    facts: tuple[Fact, ...]
    episodes: tuple[Episode, ...]
    drills: tuple[Fact, ...]
    without: tuple[Link, ...]
    charts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """How to check the site: facts to compare, steps as (what, command), and what a check cannot show.

    `log_before` are the lines of the checkpoint of the log before this version, none for the first; `is_version`
    says that it is one.
    """

    frame: Frame
    lead: str
    facts: tuple[Fact, ...]
    steps: tuple[Fact, ...]
    not_shown: tuple[str, ...]
    is_version: bool = False
    log_before: tuple[str, ...] = ()
