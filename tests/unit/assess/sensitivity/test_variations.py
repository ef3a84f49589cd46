"""Other values of the policy: what is tried, what is not, and that only one parameter changes at a time."""

from __future__ import annotations

import pytest

from support.builders import a_trust, a_workspace
from trustpages.assess.metrics.catalog import compute_portfolio
from trustpages.assess.sensitivity.variations import NOT_VARIED, Variations, vary_policy
from trustpages.model.documents.policy import Policy
from trustpages.model.workspace import Workspace

TRIED = [
    ("coverage.low", ["0.25", "0.99"]),  # a share stays below 1
    ("rank.ceiling", ["0.4", "0.99"]),
    ("freshness.stale", ["0.5", "2"]),
    ("rank.exploratory_from", ["2", "10"]),  # whole numbers are rounded
    ("review.base.critical", ["7", "28"]),
    ("level", ["0.9", "0.975"]),  # half a level is none: its error is halved and doubled
    ("rank.simulations", []),
    ("gap.assumed_n", []),
]


def variations(workspace: Workspace | None = None) -> Variations:
    workspace = workspace or a_workspace()
    return vary_policy(workspace, compute_portfolio(workspace))


@pytest.mark.parametrize(("parameter", "tried"), TRIED)
def test_half_and_double(parameter: str, tried: list[str]) -> None:
    found = variations()
    assert [one.tried for one in found.all if one.parameter == parameter] == tried
    assert (parameter in found.skipped) is not bool(tried)


def test_every_parameter_is_varied_or_skipped() -> None:
    found = variations()
    varied = {one.parameter for one in found.all}
    names = {name for name, _, _ in Policy().parameters()}
    assert varied | set(found.skipped) == names
    assert not varied & set(found.skipped)
    assert all(name.startswith(NOT_VARIED) for name in found.skipped)


def test_one_parameter_changes_at_a_time() -> None:
    before = {name: value for name, value, _ in Policy().parameters()}
    for variation in variations().all:
        after = {name: value for name, value, _ in variation.policy.parameters()}
        assert [name for name in before if before[name] != after[name]] == [variation.parameter]


def test_a_value_that_the_model_refuses_is_left_out() -> None:
    found = variations(a_workspace(trust=a_trust(pact={"many_looks": 1})))
    assert [variation.tried for variation in found.all if variation.parameter == "pact.many_looks"] == ["2"]


def test_zero_has_no_half_and_no_double() -> None:
    found = variations(a_workspace(trust=a_trust(coverage={"partial": 0.0})))
    assert "coverage.partial" in found.skipped
