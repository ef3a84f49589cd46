"""A quantile of a measured value within a limit: the same as a share of runs within that limit."""

from __future__ import annotations

from functools import partial

from trustpages.assess.case import Case
from trustpages.assess.pooling import pooled
from trustpages.assess.tallies import tally_within
from trustpages.assess.verdicts.lines import Line, line_of
from trustpages.assess.verdicts.proportion import NO_LINE, percent
from trustpages.assess.verdicts.ruling import Basis, Ruling, missing
from trustpages.assess.verdicts.shares import rule_share
from trustpages.model.documents.pact import QuantileMeasure
from trustpages.model.results.obligation import Target


def rule_quantile(case: Case, measure: QuantileMeasure) -> Ruling:
    """The ruling on "the q quantile is at most x": that at least a share q of runs lies at or below x.

    "At least x" is that at most a share q lies at or below x; values of exactly x then count against it.
    """
    limit = line_of(case.obligation.threshold)
    if limit is None:
        return missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    within = limit.direction == "at_most"
    line = Line("at_least" if within else "at_most", measure.q)
    unit = f" {measure.unit}" if measure.unit else ""
    bound = "at most" if within else "above"
    share = f"at least {percent(measure.q if within else 1 - measure.q)}"
    text = f"{_named(measure)}{bound} {limit.value:g}{unit} in {share} of runs"
    count = partial(tally_within, case.context, value=measure.value, limit=limit.value, window=case.days)
    target = Target(line.direction, line.value, "share", text=text)
    return rule_share(case, pooled(case, (measure.of,), count), line, target)


def _named(measure: QuantileMeasure) -> str:
    """The measured value in words, left out where its unit says as much: `answer-seconds`, `minutes`."""
    words = measure.value.replace("-", " ").replace("_", " ")
    return "" if measure.unit and measure.unit in words.split() else f"{words} "
