"""Follow-through: on-time share, time to consequence (Kaplan-Meier), overrides, triggers that nobody recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trustpages.assess.evidence.context import Context
from trustpages.assess.metrics.follow_through.due_dates import DueConsequence, compute_deadline, find_due_consequences
from trustpages.assess.metrics.follow_through.ledger import (
    build_recorded_entries,
    check_overrides,
    find_override_in_force,
    has_lapsed,
)
from trustpages.assess.metrics.metric import Metric
from trustpages.model.documents.bundle import Drill
from trustpages.model.measured import READ_AS_SAMPLE, Measured, Quantity, Status, Unmeasured, with_inputs
from trustpages.model.results.follow_through import NOT_DONE, FollowThrough, LedgerEntry, LedgerState, OverrideFinding
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.interval import Estimate
from trustpages.statistics.proportions.binomial import wilson
from trustpages.statistics.survival import Survival, kaplan_meier


def build_missed_entries(
    calls: Sequence[DueConsequence], overrides: Sequence[OverrideFinding], as_of: date
) -> tuple[LedgerEntry, ...]:
    """Entries for calls that no record answers, by date and id.

    `missed-trigger` once the deadline has passed or where none was agreed, `pending` before, `overridden`
    under a valid override, `override-lapsed` under one that ran out.
    """
    entries = (_build_missed_entry(call, overrides, as_of) for call in calls if not call.answers)
    return tuple(sorted(entries, key=lambda entry: (entry.triggered_at, entry.id)))


def _build_missed_entry(call: DueConsequence, overrides: Sequence[OverrideFinding], as_of: date) -> LedgerEntry:
    obligation, agreed = call.obligation, call.agreed
    due = compute_deadline(call.day, agreed)
    override = find_override_in_force(overrides, obligation.ref)
    state, text = _determine_state(due, override, as_of)
    return LedgerEntry(
        id=f"{obligation.pact}.{obligation.id}.{call.trigger}.{call.day}",
        obligation=obligation.ref,
        severity=obligation.severity,
        trigger=call.trigger,
        action=agreed.action,
        to=agreed.to,
        decided_by=agreed.decided_by,
        triggered_at=call.day,
        due_at=due,
        enacted_at=None,
        state=state,
        days_late=0 if due is None or state is LedgerState.OVERRIDDEN else max(0, (as_of - due).days),
        override=override.id if override is not None else None,
        authority=None,
        routing=None,
        settlement=None,
        proof=(),
        text=f"{agreed.action} of {obligation.ref}, called for by the verdict of {call.day}: {text}",
        illustrative=obligation.illustrative or obligation.illustrative_evidence,
    )


def _determine_state(due: date | None, override: OverrideFinding | None, as_of: date) -> tuple[LedgerState, str]:
    if override is not None and override.valid:
        return LedgerState.OVERRIDDEN, f"set aside by {override.by} until {override.expires}"
    if override is not None and has_lapsed(override, as_of):
        return LedgerState.OVERRIDE_LAPSED, f"set aside until {override.expires}, and not on record since"
    invalid = f"; the override lacks {', '.join(override.lacks)}" if override is not None else ""
    if due is not None and due >= as_of:
        return LedgerState.PENDING, f"due on {due}, and not on record yet{invalid}"
    return LedgerState.MISSED_TRIGGER, f"no consequence is on record{invalid}"


FEWEST_FOR_MEDIAN = 5
_UNTESTED = "no consequence was triggered; follow-through is untested"


def assess_follow_through(context: Context, obligations: Sequence[ObligationResult]) -> FollowThrough:
    """The ledger, the on-time share of what fell due, the time to consequence, and the overrides.

    `due` counts consequences whose deadline has passed or that were enacted, missed triggers included;
    those without an agreed deadline can be neither on time nor late and are left out. `not_enacted` counts
    recorded ones that did not happen, lapsed overrides included; `missed` those that nobody recorded.
    Formula of the time: docs/reference/formulas.md#time-to-consequence (Kaplan & Meier 1958); share: Wilson 1927.
    """
    overrides, calls = check_overrides(context), find_due_consequences(context, obligations)
    entries = (
        *build_recorded_entries(context, obligations, calls, overrides),
        *build_missed_entries(calls, overrides, context.as_of),
    )
    due = [entry for entry in entries if entry.fell_due]
    on_time = [entry.enacted_at is not None and not entry.days_late for entry in due]
    overridden = [entry.override is not None for entry in entries if entry.state is not LedgerState.INVALID]
    survival, level = _compute_survival(context, entries), context.policy.level
    on_time_share = _measure_share(on_time, "no consequence is due yet" if entries else _UNTESTED, level)
    valid_share = _measure_share([override.valid for override in overrides], "nothing was overridden", level)
    rehearsals = [item.item for item in context.evidence if isinstance(item.item, Drill)]
    rehearsals.sort(key=lambda drill: (drill.date, drill.id))
    drills = tuple((drill.obligation, drill.worked) for drill in rehearsals if drill.date <= context.as_of)
    applicable = [obligation for obligation in obligations if obligation.verdict is not Verdict.NOT_APPLICABLE]
    return FollowThrough(
        entries=tuple(sorted(entries, key=lambda entry: (entry.triggered_at, entry.id))),
        on_time=with_inputs(on_time_share, (entry.id for entry in due)),
        due=len(due),
        late=sum(entry.enacted_at is not None and entry.days_late > 0 for entry in due),
        not_enacted=sum(entry.state in NOT_DONE for entry in due),
        pending=sum(entry.state is LedgerState.PENDING for entry in entries),
        missed=sum(entry.state is LedgerState.MISSED_TRIGGER for entry in due),
        median_days=_measure_median(survival, level),
        survival=tuple((step.time, step.open_share) for step in survival.steps) if survival else (),
        overrides=overrides,
        valid_overrides=with_inputs(valid_share, (override.id for override in overrides)),
        override_rate=with_inputs(_measure_share(overridden, _UNTESTED, level), (entry.id for entry in entries)),
        without_consequence=tuple(obligation.ref for obligation in applicable if not obligation.consequences),
        drilled=tuple(sorted({ref for ref, _ in drills})),
        drills=drills,
    )


def _measure_share(holds: Sequence[bool], absent: str, level: float) -> Quantity:
    """The share of cases in which something holds; `absent` says why there is none without any case."""
    k, n = sum(holds), len(holds)
    if not n:
        return Unmeasured(Status.MISSING, absent)
    return Estimate(k / n, wilson(k, n, level)).measured("share", k=k, n=n, notes=(READ_AS_SAMPLE,))


def _compute_survival(context: Context, entries: Sequence[LedgerEntry]) -> Survival | None:
    """Time from trigger to consequence, open ones censored today; None below five cases."""
    # Excused cases would count as open for ever, and make the organisation look slower than it is.
    excused = {LedgerState.INVALID, LedgerState.WAIVED, LedgerState.OVERRIDDEN}
    owed = [entry for entry in entries if entry.state not in excused]
    if len(owed) < FEWEST_FOR_MEDIAN:
        return None
    durations = [float(((entry.enacted_at or context.as_of) - entry.triggered_at).days) for entry in owed]
    return kaplan_meier(durations, [entry.enacted_at is not None for entry in owed], context.policy.level)


def _measure_median(survival: Survival | None, level: float) -> Quantity:
    if survival is None:
        reason = f"fewer than {FEWEST_FOR_MEDIAN} consequences: they are listed only"
        return Unmeasured(Status.INSUFFICIENT, reason)
    if survival.median is None:
        return Unmeasured(Status.UNDEFINED, f"more than half still open after {survival.longest:g} days")
    n = survival.steps[0].at_risk
    low, high = survival.low, survival.high
    return Measured(survival.median, low, high, level, "Kaplan-Meier, Brookmeyer-Crowley", None, n, n, "days")


FOLLOW_THROUGH = Metric(
    id="follow-through",
    title="Follow-through of consequences",
    question="Does what was agreed to follow a breach really follow, and in time?",
    needs="consequences in the pact, their events, overrides and decision rights.",
    smallest="one consequence that fell due; the time to consequence needs five.",
    formula="The on-time share counts consequences that were enacted by their deadline among those that "
    "fell due or were enacted, with a Wilson interval. Triggers are computed again from the verdicts: one "
    "without a record is a missed trigger. An override is valid if the role may override, and if it has a "
    "justification, evidence and an end that was kept; one that ran out counts as not enacted. The time "
    "from trigger to consequence is a Kaplan-Meier estimate in which open cases are censored, its median with the "
    "limits of Brookmeyer and Crowley; a limit that the cases seen so far do not reach is left out.",
    cannot_tell="whether consequences work where none was ever triggered or rehearsed.",
    sources="Wilson 1927; Kaplan & Meier 1958; Brookmeyer & Crowley 1982.",
    compute=assess_follow_through,
    reads=("obligations",),
)
