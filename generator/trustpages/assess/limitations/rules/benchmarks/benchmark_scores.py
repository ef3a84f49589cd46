"""L15 to L18 and L29: how precise a published score is, and whether it holds on repeat."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown, reaches
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_decimal,
    format_percent,
    format_percent_down,
    format_percent_up,
    get_limits,
)
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Measured
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import Reference, refer
from trustpages.model.vocabulary import Severity

NO_RESULT = NotEvaluable("no benchmark result is on record")
A_RESULT = "a benchmark result"

SEVERAL_WITHOUT_ERROR = (
    "{k} of {n} scores were published without sample size or uncertainty ({s}); differences of a few points cannot be "
    "interpreted."
)
SEVERAL_SMALL = (
    "{k} of {all} scores are uncertain by {wide} points or more ({items}); with the {n} of {evidence}, the widest of "
    "them, the true score could be between {low} and {high}."
)
SEVERAL_SINGLE = (
    "In {k} of {n} benchmark results each task was tried once ({items}); how often the agent fails on repeat is "
    "unknown."
)
ONLY_GROUPED = (
    "The tasks behind {evidence} come in {G} related groups, and the published uncertainty takes no account of them."
)


def find_benchmark_item(agent: AssessedAgent, result: ResultQuality) -> BenchmarkResult | None:
    """The document behind a result."""
    evidence = agent.context.item(result.evidence)
    return evidence.item if evidence is not None and isinstance(evidence.item, BenchmarkResult) else None


def format_score(agent: AssessedAgent, result: ResultQuality) -> str:
    """The score as it was published."""
    item = find_benchmark_item(agent, result)
    return item.reported if item is not None and item.reported else format_percent(result.score)


def _find_no_error_bars(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    bare = [result for result in agent.results if result.n_tasks is None and result.published_se is None]
    about = tuple(result.evidence for result in bare)
    if len(bare) > 1:
        scores = tuple(f"{format_score(agent, result)} for {result.evidence}" for result in bare)
        slots: dict[str, Slot] = {"s": scores, "k": len(bare), "n": len(agent.results)}
        return (Occasion(slots, about, sentence=SEVERAL_WITHOUT_ERROR),)
    return tuple(
        Occasion({"s": format_score(agent, result), "k": 1, "n": len(agent.results)}, about) for result in bare
    )


def _find_small_benchmark(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    widths = {
        result.evidence: limits[1] - limits[0]
        for result in agent.results
        if (limits := get_limits(result.interval)) is not None
    }
    line = agent.policy.benchmark.wide
    wide = [result for result in agent.results if reaches(widths.get(result.evidence, 0.0), line)]
    unknown = [result.evidence for result in agent.results if result.evidence not in widths]
    occasions = [_describe_widest(agent, wide, widths)] if wide else []
    return check_unknown(occasions, unknown, "some scores have neither a sample size nor an error")


def _describe_widest(agent: AssessedAgent, wide: Sequence[ResultQuality], widths: dict[str, float]) -> Occasion:
    # One limitation names them all and quotes the widest: a page of alike sentences would not be read.
    worst = max(wide, key=lambda result: (widths[result.evidence], result.evidence))
    low, high = get_limits(worst.interval) or (0.0, 1.0)
    items = tuple(result.evidence for result in wide)
    slots: dict[str, Slot] = {
        "n": f"{worst.n_tasks:,} tasks" if worst.n_tasks else f"published error of {worst.published_se or 0:g}",
        # A normal interval can run beyond the scale, and no share does.
        "low": format_percent_down(max(low, 0.0)),
        "high": format_percent_up(min(high, 1.0)),
        "evidence": Reference(worst.evidence),
        "items": refer(items),
        "k": len(wide),
        "all": len(agent.results),
        "wide": format_decimal(agent.policy.benchmark.wide * 100),
    }
    return Occasion(slots, items, sentence=SEVERAL_SMALL if len(wide) > 1 else None)


def _find_single_run(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    # An agent that always answers alike has nothing to show on repeat.
    if not agent.document.stochastic:
        return ()
    once = tuple(result.evidence for result in agent.results if result.trials == 1)
    unknown = [result.evidence for result in agent.results if result.trials is None]
    slots: dict[str, Slot] = {"k": len(once), "n": len(agent.results), "items": refer(once)}
    occasions = [Occasion(slots, once, sentence=SEVERAL_SINGLE if len(once) > 1 else None)] if once else []
    return check_unknown(occasions, unknown, "some results do not say how often each task was tried")


def _find_clustering_ignored(agent: AssessedAgent) -> Occasions:
    grouped = [result for result in agent.results if result.clusters is not None]
    if not grouped:
        return NotEvaluable("no benchmark result has groups of tasks or repeated trials on record")
    unknown, occasions = [], []
    for result in grouped:
        item, effect = find_benchmark_item(agent, result), result.design_effect
        if effect is None and result.published_se is None:
            unknown.append(result.evidence)
        is_naive = result.published_se is not None and not (item is not None and item.se_clustered)
        if not is_naive and (effect is None or effect <= agent.policy.benchmark.design_effect):
            continue
        slots: dict[str, Slot] = {
            "G": result.clusters or 0,
            "evidence": Reference(result.evidence),
            "which": "published" if result.published_se is not None else "plain",
        }
        if effect is None or effect <= 1:
            occasions.append(Occasion(slots, (result.evidence,), sentence=ONLY_GROUPED))
        else:
            # The design effect multiplies the variance; the reader sees an error, so its root.
            occasions.append(Occasion({**slots, "x": format_decimal(math.sqrt(effect), 1.0)}, (result.evidence,)))
    why = "what groups of tasks cost in precision cannot be computed without successes by task"
    return check_unknown(occasions, unknown, why)


def _find_unreliable_on_repeat(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    unknown, occasions = [], []
    for result in agent.results:
        if len(result.repeats) < 2:
            unknown.append(result.evidence)
            continue
        first, last, tries = result.repeats[0].every, result.repeats[-1].every, result.repeats[-1].k
        if not isinstance(first, Measured) or not isinstance(last, Measured):
            continue
        if reaches(first.value - last.value, agent.policy.benchmark.unreliable):
            tasks = int(first.n or 0)
            slots: dict[str, Slot] = {
                "p1": f"{format_amount(round(first.value * tasks * tries))} of {format_amount(tasks * tries)}",
                # With as many tries as there were, pass^k counts the tasks that never failed.
                "pk": f"{format_amount(round(last.value * tasks))} of {format_amount(tasks)}",
                "k": tries,
            }
            occasions.append(Occasion(slots, (result.evidence,)))
    return check_unknown(occasions, unknown, "some results have no repeated trials by task on record")


SCORE_RULES = (
    Rule(
        id="L15",
        slug="no_error_bars",
        severity=Severity.HIGH,
        meaning="A score without its error cannot be compared with anything.",
        fires="a benchmark result has neither a number of tasks nor a standard error",
        sentence="The score {s} was published without sample size or uncertainty; differences of a few points cannot "
        "be interpreted.",
        removed_by="the number of tasks, and a standard error",
        needs=A_RESULT,
        find=_find_no_error_bars,
    ),
    Rule(
        id="L16",
        slug="small_benchmark",
        severity=Severity.MEDIUM,
        meaning="So few tasks leave room for a much better or a much worse agent.",
        fires="the interval of a score is 0.15 wide or wider",
        sentence="With {n} the true score of {evidence} could be between {low} and {high}.",
        removed_by="more tasks",
        needs="a benchmark result with a sample size or an error",
        find=_find_small_benchmark,
    ),
    Rule(
        id="L17",
        slug="single_run",
        severity=Severity.MEDIUM,
        meaning="The same request may succeed today and fail tomorrow, and nobody tried twice.",
        fires="each task was tried once although the agent can answer differently each time",
        sentence="Each task was tried once in {items}; how often the agent fails on repeat is unknown.",
        removed_by="at least 4 trials of each task",
        needs="a benchmark result that says how often each task was tried",
        find=_find_single_run,
    ),
    Rule(
        id="L18",
        slug="clustering_ignored",
        severity=Severity.MEDIUM,
        meaning="Related tasks are worth fewer independent ones, so the score is less certain than it looks.",
        fires="tasks are grouped or repeated, and the published error ignores that or the design effect exceeds 1.5",
        sentence="The tasks behind {evidence} come in {G} related groups; the honest uncertainty is {x} times the "
        "{which} one.",
        removed_by="a clustered standard error",
        needs="a benchmark result with groups of tasks or repeated trials",
        find=_find_clustering_ignored,
    ),
    Rule(
        id="L29",
        slug="unreliable_on_repeat",
        severity=Severity.HIGH,
        meaning="It can do the task, and cannot be relied on to do it again.",
        fires="the share of tasks solved falls by 0.15 or more from one try (pass^1) to every one of k tries (pass^k)",
        sentence="It succeeds in {p1} single tries but solves only {pk} tasks every time in {k} tries.",
        removed_by="a better pass^k",
        needs="a benchmark result with successes by task over repeated trials",
        find=_find_unreliable_on_repeat,
    ),
)
