"""Braintrust: means without a number of rows stay means, and errors are unknown outcomes without any score."""

from __future__ import annotations

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.evaluations.braintrust import BRAINTRUST

SUMMARY = {
    "project_name": "p",
    "experiment_name": "e",
    "scores": {"Exact Match": {"score": 0.5}, "Empty": {"score": None}},
}


def test_mean_without_its_rows_is_a_score_and_not_recomputed() -> None:
    (item,) = read_files(BRAINTRUST, {"x.jsonl": [SUMMARY]}).items
    assert (item.kind, item.name, item.keys) == (
        "published_score",
        "exact-match-on-e",
        {"score": "exact-match", "value": 0.5},
    )
    assert [(stated.value, stated.n, stated.recomputed) for stated in item.headlines] == [(0.5, None, None)]


def test_errors_are_unknown_outcomes_and_grave() -> None:
    (item,) = read_files(BRAINTRUST, {"x.jsonl": [{"eval_name": "e", "errors": ["a", "b"]}]}).items
    assert tell(item) == {"task-error": 2}
    assert [(doubt.kind, doubt.is_grave) for doubt in item.doubts] == [("scores-withheld", True)]


def test_two_experiments_of_one_name_stand_apart() -> None:
    items = read_files(BRAINTRUST, {"x.jsonl": [SUMMARY, SUMMARY]}).items
    assert [item.name for item in items] == ["exact-match-on-e", "exact-match-on-e-2"]


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_lines_are_read() -> None:
    errors, exact, close = read_shared(BRAINTRUST, "eval_outputs/braintrust").items
    assert (tell(errors), kinds(errors)) == ({"task-error": 2}, {"scores-withheld"})
    assert [item.keys["value"] for item in (exact, close)] == [0.5625, 0.65625]
