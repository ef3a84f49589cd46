"""Answers about money and hours: what the controls of an agent cost at scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.figures import describe_quantity
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.agent import Control
from trustpages.model.measured import Measured
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import EvidenceClass


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
        said += _sum_up_hours(agent, priced, agent.agent.exposure_per_day)
    bare = [control for control in agent.agent.controls if control.cost is None]
    missing = "" if priced and not bare else "the cost of each control"
    return Answer(tuple(said), (Link("controls", paths.analyst(agent.id)),) if said else (), missing)


_DAYS: Final = {"day": 1, "week": 7, "month": 365.25 / 12, "year": 365.25}


def _sum_up_hours(agent: AgentReport, controls: Sequence[Control], runs_a_day: float) -> Iterator[str]:
    """What controls that are counted in hours of a period come to together, for each run and for each good one."""
    costs = [control.cost for control in controls if control.cost and "hour" in control.cost.unit.lower()]
    if not costs or not all(cost.per.lower() in _DAYS for cost in costs):
        return
    a_day = sum(cost.amount / _DAYS[cost.per.lower()] for cost in costs)
    minutes = a_day * 60 / runs_a_day
    yield (
        f"Together: {_count_hours(7 * a_day)} a week over {format_number(7 * runs_a_day)} runs, "
        f"about {_count_minutes(minutes)} a run."
    )
    worst = min(_list_successes(agent), key=lambda pair: pair[1].value, default=None)
    if worst is not None and worst[1].value > 0:
        promise, share = worst
        seen = describe_quantity(share).counts or describe_quantity(share).headline
        yield f"For each run that keeps “{promise}” ({seen}), about {_count_minutes(minutes / share.value)}."


def _count_hours(hours: float) -> str:
    return count_of(round(hours, 1), "hour")


def _count_minutes(minutes: float) -> str:
    return count_of(round(minutes, 1), "minute")


def _list_successes(agent: AgentReport) -> Iterator[tuple[str, Measured]]:
    """Promises about the share of success of which real use alone tells, with the share that was seen."""
    promised = {
        f"{pact.id}/{obligation.id}"
        for pact in agent.pacts
        for obligation in pact.obligations
        if obligation.measure.find_least_share(obligation.threshold) is not None
    }
    in_use = {item.id for item in agent.evidence if item.evidence_class is EvidenceClass.RUNTIME}
    for result in agent.findings.obligations:
        is_seen = result.ref in promised and result.pooled and in_use.issuperset(result.pooled)
        if is_seen and isinstance(result.quantity, Measured):
            yield result.promise.rstrip("."), result.quantity
