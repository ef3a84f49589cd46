"""Verdicts on the deployed version beside runs of the one before: false ones, and how often the two are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import stats  # noqa: TID251  # an oracle, used by tests only

from simulation.designs import DESIGNS
from support.builders import Values, a_bundle, a_context, a_pact, an_agent, an_obligation, days_before, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.judging import judge_obligation
from trustpages.model.vocabulary import Verdict

LINE = 0.9
CHANGE = {"date": days_before(40), "kind": "prompt", "summary": "Changed.", "version": "v2"}
EARLIER = {"from": days_before(80), "to": days_before(41)}
SIZES = ((60, 1000), (200, 1000), (1000, 1000))
"""Runs of the deployed version, and of the one before."""
CLUSTERS = ((10, 30), (30, 30), (100, 100))
VALUES = ((200, 2000), (1000, 2000))
EARLIER_MEANS = (0.8, 0.9, 1.0, 1.1, 1.25)
EARLIER_TRUTHS = (0.80, 0.86, 0.90, 0.94, 0.98)


@dataclass(frozen=True)
class Rates:
    """How often the deployed version is called met, breached, and different from the one before."""

    met: float
    breached: float
    apart: float


def judge_alone(sizes: tuple[int, int], truths: tuple[float, float], windows: int, seed: int) -> Rates:
    """Runs that stand alone: so many of the deployed version and of the one before, with these true shares."""
    random = np.random.default_rng(seed)
    drawn = Counter(zip(*(random.binomial(n, p, windows) for n, p in zip(sizes, truths, strict=True)), strict=True))
    return _rate(
        (
            (_rule(_sample(int(k), sizes[0]), _sample(int(before), sizes[1])), times)
            for (k, before), times in drawn.items()
        ),
        windows,
    )


def judge_clusters(numbers: tuple[int, int], truths: tuple[float, float], icc: float, windows: int, seed: int) -> Rates:
    """Beta-binomial clusters of ten runs: so many of the deployed version and of the one before."""
    random, draw = np.random.default_rng(seed), DESIGNS["beta-binomial"]

    def item(number: int, truth: float, name: str) -> Values:
        kinds = draw(random, number, truth, icc).items()
        sizes = [(int(k), int(n)) for (k, n), times in kinds for _ in range(int(times))]
        clusters = [{"id": f"{name}-{at}", "attempts": n, "successes": k} for at, (k, n) in enumerate(sizes)]
        return runs(None, None, clusters=clusters, selection="random")

    pairs = ((item(numbers[0], truths[0], "new"), item(numbers[1], truths[1], "old")) for _ in range(windows))
    return _rate(((_rule(*pair), 1) for pair in pairs), windows)


def judge_events(sizes: tuple[int, int], truths: tuple[float, float], windows: int, seed: int) -> Rates:
    """Events in runs of the deployed version and of the one before, at these true rates a run; the line is 0.1."""
    random, measure = np.random.default_rng(seed), {"kind": "rate", "of": "events"}
    drawn = Counter(zip(*(random.poisson(n * p, windows) for n, p in zip(sizes, truths, strict=True)), strict=True))
    rules = (
        (
            _rule(
                *(runs(n, n, events=int(x), selection="random") for n, x in zip(sizes, pair, strict=True)),
                measure=measure,
                threshold={"at_most": 1 - LINE},
            ),
            times,
        )
        for pair, times in drawn.items()
    )
    return _rate(rules, windows)


def judge_values(sizes: tuple[int, int], truths: tuple[float, float], windows: int, seed: int) -> Rates:
    """Exponential values of the deployed version and of the one before with these true means; the line is at 1."""
    random, measure = np.random.default_rng(seed), {"kind": "mean", "value": "latency"}

    def item(n: int, mean: float) -> Values:
        drawn = random.exponential(mean, n)
        summary = {"n": n, "mean": drawn.mean(), "sd": drawn.std(ddof=1), "skewness": stats.skew(drawn, bias=False)}
        return runs(None, None, values={"latency": summary}, selection="random")

    pairs = ([item(n, mean) for n, mean in zip(sizes, truths, strict=True)] for _ in range(windows))
    return _rate(((_rule(*pair, measure=measure, threshold={"at_most": 1.0}), 1) for pair in pairs), windows)


def _sample(successes: int, attempts: int) -> Values:
    return runs(successes, attempts, selection="random")


def _rule(deployed: Values, earlier: Values, **promise: object) -> tuple[Verdict, bool]:
    agent = an_agent(version="v2", deployed_since=days_before(40), changes=[CHANGE])
    pact = a_pact(an_obligation(**{"threshold": {"at_least": LINE}} | promise))
    items = (deployed, earlier | {"id": "before", "agent_version": "v1", "collected": EARLIER})
    context = a_context(a_bundle(*items, agent_version="v2"), agent=agent, pacts=[pact])
    found = judge_obligation(Case(context, pact, pact.obligations[0], verdict_only=True)).ruling
    return found.verdict, any(difference.beyond_chance for difference in found.differences)


def _rate(found: Iterable[tuple[tuple[Verdict, bool], int]], windows: int) -> Rates:
    met = breached = apart = 0
    for (verdict, differs), times in found:
        met += times * (verdict is Verdict.MET)
        breached += times * (verdict is Verdict.BREACHED)
        apart += times * differs
    return Rates(met / windows, breached / windows, apart / windows)


def print_pooling(windows: int) -> None:
    """A deployed version on the line beside runs of the one before: by its runs, or clusters, and the earlier share."""
    truths = EARLIER_TRUTHS
    print("| deployed, before |" + "".join(f" before at {truth:g} |" for truth in truths))
    print("|---|" + "---|" * len(truths))
    for sizes in SIZES:
        row = [judge_alone(sizes, (LINE, truth), windows, seed=1) for truth in truths]
        print(f"| {sizes[0]:,} and {sizes[1]:,} runs |" + "".join(map(_format_pooling, row)))
    for numbers in CLUSTERS:
        row = [judge_clusters(numbers, (LINE, truth), 0.3, windows // 5, seed=1) for truth in truths]
        print(f"| {numbers[0]} and {numbers[1]} clusters |" + "".join(map(_format_pooling, row)))
    print(f"\n| values of deployed, before |{''.join(f' before at {mean:g} |' for mean in EARLIER_MEANS)}")
    print("|---|" + "---|" * len(EARLIER_MEANS))
    for sizes in VALUES:
        row = [judge_values(sizes, (1.0, mean), windows // 2, seed=1) for mean in EARLIER_MEANS]
        print(f"| {sizes[0]:,} and {sizes[1]:,} |" + "".join(map(_format_pooling, row)))


def _format_pooling(rates: Rates) -> str:
    return f" {100 * rates.met:.1f} / {100 * rates.breached:.1f} / {100 * rates.apart:.0f} |"
