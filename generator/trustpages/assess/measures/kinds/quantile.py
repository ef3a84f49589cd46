"""Promises about a quantile of a measured value: the same as a proportion of runs within a limit."""

from __future__ import annotations

from functools import partial

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.evidence.item_counts import tally_values_within
from trustpages.assess.evidence.pooling import pool_evidence
from trustpages.assess.measures.assessor import ClaimedValue, DataQuestion, Direction, MeasureAssessor
from trustpages.assess.measures.kinds.proportion import describe_open_share, format_percent, rule_share
from trustpages.assess.measures.ruling import NO_LINE, Basis, Line, Ruling, build_line, rule_missing
from trustpages.model.documents.measures.values import QuantileMeasure
from trustpages.model.documents.pact import Obligation
from trustpages.model.documents.thresholds import Threshold
from trustpages.model.results.obligation import Target


def rule_quantile(case: Case, measure: QuantileMeasure) -> Ruling:
    """The ruling on "the q quantile is at most x": that at least a share q of runs lies at or below x.

    "At least x" is that at most a share q lies at or below x; values of exactly x then count against it.
    """
    limit = build_line(case.obligation.threshold)
    if limit is None:
        return rule_missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    # A share of runs rather than the quantile itself: its limits are exact and need no shape of the values.
    within = limit.direction == "at_most"
    line = Line("at_least" if within else "at_most", measure.q)
    unit = f" {measure.unit}" if measure.unit else ""
    bound = "at most" if within else "above"
    share = f"at least {format_percent(measure.q if within else 1 - measure.q)}"
    name = measure.value.replace("-", " ").replace("_", " ")
    if measure.unit and measure.unit in name.split():
        name = ""  # the unit says as much: `answer-seconds`, `minutes`
    text = f"{name} {bound} {limit.value:g}{unit} in {share} of runs".lstrip()
    count = partial(tally_values_within, case.context, value=measure.value, limit=limit.value, window=case.days)
    target = Target(line.direction, line.value, "share", text=text)
    return rule_share(case, pool_evidence(case, (measure.of,), count), line, target)


def _ask_data(measure: QuantileMeasure, threshold: Threshold) -> tuple[DataQuestion, ...]:
    limit = build_line(threshold)
    return () if limit is None else (DataQuestion(value=measure.value, limits=(limit.value,)),)


def _read_claimed_value(
    context: Context, obligation: Obligation, measure: QuantileMeasure, limit: float, direction: Direction
) -> ClaimedValue:
    """The share of runs within the claimed limit; at the limits of the promise its own figure says it, too."""
    threshold = obligation.threshold
    return ClaimedValue(
        direction="at_least" if direction == "at_most" else "at_most",
        line=measure.q,
        is_share=True,
        count=partial(tally_values_within, context, value=measure.value, limit=limit),
        by_result=limit in (threshold.at_most, threshold.at_least),
    )


ASSESSOR = MeasureAssessor(
    model=QuantileMeasure,
    rule=rule_quantile,
    ask_data=_ask_data,
    read_claimed_value=_read_claimed_value,
    answers_rate_claims=False,
    describe_open=describe_open_share,
)
