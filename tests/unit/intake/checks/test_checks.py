"""Checks that look at valid documents together: dates, counts, thresholds, supports, weights, names."""

from __future__ import annotations

from datetime import date

import pytest

from support.intake.workspaces import InMemory, read_workspace, valid
from support.intake.workspaces import problems_after as found
from trustpages.intake.naming.lookalikes import find_doubtful_letters
from trustpages.model.names import find_invisible, identify_name, make_skeleton
from trustpages.model.vocabulary import Audience

THRESHOLD, WINDOW = "{at_least: 0.9}", "{rolling: 90 days, min_samples: 10}"


@pytest.mark.parametrize(
    ("measure", "threshold", "expected"),
    [
        ("kind: proportion", "{at_least: 0}", "threshold-impossible every result is at least 0"),
        ("kind: proportion", "{at_most: 1}", "threshold-impossible every result is at most 1"),
        ("kind: proportion", "{at_most: 0}", "threshold-unprovable no number of runs can show a proportion of 0"),
        ("kind: proportion", "{at_most: -0.1}", "threshold-impossible 'at_most' is -0.1, but a proportion lies"),
        ("kind: proportion", "{}", "threshold-impossible there is no threshold"),
        ("kind: proportion", "{at_least: 0.5, at_most: 0.9}", "threshold-impossible the threshold has two sides"),
        (
            "kind: proportion",
            "{at_least: 0.9, tolerable_rate: 0.1}",
            "threshold-impossible a measure of kind proportion",
        ),
        ("kind: rate", "{at_least: 2}", "threshold-impossible a rate of bad events has no 'at_most'"),
        ("kind: rate", "{at_most: -1}", "threshold-impossible a rate cannot be -1"),
        ("kind: rate", "{at_most: 0}", "threshold-unprovable no exposure can show a rate of 0"),
        ("kind: zero", "{at_most: 0}", "threshold-impossible a measure of kind zero has no 'at_most'"),
        ("kind: boolean", "{tolerable_rate: 0}", "threshold-impossible a measure of kind boolean has no"),
        ("kind: quantile, value: ms, q: 1", "{at_most: 30}", "threshold-impossible a quantile of 1 is an extreme"),
        ("kind: mean, value: ms", "{}", "threshold-impossible there is no threshold"),
        ("kind: proportion", "{at_least: 5.0e-324}", "threshold-impossible no number of runs can tell 5e-324 from 0"),
        (
            "kind: proportion",
            "{at_least: 0.9999999999999999}",
            "threshold-impossible no number of runs can tell 0.9999999999999999 from 1",
        ),
        ("kind: zero", "{tolerable_rate: 1.0e-300}", "threshold-impossible no number of runs can tell 1e-300 from 0"),
    ],
)
def test_threshold_that_its_measure_cannot_have(measure: str, threshold: str, expected: str) -> None:
    old = f"measure: {{kind: proportion}}\n    threshold: {THRESHOLD}"
    problems = found("service", old, f"measure: {{{measure}}}\n    threshold: {threshold}")
    assert any(expected in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("measure", "threshold"),
    [
        ("kind: proportion", "{at_most: 0.2}"),
        ("kind: quantile, value: ms, q: 0.95", "{at_most: 30}"),
        ("kind: mean, value: ms", "{at_least: -3}"),
        ("kind: rate, per: 1000", "{at_most: 2}"),
        ("kind: zero", "{}"),
        ("kind: zero", "{tolerable_rate: 0.01}"),
        ("kind: boolean", "{}"),
    ],
)
def test_threshold_that_its_measure_can_have(measure: str, threshold: str) -> None:
    old = f"measure: {{kind: proportion}}\n    threshold: {THRESHOLD}"
    problems = found("service", old, f"measure: {{{measure}}}\n    threshold: {threshold}")
    assert not [problem for problem in problems if "threshold" in problem]


def test_obligation_that_does_not_apply_needs_no_threshold() -> None:
    excused = "{}\n    not_applicable: {reason: No refunds yet, decided_by: head-of-operations, date: 2026-06-01}"
    assert found("service", THRESHOLD, excused) == []


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("{from: 2026-01-01}", "window-impossible the window is open"),
        ("{min_samples: 3}", "window-impossible the window has no length"),
        ("{rolling: 0}", "window-impossible a window of 0 days"),
        ("{rolling: 9, months: 1}", "window-impossible the window is given in days and in months"),
        ("{months: 1, to: 2026-01-01}", "window-impossible the window is both rolling and fixed"),
        ("{rolling: 9, to: 2026-01-01}", "window-impossible the window is both rolling and fixed"),
        ("{rolling: 9, min_samples: 20, expected_runs: 10}", "window-impossible 'min_samples' is 20, more than the 10"),
        ("{rolling: 9, reviews: monthly, review_dates: [2026-01-01]}", "the days of review are given twice"),
        ("{from: 2026-01-01, to: 2026-03-31, review_dates: [2026-04-01]}", "the review of 2026-04-01 lies outside"),
        ("{from: 2026-02-01, to: 2026-01-01}", "impossible-date 'to' is 2026-01-01, before 'from', 2026-02-01"),
    ],
)
def test_window_that_holds_nothing(window: str, expected: str) -> None:
    problems = found("service", WINDOW, window)
    assert any(expected in problem for problem in problems), problems


def test_fixed_window_may_end_in_the_future() -> None:
    assert found("service", WINDOW, "{from: 2026-01-01, to: 2026-12-31, review_dates: [2026-06-30, 2026-12-31]}") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("june", "to: 2026-06-28", "to: 2026-05-28", "8:35 impossible-date 'to' is 2026-05-28, before"),
        ("june", "expires: 2026-07-12", "expires: 2026-06-11", "32:14 impossible-date 'expires'"),
        ("june", "date: 2026-06-12", "date: 2026-07-02", "29:11 future-date 'date' is 2026-07-02, after the date of"),
        ("june", "items:", "source: {retrieved: 2026-05-01}\nitems:", "9:21 impossible-date 'retrieved' is 2026-05-01"),
        ("agent", "deployed_since: 2026-01-01", "deployed_since: 2027-01-01", "7:17 future-date"),
        ("agent", "valid_until: 2026-12-31", "valid_until: 2026-01-01", "27:18 impossible-date"),
        ("agent", "{date: 2026-01-01", "{date: 2026-08-01", "18:12 future-date"),
        ("claims", "date: 2026-06-01", "date: 2026-06-01\n    withdrawn: 2026-05-01", "15:16 impossible-date"),
        ("service", "valid_from: 2026-01-01", "valid_from: 2026-02-01\nvalid_until: 2026-01-31", "9:14"),
        ("service", "obligations:", "renewal: {mode: expires, attested: [2026-07-09]}\nobligations:", "9:37"),
        ("buyers", "date: 2026-06-20", "date: 2026-07-20", "7:11 future-date"),
        ("desk_bench", "n_tasks: 50", "n_tasks: 50\nreleased: 2026-08-01", "7:11 future-date"),
    ],
)  # fmt: skip
def test_date_that_cannot_be(name: str, old: str, new: str, expected: str) -> None:
    problems = found(name, old, new)
    assert any(problem.startswith(expected) for problem in problems), problems


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("service", "valid_from: 2026-01-01", "valid_from: 2026-09-01"),
        ("service", "obligations:", "renewal: {mode: re-attest, due: 2027-01-01}\nobligations:"),
        ("trust", "as_of: 2026-06-30", "as_of: 2026-07-30"),
        # Fetched after the pinned day: the report tells of an earlier day, and the original was there then.
        ("june", "items:", "source: {retrieved: 2026-08-01}\nitems:"),
    ],
)
def test_date_that_may_lie_ahead(name: str, old: str, new: str) -> None:
    assert found(name, old, new) == []


def test_nothing_is_fetched_after_today() -> None:
    files = valid(june=("items:", "source: {retrieved: 2026-08-01}\nitems:"), trust=("as_of: 2026-06-30", ""))
    problems = read_workspace(InMemory(files), Audience.INTERNAL, date(2026, 7, 1)).problems
    assert [problem.code for problem in problems if "retrieved" in problem.sentence] == ["future-date"]


RUNS = "data: {file: june-runs.csv, success: {column: outcome, equals: good}, cluster: customer, at: day}"


WITHIN = "{limit: 2, count: 3}, {limit: 1, count: 4}"
COUNTS = "attempts: 10\n    successes: 9\n    "


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("unknown: 3", "3 of unknown outcome"),
        (f"{COUNTS}strata: [{{name: x, attempts: 20, successes: 1}}]", "the strata hold 20 attempts, more than the 10"),
        (f"{COUNTS}values: {{ms: {{n: 11}}}}", "11 values are more than 10 attempts"),
        (f"{COUNTS}values: {{ms: {{n: 9, within: [{WITHIN}]}}}}", "3 values up to 2, but 4 up to 1"),
    ],
)
def test_counts_of_runs_that_contradict_each_other(counts: str, expected: str) -> None:
    problems = found("june", RUNS, counts)
    assert any(f"impossible-count {expected}" in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("score: 0.5, rank: 12, entrants: 10", "rank 12 among 10 entries"),
        ("score: 0.5, n_tasks: 50, tuned_on: 51", "tuned on 51 of 50 tasks"),
        ("score: 0.5, n_tasks: 50, groups: [20, 20]", "the groups hold 40 tasks, 'n_tasks' says 50"),
        ("score: 0.5, n_tasks: 50, k: 20", "a score of 0.5 does not come from 20 of 50 tasks"),
        ("score: 0.43, n_tasks: 50, trials: 2, k: 43", ""),
        ("score: 0.43, n_tasks: 50, k: 21", "a score of 0.43 does not come from 21 of 50 tasks"),
        ("score: 0.43, n_tasks: 42, k: 18", ""),
    ],
)
def test_counts_of_a_score_that_contradict_each_other(rest: str, expected: str) -> None:
    item = f"items:\n  - {{kind: benchmark_result, id: score, benchmark: desk-bench, {rest}}}\n"
    problems = [one for one in found("june", "items:\n", item) if "impossible-count" in one]
    assert any(expected in problem for problem in problems) if expected else problems == [], problems


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        ("kind: proportion, of: human_review", "it looks at items of kind human_review"),
        ("kind: quantile, value: ms", "the item has no value 'ms'"),
        ("kind: zero, of: events", "the item does not count events"),
        ("kind: boolean", "it looks at items of kind audit"),
        ("kind: rate", ""),
        ("kind: zero, of: runs", ""),
    ],
)
def test_item_that_a_measure_cannot_use(measure: str, reason: str) -> None:
    problems = [one for one in found("service", "kind: proportion", measure) if "unused-support" in one]
    assert any(reason in problem for problem in problems) if reason else problems == [], problems


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("Асme", True),  # Cyrillic A and s
        ("c\u0332me", True),  # a line below
        ("हिन्दी", False),
        ("Acme Ω", False),  # a single foreign letter stands for itself
        ("раура", True),  # all Cyrillic, looks Latin
        ("𝐀cme", True),
        ("Ａｃｍｅ", True),
        ("Acmɡ", True),
        ("Яндекс", False),
        ("Société Générale", False),
        ("L’Oréal", False),
        ("株式会社ソニー", False),
        ("東京AI", False),
        ("Acme™", False),
        ("ООО Acme", True),
    ],
)
def test_letters_that_are_not_what_they_look_like(name: str, doubtful: bool) -> None:  # a table
    assert bool(find_doubtful_letters(name)) is doubtful


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("Ac\u200bme", "\u200b"),
        ("Acme\u200d", "\u200d"),
        ("Acme \u3164", "\u3164"),  # a Hangul filler
        ("Acme\U000e0041", "\U000e0041"),  # a tag
        ("Acme\ufe0f", "\ufe0f"),
        ("Acme\u200f", "\u200f"),
        ("Ac\u00adme", "\u00ad"),
        ("Ac\u034fme", "\u034f"),
        ("شرکت می\u200cخواهم", ""),
        ("شركة ACME\u200f (قابضة)", ""),
        ("क्\u200dष", ""),
        ("Team 👩\u200d🔬 ⚙\ufe0f", ""),
        ("葛\U000e0100城市", ""),
        ("한국전력", ""),
    ],
)
def test_characters_that_nobody_sees(name: str, hidden: str) -> None:
    assert find_invisible(name) == tuple(hidden)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Acme Ltd", "ACME Ltd.", True),
        ("Acme Ltd", "Acme Ltd\u200b", True),
        ("Acme Ltd", "Acme\u00a0 Ltd", True),
        ("Acme", "Аcme", True),
        ("Müller AG", "Mu\u0308ller AG", True),
        ("Müller AG", "Muller AG", True),
        ("がくしゃ", "かくしゃ", False),
        ("Acme Ltd", "Acme Labs", False),
        ("???", "!!!", False),
    ],
)
def test_spellings_of_one_producer(one: str, other: str, same: bool) -> None:
    assert (identify_name(one) == identify_name(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Acme", "Acme\u200b", True),
        ("Acme", "Acme\u0332", True),
        ("Acme", "Аcme", True),
        ("Corner", "Comer", True),
        ("Al Labs", "A1 Labs", True),
        ("Acme", "Acne", False),
    ],
)
def test_names_that_look_the_same_have_one_skeleton(one: str, other: str, alike: bool) -> None:
    assert (make_skeleton(one) == make_skeleton(other)) is alike


@pytest.mark.parametrize(
    ("result", "benchmark", "words"),
    [
        ("n_tasks: 600", "", "600 tasks are more than the 500 of 'desk-bench'; correct one of the two numbers"),
        ("n_tasks: 477", "", None),
        ("n_tasks: 500, trials: 4", "", None),
        ("n_tasks: 2000, trials: 4", "", "these are its tasks times 4 trials; write n_tasks: 500"),
        ("n_tasks: 2100, trials: 4", "", "2100 tasks are more than the 500"),
        ("n_tasks: 600, benchmark_version: v1.0", "version: '1.0'", "600 tasks are more than the 500"),
        ("n_tasks: 600, benchmark_version: '2.0'", "version: '1.0'", None),
        ("n_tasks: 165, split: val", "splits: [{name: validation, n_tasks: 100}]", "165 tasks are more than the 100"),
        ("n_tasks: 600, split: val", "splits: [{name: validation}]", None),
    ],
)
def test_a_result_on_more_tasks_than_there_are(result: str, benchmark: str, words: str | None) -> None:
    score = f"  - {{kind: benchmark_result, id: score, benchmark: desk-bench, score: 0.5, {result}}}\n"
    files = valid(june=("items:\n", f"items:\n{score}"), desk_bench=("n_tasks: 50\n", f"n_tasks: 500\n{benchmark}\n"))
    intake = read_workspace(InMemory(files), Audience.INTERNAL, date(2026, 7, 1))
    assert [words is not None and words in str(problem) for problem in intake.problems] == ([True] if words else [])
