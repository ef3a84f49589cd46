"""Figures that moved: by task where both sides have the tasks, within chance or beyond, and what hangs on them."""

from __future__ import annotations

import math
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    a_workspace,
    an_agent_evidence,
    an_incident,
    an_obligation,
    claims_of,
    runs,
)
from support.review.sides import a_side, review
from trustpages.model.results.records.changes import Turn
from trustpages.model.results.review import ChangeReview, MovedFigure, ReviewedChange
from trustpages.statistics.events.rates import score_rate

JUDGED: Values = {"rolling": 90, "review_dates": [AS_OF]}


def changed(before: Values, after: Values, *others: Values, **promise: Any) -> ChangeReview:
    """The review of one item in the place of another; `others` are recorded in the same commit."""
    values: Values = {"threshold": {"at_least": 0.8}, "window": JUDGED, "severity": "high"} | promise
    pact = a_pact(an_obligation(**values))
    sides = [
        a_side(a_workspace(an_agent_evidence(a_bundle(*items), pacts=[pact], claims=[claims_of(a_claim())])))
        for items in ((before,), (after, *others))
    ]
    return review(sides[0], sides[1])


def sampled(good: int) -> Values:
    """So many good ones of 400 runs that were drawn at random."""
    return runs(good, 400, selection="random")


def of_rule(found: ChangeReview, rule: str) -> ReviewedChange:
    (change,) = (change for change in found.changes if change.rule == rule)
    return change


def figure_of(found: ChangeReview) -> MovedFigure:
    figures = {change.figure for change in found.changes if change.figure is not None and "/" in change.subject}
    (figure,) = figures
    return figure


def test_a_verdict_that_turned_by_chance_does_not_stop() -> None:
    found = changed(sampled(340), sampled(330))
    change = of_rule(found, "verdict")
    assert (change.before, change.after, change.turn) == ("met", "leaning-met", Turn.WORSE)
    assert not change.stops
    assert change.figure is not None
    assert change.figure.is_outside_noise is False
    assert "Chance alone explains the move; about" in (change.why or "")
    assert not found.is_stopped


def test_a_true_drop_stops() -> None:
    found = changed(sampled(360), sampled(300))
    assert of_rule(found, "verdict").stops
    assert figure_of(found).is_outside_noise is True
    assert figure_of(found).runs_to_tell is None


def test_a_drop_that_leaves_the_verdict_is_told_and_stops() -> None:
    found = changed(sampled(398), sampled(370))
    change = of_rule(found, "figure")
    assert (change.before, change.after, change.turn) == ("0.99", "0.93", Turn.WORSE)
    assert change.stops


@pytest.mark.parametrize(
    ("other", "promise"),
    [((), {"verification": "human"}), ((an_incident(severity="critical"),), {})],
    ids=["terms", "an incident"],
)
def test_what_may_be_decided_by_more_than_chance_stops(other: tuple[Values, ...], promise: Values) -> None:
    """The same move in a commit that changes something else, too: which of them turned the verdict, nobody can tell."""
    before, after = (
        a_pact(an_obligation(threshold={"at_least": 0.8}, window=JUDGED, severity="high", **values))
        for values in ({}, promise)
    )
    sides = [
        a_side(a_workspace(an_agent_evidence(a_bundle(*items), pacts=[pact])))
        for pact, items in ((before, (sampled(340),)), (after, (sampled(330), *other)))
    ]
    assert of_rule(review(sides[0], sides[1]), "verdict").stops


def tasks(*good: int) -> Values:
    """Runs of a benchmark, two of each task."""
    clusters = [{"id": f"t{number}", "attempts": 2, "successes": k} for number, k in enumerate(good)]
    return runs(None, None, setting="benchmark", clusters=clusters)


def test_the_same_tasks_are_compared_one_by_one() -> None:
    before, after = [2] * 20 + [0] * 20, [2] * 16 + [0] * 4 + [0] * 20
    paired = figure_of(changed(tasks(*before), tasks(*after)))
    assert paired.paired == 40
    assert paired.difference is not None
    assert paired.difference[0] == pytest.approx(-0.1)
    # The same shares of other tasks say less.
    other = tasks(*after)
    other["clusters"] = [task | {"id": f"other-{task['id']}"} for task in other["clusters"]]
    apart = figure_of(changed(tasks(*before), other))
    assert apart.paired == 0
    assert apart.difference is not None
    assert apart.difference[1] < paired.difference[1]


def test_a_rate_is_compared_by_its_limits() -> None:
    promise: Values = {"measure": {"kind": "rate", "of": "events", "per": 1000}, "threshold": {"at_most": 30}}
    watched: Values = {"monitoring": {"fraction": 1}}
    near = figure_of(changed(runs(1000, 1000, events=10, **watched), runs(1000, 1000, events=14, **watched), **promise))
    far = figure_of(changed(runs(1000, 1000, events=10, **watched), runs(1000, 1000, events=60, **watched), **promise))
    assert (near.is_outside_noise, far.is_outside_noise) == (False, True)
    assert near.runs_to_tell is not None
    assert far.difference is not None
    # Score limits of 60 and of 10 events, as Newcombe has Wilson's for shares.
    before, after = (score_rate(x, 1000) for x in (10, 60))
    assert far.difference[1] == pytest.approx(50 - 1000 * math.hypot(0.06 - after.low, before.high - 0.01))


def list_clusters(pairs: list[tuple[int, int]]) -> Values:
    clusters = [{"id": f"c{at}", "attempts": n, "successes": k} for at, (k, n) in enumerate(pairs)]
    return runs(None, None, clusters=clusters)


def sum_clusters(pairs: list[tuple[int, int]]) -> Values:
    k, n = (sum(pair[side] for pair in pairs) for side in (0, 1))
    sums = {"clusters": len(pairs), "k": k, "n": n, "kn": sum(k * n for k, n in pairs)}
    return runs(k, n, cluster_sums=sums | {"k2": sum(k * k for k, _ in pairs), "n2": sum(n * n for _, n in pairs)})


def test_runs_of_which_sums_over_clusters_are_known_are_compared_as_their_clusters() -> None:
    before, after = [(9, 10), (10, 10), (7, 10)] * 10, [(8, 10), (10, 10), (5, 10)] * 10
    listed, summed = (figure_of(changed(form(before), form(after))) for form in (list_clusters, sum_clusters))
    assert listed.difference is not None
    assert summed.difference == pytest.approx(listed.difference)
    assert summed.runs_to_tell == listed.runs_to_tell


def test_figures_of_two_measures_are_not_compared() -> None:
    pacts = [
        a_pact(an_obligation(measure=measure, threshold=threshold, window=JUDGED))
        for measure, threshold in (
            ({"kind": "proportion"}, {"at_least": 0.8}),
            ({"kind": "rate", "of": "events", "per": 1000}, {"at_most": 30}),
        )
    ]
    item = runs(900, 1000, events=10, monitoring={"fraction": 1})
    sides = [a_side(a_workspace(an_agent_evidence(a_bundle(item), pacts=[pact]))) for pact in pacts]
    assert figure_of(review(sides[0], sides[1])).difference is None


def test_many_figures_share_one_error() -> None:
    def documents(good: int, promises: int) -> Any:
        names = [f"promise-{number}" for number in range(promises)]
        items = [
            runs(good + number % 2, 200, id=f"runs-{number}", supports=[f"service/{name}"])
            for number, name in enumerate(names)
        ]
        pact = a_pact(*(an_obligation(id=name, threshold={"at_least": 0.5}, window=JUDGED) for name in names))
        return a_side(a_workspace(an_agent_evidence(a_bundle(*items), pacts=[pact])))

    def told(promises: int) -> set[bool | None]:
        found = review(documents(180, promises), documents(165, promises))
        return {change.figure.is_outside_noise for change in found.changes if change.figure is not None}

    assert told(1) == {True}
    assert told(20) == {False}
