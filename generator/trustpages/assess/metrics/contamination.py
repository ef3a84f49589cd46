"""Whether a score may reflect memory: `contaminated`, `exposed`, `not exposed` or `unknown`."""

from __future__ import annotations

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.documents.items import BenchmarkResult

CONTAMINATED = "contaminated"
EXPOSED = "exposed"
NOT_EXPOSED = "not exposed"
UNKNOWN = "unknown"


def contamination_of(benchmark: Benchmark | None, agent: Agent, item: BenchmarkResult) -> str:
    """How far the agent could have seen the test before.

    Contaminated if test tasks were used for tuning. Exposed if the tasks are public, none are held out, and
    they were released before the training cutoff or the cutoff is unknown. Not exposed as soon as one of
    the three is known to be false, unknown otherwise (metrics specification 12).
    """
    if item.tuned_on:
        return CONTAMINATED
    if benchmark is None:
        return UNKNOWN
    held_back = None if benchmark.held_out is None else not benchmark.held_out
    conditions = (benchmark.tasks_public, held_back, _could_be_in_training(benchmark, agent))
    if any(condition is False for condition in conditions):
        return NOT_EXPOSED
    return EXPOSED if all(conditions) else UNKNOWN


def _could_be_in_training(benchmark: Benchmark, agent: Agent) -> bool | None:
    if agent.training_cutoff is None:
        return True
    return None if benchmark.released is None else benchmark.released < agent.training_cutoff
