"""What a site is composed from: the report, the documents behind it, and what the vendor wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from trustpages.compose import paths
from trustpages.compose.links import link_contact
from trustpages.compose.wording.figures import describe_quantity
from trustpages.compose.wording.gate import describe_gate
from trustpages.compose.wording.labels import AUDIENCES
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.documents.asked.questions import Question
from trustpages.model.documents.base import has_passed
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.trust import Trust
from trustpages.model.measured import Quantity
from trustpages.model.pages.page import DIGITS_SHOWN
from trustpages.model.pages.values import Fact, Figure, Link, Said
from trustpages.model.problem import Explanation
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.records.changes import ChangeTopic, ReportChange
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Origins, WithheldCount

if TYPE_CHECKING:
    from trustpages.model.pages.blocks import Frame
    from trustpages.model.pages.findings import Answer
    from trustpages.model.results.next_steps import NextSteps

MOST_AGENTS_IN_FULL = 12
"""Agents that one page shows in full; of more it shows the worst, or one line each."""


MOST_LIMITATIONS = 6
"""Limitations that stand in full at once; the others are a fold or a page away."""


def is_large(report: Report) -> bool:
    """Whether a report has more agents than one page shows in full."""
    return len(report.agents) > MOST_AGENTS_IN_FULL


def is_for_everybody(report: Report) -> bool:
    """Whether cards and badges are made: whoever meets one on a page of others was let in by nobody."""
    return report.audience is Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """What the part of a site about one agent is told of the others: whether they are many, and since when all changed.

    `baseline` says which report this one was held against, and whether anybody's posture or authority moved.
    """

    is_large: bool
    baseline: str


@dataclass(frozen=True)
class Composition:
    """Everything that pages are made of; `metrics`, `formulas` and `rules` are their paragraphs.

    `looks_better` says whether the report does so beside the one on all of the evidence, None where nobody knows;
    `changes` are those since the report that this one was held against, `log_before` is the checkpoint of the log
    before this version, None for a site that is no version. `next_steps` are for the vendor's own people alone.
    `address` is where the pages are found for good, with a final slash, empty where nobody says.
    `documents` are those that the site has of each agent, by title and by the end of their names. `release` names the
    published version, `version_address` is that of the folder of its pages; both are empty where nobody says.
    `around` is there where this is what the part about one agent sees; then its report has that agent alone.
    """

    report: Report
    trust: Trust
    origins: Origins
    content: tuple[tuple[str, str], ...] = ()
    metrics: tuple[Explanation, ...] = ()
    formulas: tuple[Explanation, ...] = ()
    rules: tuple[Explanation, ...] = ()
    questions: tuple[Question, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    decisions: tuple[Decisions, ...] = ()
    version: str = ""
    withheld: tuple[WithheldCount, ...] | None = None
    looks_better: bool | None = None
    log_before: str | None = None
    shown_limitations: int | None = MOST_LIMITATIONS
    changes: tuple[ReportChange, ...] = ()
    next_steps: NextSteps | None = None
    address: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    release: str = ""
    version_address: str = ""
    around: SharedFacts | None = None

    def figure(self, quantity: Quantity, *, barriers: tuple[float, ...] = (), of_events: bool = False) -> Figure:
        """The quantity in words under this workspace's policy."""
        return describe_quantity(quantity, barriers=barriers, low_n=self.trust.policy.low_n, of_events=of_events)

    def frame(self, agent: AgentReport | None = None, *, illustrative: bool = False) -> Frame:
        """What every page carries; expiry and illustrative mark are those of `agent` where one is given."""
        from trustpages.model.pages.blocks import Frame  # late: `check` composes no page

        made_up = illustrative or self.trust.illustrative or (agent is not None and agent.illustrative)
        agents = (agent,) if agent is not None else self.report.agents
        publisher = self.trust.publisher
        until = agents[0].valid_until.day if len(agents) == 1 else None
        return Frame(
            as_of=self.report.as_of,
            audience=AUDIENCES[self.report.audience],
            publisher=Link(publisher.name, publisher.url, "elsewhere") if publisher.url else publisher.name,
            contact=link_contact(publisher.contact) if publisher.contact else None,
            valid_until=until,
            illustrative=made_up,
            digest=self.report.inputs_digest[:DIGITS_SHOWN],
            glossary=paths.GLOSSARY,
            expired=has_passed(until, self.report.as_of),
            against_all=self.against_all,
            ends=self._describe_ends() if len(agents) > 1 else "",
        )

    @property
    def against_all(self) -> Said:
        """How the report looks beside the one on all of the evidence; empty where it is that one."""
        return describe_gate(self.trust.gates, self.report.audience, looks_better=self.looks_better)

    def _describe_ends(self) -> str:
        """Of how many agents the last good day has passed; the days stand with the agents."""
        passed = sum(has_passed(agent.valid_until.day, self.report.as_of) for agent in self.report.agents)
        of_all = f"{format_number(passed)} of {count_of(len(self.report.agents), 'agent')}"
        return f"each agent has its own day; {of_all} expired" if passed else "each agent has its own day"

    @property
    def is_large(self) -> bool:
        """Whether there are more agents than one page shows in full."""
        return is_large(self.report) if self.around is None else self.around.is_large

    def limitations_of(self, agent: AgentReport) -> str:
        """Where all limitations of an agent stand: on the page of them all, or on one of its own."""
        return paths.agent_limitations(agent.id) if self.is_large else paths.limitations_of_agent(agent.id)

    def claims_of(self, agent: AgentReport) -> str:
        """Where all claims of an agent stand: on the page of them all, or on its own."""
        return paths.claims_apart(agent.id) if self.is_large else paths.agent_claims(agent.id)

    def benchmark_name(self, benchmark_id: str) -> str:
        """The name of a benchmark; its id where it has no document."""
        documents = self.report.portfolio.documents
        return next((document.name for document in documents if document.id == benchmark_id), benchmark_id)

    def changes_of(self, agent: AgentReport) -> tuple[ReportChange, ...]:
        """What changed about an agent; that it came or went is a change of the whole report."""
        return tuple(self._changes_by_agent.get(agent.id, ()))

    @cached_property
    def _changes_by_agent(self) -> dict[str, list[ReportChange]]:
        changes: dict[str, list[ReportChange]] = {}
        for change in self.changes:
            if change.changed is not ChangeTopic.AGENT:
                changes.setdefault(change.agent, []).append(change)
        return changes

    def set_apart(self, baseline: str) -> Composition:
        """What the parts about single agents see of the whole: no agent, and nothing that is made of several.

        `baseline` is how that of `describe_baseline` goes. Whatever a part may know of others has to stand here.
        """
        documents = self.report.portfolio.documents
        return replace(
            self,
            report=replace(
                self.report, agents=(), portfolio=Portfolio((), None, (), documents), problems=(), missing=()
            ),
            origins=Origins(),
            content=(),
            metrics=(),
            formulas=(),
            decisions=(),
            version="",
            withheld=None if self.withheld is None else (),
            log_before=None,
            changes=(),
            next_steps=None,
            around=SharedFacts(self.is_large, baseline),
        )

    def narrow(self, apart: Composition, agent: AgentReport) -> Composition:
        """What the part about `agent` is composed from: what is `apart` from all agents, and what is its own."""
        items, texts = self.origins.items, self.origins.texts
        keys = [f"{agent.id}/{item.id}" for item in agent.evidence]
        return replace(
            apart,
            report=replace(apart.report, agents=(agent,)),
            origins=Origins(
                items={key: items[key] for key in keys if key in items},
                texts={key: texts[key] for key in keys if key in texts},
            ),
            withheld=None if self.withheld is None else self._withheld_by_agent.get(agent.id, ()),
            changes=self.changes_of(agent),
        )

    @cached_property
    def _withheld_by_agent(self) -> dict[str, tuple[WithheldCount, ...]]:
        ordered = sorted(self.withheld or (), key=lambda count: count.agent)  # stable, so each keeps its own order
        return {agent: tuple(counts) for agent, counts in groupby(ordered, lambda count: count.agent)}

    @cached_property
    def answers(self) -> dict[tuple[str, str], Answer]:
        """What the evidence of agents answers, by id of the answer and of the agent, as far as it was computed."""
        return {}

    @cached_property
    def evidence(self) -> dict[tuple[str, str], Evidence]:
        """Every evidence item by agent and id."""
        return {(agent.id, item.id): item for agent in self.report.agents for item in agent.evidence}


def make_fact(
    composition: Composition, label: str, quantity: Quantity, note: str = "", *, of_events: bool = False
) -> Fact:
    """A quantity under its label, in a sentence where it has a number; its reason stands as the note."""
    shown = composition.figure(quantity, of_events=of_events)
    return Fact(label, shown.sentence if shown.has_number else shown.headline, note=note or shown.reason)
