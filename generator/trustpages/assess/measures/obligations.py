"""The result of each obligation: its verdict by kind of measure, how long it holds, what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.pooling import is_cut_by_day
from trustpages.assess.evidence.windows import find_last_day_inside
from trustpages.assess.measures.breach_start import find_breach_start
from trustpages.assess.measures.catalog import ASSESSORS
from trustpages.assess.measures.ruling import REASON, Basis, Ruling, cap_for_uncalibrated_judge
from trustpages.model.documents.pact import ThresholdChange
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.obligation import ObligationResult, Target
from trustpages.model.vocabulary import Verdict


def rule_by_measure(case: Case) -> Ruling:
    """The ruling on an obligation by the kind of its measure."""
    measure = case.obligation.measure
    return ASSESSORS[measure.kind].rule(case, measure)


def evaluate_obligations(context: Context, triggers: Sequence[OpenTrigger]) -> tuple[ObligationResult, ...]:
    """The result of every obligation, in the order of the documents."""
    return tuple(
        evaluate_obligation(Case(context, pact, obligation, triggers)) for pact, obligation in context.obligations()
    )


def evaluate_obligation(case: Case) -> ObligationResult:
    """The verdict of one obligation with all that led to it."""
    ruling = rule_on_obligation(case)
    obligation, basis, agent = case.obligation, ruling.basis, case.context.agent.agent
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
        quantity=_with_inputs(ruling.quantity, basis),
        unknown=ruling.unknown,
        bounds=ruling.bounds,
        verdict_bounds=ruling.verdict_bounds,
        n_min=ruling.n_min,
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
        changes_in_window=_list_changes_in_window(case),
        illustrative=case.pact.illustrative or agent.illustrative,
        illustrative_evidence=basis.illustrative,
        notes=ruling.notes,
        since=find_breach_start(case, ruling, rule_on_obligation),
    )


def rule_on_obligation(case: Case) -> Ruling:
    """The ruling on one obligation, that it does not apply included."""
    reason = _explain_not_applicable(case)
    if reason is not None:
        absence = Unmeasured(Status.MISSING, reason)
        target = Target("exists", None, "", text="does not apply")
        return Ruling(target, Verdict.NOT_APPLICABLE, REASON, absence, Basis(), notes=(reason,))
    return cap_for_uncalibrated_judge(case, rule_by_measure(case))


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


def _with_inputs(quantity: Quantity, basis: Basis) -> Quantity:
    return replace(quantity, inputs=basis.items) if isinstance(quantity, Measured) else quantity


def _compute_valid_until(case: Case, ruling: Ruling) -> date | None:
    """The last day on which all evidence behind the verdict is within its age and some in the window."""
    ends = [item.expires_on for item in ruling.basis.freshness if item.expires_on is not None]
    leaves = [
        find_last_day_inside(case.obligation.window, found.collected, cut_by_day=is_cut_by_day(found))
        for item in ruling.basis.freshness
        if (found := case.context.item(item.evidence)) is not None and found.collected is not None
    ]
    inside = [leaf for leaf in leaves if leaf is not None]
    return min([*ends, *([max(inside)] if inside else [])], default=None)


def _list_changes_in_window(case: Case) -> tuple[ThresholdChange, ...]:
    first, last = case.days
    return tuple(
        change for change in case.obligation.changes if (first is None or first <= change.date) and change.date <= last
    )
