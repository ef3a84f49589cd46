"""Consequence follow-through: whether what was agreed to follow does follow, and in time."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.context import Context
from trustpages.assess.metrics.calls import calls_of
from trustpages.assess.metrics.ledger import DUE_STATES, NOT_DONE, recorded_entries
from trustpages.assess.metrics.missed_triggers import missed_entries
from trustpages.assess.metrics.overrides import overrides_of
from trustpages.model.documents.items import Drill
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured, drawn_from
from trustpages.model.results.loop import FollowThrough, LedgerEntry, LedgerState, OverrideFinding
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.binomial import wilson
from trustpages.statistics.interval import Estimate
from trustpages.statistics.survival import Survival, kaplan_meier

FEWEST_FOR_MEDIAN = 5
_UNTESTED = "no consequence was triggered; follow-through is untested"
_CENSUS = "if these records are read as a sample of how the organisation behaves"


def follow_through(context: Context, obligations: Sequence[ObligationResult]) -> FollowThrough:
    """The ledger, the on-time share of what fell due, the time to consequence, and the overrides.

    `due` counts consequences whose deadline has passed or that were enacted, missed triggers included;
    those without an agreed deadline can be neither on time nor late and are left out. `not_enacted` counts
    recorded ones that did not happen, lapsed overrides included; `missed` those that nobody recorded.
    Sources: metrics specification 8 (Wilson 1927; Kaplan & Meier 1958).
    """
    overrides, calls = overrides_of(context), calls_of(context, obligations)
    entries = (
        *recorded_entries(context, obligations, calls, overrides),
        *missed_entries(calls, overrides, context.as_of),
    )
    due = [entry for entry in entries if _is_due(entry)]
    on_time = [entry for entry in due if entry.enacted_at is not None and not entry.days_late]
    survival = _survival(context, entries)
    drills = _drills(context)
    return FollowThrough(
        entries=tuple(sorted(entries, key=lambda entry: (entry.triggered_at, entry.id))),
        on_time=drawn_from(
            _on_time(len(on_time), len(due), entries, context.policy.level), (entry.id for entry in due)
        ),
        due=len(due),
        late=sum(entry.enacted_at is not None and entry.days_late > 0 for entry in due),
        not_enacted=sum(entry.state in NOT_DONE for entry in due),
        pending=sum(entry.state is LedgerState.PENDING for entry in entries),
        missed=sum(entry.state is LedgerState.MISSED_TRIGGER for entry in due),
        median_days=_median(survival),
        survival=tuple((step.time, step.open_share) for step in survival.steps) if survival else (),
        overrides=overrides,
        valid_overrides=drawn_from(
            _valid(overrides, context.policy.level), (override.id for override in overrides)
        ),
        override_rate=drawn_from(
            _override_rate(entries, context.policy.level), (entry.id for entry in entries)
        ),
        without_consequence=_without_consequence(obligations),
        drilled=tuple(sorted({ref for ref, _ in drills})),
        drills=drills,
    )


def _is_due(entry: LedgerEntry) -> bool:
    # What happened without a deadline was neither on time nor late; what never happened is owed regardless.
    return entry.state in DUE_STATES and (entry.due_at is not None or entry.enacted_at is None)


def _on_time(k: int, n: int, entries: Sequence[LedgerEntry], level: float) -> Quantity:
    if not entries:
        return Unmeasured(Status.MISSING, _UNTESTED)
    if not n:
        return Unmeasured(Status.MISSING, "no consequence is due yet")
    return Estimate(k / n, wilson(k, n, level)).measured("share", k=k, n=n, notes=(_CENSUS,))


def _survival(context: Context, entries: Sequence[LedgerEntry]) -> Survival | None:
    """Time from trigger to consequence, open ones censored today; None below five cases."""
    excused = {LedgerState.INVALID, LedgerState.WAIVED, LedgerState.OVERRIDDEN}
    owed = [entry for entry in entries if entry.state not in excused]
    if len(owed) < FEWEST_FOR_MEDIAN:
        return None
    durations = [float(((one.enacted_at or context.as_of) - one.triggered_at).days) for one in owed]
    return kaplan_meier(durations, [one.enacted_at is not None for one in owed])


def _median(survival: Survival | None) -> Quantity:
    if survival is None:
        reason = f"fewer than {FEWEST_FOR_MEDIAN} consequences: they are listed only"
        return Unmeasured(Status.INSUFFICIENT, reason)
    if survival.median is None:
        return Unmeasured(Status.UNDEFINED, f"more than half still open after {survival.longest:g} days")
    n = survival.steps[0].at_risk
    return Measured(survival.median, None, None, 1.0, "Kaplan-Meier", None, n, n, "days")


def _valid(overrides: Sequence[OverrideFinding], level: float) -> Quantity:
    n = len(overrides)
    if not n:
        return Unmeasured(Status.MISSING, "nothing was overridden")
    k = sum(override.valid for override in overrides)
    return Estimate(k / n, wilson(k, n, level)).measured("share", k=k, n=n, notes=(_CENSUS,))


def _override_rate(entries: Sequence[LedgerEntry], level: float) -> Quantity:
    triggered = [entry for entry in entries if entry.state is not LedgerState.INVALID]
    n = len(triggered)
    if not n:
        return Unmeasured(Status.MISSING, _UNTESTED)
    k = sum(one.override is not None for one in triggered)
    return Estimate(k / n, wilson(k, n, level)).measured("share", k=k, n=n, notes=(_CENSUS,))


def _without_consequence(obligations: Sequence[ObligationResult]) -> tuple[str, ...]:
    return tuple(
        obligation.ref
        for obligation in obligations
        if not obligation.consequences and obligation.verdict is not Verdict.NOT_APPLICABLE
    )


def _drills(context: Context) -> tuple[tuple[str, bool], ...]:
    """Obligation and whether its consequence worked, of every rehearsal up to today, by date."""
    found = [
        item.item
        for item in context.evidence
        if isinstance(item.item, Drill) and item.item.date <= context.as_of
    ]
    return tuple((one.obligation, one.worked) for one in sorted(found, key=lambda one: (one.date, one.id)))
