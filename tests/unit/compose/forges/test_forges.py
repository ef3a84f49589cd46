"""Findings of a review on forges: in the limits that these set, each at a place, with a fingerprint that lasts."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from support.review.reviews import BETTER, GAMED, LAPSED, MOVED_LINE, MUCH, POSTURE, UNREADABLE, WITHIN_NOISE, a_change
from trustpages.compose.forges.sarif import MOST_RESULTS
from trustpages.compose.review.findings import find_in_review
from trustpages.model.problem import Place
from trustpages.model.results.review import ChangeReview
from trustpages.review.rules.catalog import RULES_BY_ID
from trustpages.workflow.diff.forms import OutputForm, print_as_annotations, print_as_code_quality, print_as_sarif

FORM = OutputForm("any")


def code_quality(review: ChangeReview) -> Any:
    return json.loads(print_as_code_quality(review, FORM))


def sarif(review: ChangeReview) -> Any:
    (run,) = json.loads(print_as_sarif(review, FORM))["runs"]
    return run


def test_what_stops_is_an_error_what_is_adverse_a_warning_and_the_rest_is_not_beside_lines() -> None:
    review = replace(MUCH, changes=(POSTURE, WITHIN_NOISE, replace(GAMED, is_gating=False), BETTER))
    lines = print_as_annotations(review, FORM).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::warning"]
    assert lines[0].startswith(
        "::error file=evidence/airline-desk/agent.yml,line=1,col=1,title=Critical%3A Posture worse::"
    )
    assert [result["level"] for result in sarif(review)["results"]] == ["error", "warning", "warning", "note"]


def test_what_concerns_no_agent_stands_at_the_workspace() -> None:
    (finding,) = find_in_review(replace(MOVED_LINE, changes=(a_change(agent="", place=None),)), adverse_alone=False)
    assert finding.place == Place("trust.yml")


@pytest.mark.parametrize("review", [UNREADABLE, LAPSED])
def test_what_keeps_the_review_from_being_one_comes_first(review: ChangeReview) -> None:
    codes = ["yaml-syntax"] * 8 if review is UNREADABLE else ["acceptance-expired", "threshold-lowered"]
    assert [entry["check_name"] for entry in code_quality(review)] == codes
    assert [result["ruleId"] for result in sarif(review)["results"]] == codes
    assert all(line.startswith("::error ") for line in print_as_annotations(review, FORM).splitlines())


def test_code_quality_has_what_gitlab_asks_for() -> None:
    entries = code_quality(MUCH)
    assert all(set(entry) == {"description", "check_name", "fingerprint", "severity", "location"} for entry in entries)
    assert [entry["severity"] for entry in entries] == ["blocker", "blocker", "major", "blocker", "info"]
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    assert all(entry["location"]["lines"]["begin"] >= 1 for entry in entries)
    assert len({entry["fingerprint"] for entry in code_quality(UNREADABLE)}) == 8


def test_a_log_keeps_the_weightiest_and_says_how_many_are_left_out() -> None:
    few, many = sarif(MUCH), sarif(replace(MUCH, changes=(*MUCH.changes, *(BETTER,) * MOST_RESULTS)))
    assert "invocations" not in few
    assert len(many["results"]) == MOST_RESULTS
    assert many["results"][:7] == few["results"]
    (said,) = many["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"] == "7 results of less weight left out"


def test_results_of_a_log_outlive_the_lines_around_them() -> None:
    moved = replace(MUCH, changes=tuple(replace(change, place=Place("a.yml", 1, 1)) for change in MUCH.changes))
    prints = [[result["partialFingerprints"] for result in sarif(review)["results"]] for review in (MUCH, moved)]
    assert prints[0] == prints[1] == [{"trustpages/v1": change.fingerprint} for change in MUCH.changes]
    assert all(rule["help"]["text"] for rule in sarif(MUCH)["tool"]["driver"]["rules"])


def test_rules_of_a_log_say_what_the_catalog_says() -> None:
    rule = RULES_BY_ID["line-lowered"]
    (described,) = sarif(replace(MUCH, changes=(replace(GAMED, rule=rule.id),)))["tool"]["driver"]["rules"]
    assert (described["shortDescription"]["text"], described["help"]["text"]) == (
        rule.title,
        rule.explained().paragraph,
    )
