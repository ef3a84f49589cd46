"""Answers about money and hours: what the controls of an agent cost at scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.agent import Control
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport


def answer_cost(composition: Composition, agent: AgentReport) -> Answer:
    """What the controls cost at scale."""
    del composition
    priced = [control for control in agent.agent.controls if control.cost is not None]
    said = [
        f"{control.summary} {format_number(control.cost.amount)} {control.cost.unit} per {control.cost.per}."
        for control in priced
        if control.cost is not None
    ]
    if agent.findings.reviews.hours:
        hours = count_of(agent.findings.reviews.hours, "hour")
        said.append(f"Reviews of the last twelve months took {hours}.")
    if said and agent.agent.exposure_per_day:
        said.append(f"Expected use: {format_number(agent.agent.exposure_per_day)} runs a day.")
        said += _sum_up_hours(priced, agent.agent.exposure_per_day)
    bare = [control for control in agent.agent.controls if control.cost is None]
    missing = "" if priced and not bare else "the cost of each control"
    return Answer(tuple(said), (Link("controls", paths.analyst(agent.id)),) if said else (), missing)


_DAYS: Final = {"day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25}


def _sum_up_hours(controls: Sequence[Control], runs_a_day: float) -> Iterator[str]:
    """What controls that are counted in hours of a period come to together, for each run; nothing of a single one."""
    costs = [control.cost for control in controls if control.cost and "hour" in control.cost.unit.lower()]
    if len(costs) < 2 or not all(cost.per.lower() in _DAYS for cost in costs):
        return
    a_day = sum(cost.amount / _DAYS[cost.per.lower()] for cost in costs)
    minutes = round(a_day * 60 / runs_a_day, 1)
    yield (
        f"Together: {format_number(round(7 * a_day, 1))} hours a week over {format_number(7 * runs_a_day)} runs, "
        f"about {count_of(minutes, 'minute')} a run."
    )
