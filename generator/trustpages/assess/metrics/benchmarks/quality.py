"""Quality of a benchmark: validity audit, saturation, do-nothing baseline, contamination, ties on its leaderboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmarks.benchmark import Benchmark, CheckResult
from trustpages.model.documents.benchmarks.boards import Score
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.documents.policy import Policy
from trustpages.model.results.benchmarks import BenchmarkQuality, ChecklistSection
from trustpages.model.workspace import Workspace
from trustpages.statistics.comparisons import newcombe
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.proportions.checklist import checklist_share
from trustpages.statistics.ranks.positions import rank_intervals
from trustpages.statistics.rounding import round_down, round_estimate, round_up


@dataclass(frozen=True, slots=True)
class RankedEntry:
    """An entry with the counts behind its score; `solved` may be a fraction where only the score is known."""

    name: str
    solved: float
    tasks: int
    ours: bool = False

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
    entries = [
        RankedEntry(
            score.name, float(score.k) if score.k is not None else (score.score or 0.0) * score.n, score.n, score.ours
        )
        for score in scores
        if score.n is not None and (score.k is not None or score.score is not None)
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.score, entry.name)))


def compute_entry_positions(entries: Sequence[RankedEntry], level: float) -> Mapping[str, PositionRange]:
    """The positions that each of these entries could hold among them, by name."""
    limits = rank_intervals([entry.solved for entry in entries], [entry.tasks for entry in entries], level)
    return {entry.name: PositionRange(low, high) for entry, (low, high) in zip(entries, limits, strict=True)}


def assess_contamination(benchmark: Benchmark | None, agent: Agent, item: BenchmarkResult) -> str:
    """How far the agent could have seen the test before.

    Contaminated if test tasks were used for tuning. Exposed if the tasks are public, those that were run are not held
    out, and they were released before the training cutoff or the cutoff is unknown. Not exposed as soon as one of
    the three is known to be false, unknown otherwise.
    """
    if item.tuned_on:
        return "contaminated"
    if benchmark is None:
        return "unknown"
    is_secret = benchmark.is_held_out(item.split)
    all_given_out = None if is_secret is None else not is_secret
    conditions = (benchmark.tasks_public, all_given_out, _could_be_in_training_data(benchmark, agent))
    if any(condition is False for condition in conditions):
        return "not exposed"
    return "exposed" if all(conditions) else "unknown"


def _could_be_in_training_data(benchmark: Benchmark, agent: Agent) -> bool | None:
    if agent.training_cutoff is None:
        return True
    return None if benchmark.released is None else benchmark.released < agent.training_cutoff


def assess_benchmarks(workspace: Workspace) -> tuple[BenchmarkQuality, ...]:
    """One result for every benchmark, in their order."""
    assessed = []
    for benchmark in workspace.benchmarks:
        saturated, words = _assess_saturation(benchmark, workspace.trust.policy)
        quality = BenchmarkQuality(
            benchmark=benchmark.id,
            name=benchmark.name,
            sections=_count_sections(benchmark),
            saturated=saturated,
            saturation_words=words,
            baseline=benchmark.trivial_baseline,
        )
        assessed.append(quality)
    return tuple(assessed)


def _count_sections(benchmark: Benchmark) -> tuple[ChecklistSection, ...]:
    """The sections of the audit that hold any item; never one total over them."""
    names = ("outcome_validity", "task_validity", "reporting")
    sections = {name: getattr(benchmark.checklist, name, {}) for name in names}
    return tuple(assess_section(name.replace("_", " "), checks) for name, checks in sections.items() if checks)


def assess_section(name: str, checks: Mapping[str, CheckResult]) -> ChecklistSection:
    """How many of the items that apply are met, with the bounds that undecided ones leave (Manski 2003).

    `checks` are the results by id of the item. The share has no bounds where no item applies.
    """
    share = checklist_share(check.result for check in checks.values())
    bounds = share.bounds
    return ChecklistSection(
        name=name,
        met=share.met,
        applicable=share.applicable,
        unknown=share.unknown,
        failed=tuple(sorted(id_ for id_, check in checks.items() if check.result == "not_met")),
        bounds=None if bounds is None else (bounds.low, bounds.high),
    )


def _assess_saturation(benchmark: Benchmark, policy: Policy) -> tuple[bool | None, str]:
    """Whether the board no longer separates its best entries, and why; None where it cannot be told."""
    top, level = policy.benchmark.top, policy.level
    # Entries without counts keep their place, so that the rest is not taken for the top.
    ordered = sorted(benchmark.entries, key=lambda score: (-_read_share(score), score.name))
    best = read_entries(ordered[:top])
    ceiling = 1 - benchmark.label_noise
    if best and wilson(best[0].solved, best[0].tasks, level).high >= ceiling:
        return True, f"the best score reaches the ceiling of {ceiling:g} within its error"
    if len(best) < top or top < 2:
        return None, f"fewer than {top} of the best entries say how many tasks they rest on"
    if any(not _compute_difference(a, b, level).interval.contains(0.0) for a, b in combinations(best, 2)):
        return False, f"the {top} best entries can be told apart"
    spread = _compute_difference(best[0], best[-1], level)
    points = round_estimate(100 * spread.value, 1, ends=())
    low, high = round_down(100 * spread.interval.low, 1), round_up(100 * spread.interval.high, 1)
    apart = f"first and last of them differ by {points} points ({low} to {high})"
    return True, f"the {top} best entries cannot be told apart: {apart}"


def _read_share(score: Score) -> float:
    if score.score is not None:
        return score.score
    return score.k / score.n if score.k is not None and score.n else -1.0


def _compute_difference(first: RankedEntry, second: RankedEntry, level: float) -> Estimate:
    # The same tasks, but which of them each entry solved is not published: unpaired is the cautious reading.
    return newcombe(first.solved, first.tasks, second.solved, second.tasks, level)
