"""How much hangs on a promise: the consequence of the step that it protects."""

from __future__ import annotations

from trustpages.assess.context import Context
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Severity


def consequence_of(context: Context, obligation: ObligationResult) -> Severity:
    """The consequence of the obligation's step; its own severity where it names no step of the workflow."""
    steps = {step.id: step.consequence for step in context.agent.agent.workflow.steps}
    return steps.get(obligation.step, obligation.severity) if obligation.step else obligation.severity


def weight_of(context: Context, obligation: ObligationResult) -> float:
    """The policy's weight of that consequence."""
    return context.policy.coverage.consequence.of(consequence_of(context, obligation))
