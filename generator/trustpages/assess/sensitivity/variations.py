"""Other values of the policy: every parameter at half and at double its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from trustpages.assess.metrics.benchmarks.quality import assess_benchmarks
from trustpages.assess.metrics.procurement import assess_procurement
from trustpages.assess.metrics.rank.outcomes import compare_ranks_with_outcomes
from trustpages.model.documents.base import Model
from trustpages.model.documents.policy import Policy
from trustpages.model.results.report import Portfolio
from trustpages.model.workspace import Workspace

NOT_VARIED = ("rank.simulations", "rank.permutations", "gap.assumed_n", "authority.")
"""How much is simulated, samples to try and rungs of a ladder are no lines that half or double could move."""


@dataclass(frozen=True, slots=True)
class Variation:
    """The policy with one parameter changed, and what that makes of the figures of all agents together."""

    parameter: str
    value: str
    tried: str
    policy: Policy
    portfolio: Portfolio


@dataclass(frozen=True, slots=True)
class Variations:
    """All variations of a policy in the order of its parameters, and the parameters that have none."""

    all: tuple[Variation, ...]
    skipped: tuple[str, ...]


def vary_policy(workspace: Workspace, portfolio: Portfolio) -> Variations:
    """Every parameter of the workspace's policy at half and at double its value; `portfolio` is that of the report.

    Whole numbers are rounded; values that the model refuses are left out, and a share above 1 becomes 0.99.
    Of the level of intervals the error is halved and doubled, since half a level is none.
    """
    policy = workspace.trust.policy
    varied = {name: tuple(_vary_parameter(policy, name, value)) for name, value, _ in policy.parameters()}
    variations = tuple(
        Variation(name, value, tried, changed, _vary_portfolio(workspace, portfolio, name, changed))
        for name, values in varied.items()
        for value, tried, changed in values
    )
    return Variations(variations, skipped=tuple(name for name, values in varied.items() if not values))


def _vary_parameter(policy: Policy, name: str, value: object) -> Iterator[tuple[str, str, Policy]]:
    """The value as it is and the one tried, both as text, and the policy with the latter."""
    if name.startswith(NOT_VARIED) or not isinstance(value, int | float) or isinstance(value, bool):
        return
    path = name.split(".")
    for tried in _compute_half_and_double(policy, path, value):
        changed = _replace_value(policy, path, tried)
        if isinstance(changed, Policy) and tried != value:
            yield f"{value:g}", f"{tried:g}", changed


def _compute_half_and_double(policy: Policy, path: Sequence[str], value: float) -> tuple[float, float]:
    if path[-1].endswith("level"):
        return round(1 - 2 * (1 - value), 9), round(1 - (1 - value) / 2, 9)
    if isinstance(value, int):
        return round(value / 2), value * 2
    # The model knows which numbers are shares: those for which it refuses more than 1.
    is_share = value <= 1 <= value * 2 and _replace_value(policy, path, 1.01) is None
    return value / 2, 0.99 if is_share else value * 2


def _replace_value(model: Model, path: Sequence[str], value: float) -> Model | None:
    """A copy of the model with the value at the path, None if the model refuses it."""
    name, *rest = path
    inner = _replace_value(getattr(model, name), rest, value) if rest else value
    try:
        return None if inner is None else type(model).model_validate({**dict(model), name: inner})
    except ValidationError:
        return None


def _vary_portfolio(workspace: Workspace, portfolio: Portfolio, parameter: str, policy: Policy) -> Portfolio:
    """The portfolio as it is under `policy`, which differs from the workspace's in `parameter` alone."""
    changed = replace(workspace, trust=workspace.trust.model_copy(update={"policy": policy}))
    if parameter in ("level", "rank.exploratory_from"):
        portfolio = replace(portfolio, ranks=compare_ranks_with_outcomes(changed))
    if parameter == "level" or parameter.startswith("procurement."):
        portfolio = replace(portfolio, procurement=assess_procurement(changed))
    if parameter in ("level", "benchmark.top"):
        portfolio = replace(portfolio, benchmarks=assess_benchmarks(changed))
    return portfolio
