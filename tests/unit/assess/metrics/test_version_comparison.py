"""Version against version on the same tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    Values,
    a_benchmark_result,
    a_bundle,
    a_context,
    a_workspace,
    an_agent,
    an_agent_evidence,
    days_before,
    runs,
)
from trustpages.assess.history.effects import build_history
from trustpages.assess.history.lineage import Lineage
from trustpages.assess.metrics.benchmarks.versions import compare_versions
from trustpages.assess.report import assess
from trustpages.model.measured import Measured
from trustpages.model.results.benchmarks import VersionComparison, VersionOutcome
from trustpages.model.results.records.report import PreviousReport
from trustpages.model.results.report import Report
from trustpages.model.vocabulary import Audience
from trustpages.review.records import make_record

AGENT = an_agent(
    version="v2", changes=[{"date": days_before(40), "kind": "model", "summary": "Another model.", "version": "v2"}]
)


def compare(*items: Values) -> tuple[VersionComparison, ...]:
    context = a_context(a_bundle(*items, agent_version="v2"), agent=AGENT)
    return compare_versions(context, build_history(context, Lineage()))


def report_on(*items: Values, before: Report | None = None) -> Report:
    bundles = [a_bundle(*items, agent_version="v2")] if items else []
    documents = an_agent_evidence(*bundles, agent=AGENT)
    previous = None if before is None else PreviousReport(make_record(before), "0" * 64)
    return assess(a_workspace(documents), AS_OF, Audience.INTERNAL, previous=previous)


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


OLD, NEW = score("old", (1,) * 60 + (0,) * 40, "v1"), score("new", (1,) * 80 + (0,) * 20)


def test_a_version_without_evidence_any_more_is_compared_by_the_earlier_report() -> None:
    first = report_on(OLD)
    second = report_on(NEW, before=first)
    (found,) = second.agents[0].findings.versions
    (whole,) = report_on(OLD, NEW).agents[0].findings.versions
    assert (found.version, found.other, found.published) == ("v2", "v1", AS_OF)
    assert (found.outcome, found.difference.value if isinstance(found.difference, Measured) else None) == (
        whole.outcome,
        whole.difference.value if isinstance(whole.difference, Measured) else None,
    )
    assert found.evidence == ("new",)
    # It is handed on for as long as nothing newer is known of that version.
    (third,) = report_on(NEW, before=second).agents[0].findings.versions
    assert (third.other, third.published) == ("v1", AS_OF)
    (again,) = report_on(OLD, NEW, before=second).agents[0].findings.versions
    assert again.published is None


def test_what_is_no_more_on_record_stands_for_nothing() -> None:
    assert report_on(before=report_on(OLD, NEW)).agents[0].findings.versions == ()


def test_groups_of_tasks_are_handed_on() -> None:
    groups: Values = {"groups": (10,) * 10}
    first = report_on(score("old", (1,) * 50 + (0,) * 50, "v1", **groups))
    (found,) = report_on(score("new", (1,) * 60 + (0,) * 40, **groups), before=first).agents[0].findings.versions
    assert found.clusters == 10
