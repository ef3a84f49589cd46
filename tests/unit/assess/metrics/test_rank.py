from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.assess.quantities import measured
from support.builders import a_benchmark, a_trust, a_workspace
from trustpages.assess.metrics.rank.outcomes import compare_rank_with_outcome, compare_ranks_with_outcomes
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.policy import Policy
from trustpages.model.measured import Measured, Status, Unmeasured
from trustpages.model.results.benchmarks import RankOutcome

SHARED = Path(__file__).resolve().parents[5] / "shared"
SUCCESSES = (45, 41, 44, 33, 38, 30)

Row = dict[str, Any]


def ranked(successes: tuple[int, ...] = SUCCESSES, runs: int = 50) -> list[Row]:
    """One agent per number of successes, ranked in that order."""
    return [
        {"agent": f"agent-{rank}", "rank": rank, "successes": k, "runs": runs}
        for rank, k in enumerate(successes, start=1)
    ]


def compared(rows: list[Row], policy: Policy | None = None, **changes: Any) -> RankOutcome:
    comparison = {"id": "one", "title": "One", "workflow": "service", "rows": rows}
    benchmark = a_benchmark(comparisons=[comparison | changes], n_tasks=changes.pop("n_tasks", None))
    return compare_rank_with_outcome(benchmark, benchmark.comparisons[0], policy or Policy())


def status_of(quantity: Measured | Unmeasured) -> Status:
    return quantity.status


def test_worked_example() -> None:
    found = compared(ranked())
    rho = measured(found.rho)
    assert (round(rho.value, 4), rho.status) == (0.8857, Status.EXPLORATORY)
    assert (round(rho.low or 0, 4), round(rho.high or 0, 4)) == (0.0664, 0.9916)
    assert found.p == pytest.approx(1 / 30, abs=5e-4)
    assert found.p_method == "exact permutation"
    assert measured(found.tau).value == pytest.approx(0.7333, abs=5e-5)
    assert found.words == "too few agents to count as evidence: rank and success move together"
    assert found.median_runs == 50


def test_a_good_rank_beside_a_good_outcome_is_positive() -> None:
    by_rank = compared(ranked())
    by_score = compared([row | {"rank": None, "score": 1 - row["rank"] / 10} for row in ranked()])
    assert measured(by_rank.rho).value == measured(by_score.rho).value > 0
    assert [point.rank for point in by_score.points] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("n", "status"),
    [
        (1, Status.INSUFFICIENT),
        (2, Status.INSUFFICIENT),
        (4, Status.INSUFFICIENT),
        (5, Status.EXPLORATORY),
        (9, Status.EXPLORATORY),
        (10, Status.OK),
    ],
)
def test_how_many_agents_allow_what(n: int, status: Status) -> None:
    found = compared(ranked(tuple(40 - 2 * i + i % 2 for i in range(n))))
    assert (found.n, status_of(found.rho), status_of(found.tau)) == (n, status, status)
    assert status_of(found.ceiling) is status
    assert (found.p is None) == (status is Status.INSUFFICIENT)
    assert found.words.startswith("too few agents") == (status is Status.EXPLORATORY)


def test_the_lines_are_policy() -> None:
    rows = ranked((45, 41, 44, 33, 38, 30))
    strict = a_trust(rank={"exploratory_from": 7}).policy
    assert status_of(compared(rows, strict).rho) is Status.INSUFFICIENT
    lenient = a_trust(rank={"ok_from": 6}).policy
    assert status_of(compared(rows, lenient).rho) is Status.OK


def test_a_stand_in_is_never_more_than_exploratory() -> None:
    found = compared(ranked(tuple(40 - 2 * i for i in range(12))), stand_in=True)
    rho = measured(found.rho)
    assert (rho.status, status_of(found.tau), status_of(found.ceiling)) == (Status.EXPLORATORY,) * 3
    assert found.words == "the outcome only stands in for real use: rank and success move together"


def test_perfect_order_keeps_an_interval() -> None:
    found = compared(ranked((50, 45, 40, 35, 30, 25)))
    rho = measured(found.rho)
    assert (rho.value, rho.high, rho.notes) == (1.0, 1.0, ("perfect ordering",))
    assert 0 < (rho.low or 0) < 1


@pytest.mark.parametrize("successes", [(40, 40, 40, 40, 40, 40), (0, 0, 0, 0, 0, 0)])
def test_no_variation_has_no_value(successes: tuple[int, ...]) -> None:
    found = compared(ranked(successes))
    assert status_of(found.rho) is Status.UNDEFINED
    assert found.p is None
    assert found.words.startswith("cannot be said: no variation")


def test_better_ranked_agents_that_do_worse() -> None:
    found = compared(ranked(tuple(range(10, 40, 2))))
    assert measured(found.rho).value == -1
    assert found.words == "better-ranked agents did worse"


def test_rows_without_outcome_are_excluded_and_counted() -> None:
    rows = [
        *ranked(),
        {"agent": "never-ran", "rank": 7, "successes": 0, "runs": 0},
        {"agent": "unknown", "rank": 8},
        {"agent": "scored-only", "score": 0.5, "successes": 3, "runs": 10},
    ]
    found = compared(rows)
    assert (found.n, found.excluded) == (6, 3)
    assert found.rho == compared(ranked()).rho


def test_several_rows_of_one_agent_are_one_observation() -> None:
    rows = ranked()
    twice = [*rows[1:], rows[0] | {"successes": 20, "runs": 20}, rows[0] | {"successes": 25, "runs": 30}]
    found = compared(twice)
    assert found.n == 6
    assert measured(found.rho) == measured(compared(rows).rho)


def test_shares_without_counts_have_rho_but_no_ceiling() -> None:
    rows = [{"agent": row["agent"], "rank": row["rank"], "outcome": row["successes"] / 50} for row in ranked()]
    found = compared(rows)
    assert measured(found.rho).value == pytest.approx(0.8857, abs=5e-5)
    assert status_of(found.ceiling) is Status.MISSING
    assert found.median_runs is None


def test_ceiling_of_six_agents_with_fifty_runs() -> None:
    ceiling = measured(compared(ranked()).ceiling)
    assert ceiling.value == pytest.approx(0.77, abs=0.03)
    assert (ceiling.low or 0) < 0.5 < 0.95 < (ceiling.high or 0)
    assert "seed" in ceiling.method


@pytest.mark.parametrize(("entrants", "share"), [(None, None), (12, 0.5), (60, 0.1)])
def test_range_restriction(entrants: int | None, share: float | None) -> None:
    assert compared(ranked(), entrants=entrants).top_share == share


def test_positions_that_cannot_be_told_apart() -> None:
    scores = (0.90, 0.88, 0.30, 0.28, 0.10, 0.09)
    rows = [
        {"agent": f"a{i}", "score": score, "n_tasks": 100, "outcome": 0.5 + i / 20} for i, score in enumerate(scores)
    ]
    found = compared(rows)
    assert [(interval.low, interval.high) for interval in found.intervals] == [
        (1, 2),
        (1, 2),
        (3, 4),
        (3, 4),
        (5, 6),
        (5, 6),
    ]
    assert compared([row | {"n_tasks": None} for row in rows]).intervals == ()


BENCHMARK = (0.41, 0.44, 0.445, 0.52, 0.55, 0.61, 0.60)
OUTCOME = (0.78, 0.80, 0.79, 0.80, 0.78, 0.79, 0.81)


def versions(runs: int | None = None, n_tasks: int | None = None) -> list[Row]:
    return [
        {"agent": "desk", "version": f"v{i}", "score": score, "outcome": outcome, "n_tasks": n_tasks}
        | ({} if runs is None else {"runs": runs, "successes": round(outcome * runs), "outcome": None})
        for i, (score, outcome) in enumerate(zip(BENCHMARK, OUTCOME, strict=True))
    ]


def test_gains_worked_example() -> None:
    found = compared(versions(), of="versions")
    gains = found.gains
    assert gains is not None
    rho = measured(gains.rho)
    assert found.rho == rho
    assert (gains.pairs, found.n, rho.n) == (6, 7, 6)
    assert rho.value == pytest.approx(-0.1642, abs=5e-5)
    assert (rho.low, rho.high) == (pytest.approx(-0.863, abs=5e-4), pytest.approx(0.7502, abs=5e-5))
    concordance = measured(gains.concordance)
    assert (concordance.k, concordance.n) == (3, 6)
    assert (concordance.low, concordance.high) == (pytest.approx(0.1876, abs=5e-5), pytest.approx(0.8124, abs=5e-5))
    assert status_of(found.ceiling) is Status.UNDEFINED
    assert found.words.startswith("too few versions to count as evidence: not established;")


def test_a_change_without_counts_has_no_limits_and_transfers_nothing() -> None:
    gains = compared(versions(), of="versions").gains
    assert gains is not None
    change = measured(gains.outcome_change)
    assert (round(change.value, 10), change.low, change.status) == (0.03, None, Status.EXPLORATORY)
    assert not gains.transferred


@pytest.mark.parametrize(("runs", "transferred"), [(100, False), (100_000, True)])
def test_a_gain_is_transferred_only_if_both_changes_are_shown(runs: int, transferred: bool) -> None:
    gains = compared(versions(runs=runs, n_tasks=500), of="versions").gains
    assert gains is not None
    assert (measured(gains.benchmark_change).low or 0) > 0
    assert gains.transferred is transferred


def test_order_of_versions_is_kept_and_order_of_agents_is_not() -> None:
    back = compared(versions()[::-1], of="versions")
    assert back.points[0].name == "v6"


@given(st.permutations(ranked(tuple(30 + (7 * i) % 13 for i in range(12)))))
def test_order_of_rows_is_irrelevant(rows: list[Row]) -> None:
    quick = a_trust(rank={"simulations": 50, "permutations": 50}).policy
    assert compared(rows, quick) == compared(ranked(tuple(30 + (7 * i) % 13 for i in range(12))), quick)


def test_every_comparison_of_every_benchmark() -> None:
    one = {"id": "one", "title": "One", "workflow": "w", "rows": ranked()}
    first = a_benchmark(id="a", comparisons=[one, one | {"id": "two"}])
    second = a_benchmark(id="b", comparisons=[one])
    found = compare_ranks_with_outcomes(a_workspace(benchmarks=[first, second]))
    assert [(r.benchmark, r.comparison) for r in found] == [("a", "one"), ("a", "two"), ("b", "one")]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real data are not there")
@pytest.mark.parametrize("pair", ["hal_gaia__taubench_airline", "hal_gaia__swebench_mini", "hal_gaia__corebench_hard"])
def test_real_pairs_give_their_published_correlation(pair: str) -> None:
    folder = SHARED / "data" / "rank_pairs"
    with (folder / "summary.csv").open() as file:
        expected = next(row for row in csv.DictReader(file) if row["pair_id"] == pair)
    with (folder / f"{pair}.csv").open() as file:
        rows: list[Row] = [
            {"agent": row["system"], "score": float(row["score_a"]), "outcome": float(row["score_b"])}
            for row in csv.DictReader(file)
        ]
    found = compared(rows, stand_in=True)
    assert found.n == int(expected["n"])
    assert measured(found.rho).value == pytest.approx(float(expected["spearman_rho"]), abs=1e-6)
    assert measured(found.tau).value == pytest.approx(float(expected["kendall_tau_b"]), abs=1e-6)
    assert found.words.startswith("the outcome only stands in for real use: ")


def test_results_survive_as_documents() -> None:
    one = {"id": "one", "title": "One", "workflow": "w", "rows": ranked()}
    document = a_benchmark(comparisons=[one])
    again = Benchmark.model_validate(json.loads(document.model_dump_json(by_alias=True)))
    assert compare_rank_with_outcome(again, again.comparisons[0], Policy()) == compare_rank_with_outcome(
        document, document.comparisons[0], Policy()
    )
