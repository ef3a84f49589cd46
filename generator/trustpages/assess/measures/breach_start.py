"""First day on which a breach holds without interruption; consequences are due from then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.windows import Days, compute_window_days
from trustpages.assess.measures.ruling import Ruling
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.items import Incident
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Verdict

_OWING = frozenset({Verdict.BREACHED, Verdict.LEANING_BREACH})


def find_breach_start(case: Case, ruling: Ruling, rule: Callable[[Case], Ruling]) -> date | None:
    """The first day of collection from which a breach, or a leaning to one, has held without a break.

    The verdict is computed anew for each day on which evidence was complete, from what was known then; for
    evidence from before the pact, that is the pact's first day. None for other verdicts, and where not even
    the last such day shows it.
    """
    if ruling.verdict not in _OWING:
        return None
    since, alone = None, replace(case, context=_keep_relevant_evidence(case))
    for day in sorted(list_collection_days(case, case.days), reverse=True):
        if rule(_move_to_day(alone, day)).verdict is not ruling.verdict:
            break
        since = day
    return since


def list_collection_days(case: Case, days: Days) -> frozenset[date]:
    """The days of the window on which evidence that names the obligation was complete, under the pact."""
    first, last = days
    found = (_find_day_known(item) for item in case.context.evidence if case.ref in item.item.supports)
    in_window = (day for day in found if day is not None and (first or day) <= day <= last)
    return frozenset(max(day, case.pact.valid_from) for day in in_window)


def list_judged_windows(case: Case) -> tuple[Days, ...]:
    """Every window in which the obligation is judged: that of the report, and those of the days before."""
    days = sorted({case.context.as_of, *list_collection_days(case, case.days)})
    return tuple(compute_window_days(case.obligation.window, day) for day in days)


def _keep_relevant_evidence(case: Case) -> Context:
    """The context with the evidence that names the obligation, and all control records."""
    bearing = (item for item in case.context.evidence if item.evidence_class is None or case.ref in item.item.supports)
    return replace(case.context, evidence=tuple(bearing))


def _move_to_day(case: Case, day: date) -> Case:
    context = _keep_known_evidence(case.context, day)
    return replace(case, context=context, triggers=find_recorded_triggers(context), verdict_only=True)


def _keep_known_evidence(context: Context, day: date) -> Context:
    known = tuple(item for item in context.evidence if (_find_day_known(item) or day) <= day)
    return replace(context, as_of=day, evidence=known)


def _find_day_known(evidence: Evidence) -> date | None:
    if isinstance(evidence.item, Incident):
        return evidence.item.known_on
    return evidence.collected_to
