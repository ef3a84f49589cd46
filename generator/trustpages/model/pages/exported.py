"""All that leaves the site about an agent, in words and figures: what the formats of other tools are written from.

It is made of what the pages show. What any export carries, whatever its format leaves out, are the `limits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.documents.trust import Publisher
from trustpages.model.pages.values import StateLabel
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.evidence import Evidence, ItemOutcomes
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.sayable import Bar
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import AnswerBasis, Audience

Limits: TypeAlias = tuple[tuple[str, str], ...]
"""Names (kebab-case) and sentences of what every export carries: date, expiry, posture, limitations, audience."""

Cover: TypeAlias = tuple[AnswerBasis, str]
"""What an answer to an item of a framework rests on, and the path of the page that says so first, else of the agent."""


@dataclass(frozen=True, slots=True)
class AgentInShort:
    """What is computed of an agent, with its own part, for what is said of all.

    `covers` are those of the items that each framework has mapped, in their order; `answered` are the ids of the
    questions that its evidence answers, where there are too many agents for pages with all answers.
    """

    limits: Limits
    covers: tuple[tuple[Cover, ...], ...] = ()
    answered: tuple[str, ...] = ()


_IN_EACH_PART = frozenset(
    {"as-of", "valid-until", "expired", "posture", "limitations", "worst-limitation", "audience", "illustrative"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedLimitation:
    """One limitation; `subjects` are the ids of what it is about."""

    rule: str
    severity: StateLabel
    text: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPromise:
    """One promise: its terms, its result, and both in words.

    `measured` says by whom and when, and may be empty; `caveats` what could turn the verdict: a dispute, how it stands
    since its review, outcomes that are not known. `summary` has all of it in a few sentences.
    """

    pact: Pact
    terms: Obligation
    result: ObligationResult
    state: StateLabel
    promised: str
    seen: str
    measured: str
    caveats: tuple[str, ...]
    summary: str

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return self.result.ref

    @property
    def is_kept_today(self) -> bool:
        """Whether current evidence shows that it is kept, and nothing since its review says otherwise."""
        return self.result.is_kept_today


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedItem:
    """One evidence item: how current it is, what it says against the agent, and what was counted in it.

    `score` is what a published score is worth, `outcomes` are those of an item that counts them. `seen` is either in
    words. `expires_on` is the last day on which it is as young as agreed. `summary` has all of it in a few sentences.
    """

    evidence: Evidence
    title: str
    relationship: str
    decided: str
    state: StateLabel
    against: str
    seen: str
    summary: str
    expires_on: date | None = None
    score: ResultQuality | None = None
    outcomes: ItemOutcomes | None = None
    benchmark: Benchmark | None = None

    @property
    def collected_to(self) -> date | None:
        """The last day of its collection."""
        return self.evidence.collected_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedStep:
    """One step of the work, and how far it may be relied on."""

    step: str
    reliance: StateLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAgent:
    """Everything that is said of an agent to one audience; `site` is where its pages are, empty where nobody says."""

    report: AgentReport
    as_of: date
    audience: Audience
    inputs_digest: str
    publisher: Publisher
    site: str
    valid_until: date | None
    limits: Limits
    steps: tuple[ExportedStep, ...]
    promises: tuple[ExportedPromise, ...]
    limitations: tuple[ExportedLimitation, ...]
    items: tuple[ExportedItem, ...]

    @property
    def id(self) -> str:
        """The agent's id."""
        return self.report.id

    @property
    def name(self) -> str:
        """The agent's name."""
        return self.report.agent.name

    @property
    def limits_of_parts(self) -> Limits:
        """The limits that stand in each part that can be taken out of an export by itself."""
        return tuple((name, sentence) for name, sentence in self.limits if name in _IN_EACH_PART)


@dataclass(frozen=True, slots=True, kw_only=True)
class SayableClaim:
    """A public sentence on the day of a report, for whoever wants to say it.

    `small_print` is what has to be said with it. `bar` keeps it from being said, None where nothing does; `why` and
    `remedy` say how so and what would make it possible, both empty then. `seen` is what the evidence says.
    """

    agent: str
    id: str
    text: str
    state: StateLabel
    bar: Bar | None
    why: str
    remedy: str
    seen: str
    small_print: Limits
    evidence: tuple[str, ...]

    @property
    def ref(self) -> str:
        """`agent/claim`."""
        return f"{self.agent}/{self.id}"
