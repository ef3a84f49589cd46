"""The result of each obligation: its verdict by kind of measure, how long it holds, what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.pooling import is_cut_by_day
from trustpages.assess.evidence.windows import Days, compute_window_days, find_last_day_inside
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.hand_picked import cap_for_hand_picked_runs
from trustpages.assess.measures.judged_shares import cap_for_uncalibrated_judge
from trustpages.assess.measures.ruling import REASON, Basis, Ruling
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.items import Incident
from trustpages.model.measured import Status, Unmeasured, with_inputs
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.obligation import ObligationResult, Target
from trustpages.model.vocabulary import Verdict


def evaluate_obligations(context: Context, triggers: Sequence[OpenTrigger]) -> tuple[ObligationResult, ...]:
    """The result of every obligation, in the order of the documents."""
    return tuple(
        evaluate_obligation(Case(context, pact, obligation, triggers)) for pact, obligation in context.obligations()
    )


def evaluate_obligation(case: Case) -> ObligationResult:
    """The verdict of one obligation with all that led to it."""
    ruling = rule_on_obligation(case)
    obligation, basis, agent = case.obligation, ruling.basis, case.context.agent.agent
    opened, closed = case.days
    return ObligationResult(
        agent=agent.id,
        pact=case.pact.id,
        id=obligation.id,
        promise=obligation.promise,
        step=obligation.step,
        severity=obligation.severity,
        kind=obligation.measure.kind,
        verification=obligation.verification,
        target=ruling.target,
        verdict=ruling.verdict,
        decided_by=ruling.decided_by,
        observed=ruling.observed,
        inferred=ruling.inferred,
        quantity=with_inputs(ruling.quantity, basis.items),
        unknown=ruling.unknown,
        bounds=ruling.bounds,
        verdict_bounds=ruling.verdict_bounds,
        n_min=ruling.n_min,
        units=ruling.units,
        pooled=basis.items,
        left_out=basis.left_out,
        methods=basis.methods,
        freshness=basis.freshness,
        stale=any(item.status is FreshnessStatus.STALE for item in basis.freshness),
        first=min((period.from_ for period in basis.periods), default=None),
        last=max((period.to for period in basis.periods), default=None),
        window=case.days,
        looks=obligation.window.looks,
        valid_until=_compute_valid_until(case, ruling),
        would_change=ruling.would_change,
        budget=ruling.budget,
        consequences=obligation.consequences(),
        changes_in_window=tuple(
            change for change in obligation.changes if (opened or change.date) <= change.date <= closed
        ),
        illustrative=case.pact.illustrative or agent.illustrative,
        illustrative_evidence=basis.illustrative,
        notes=ruling.notes,
        since=_find_breach_start(case, ruling),
        sources=ruling.sources,
        differences=ruling.differences,
        held_back=ruling.held_back,
    )


def rule_on_obligation(case: Case) -> Ruling:
    """The ruling on one obligation, that it does not apply included."""
    reason = _explain_not_applicable(case)
    if reason is not None:
        absence = Unmeasured(Status.MISSING, reason)
        target = Target("exists", None, "", text="does not apply")
        return Ruling(target, Verdict.NOT_APPLICABLE, REASON, absence, Basis(), notes=(reason,))
    measure = case.obligation.measure
    return cap_for_hand_picked_runs(case, cap_for_uncalibrated_judge(case, ASSESSORS[measure.kind].rule(case, measure)))


def _explain_not_applicable(case: Case) -> str | None:
    """The recorded reason for which the promise does not bind; a pact that has ended still does.

    Otherwise a breach would be forgotten by letting the pact lapse.
    """
    recorded = case.obligation.not_applicable
    if recorded is not None and recorded.date <= case.context.as_of:
        return recorded.reason
    if case.pact.valid_from > case.context.as_of:
        return f"the pact begins on {case.pact.valid_from}"
    return None


def _compute_valid_until(case: Case, ruling: Ruling) -> date | None:
    """The last day on which all evidence behind the verdict is within its age and some in the window."""
    expiries = [item.expires_on for item in ruling.basis.freshness if item.expires_on is not None]
    items = (case.context.item(item.evidence) for item in ruling.basis.freshness)
    days_inside = (
        find_last_day_inside(case.obligation.window, item.collected, cut_by_day=is_cut_by_day(item))
        for item in items
        if item is not None and item.collected is not None
    )
    # The first to expire ends the verdict; of those that leave the window only the last, as the others stand in for it.
    last_inside = max((day for day in days_inside if day is not None), default=None)
    return min([*expiries, *([last_inside] if last_inside else [])], default=None)


def _find_breach_start(case: Case, ruling: Ruling) -> date | None:
    """The first day of collection from which a breach, or a leaning to one, has held without a break.

    Consequences are due from then. The verdict is computed anew for each day on which evidence was complete, from
    what was known then; for evidence from before the pact, that is the pact's first day. None for other verdicts,
    and where not even the last such day shows it.
    """
    if ruling.verdict not in (Verdict.BREACHED, Verdict.LEANING_BREACH):
        return None
    # Other promises' evidence cannot change this verdict, and most of the time would go into its freshness.
    relevant = (item for item in case.context.evidence if item.evidence_class is None or case.ref in item.item.supports)
    context, since = replace(case.context, evidence=tuple(relevant)), None
    for day in sorted(_list_collection_days(case), reverse=True):
        known = tuple(item for item in context.evidence if (_find_day_known(item) or day) <= day)
        then = replace(context, as_of=day, evidence=known)
        moved = replace(case, context=then, triggers=find_recorded_triggers(then), verdict_only=True)
        if rule_on_obligation(moved).verdict is not ruling.verdict:
            break
        since = day
    return since


def list_judged_windows(case: Case) -> tuple[Days, ...]:
    """Every window in which the obligation is judged: that of the report, and those of the days before."""
    days = sorted({case.context.as_of, *_list_collection_days(case)})
    return tuple(compute_window_days(case.obligation.window, day) for day in days)


def _list_collection_days(case: Case) -> frozenset[date]:
    """The days of the window on which evidence that names the obligation was complete, under the pact."""
    first, last = case.days
    known = (_find_day_known(item) for item in case.context.evidence if case.ref in item.item.supports)
    in_window = (day for day in known if day is not None and (first or day) <= day <= last)
    return frozenset(max(day, case.pact.valid_from) for day in in_window)


def _find_day_known(evidence: Evidence) -> date | None:
    return evidence.item.known_on if isinstance(evidence.item, Incident) else evidence.collected_to
