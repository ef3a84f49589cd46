"""The result of each obligation: its verdict by kind of measure, how long it holds, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.pooling import is_cut_by_day
from trustpages.assess.evidence.review_days import find_last_review_day, find_next_review_day, list_review_days
from trustpages.assess.evidence.windows import DAY, Days, compute_window_days, find_last_day_inside
from trustpages.assess.obligations.judging import Judgement, describe_since_review, judge_obligation, rule_on_obligation
from trustpages.assess.obligations.past_breaches import find_breach_starts
from trustpages.assess.standing.triggers import find_recorded_triggers
from trustpages.model.documents.base import Period
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.pact import ThresholdChange
from trustpages.model.measured import with_inputs
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import EvidenceClass, Verdict


def evaluate_obligations(context: Context, triggers: Sequence[OpenTrigger]) -> tuple[ObligationResult, ...]:
    """The result of every obligation, in the order of the documents."""
    return tuple(
        evaluate_obligation(Case(context, pact, obligation, triggers)) for pact, obligation in context.obligations()
    )


def evaluate_obligation(case: Case) -> ObligationResult:
    """The verdict of one obligation with all that led to it."""
    judgement = judge_obligation(case)
    ruling, obligation, agent = judgement.ruling, case.obligation, case.context.agent.agent
    basis = ruling.basis
    result = ObligationResult(
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
        from_benchmarks=_is_from_benchmarks(case.context, basis.items),
        left_out=basis.left_out,
        methods=basis.methods,
        freshness=basis.freshness,
        stale=any(item.status is FreshnessStatus.STALE for item in basis.freshness),
        would_change=ruling.would_change,
        budget=judgement.latest.budget,
        consequences=obligation.consequences(),
        illustrative=case.pact.illustrative or agent.illustrative,
        illustrative_evidence=basis.illustrative,
        notes=ruling.notes,
        sources=ruling.sources,
        differences=ruling.differences,
        strata=ruling.strata,
        held_back=ruling.held_back,
        counts=ruling.counts,
    )
    return _add_days(result, case, judgement)


def _add_days(result: ObligationResult, case: Case, judgement: Judgement) -> ObligationResult:
    """The result with the days that it covers, is judged on and holds until."""
    periods = judgement.ruling.basis.periods
    since, past_breaches = find_breach_starts(case, _find_breach_start(case, judgement))
    return replace(
        result,
        first=min((period.from_ for period in periods), default=None),
        last=max((min(period.to, judgement.days[1]) for period in periods), default=None),
        window=judgement.days,
        judged_on=judgement.judged_on,
        since_then=describe_since_review(case, judgement),
        next_review=find_next_review_day(case.obligation.window, case.context.as_of),
        valid_until=_compute_valid_until(case, judgement),
        changes_in_window=_list_changes(case, judgement),
        since=since,
        past_breaches=past_breaches,
    )


def _is_from_benchmarks(context: Context, ids: Sequence[str]) -> bool:
    classes = {item.evidence_class for id_ in ids if (item := context.item(id_)) is not None}
    return classes == {EvidenceClass.BENCHMARK}


def _list_changes(case: Case, judgement: Judgement) -> tuple[ThresholdChange, ...]:
    """The declared changes of terms since the window opened."""
    opened = judgement.days[0]
    # A change since the review counts, too: the verdict is computed by the terms of today.
    return tuple(
        change for change in case.obligation.changes if (opened or change.date) <= change.date <= case.context.as_of
    )


def _compute_valid_until(case: Case, judgement: Judgement) -> date | None:
    """The last day on which all evidence behind the verdict is within its age and some in the window.

    For a verdict of record the window stays where it is until the next review: what has left the window by then
    ends it on the day before.
    """
    window, freshness = case.obligation.window, judgement.ruling.basis.freshness
    expiries = [item.expires_on for item in freshness if item.expires_on is not None]
    items = (case.context.item(item.evidence) for item in freshness)
    days_inside = (
        find_last_day_inside(window, item.collected, cut_by_day=is_cut_by_day(item))
        for item in items
        if item is not None and item.collected is not None
    )
    # The first to expire ends the verdict; of those that leave the window only the last, as the others stand in for it.
    ends = max((day for day in days_inside if day is not None), default=None)
    if ends is not None and judgement.judged_on is not None and not case.obligation.measure.traits.is_record:
        review = find_next_review_day(window, max(ends, case.context.as_of))
        ends = review - DAY if review is not None else None
    return min([*expiries, *([ends] if ends else [])], default=None)


def _find_breach_start(case: Case, judgement: Judgement) -> date | None:
    """The first day from which a breach of record, or a leaning to one, has held without a break.

    Consequences are due from then. The verdict is computed anew for each day on which it could be found, from what
    was known then. None for other verdicts, and where not even the last such day shows it.
    """
    verdict = judgement.ruling.verdict
    if verdict not in (Verdict.BREACHED, Verdict.LEANING_BREACH):
        return None
    # Other promises' evidence cannot change this verdict, and most of the time would go into its freshness.
    relevant = (item for item in case.context.evidence if item.evidence_class is None or case.ref in item.item.supports)
    context, since = replace(case.context, evidence=tuple(relevant)), None
    for day in sorted(_list_days_judged(case, judgement.days), reverse=True):
        known = tuple(_select_known(context.evidence, day))
        then = replace(context, as_of=day, evidence=known)
        moved = replace(case, context=then, triggers=find_recorded_triggers(then), verdict_only=True, judged_on=day)
        if rule_on_obligation(moved).verdict is not verdict:
            break
        since = day
    return since


def list_judged_windows(case: Case) -> tuple[Days, ...]:
    """Every window in which the obligation is judged: that of the report, of its last review, of the days before."""
    window, as_of = case.obligation.window, case.context.as_of
    last = find_last_review_day(window, as_of, case.pact.valid_from)
    ends = {as_of, *([last] if last else [])}
    for end in tuple(ends):
        ends |= _list_days_judged(case, compute_window_days(window, end))
    return tuple(compute_window_days(window, day) for day in sorted(ends))


def _list_days_judged(case: Case, days: Days) -> frozenset[date]:
    """The days of a window on which a breach could be found, under the pact: those of review.

    Where it is found at once, or a record decides, those on which evidence that names the obligation was complete;
    for evidence from before the pact, that is the pact's first day.
    """
    (first, last), traits, begin = days, case.obligation.measure.traits, case.pact.valid_from
    if not traits.is_record and not traits.is_broken_at_once:
        return frozenset(list_review_days(case.obligation.window, max(first or begin, begin), last))
    known = (_find_day_known(item) for item in case.context.evidence if case.ref in item.item.supports)
    in_window = (day for day in known if day is not None and (first or day) <= day <= last)
    return frozenset(max(day, begin) for day in in_window)


def _select_known(evidence: Sequence[Evidence], day: date) -> Iterator[Evidence]:
    """What was known on that day; of a file whose runs can be cut by day, what it held then."""
    for item in evidence:
        collected = item.collected
        if collected is not None and is_cut_by_day(item) and collected.from_ <= day < collected.to:
            yield replace(item, collected=Period(from_=collected.from_, to=day))
        elif (_find_day_known(item) or day) <= day:
            yield item


def _find_day_known(evidence: Evidence) -> date | None:
    return evidence.item.known_on if isinstance(evidence.item, Incident) else evidence.collected_to
