"""Other values of the policy: every parameter once at half and once at double what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from trustpages.assess.metrics.benchmark_quality import benchmark_quality
from trustpages.assess.metrics.procurement import procurement
from trustpages.model.documents.base import Model
from trustpages.model.documents.policy import Policy
from trustpages.model.results.metrics import BenchmarkQuality, Procurement
from trustpages.model.workspace import Workspace

NOT_VARIED = ("rank.simulations", "rank.permutations", "gap.assumed_n", "authority.")
"""How much is simulated, samples to try and rungs of a ladder are no lines that half or double could move."""

LARGEST_SHARE = 0.99
"""What stands for double a share where double is more than everything."""


@dataclass(frozen=True, slots=True)
class Variation:
    """The policy with one parameter changed, and what that makes of the figures of all agents together.

    `procurement` and `benchmarks` are None where the parameter does not touch them.
    """

    parameter: str
    value: str
    tried: str
    policy: Policy
    procurement: Procurement | None = None
    benchmarks: tuple[BenchmarkQuality, ...] | None = None


@dataclass(frozen=True, slots=True)
class Variations:
    """All variations of a policy in the order of its parameters, and the parameters that have none."""

    all: tuple[Variation, ...]
    skipped: tuple[str, ...]


def variations_of(workspace: Workspace) -> Variations:
    """Every parameter of the workspace's policy at half and at double its value.

    Whole numbers are rounded; values that the model refuses are left out, and a share above 1 becomes 0.99.
    Of the level of intervals the error is halved and doubled, since half a level is none.
    """
    policy = workspace.trust.policy
    found = {name: tuple(_of(policy, name, value)) for name, value, _ in policy.parameters()}
    everywhere = (_everywhere(workspace, one) for several in found.values() for one in several)
    return Variations(tuple(everywhere), tuple(name for name, several in found.items() if not several))


def _of(policy: Policy, name: str, value: object) -> Iterator[Variation]:
    if name.startswith(NOT_VARIED) or not isinstance(value, int | float) or isinstance(value, bool):
        return
    path = name.split(".")
    for tried in _half_and_double(policy, path, value):
        changed = _with(policy, path, tried)
        if isinstance(changed, Policy) and tried != value:
            yield Variation(name, f"{value:g}", f"{tried:g}", changed)


def _half_and_double(policy: Policy, path: Sequence[str], value: float) -> tuple[float, float]:
    if path == ["level"]:
        return round(1 - 2 * (1 - value), 9), round(1 - (1 - value) / 2, 9)
    if isinstance(value, int):
        return round(value / 2), value * 2
    is_share = value <= 1 <= value * 2 and _with(policy, path, 1.01) is None
    return value / 2, LARGEST_SHARE if is_share else value * 2


def _with(model: Model, path: Sequence[str], value: float) -> Model | None:
    """A copy of the model with the value at the path, None if the model refuses it."""
    name, *rest = path
    inner = _with(getattr(model, name), rest, value) if rest else value
    try:
        return None if inner is None else type(model).model_validate({**dict(model), name: inner})
    except ValidationError:
        return None


def _everywhere(workspace: Workspace, one: Variation) -> Variation:
    """The variation with the figures of all agents together that its parameter touches."""
    changed = replace(workspace, trust=workspace.trust.model_copy(update={"policy": one.policy}))
    if one.parameter.startswith("procurement.") and one.parameter != "procurement.high_share":
        return replace(one, procurement=procurement(changed))
    if one.parameter == "benchmark.top":
        return replace(one, benchmarks=benchmark_quality(workspace.benchmarks, one.policy))
    return one
