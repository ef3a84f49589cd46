"""L15 to L18 and L25 to L29: what a published score is worth."""

from __future__ import annotations

import math
from collections.abc import Iterator

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import at_least, at_most, decimal, interval, k_of_n, percent
from trustpages.model.documents.items import BenchmarkResult
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.loop import ClaimResult
from trustpages.model.results.metrics import ResultQuality
from trustpages.model.vocabulary import Severity

NO_RESULT = NotEvaluable("no benchmark result is on record")
UNKNOWN_VARIANTS = (
    "The vendor may have chosen the best of several variants; how many were tried is not known, so what chance "
    "alone adds cannot be stated."
)
UNKNOWN_SINGLE = (
    "The quoted score allows {k} attempts per task; users get one. The single-attempt score is not known."
)


def _printed(facts: Facts, one: ResultQuality) -> str:
    item = facts.context.item(one.evidence)
    if item is not None and isinstance(item.item, BenchmarkResult) and item.item.reported:
        return item.item.reported
    return percent(one.score)


def _no_error_bars(facts: Facts) -> Found:
    if not facts.results:
        return NO_RESULT
    return (
        Occasion({"s": _printed(facts, one)}, one.evidence)
        for one in facts.results
        if one.n_tasks is None and one.published_se is None
    )


def _small(facts: Facts) -> Found:
    known = [(one, limits) for one in facts.results if (limits := interval(one.interval)) is not None]
    if not known:
        return NotEvaluable("no benchmark result has a sample size or an error")
    return (
        Occasion(
            {"n": one.n_tasks or "an unstated number of", "low": at_least(low), "high": at_most(high)},
            one.evidence,
        )
        for one, (low, high) in known
        if high - low >= facts.context.policy.benchmark.wide
    )


def _single_run(facts: Facts) -> Found:
    known = [one for one in facts.results if one.trials is not None]
    if not known:
        return NotEvaluable("no benchmark result says how often each task was tried")
    if not facts.agent.stochastic:
        return ()
    return (Occasion({"evidence": one.evidence}, one.evidence) for one in known if one.trials == 1)


def _clustering(facts: Facts) -> Found:
    known = [one for one in facts.results if one.clusters is not None and one.design_effect is not None]
    if not known:
        return NotEvaluable("no benchmark result has groups of tasks or repeated trials on record")
    return _clustered(facts, known)


def _clustered(facts: Facts, known: list[ResultQuality]) -> Iterator[Occasion]:
    for one in known:
        item = facts.context.item(one.evidence)
        effect = one.design_effect or 1.0
        declared = item is not None and isinstance(item.item, BenchmarkResult) and item.item.se_clustered
        naive = one.published_se is not None and not declared
        if naive or effect > facts.context.policy.benchmark.design_effect:
            yield Occasion({"G": one.clusters or 0, "x": decimal(math.sqrt(effect), 1)}, one.evidence)


def _self_reported(facts: Facts) -> Found:
    if not facts.results:
        return NO_RESULT
    return (
        Occasion({"evidence": one.evidence}, one.evidence)
        for one in facts.results
        if one.first_party and not one.replicated
    )


def _best_of(facts: Facts) -> Found:
    if not facts.results:
        return NO_RESULT
    return _selected(facts.results)


def _selected(results: tuple[ResultQuality, ...]) -> Iterator[Occasion]:
    for one in results:
        if one.variants is None:
            yield Occasion({"evidence": one.evidence}, one.evidence, sentence=UNKNOWN_VARIANTS)
        elif one.variants > 1 and one.selection_points is not None:
            yield Occasion({"N": one.variants, "x": decimal(one.selection_points, 1)}, one.evidence)
        elif one.variants > 1:
            yield Occasion(
                {"N": one.variants},
                one.evidence,
                sentence="The vendor may have chosen the best of {N} variants; without a sample size what chance "
                "alone adds cannot be stated.",
            )


def _impossible(facts: Facts) -> Found:
    known = [one for one in facts.results if one.possible is not None]
    doubtful = [one for one in facts.claims if one.possible is False]
    if not known and not doubtful:
        return NotEvaluable("no score is printed beside its number of tasks")
    return (
        *(
            Occasion({"s": _printed(facts, one), "n": one.n_tasks or 0}, one.evidence)
            for one in known
            if one.possible is False
        ),
        *(
            Occasion(
                {"s": one.text},
                one.id,
                sentence='"{s}" states a number that its own sample size cannot give; '
                "sample size or rounding is misreported.",
            )
            for one in doubtful
        ),
    )


def _pass_at_k(facts: Facts) -> Found:
    if not facts.claims:
        return NotEvaluable("no public claim is on record")
    if facts.agent.workflow.attempts > 1:
        return ()
    return (_quoted(one) for one in facts.claims if one.attempts > 1 and one.withdrawn is None)


def _quoted(one: ClaimResult) -> Occasion:
    if not isinstance(one.single_attempt, Measured):
        return Occasion({"k": one.attempts}, one.id, sentence=UNKNOWN_SINGLE)
    return Occasion({"k": one.attempts, "x": k_of_n(one.single_attempt)}, one.id)


def _unreliable(facts: Facts) -> Found:
    known = [one for one in facts.results if len(one.repeats) > 1]
    if not known:
        return NotEvaluable("no benchmark result has repeated trials by task")
    return _dropping(facts, known)


def _dropping(facts: Facts, known: list[ResultQuality]) -> Iterator[Occasion]:
    for one in known:
        first, last = one.repeats[0].every, one.repeats[-1].every
        if not isinstance(first, Measured) or not isinstance(last, Measured):
            continue
        if first.value - last.value >= facts.context.policy.benchmark.unreliable:
            slots: dict[str, Slot] = {
                "p1": percent(first.value),
                "pk": percent(last.value),
                "k": one.repeats[-1].k,
            }
            yield Occasion({**slots, "n": one.n_tasks or 0}, one.evidence)


RULES = (
    Rule(
        "L15",
        "no_error_bars",
        Severity.HIGH,
        "a benchmark result has neither a number of tasks nor a standard error",
        "The score {s} was published without sample size or uncertainty; differences of a few points cannot be "
        "interpreted.",
        "the number of tasks, and a standard error",
        "a benchmark result",
        _no_error_bars,
    ),
    Rule(
        "L16",
        "small_benchmark",
        Severity.MEDIUM,
        "the interval of a score is 0.15 wide or wider",
        "With {n} tasks the true score could be between {low} and {high}.",
        "more tasks",
        "a benchmark result with a sample size or an error",
        _small,
    ),
    Rule(
        "L17",
        "single_run",
        Severity.MEDIUM,
        "each task was tried once although the agent can answer differently each time",
        "Each task was tried once; how often the agent fails on repeat is unknown.",
        "at least 4 trials of each task",
        "a benchmark result that says how often each task was tried",
        _single_run,
    ),
    Rule(
        "L18",
        "clustering_ignored",
        Severity.MEDIUM,
        "tasks are grouped or repeated, and the published error ignores it or the design effect exceeds 1.5",
        "Tasks come in {G} related groups; the honest uncertainty is {x} times the published one.",
        "a clustered standard error",
        "a benchmark result with groups or repeated trials",
        _clustering,
    ),
    Rule(
        "L25",
        "self_reported",
        Severity.HIGH,
        "the vendor or a contractor measured the score and nobody else repeated it",
        "The score was measured by the vendor and not repeated by anyone else.",
        "a run by a third party",
        "a benchmark result",
        _self_reported,
    ),
    Rule(
        "L26",
        "best_of_unknown",
        Severity.MEDIUM,
        "the published variant was chosen among several, or nobody says among how many",
        "The vendor may have chosen the best of several variants; with {N} variants chance alone adds about {x} "
        "points.",
        "the number of variants, or preregistration",
        "a benchmark result",
        _best_of,
    ),
    Rule(
        "L27",
        "impossible_number",
        Severity.HIGH,
        "no whole number of solved tasks gives the printed score (GRIM)",
        "{s} is not a possible result of {n} tasks; sample size or rounding is misreported.",
        "raw counts",
        "a printed score beside its number of tasks",
        _impossible,
    ),
    Rule(
        "L28",
        "pass_at_k_quoted",
        Severity.HIGH,
        "a claim rests on several attempts for each task while the workflow allows one",
        "The quoted score allows {k} attempts per task; users get one. The single-attempt score is {x}.",
        "a score for single attempts (pass@1)",
        "a public claim",
        _pass_at_k,
    ),
    Rule(
        "L29",
        "unreliable_on_repeat",
        Severity.HIGH,
        "the share of tasks solved falls by 0.15 or more from one try to every one of k tries",
        "It solves {p1} of {n} tasks once but only {pk} every time in {k} tries.",
        "a better pass^k",
        "a benchmark result with repeated trials by task",
        _unreliable,
    ),
)
