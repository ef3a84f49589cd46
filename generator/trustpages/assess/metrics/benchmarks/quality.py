"""Quality of a benchmark.

Validity audit, saturation of its leaderboard, do-nothing baseline, contamination, and positions that cannot be
told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark, CheckResult, Score
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.documents.policy import Policy
from trustpages.model.results.metrics import BenchmarkQuality, ChecklistSection
from trustpages.model.workspace import Workspace
from trustpages.statistics.comparisons import newcombe
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.ranks.positions import rank_intervals
from trustpages.statistics.rounding import round_down, round_estimate, round_up


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry with the counts behind its score; `solved` may be a fraction where only the score is known."""

    name: str
    solved: float
    tasks: int

    @property
    def score(self) -> float:
        """The share solved, from 0 to 1."""
        return self.solved / self.tasks


@dataclass(frozen=True, slots=True)
class PositionRange:
    """First and last position (1 = best) that an entry could hold."""

    low: int
    high: int


def read_entries(scores: Sequence[Score]) -> tuple[RankedEntry, ...]:
    """The entries that say how many tasks they rest on, best first."""
    found = [
        RankedEntry(score.name, float(score.k) if score.k is not None else (score.score or 0.0) * score.n, score.n)
        for score in scores
        if score.n is not None and (score.k is not None or score.score is not None)
    ]
    return tuple(sorted(found, key=lambda entry: (-entry.score, entry.name)))


def compute_positions(scores: Sequence[Score], level: float) -> Mapping[str, PositionRange]:
    """The positions that each entry could hold (pairwise, Holm-adjusted), by name."""
    return compute_entry_positions(read_entries(scores), level)


def compute_entry_positions(entries: Sequence[RankedEntry], level: float) -> Mapping[str, PositionRange]:
    """The positions that each of these entries could hold among them, by name."""
    limits = rank_intervals([entry.solved for entry in entries], [entry.tasks for entry in entries], level)
    return {entry.name: PositionRange(low, high) for entry, (low, high) in zip(entries, limits, strict=True)}


CONTAMINATED = "contaminated"
EXPOSED = "exposed"
NOT_EXPOSED = "not exposed"
UNKNOWN = "unknown"


def assess_contamination(benchmark: Benchmark | None, agent: Agent, item: BenchmarkResult) -> str:
    """How far the agent could have seen the test before.

    Contaminated if test tasks were used for tuning. Exposed if the tasks are public, none are held out, and
    they were released before the training cutoff or the cutoff is unknown. Not exposed as soon as one of
    the three is known to be false, unknown otherwise.
    """
    if item.tuned_on:
        return CONTAMINATED
    if benchmark is None:
        return UNKNOWN
    held_back = None if benchmark.held_out is None else not benchmark.held_out
    conditions = (benchmark.tasks_public, held_back, _could_be_in_training_data(benchmark, agent))
    if any(condition is False for condition in conditions):
        return NOT_EXPOSED
    return EXPOSED if all(conditions) else UNKNOWN


def _could_be_in_training_data(benchmark: Benchmark, agent: Agent) -> bool | None:
    if agent.training_cutoff is None:
        return True
    return None if benchmark.released is None else benchmark.released < agent.training_cutoff


SECTIONS = ("outcome_validity", "task_validity", "reporting")


def assess_benchmarks(workspace: Workspace) -> tuple[BenchmarkQuality, ...]:
    """One result for every benchmark, in their order."""
    policy = workspace.trust.policy
    return tuple(_assess_benchmark(benchmark, policy) for benchmark in workspace.benchmarks)


def _assess_benchmark(benchmark: Benchmark, policy: Policy) -> BenchmarkQuality:
    saturated, words = _assess_saturation(benchmark, policy)
    return BenchmarkQuality(
        benchmark=benchmark.id,
        sections=_count_sections(benchmark),
        saturated=saturated,
        saturation_words=words,
        baseline=benchmark.trivial_baseline,
    )


def _count_sections(benchmark: Benchmark) -> tuple[ChecklistSection, ...]:
    """The sections of the audit that hold any item; never one total over them."""
    if benchmark.checklist is None:
        return ()
    named = ((name, getattr(benchmark.checklist, name)) for name in SECTIONS)
    return tuple(_count_section(name.replace("_", " "), items) for name, items in named if items)


def _count_section(name: str, items: Mapping[str, CheckResult]) -> ChecklistSection:
    by_result = {
        result: sorted(id_ for id_, check_result in items.items() if check_result.result == result)
        for result in ("met", "not_met", "unknown")
    }
    return ChecklistSection(
        name=name,
        met=len(by_result["met"]),
        applicable=sum(len(ids) for ids in by_result.values()),
        unknown=len(by_result["unknown"]),
        failed=tuple(by_result["not_met"]),
    )


def _assess_saturation(benchmark: Benchmark, policy: Policy) -> tuple[bool | None, str]:
    """Whether the board no longer separates its best entries, and why; None where it cannot be told."""
    top = policy.benchmark.top
    best = read_entries(_select_best(benchmark.leaderboard, top))
    ceiling = 1 - benchmark.label_noise
    if best and wilson(best[0].solved, best[0].tasks, policy.level).high >= ceiling:
        return True, f"the best score reaches the ceiling of {ceiling:g} within its error"
    if len(best) < top or top < 2:
        return None, f"fewer than {top} of the best entries say how many tasks they rest on"
    if any(_is_different(a, b, policy.level) for a, b in combinations(best, 2)):
        return False, f"the {top} best entries can be told apart"
    return (
        True,
        f"the {top} best entries cannot be told apart: {_describe_difference(best[0], best[-1], policy.level)}",
    )


def _select_best(scores: Sequence[Score], top: int) -> list[Score]:
    """The best scores; entries without counts keep their place, so that the rest is not taken for the top."""

    def share(score: Score) -> float:
        if score.score is not None:
            return score.score
        return score.k / score.n if score.k is not None and score.n else -1.0

    return sorted(scores, key=lambda score: (-share(score), score.name))[:top]


def _is_different(first: RankedEntry, second: RankedEntry, level: float) -> bool:
    return not _compute_difference(first, second, level).interval.contains(0.0)


def _compute_difference(first: RankedEntry, second: RankedEntry, level: float) -> Estimate:
    # The same tasks, but which of them each entry solved is not published: unpaired is the cautious reading.
    return newcombe(first.solved, first.tasks, second.solved, second.tasks, level)


def _describe_difference(first: RankedEntry, last: RankedEntry, level: float) -> str:
    found = _compute_difference(first, last, level)
    points = round_estimate(100 * found.value, 1, ends=())
    low, high = round_down(100 * found.interval.low, 1), round_up(100 * found.interval.high, 1)
    return f"first and last of them differ by {points} points ({low} to {high})"
