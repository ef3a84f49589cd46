"""What the evidence says of each obligation, with how long it holds and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.case import Case
from trustpages.assess.context import Context
from trustpages.assess.onset import holds_since
from trustpages.assess.pooling import is_cut_by_day
from trustpages.assess.verdicts.catalog import rule_on
from trustpages.assess.verdicts.judged import capped_by_judge
from trustpages.assess.verdicts.ruling import REASON, Basis, Ruling
from trustpages.assess.windows import last_day_inside
from trustpages.model.documents.pact import ThresholdChange
from trustpages.model.measured import Measured, Quantity, Status, Unmeasured
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.loop import OpenTrigger
from trustpages.model.results.obligation import ObligationResult, Target
from trustpages.model.vocabulary import Verdict


def obligation_results(context: Context, triggers: Sequence[OpenTrigger]) -> tuple[ObligationResult, ...]:
    """The result of every obligation, in the order of the documents."""
    return tuple(
        obligation_result(Case(context, pact, obligation, triggers))
        for pact, obligation in context.obligations()
    )


def obligation_result(case: Case) -> ObligationResult:
    """The verdict of one obligation with all that led to it."""
    ruling = ruling_of(case)
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
        valid_until=_valid_until(case, ruling),
        would_change=ruling.would_change,
        budget=ruling.budget,
        consequences=obligation.consequences(),
        changes_in_window=_changes_in_window(case),
        illustrative=case.pact.illustrative or agent.illustrative,
        illustrative_evidence=basis.illustrative,
        notes=ruling.notes,
        since=holds_since(case, ruling, ruling_of),
    )


def ruling_of(case: Case) -> Ruling:
    """The ruling on one obligation, that it does not apply included."""
    reason = _why_not_applicable(case)
    if reason is not None:
        absence = Unmeasured(Status.MISSING, reason)
        target = Target("exists", None, "", text="does not apply")
        return Ruling(target, Verdict.NOT_APPLICABLE, REASON, absence, Basis(), notes=(reason,))
    return capped_by_judge(case, rule_on(case))


def _why_not_applicable(case: Case) -> str | None:
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


def _valid_until(case: Case, ruling: Ruling) -> date | None:
    """The last day on which all evidence behind the verdict is within its age and some in the window."""
    ends = [item.expires_on for item in ruling.basis.freshness if item.expires_on is not None]
    leaves = [
        last_day_inside(case.obligation.window, found.collected, cut_by_day=is_cut_by_day(found))
        for item in ruling.basis.freshness
        if (found := case.context.item(item.evidence)) is not None and found.collected is not None
    ]
    inside = [leaf for leaf in leaves if leaf is not None]
    return min([*ends, *([max(inside)] if inside else [])], default=None)


def _changes_in_window(case: Case) -> tuple[ThresholdChange, ...]:
    first, last = case.days
    return tuple(
        change
        for change in case.obligation.changes
        if (first is None or first <= change.date) and change.date <= last
    )
