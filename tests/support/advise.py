"""Next steps of documents that a test gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from support.builders import AS_OF, a_workspace, an_agent_evidence
from trustpages.assess.report import assess
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.pact import Pact
from trustpages.model.results.next_steps import AgentSteps, NextStep
from trustpages.model.vocabulary import Audience
from trustpages.workflow.assessment import ComputedReport
from trustpages.workflow.next_steps import find_next_steps


def steps_of(
    *bundles: Bundle,
    agent: Agent | None = None,
    pacts: Sequence[Pact] | None = None,
    claims: Sequence[Claims] = (),
    benchmarks: Sequence[Benchmark] = (),
    as_of: date = AS_OF,
) -> AgentSteps:
    """The next steps of one agent with the given documents."""
    documents = an_agent_evidence(*bundles, agent=agent, pacts=pacts, claims=claims)
    workspace = a_workspace(documents, benchmarks=benchmarks)
    report = assess(workspace, as_of, Audience.INTERNAL, tries_policies=False)
    (found,) = find_next_steps(workspace, ComputedReport(report, ())).agents
    return found


def find_step(steps: AgentSteps, id_: str) -> NextStep | None:
    """The step of that id, if it would change something."""
    return next((step for step in steps.steps if step.id == id_), None)


def list_turned(step: NextStep | None, turn: str = "better") -> set[tuple[str, ...]]:
    """What would turn that way: topic, subject, and what it would be then."""
    changes = () if step is None else step.changes
    return {(change.changed.value, change.subject, change.after or "") for change in changes if change.turn == turn}
