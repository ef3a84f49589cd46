"""Claims of never and always: counterexamples, and the runs in which one would have been seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.event_rates import (
    Bursts,
    group_into_bursts,
    list_event_counts,
    measure_event_rate,
    note_unconfirmed,
    observe_incidents,
)
from trustpages.assess.evidence.watched_use import RUNS, read_use
from trustpages.assess.metrics.claims.figures import compute_share_figures
from trustpages.assess.metrics.claims.findings import ClaimFinding, report_absence
from trustpages.assess.metrics.claims.scope import find_obligation
from trustpages.model.documents.claims import Claim
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.measured import NOT_ALL_CONFIRMED, ONLY_WATCHED, Measured, Status, Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.obligation import Target
from trustpages.model.results.parts import Counts
from trustpages.model.vocabulary import ClaimVerdict, IncidentSeverity
from trustpages.statistics.rounding import round_up


def check_never_or_always(
    context: Context, claim: Claim, evidence: Sequence[Evidence], all_in_scope: Sequence[Evidence]
) -> ClaimFinding:
    """One counterexample contradicts, however old; without any the bound on the rate decides.

    Of shares of runs, a counterexample to "always succeeds" and "never fails" is a failed run; of incidents
    and events, it is a confirmed incident or an event counted inside runs.
    """
    check = _check_outcomes if claim.metric in {"success", "failure"} else _check_events
    return check(context, claim, evidence, all_in_scope)


def _check_outcomes(
    context: Context, claim: Claim, evidence: Sequence[Evidence], all_in_scope: Sequence[Evidence]
) -> ClaimFinding:
    # Counting the forbidden outcome turns all four sentences into "never".
    forbidden = "failure" if (claim.metric == "success") == (claim.operator == "always") else "success"
    counting = claim.model_copy(update={"metric": forbidden})
    # What a judge saw fail is a counterexample, however often it errs.
    figures = compute_share_figures(context, counting, evidence, correct=False)
    seen = [
        figure for figure in compute_share_figures(context, counting, all_in_scope, correct=False) if figure.quantity.k
    ]
    if not figures and not seen:
        return report_absence("the evidence counts no outcomes")
    figure = max(seen or figures, key=lambda figure: (figure.quantity.n_eff or 0, figure.inputs))
    unknown = any(figure.extremes for figure in figures)
    return replace(
        _rule_on_counterexamples(context, claim, figure.quantity, figure.counts, open_outcomes=unknown),
        inputs=figure.inputs,
    )


def _check_events(
    context: Context, claim: Claim, evidence: Sequence[Evidence], all_in_scope: Sequence[Evidence]
) -> ClaimFinding:
    bursts, unread = _collect_bursts(context, claim, all_in_scope)
    seen = replace(observe_incidents(context, evidence), bursts=bursts)
    ids = tuple(sorted(item.id for item in all_in_scope))
    if not seen.use.amount or seen.use.unit != RUNS:
        if not seen.count:
            return report_absence("no runs in which it would have been seen")
        unknown = Unmeasured(Status.MISSING, f"{_describe_count(seen.count)}, in an unknown number of runs")
        return ClaimFinding(ClaimVerdict.CONTRADICTED, _describe_count(seen.count), unknown, ids)
    quantity = measure_event_rate(seen, context.policy.level, "per run", notes=seen.use.notes)
    quantity = note_unconfirmed(quantity, int(unread))
    counts = list_event_counts(seen, context.policy.level, unknown=int(unread))
    return replace(_rule_on_counterexamples(context, claim, quantity, counts, open_outcomes=unread), inputs=ids)


def _rule_on_counterexamples(
    context: Context, claim: Claim, quantity: Measured, counts: Counts | None, *, open_outcomes: bool
) -> ClaimFinding:
    events, n = int(quantity.k or 0), quantity.n_eff or 0.0
    bound = quantity.high if n and not events else None
    if events:
        verdict = ClaimVerdict.CONTRADICTED
    elif bound is None:
        verdict = ClaimVerdict.UNSUPPORTED
    else:
        # Never is supported as far as the bound reaches, and an outcome that nobody knows may be the counterexample.
        excluded = claim.tolerable_rate is not None and bound <= claim.tolerable_rate
        verdict = ClaimVerdict.SUPPORTED if excluded and not open_outcomes else ClaimVerdict.PARTIALLY_SUPPORTED
    thin = not events and context.policy.low_n.is_few(n)
    line = Target("never", claim.tolerable_rate, quantity.unit)
    reason = _describe_bound(events, bound, quantity)
    return ClaimFinding(verdict, reason, quantity, thin=thin, line=line, counts=counts)


def _describe_bound(events: int, bound: float | None, seen: Measured) -> str:
    if events:
        return _describe_count(events)
    if bound is None:
        return "nobody could have seen it"
    excluded = bound * 1000
    # Upwards: a bound that is rounded down would exclude rates that the runs do not.
    up_to = round_up(excluded, 2 if excluded < 10 else 1).normalize()
    runs = "watched runs" if ONLY_WATCHED in seen.notes else "runs"
    apart = ", apart from what is reported and not confirmed" if NOT_ALL_CONFIRMED in seen.notes else ""
    return f"not seen in {math.floor(seen.n or 0):,} {runs}{apart}; up to {up_to:f} per 1,000 runs cannot be excluded"


def _describe_count(events: int) -> str:
    return f"it was seen {events} times" if events > 1 else "it was seen once"


def _collect_bursts(context: Context, claim: Claim, evidence: Sequence[Evidence]) -> tuple[Bursts, bool]:
    """Confirmed incidents of the severity that counts plus events inside runs; and whether some are open."""
    obligation = find_obligation(context, claim)
    least = obligation.measure.least_severity if obligation is not None else IncidentSeverity.MINOR
    incidents = [
        item.item for item in evidence if isinstance(item.item, Incident) and item.item.severity.rank <= least.rank
    ]
    bursts = dict(group_into_bursts(incident for incident in incidents if incident.confirmed))
    inside = sum(
        read_use(context, item, item.item, RUNS).events or 0 for item in evidence if isinstance(item.item, Runs)
    )
    if inside:
        bursts[1] = bursts.get(1, 0) + inside
    return bursts, any(not incident.confirmed for incident in incidents)
