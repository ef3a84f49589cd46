"""Verdicts on the deployed version beside runs of the one before: false ones, and how often the two are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulation.designs import DESIGNS
from support.builders import Values, a_bundle, a_context, a_pact, an_agent, an_obligation, days_before, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.obligations.judging import rule_on_obligation
from trustpages.model.vocabulary import Verdict

LINE = 0.9
CHANGE = {"date": days_before(40), "kind": "prompt", "summary": "Changed.", "version": "v2"}
EARLIER = {"from": days_before(80), "to": days_before(41)}


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
    found = (
        (_rule(runs(int(k), sizes[0], selection="random"), runs(int(before), sizes[1], selection="random")), times)
        for (k, before), times in drawn.items()
    )
    return _rate(found, windows)


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


def _rule(deployed: Values, earlier: Values) -> tuple[Verdict, bool]:
    agent = an_agent(version="v2", deployed_since=days_before(40), changes=[CHANGE])
    pact = a_pact(an_obligation(threshold={"at_least": LINE}))
    items = (deployed, earlier | {"id": "before", "agent_version": "v1", "collected": EARLIER})
    context = a_context(a_bundle(*items, agent_version="v2"), agent=agent, pacts=[pact])
    found = rule_on_obligation(Case(context, pact, pact.obligations[0], verdict_only=True))
    return found.verdict, any(difference.beyond_chance for difference in found.differences)


def _rate(found: Iterator[tuple[tuple[Verdict, bool], int]], windows: int) -> Rates:
    met = breached = apart = 0
    for (verdict, differs), times in found:
        met += times * (verdict is Verdict.MET)
        breached += times * (verdict is Verdict.BREACHED)
        apart += times * differs
    return Rates(met / windows, breached / windows, apart / windows)


SIZES = ((60, 1000), (200, 1000), (1000, 1000))
EARLIER_TRUTHS = (0.80, 0.86, 0.90, 0.94, 0.98)
CLUSTERS = ((5, 30), (20, 30), (100, 100))
