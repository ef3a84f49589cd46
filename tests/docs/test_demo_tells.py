"""The demo tells the whole story by itself: what must be on its site, whatever else changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.system.commands import trustpages

ROOT = Path(__file__).parents[2]


@cache
def report() -> dict[str, Any]:
    done = trustpages("report", "--format", "json", folder=ROOT)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def values(key: str, of: str) -> set[str]:
    return {one[key] for agent in report()["agents"] for one in agent[of]}


@pytest.mark.parametrize("verdict", ["met", "breached", "leaning-met", "leaning-breach", "missing"])
def test_a_promise_of_each_verdict(verdict: str) -> None:
    assert verdict in values("verdict", "obligations")


@pytest.mark.parametrize("verdict", ["contradicted", "supported", "stale", "out-of-scope"])
def test_a_claim_of_each_verdict(verdict: str) -> None:
    assert verdict in values("verdict", "claims")


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("L10", "a stale result"),
        ("L12", "version drift"),
        ("L41", "zero incidents in few runs"),
        ("L24", "a benchmark whose do-nothing baseline matters"),
        ("L30", "a critical part of the work that no benchmark tests"),
        ("L68", "a contradicted claim"),
        ("L73", "more authority than the rules allow"),
    ],
)
def test_a_limitation_of_each_kind(rule: str, what: str) -> None:
    assert rule in values("rule", "limitations"), what


def test_consequences_on_time_late_overridden_and_open() -> None:
    assert {"on-time", "late", "overridden", "pending"} <= values("state", "consequences")


def test_something_changed_since_the_last_report() -> None:
    changed = {one["changed"] for agent in report()["agents"] for one in agent["changes"]}
    assert {"verdict", "claim", "consequence"} <= changed


def test_the_portfolio_compares_a_benchmark_with_a_stand_in_and_says_so() -> None:
    (found,) = (detail for detail in details() if detail["comparison"] == "gaia-and-airline-service")
    assert (found["n"], found["stand_in"], found["rho"]["status"]) == (14, True, "exploratory")
    assert found["rho"]["value"] == pytest.approx(0.581, abs=5e-4)
    assert found["tau"]["value"] == pytest.approx(0.411, abs=5e-4)


def details() -> Iterable[dict[str, Any]]:
    return [comparison["details"] for comparison in report()["portfolio"]["rank_outcome"]]
