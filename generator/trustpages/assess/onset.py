"""Since when a bad verdict has held: the day from which a consequence was owed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from trustpages.assess.case import Case
from trustpages.assess.context import Context
from trustpages.assess.triggers import recorded_triggers
from trustpages.assess.verdicts.ruling import Ruling
from trustpages.assess.windows import Days, days_of
from trustpages.model.documents.items import Incident
from trustpages.model.results.evidence import Evidence
from trustpages.model.vocabulary import Verdict

_OWING = frozenset({Verdict.BREACHED, Verdict.LEANING_BREACH})


def holds_since(case: Case, ruling: Ruling, rule: Callable[[Case], Ruling]) -> date | None:
    """The first day of collection from which a breach, or a leaning to one, has held without a break.

    The verdict is computed anew for each day on which evidence was complete, from what was known then; for
    evidence from before the pact, that is the pact's first day. None for other verdicts, and where not even
    the last such day shows it.
    """
    if ruling.verdict not in _OWING:
        return None
    since, alone = None, replace(case, context=_bearing_on(case))
    for day in sorted(collection_days(case, case.days), reverse=True):
        if rule(_on(alone, day)).verdict is not ruling.verdict:
            break
        since = day
    return since


def collection_days(case: Case, days: Days) -> frozenset[date]:
    """The days of the window on which evidence that names the obligation was complete, under the pact."""
    first, last = days
    found = (_known_from(item) for item in case.context.evidence if case.ref in item.item.supports)
    in_window = (day for day in found if day is not None and (first or day) <= day <= last)
    return frozenset(max(day, case.pact.valid_from) for day in in_window)


def windows_looked_at(case: Case) -> tuple[Days, ...]:
    """Every window in which the obligation is judged: that of the report, and those of the days before."""
    days = sorted({case.context.as_of, *collection_days(case, case.days)})
    return tuple(days_of(case.obligation.window, day) for day in days)


def _bearing_on(case: Case) -> Context:
    """The context with the evidence that names the obligation, and all control records."""
    bearing = (
        item
        for item in case.context.evidence
        if item.evidence_class is None or case.ref in item.item.supports
    )
    return replace(case.context, evidence=tuple(bearing))


def _on(case: Case, day: date) -> Case:
    context = _as_known_on(case.context, day)
    return replace(case, context=context, triggers=recorded_triggers(context), verdict_only=True)


def _as_known_on(context: Context, day: date) -> Context:
    known = tuple(item for item in context.evidence if (_known_from(item) or day) <= day)
    return replace(context, as_of=day, evidence=known)


def _known_from(evidence: Evidence) -> date | None:
    if isinstance(evidence.item, Incident):
        return evidence.item.detected or evidence.item.occurred
    return evidence.collected_to
