"""Input of every computation about an agent.

One agent on one date with documents, evidence, policy and counts of data files (`Context`), and one of its
obligations (`Case`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from trustpages.assess.evidence.items import resolve_evidence
from trustpages.assess.evidence.review_days import compute_judged_level
from trustpages.assess.evidence.tally import Tally
from trustpages.assess.evidence.windows import Days, compute_window_days
from trustpages.assess.history.retractions import mark_retractions
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.items.scores import BenchmarkResult, PublishedScore
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.workspace import AgentEvidence, Workspace

Aggregates = Mapping[DataRequest, DataAggregate]
NO_AGGREGATES: Aggregates = MappingProxyType({})


KnownRulings: TypeAlias = dict[tuple[object, ...], tuple[tuple[object, ...], Any]]
"""By what a ruling is asked about: all that it was made of, and the ruling."""


@dataclass(frozen=True, slots=True)
class Context:
    """One agent on one date, with all that a metric may look at.

    `evidence` is every item of the agent that counts, sorted by id, control records included; `set_aside` are those
    that were taken back or refuted. `aggregates` answers the requests of `collect_data_requests`; a request without
    answer is missing evidence. `tallies` are what items were found to count, by item and question: the same under
    each policy that is tried, so that the contexts of one agent share them. `rulings` are what promises came to, with
    all that each was made of; None where nothing is asked twice.
    """

    workspace: Workspace
    agent: AgentEvidence
    evidence: tuple[Evidence, ...]
    as_of: date
    policy: Policy
    aggregates: Aggregates
    benchmarks: Mapping[str, Benchmark]
    set_aside: tuple[Evidence, ...] = ()
    tallies: dict[tuple[object, ...], tuple[Evidence, Tally | Unmeasured]] = field(
        default_factory=dict, compare=False, repr=False
    )
    rulings: KnownRulings | None = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The agent's id."""
        return self.agent.agent.id

    def obligations(self) -> tuple[tuple[Pact, Obligation], ...]:
        """Every obligation of the agent with its pact, in the order of the documents."""
        return tuple((pact, obligation) for pact in self.agent.pacts for obligation in pact.obligations)

    @property
    def on_record(self) -> tuple[Evidence, ...]:
        """Every item of the agent, whether it counts or not, sorted by id."""
        return tuple(sorted((*self.evidence, *self.set_aside), key=lambda item: (item.id, item.bundle)))

    @property
    def unexamined(self) -> tuple[Evidence, ...]:
        """The items that were taken back or refuted, and at which nobody outside has looked since."""
        return tuple(item for item in self.set_aside if item.set_aside is not None and not item.set_aside.is_examined)

    def restore_unexamined(self) -> Context:
        """The agent with the items that nobody outside has looked at, in place of what corrects them."""
        back = self.unexamined
        corrections = {item.set_aside.correction for item in back if item.set_aside is not None}
        counting = (item for item in (*self.evidence, *back) if item.id not in corrections)
        return replace(self, evidence=tuple(sorted(counting, key=lambda item: (item.id, item.bundle))), set_aside=())

    def leave_out(self, ids: Collection[str]) -> Context:
        """The agent without some of its items."""
        return replace(self, evidence=tuple(item for item in self.evidence if item.id not in ids))

    def keep_naming(self, ref: str) -> Context:
        """The agent with the items alone that name the obligation, those that were set aside among them."""
        evidence, set_aside = (
            tuple(item for item in items if ref in item.item.obligations) for items in (self.evidence, self.set_aside)
        )
        return replace(self, evidence=evidence, set_aside=set_aside)

    def list_cited_benchmarks(self) -> frozenset[str]:
        """The ids of the benchmarks that the agent has results on."""
        items = (item.item for item in self.evidence)
        return frozenset(
            item.benchmark for item in items if isinstance(item, BenchmarkResult | PublishedScore) and item.benchmark
        )

    def item(self, id_: str) -> Evidence | None:
        """The evidence item of that id, if the agent has one."""
        return next((item for item in self.evidence if item.id == id_), None)


def build_context(
    workspace: Workspace, agent: AgentEvidence, as_of: date, aggregates: Aggregates = NO_AGGREGATES
) -> Context:
    """The context of one agent of the workspace on `as_of`."""
    benchmarks = MappingProxyType({benchmark.id: benchmark for benchmark in workspace.benchmarks})
    files = {request.item: answer.file for request, answer in aggregates.items()}
    resolved = (
        replace(item, rows=files.get(f"{item.agent}/{item.id}")) for item in resolve_evidence(agent, benchmarks)
    )
    evidence = mark_retractions(agent.agent, tuple(resolved), as_of)
    return Context(
        workspace=workspace,
        agent=agent,
        evidence=tuple(item for item in evidence if item.counts),
        set_aside=tuple(item for item in evidence if not item.counts),
        as_of=as_of,
        policy=workspace.trust.policy,
        aggregates=aggregates,
        benchmarks=benchmarks,
    )


READ_OF_AGENT = ("id", "version", "deployed_since", "changes", "cadence", "blast_radius")
"""The keys of an agent's document on which rulings hang."""


@dataclass(frozen=True, slots=True)
class Case:
    """An obligation with its pact, the agent's context, and the recorded triggers that can expire evidence.

    `judged_on` is the day up to which evidence counts; None for the date of the report. `verdict_only` leaves out
    how far the verdict is from another one, which costs more than the verdict.
    """

    context: Context
    pact: Pact
    obligation: Obligation
    triggers: Sequence[OpenTrigger] = ()
    verdict_only: bool = False
    judged_on: date | None = None

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact.id}/{self.obligation.id}"

    @property
    def level(self) -> float:
        """The two-sided level (0..1) of each judgement on the promise: the policy's for all of a year together."""
        return compute_judged_level(self.context.policy.level, self.obligation.window)

    @property
    def days(self) -> Days:
        """The days that count."""
        return compute_window_days(self.obligation.window, self.judged_on or self.context.as_of)

    def see_named_alone(self) -> Case:
        """The case with the items that name the obligation, and the triggers that can expire these: all it hangs on."""
        context = self.context.keep_naming(self.ref)
        named = {item.id for item in context.evidence}
        triggers = tuple(trigger for trigger in self.triggers if not named.isdisjoint(trigger.evidence))
        return replace(self, context=context, triggers=triggers)

    def list_inputs(self) -> tuple[object, ...]:
        """All that is read for the ruling on the case; a test holds it against what is."""
        context, read = self.context, attrgetter(*READ_OF_AGENT)(self.context.agent.agent)
        counted = context.evidence, context.set_aside, context.aggregates, context.benchmarks
        return context.policy, read, self.pact.valid_from, self.obligation, self.triggers, counted
