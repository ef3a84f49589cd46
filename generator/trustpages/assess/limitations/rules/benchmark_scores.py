"""L15 to L18 and L29: how precise a published score is, and whether it holds on repeat."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

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
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.metrics import ResultQuality
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


def find_benchmark_item(agent: AssessedAgent, one: ResultQuality) -> BenchmarkResult | None:
    """The document behind a result."""
    found = agent.context.item(one.evidence)
    return found.item if found is not None and isinstance(found.item, BenchmarkResult) else None


def format_score(agent: AssessedAgent, one: ResultQuality) -> str:
    """The score as it was published."""
    item = find_benchmark_item(agent, one)
    return item.reported if item is not None and item.reported else format_percent(one.score)


def _find_no_error_bars(agent: AssessedAgent) -> Occasions:
    if not agent.findings.benchmarks.results:
        return NO_RESULT
    bare = [
        result for result in agent.findings.benchmarks.results if result.n_tasks is None and result.published_se is None
    ]
    if not bare:
        return ()
    several = tuple(f"{format_score(agent, result)} for {result.evidence}" for result in bare)
    single = len(bare) == 1
    slots: dict[str, Slot] = {
        "s": format_score(agent, bare[0]) if single else several,
        "k": len(bare),
        "n": len(agent.findings.benchmarks.results),
    }
    about = tuple(result.evidence for result in bare)
    return (Occasion(slots, about, sentence=None if single else SEVERAL_WITHOUT_ERROR),)


def _find_small_benchmark(agent: AssessedAgent) -> Occasions:
    if not agent.findings.benchmarks.results:
        return NO_RESULT
    widths = {
        result.evidence: limits[1] - limits[0]
        for result in agent.findings.benchmarks.results
        if (limits := get_limits(result.interval)) is not None
    }
    line = agent.policy.benchmark.wide
    wide = [result for result in agent.findings.benchmarks.results if reaches(widths.get(result.evidence, 0.0), line)]
    unknown = [result.evidence for result in agent.findings.benchmarks.results if result.evidence not in widths]
    found = [_describe_widest(agent, wide, widths)] if wide else []
    return check_unknown(found, unknown, "some scores have neither a sample size nor an error")


def _describe_widest(agent: AssessedAgent, wide: Sequence[ResultQuality], widths: dict[str, float]) -> Occasion:
    worst = max(wide, key=lambda result: (widths[result.evidence], result.evidence))
    low, high = get_limits(worst.interval) or (0.0, 1.0)
    items = tuple(result.evidence for result in wide)
    slots: dict[str, Slot] = {
        "n": f"{worst.n_tasks:,} tasks" if worst.n_tasks else f"published error of {worst.published_se or 0:g}",
        "low": format_percent_down(max(low, 0.0)),
        "high": format_percent_up(min(high, 1.0)),
        "evidence": worst.evidence,
        "items": items,
        "k": len(wide),
        "all": len(agent.findings.benchmarks.results),
        "wide": format_decimal(agent.policy.benchmark.wide * 100),
    }
    return Occasion(slots, items, sentence=SEVERAL_SMALL if len(wide) > 1 else None)


def _find_single_run(agent: AssessedAgent) -> Occasions:
    if not agent.findings.benchmarks.results:
        return NO_RESULT
    if not agent.document.stochastic:
        return ()
    once = tuple(result.evidence for result in agent.findings.benchmarks.results if result.trials == 1)
    unknown = [result.evidence for result in agent.findings.benchmarks.results if result.trials is None]
    slots: dict[str, Slot] = {"k": len(once), "n": len(agent.findings.benchmarks.results), "items": once}
    found = [Occasion(slots, once, sentence=SEVERAL_SINGLE if len(once) > 1 else None)] if once else []
    return check_unknown(found, unknown, "some results do not say how often each task was tried")


def _find_clustering_ignored(agent: AssessedAgent) -> Occasions:
    grouped = [result for result in agent.findings.benchmarks.results if result.clusters is not None]
    if not grouped:
        return NotEvaluable("no benchmark result has groups of tasks or repeated trials on record")
    unknown = [result.evidence for result in grouped if result.design_effect is None and result.published_se is None]
    why = "what groups of tasks cost in precision cannot be computed without successes by task"
    return check_unknown(_find_clustered(agent, grouped), unknown, why)


def _find_clustered(agent: AssessedAgent, grouped: Sequence[ResultQuality]) -> Iterator[Occasion]:
    line = agent.policy.benchmark.design_effect
    for result in grouped:
        item, effect = find_benchmark_item(agent, result), result.design_effect
        is_naive = result.published_se is not None and not (item is not None and item.se_clustered)
        if not is_naive and (effect is None or effect <= line):
            continue
        slots: dict[str, Slot] = {
            "G": result.clusters or 0,
            "evidence": result.evidence,
            "which": "published" if result.published_se is not None else "plain",
        }
        if effect is None or effect <= 1:
            yield Occasion(slots, (result.evidence,), sentence=ONLY_GROUPED)
        else:
            yield Occasion({**slots, "x": format_decimal(math.sqrt(effect), 1.0)}, (result.evidence,))


def _find_unreliable_on_repeat(agent: AssessedAgent) -> Occasions:
    if not agent.findings.benchmarks.results:
        return NO_RESULT
    known = [result for result in agent.findings.benchmarks.results if len(result.repeats) > 1]
    unknown = [result.evidence for result in agent.findings.benchmarks.results if len(result.repeats) < 2]
    why = "some results have no repeated trials by task on record"
    return check_unknown(_find_dropping(agent, known), unknown, why)


def _find_dropping(agent: AssessedAgent, known: Sequence[ResultQuality]) -> Iterator[Occasion]:
    for result in known:
        first, last = result.repeats[0].every, result.repeats[-1].every
        if not isinstance(first, Measured) or not isinstance(last, Measured):
            continue
        if not reaches(first.value - last.value, agent.policy.benchmark.unreliable):
            continue
        tasks, tries = int(first.n or 0), result.repeats[-1].k
        slots: dict[str, Slot] = {
            "p1": f"{format_amount(round(first.value * tasks * tries))} of {format_amount(tasks * tries)}",
            # With as many tries as there were, pass^k counts the tasks that never failed.
            "pk": f"{format_amount(round(last.value * tasks))} of {format_amount(tasks)}",
            "k": tries,
        }
        yield Occasion(slots, (result.evidence,))


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
