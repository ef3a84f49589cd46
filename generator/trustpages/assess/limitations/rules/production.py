"""L41 to L45: how much real use there was, how much of it was monitored, and what the absence of incidents shows."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NOTHING_NEEDED, Occasion, Occasions, Rule
from trustpages.assess.limitations.sentences import (
    format_amount,
    format_decimal,
    format_decimal_up,
    format_percent,
    format_percent_up,
)
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.measured import Measured, Quantity
from trustpages.model.results.claims import IncidentRates
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.results.obligation import list_broken_in_runs
from trustpages.model.sentence import refer
from trustpages.model.vocabulary import IncidentSeverity, Severity

NO_USE = NotEvaluable("there is no real use on record")
REAL_USE = "real use on record"

NONE_SEEN = "No incident in {n} {unit}. That rules out rates above {u}, not all incidents."
NONE_SEVERE = "No critical incident was seen in {n} {unit}; up to {u} per 1,000 {unit} cannot be excluded."
WITH_OTHERS = (
    "No incident in {n} {unit}, and {outside} outside of the days of this use. That rules out rates above {u}, not all "
    "incidents."
)
UNCOUNTED = "How much the agent was used is not on record; {k} {k:incident|incidents} cannot be set against any use."
UNSIZED = "How much the agent was used is not on record; nothing is known about how often incidents happen."
WITH_REPORTED = (
    "No confirmed incident in {n} {unit}, and {reported} reported and not confirmed. That rules out rates of confirmed "
    "ones above {u}, not all incidents."
)
SEVERE_REPORTED = (
    "No confirmed critical incident in {n} {unit}, and {reported} reported and not confirmed; up to {u} per 1,000 "
    "{unit} cannot be excluded."
)
BROKEN_IN_RUNS = " Runs broke {broken} all the same, and no incident is on record for it."
ONLY_USERS = "Incidents are noticed only when users report them; others would not appear."
UNTESTED = "Nobody tested which share of failures would be noticed in {items}; incidents that are missed do not appear."
IN_PART = "Not all runs in {items} are watched, and for others nobody says; incidents elsewhere would not appear."


def _get_used_rates(agent: AssessedAgent) -> IncidentRates | None:
    rates = agent.findings.real_use.incidents
    # Incidents without any use that they could be set against say nothing of a rate.
    return rates if rates is not None and rates.exposure > 0 else None


def _find_zero_events(agent: AssessedAgent) -> Occasions:
    rates = _get_used_rates(agent)
    if rates is None:
        return NO_USE
    if any(count for _, count in rates.counts):
        return ()
    slots: dict[str, Slot] = {
        "n": format_amount(rates.exposure),
        "unit": rates.counted_in,
        "u": _format_bound(rates),
        "outside": rates.outside,
        "reported": agent.findings.real_use.on_record.reported.total,
    }
    with_reported = WITH_REPORTED if slots["reported"] else NONE_SEEN
    return (_tell_broken(agent, slots, WITH_OTHERS if rates.outside else with_reported),)


def _tell_broken(agent: AssessedAgent, slots: dict[str, Slot], sentence: str, *severities: Severity) -> Occasion:
    """The occasion, with the promises of these severities, or of any, that runs broke without a record of it."""
    broken = tuple(
        result.ref
        for result in list_broken_in_runs(agent.promises, agent.context.evidence)
        if not severities or result.severity in severities
    )
    if not broken:
        return Occasion(slots, sentence=sentence)
    return Occasion(slots | {"broken": refer(broken)}, broken, sentence=sentence + BROKEN_IN_RUNS)


def _format_bound(rates: IncidentRates) -> str:
    """The rate that nothing seen in so much use rules out: the upper limit of the rate."""
    excluded = _get_upper_limit(rates.rate)
    if rates.exposure_unit == "runs":
        return format_percent_up(excluded)
    return f"{format_decimal_up(excluded * 1000, 1)} per 1,000 {rates.counted_in}"


def _get_upper_limit(rate: Quantity) -> float:
    """The upper limit of a rate that is measured wherever there is exposure."""
    if not isinstance(rate, Measured) or rate.high is None:
        raise ValueError("a rate over exposure has an upper limit")
    return rate.high


def _find_no_exposure(agent: AssessedAgent) -> Occasions:
    if _get_used_rates(agent) is not None:
        return ()
    rates = agent.findings.real_use.incidents
    if rates is None:
        return (Occasion(),)
    k = rates.outside + sum(count for _, count in rates.counts)
    return (Occasion({"k": k}, sentence=UNCOUNTED if k else UNSIZED),)


def _find_severe_unseen(agent: AssessedAgent) -> Occasions:
    rates = _get_used_rates(agent)
    if rates is None:
        return NO_USE
    if dict(rates.counts).get("critical", 0):
        return ()
    slots: dict[str, Slot] = {
        "u": format_decimal_up(_get_upper_limit(rates.critical) * 1000, 1),
        "unit": rates.counted_in,
        "n": format_amount(rates.exposure),
        "reported": dict(agent.findings.real_use.on_record.reported.by_severity)[IncidentSeverity.CRITICAL],
    }
    return (_tell_broken(agent, slots, SEVERE_REPORTED if slots["reported"] else NONE_SEVERE, Severity.CRITICAL),)


def _find_partial_monitoring(agent: AssessedAgent) -> Occasions:
    rates = agent.findings.real_use.incidents
    items = [agent.context.item(id_) for id_ in rates.evidence] if rates is not None else []
    runs = [item.item for item in items if item is not None and isinstance(item.item, Runs)]
    if rates is None or not runs:
        return NO_USE
    if rates.monitored is not None and rates.monitored < 1:
        return (Occasion({"f": format_percent(rates.monitored)}),)
    if set(rates.detection) == {"user_reported"}:
        return (Occasion(sentence=ONLY_USERS),)
    partly = tuple(run.id for run in runs if run.monitoring and run.monitoring.fraction < 1)
    if partly:
        return (Occasion({"items": refer(partly)}, partly, sentence=IN_PART),)
    if rates.monitored is None:
        return NotEvaluable("which share of the runs is watched is not recorded")
    untested = tuple(run.id for run in runs if run.monitoring and run.monitoring.sensitivity is None)
    # Everything is watched, but a detector that misses failures would leave the same record.
    return (Occasion({"items": refer(untested)}, untested, Severity.MEDIUM, UNTESTED),) if untested else ()


def _find_bursts(agent: AssessedAgent) -> Occasions:
    rates = agent.findings.real_use.incidents
    if rates is None:
        return NO_USE
    if not isinstance(rates.dispersion, Measured):
        return NotEvaluable(rates.dispersion.reason)
    if rates.widened_by is None:
        return ()
    return (Occasion({"x": format_decimal(rates.widened_by, 1.0)}),)


PRODUCTION_RULES = (
    Rule(
        id="L41",
        slug="zero_events",
        severity=Severity.MEDIUM,
        meaning="That nothing has happened yet shows only so much, and less the shorter the use.",
        fires="there is real use on record and no incident in it",
        sentence=NONE_SEEN,
        removed_by="more exposure",
        needs=REAL_USE,
        find=_find_zero_events,
    ),
    Rule(
        id="L42",
        slug="no_exposure",
        severity=Severity.CRITICAL,
        meaning="The agent has not been seen at work.",
        fires="no amount of real use is on record",
        sentence="There is no real use on record; nothing is known about incidents.",
        removed_by="records of runs in production",
        needs=NOTHING_NEEDED,
        find=_find_no_exposure,
    ),
    Rule(
        id="L43",
        slug="severe_unseen",
        severity=Severity.MEDIUM,
        meaning="The worst kind of incident may simply not have had time to happen.",
        fires="there is real use on record and no critical incident in it",
        sentence=NONE_SEVERE,
        removed_by="more exposure",
        needs=REAL_USE,
        find=_find_severe_unseen,
    ),
    Rule(
        id="L44",
        slug="partial_monitoring",
        severity=Severity.HIGH,
        meaning="Nobody would notice some of the incidents.",
        fires="not all runs are watched, or only users report incidents, or nobody tested the detector",
        graded="medium where all runs are watched and only the test of the detector is missing",
        sentence="Only {f} of runs are watched; incidents elsewhere would not appear.",
        removed_by="full monitoring, and a test of the detector",
        needs="real use that says which share of it is watched",
        find=_find_partial_monitoring,
    ),
    Rule(
        id="L45",
        slug="bursts",
        severity=Severity.MEDIUM,
        meaning="Incidents come many at a time, so an average month says little about a bad one.",
        fires="counts by period vary more than chance allows (dispersion test, p below 0.05)",
        sentence="Incidents come in bursts; the plain interval is too narrow (widened by a factor of {x}).",
        removed_by="an analysis of causes",
        needs="counts of at least 8 periods of real use",
        find=_find_bursts,
    ),
)
