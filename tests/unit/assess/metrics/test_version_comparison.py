"""Version against version on the same tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.builders import AS_OF, Values, a_benchmark_result, a_bundle, a_context, an_agent, days_before, runs
from trustpages.assess.metrics.benchmarks.versions import compare_versions
from trustpages.model.measured import Measured
from trustpages.model.results.benchmarks import VersionComparison, VersionOutcome

AGENT = an_agent(
    version="v2", changes=[{"date": days_before(40), "kind": "model", "summary": "Another model.", "version": "v2"}]
)


def compare(*items: Values) -> tuple[VersionComparison, ...]:
    return compare_versions(a_context(a_bundle(*items, agent_version="v2"), agent=AGENT))


def score(id_: str, tasks: tuple[int, ...], version: str = "v2", trials: int | None = None, **changes: Any) -> Values:
    good = sum(tasks) / len(tasks) / (trials or 1)
    values: Values = {"id": id_, "agent_version": version, "score": good, "n_tasks": len(tasks)}
    return a_benchmark_result(**values | {"successes_by_task": tasks, "trials": trials} | changes)


def tasks_of(*counts: int) -> tuple[int, ...]:
    """Tasks with 0, 1, 2 … successes."""
    return tuple(successes for successes, number in enumerate(counts) for _ in range(number))


def test_a_version_that_solves_more_of_the_same_tasks_is_better() -> None:
    (found,) = compare(score("new", (1,) * 80 + (0,) * 20), score("old", (1,) * 60 + (0,) * 40, "v1"))
    assert (found.version, found.other, found.benchmark) == ("v2", "v1", "bench")
    assert (found.outcome, found.tasks, found.evidence) == (VersionOutcome.BETTER, 100, ("new", "old"))
    assert isinstance(found.difference, Measured)
    assert found.difference.method == "Newcombe paired"
    assert found.difference.value == pytest.approx(0.2)
    assert found.tasks_to_tell is None


def test_a_version_that_solves_fewer_is_worse() -> None:
    (found,) = compare(score("new", tasks_of(20, 0, 10), trials=2), score("old", tasks_of(2, 8, 20), "v1", trials=2))
    assert found.outcome is VersionOutcome.WORSE
    assert isinstance(found.difference, Measured)
    assert found.difference.method == "clustered, t with 29 df"


def test_what_is_not_told_apart_says_how_many_tasks_would_tell() -> None:
    (found,) = compare(score("new", (1,) * 62 + (0,) * 38), score("old", (0,) * 5 + (1,) * 60 + (0,) * 35, "v1"))
    assert found.outcome is VersionOutcome.UNDECIDED
    # Five tasks solved by v2 alone, three by v1 alone: d = 0.02, variance of CR1 0.0804 - on one task.
    variance = (8 / 100 - 0.02**2) * 100 / 99
    assert found.tasks_to_tell == pytest.approx(7.8489 * variance / 0.02**2, abs=1)
    assert found.tasks_for_five_points == pytest.approx(7.8489 * variance / 0.05**2, abs=1)


def test_few_tasks_tell_nothing() -> None:
    (found,) = compare(score("new", (4,) * 4, trials=4), score("old", (0, 1, 0, 1), "v1", trials=4))
    assert found.outcome is VersionOutcome.UNDECIDED


def test_tasks_of_other_benchmarks_and_versions_of_them_do_not_pair() -> None:
    tasks = (1,) * 10
    assert compare(score("new", tasks), score("old", tasks, "v1", benchmark="other")) == ()
    assert compare(score("new", tasks), score("old", tasks, "v1", benchmark_version="0")) == ()
    assert compare(score("new", tasks), score("same", tasks)) == ()


def test_groups_of_tasks_are_one_observation_each() -> None:
    groups: Values = {"groups": (10,) * 10}
    new, old = (1,) * 60 + (0,) * 40, (1,) * 50 + (0,) * 50
    (found,) = compare(score("new", new, **groups), score("old", old, "v1", **groups))
    assert (found.tasks, found.clusters, found.outcome) == (100, 10, VersionOutcome.UNDECIDED)


def test_runs_outside_of_production_pair_by_their_tasks() -> None:
    def item(id_: str, version: str, good: int, setting: str = "staging", first: int = 0) -> Values:
        clusters = [{"id": f"t{n}", "attempts": 5, "successes": good - n % good} for n in range(first, first + 24)]
        return runs(None, None, id=id_, agent_version=version, clusters=clusters, setting=setting)

    (found,) = compare(item("new", "v2", 5), item("old", "v1", 3, first=4))
    assert (found.benchmark, found.tasks, found.outcome) == ("staging", 20, VersionOutcome.BETTER)
    assert compare(item("new", "v2", 5, "production"), item("old", "v1", 3, "production")) == ()


def test_the_same_runs_count_once() -> None:
    tasks = (1,) * 30 + (0,) * 10
    old = score("old", (1,) * 20 + (0,) * 20, "v1")
    (alone,) = compare(score("a", tasks, run_set="nightly"), old)
    (twice,) = compare(score("a", tasks, run_set="nightly"), score("b", tasks, run_set="nightly"), old)
    assert alone == twice


def test_what_a_calibrated_judge_decided_is_no_matter_of_single_tasks() -> None:
    rate = {"of": 50, "correct": 48}
    judged: Values = {
        "method": "llm_judge",
        "judge": {"model": "judge", "calibration": {"positives": rate, "negatives": rate}},
    }
    assert compare(score("new", (1,) * 10, **judged), score("old", (0,) * 10, "v1")) == ()


def test_without_runs_of_the_deployed_version_the_latest_one_stands_for_it() -> None:
    def days(end: date) -> Values:
        return {"collected": {"from": end, "to": end}}

    older, newer = (
        score("a", (0,) * 10, "v0", **days(days_before(90))),
        score("b", (1,) * 10, "v1", **days(days_before(60))),
    )
    (found,) = compare(older, newer)
    assert (found.version, found.other) == ("v1", "v0")
    assert compare(older, newer | days(days_before(-1, AS_OF))) == ()
