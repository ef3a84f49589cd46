"""A share of runs with a good outcome, at least or at most so large."""

from __future__ import annotations

from functools import partial

from trustpages.assess.case import Case
from trustpages.assess.pooling import pooled
from trustpages.assess.tallies import tally
from trustpages.assess.verdicts.lines import line_of
from trustpages.assess.verdicts.ruling import Basis, Ruling, missing
from trustpages.assess.verdicts.shares import rule_share
from trustpages.model.documents.pact import ProportionMeasure
from trustpages.model.measured import Status, Unmeasured
from trustpages.model.results.obligation import Target

NO_LINE = Unmeasured(Status.INVALID, "the pact draws no line")


def rule_proportion(case: Case, measure: ProportionMeasure) -> Ruling:
    """The ruling on the share of outcomes in items of the measure's kind."""
    line = line_of(case.obligation.threshold)
    if line is None or not 0 <= line.value <= 1:
        return missing(Target("at_least", None, "share"), Basis(), NO_LINE)
    words = line.direction.replace("_", " ")
    outcome = measure.good.replace("-", " ").replace("_", " ")
    text = f"{outcome} in {words} {percent(line.value)} of {_things(measure)}"
    count = partial(tally, case.context, outcome=measure.good, window=case.days)
    return rule_share(
        case, pooled(case, (measure.of,), count), line, Target(line.direction, line.value, "share", text=text)
    )


def percent(share: float) -> str:
    """A share as a percentage with the digits that it was written with."""
    return f"{share * 100:.10g} %"


def _things(measure: ProportionMeasure) -> str:
    return {
        "runs": "runs",
        "benchmark_result": "benchmark runs",
        "human_review": "reviewed runs",
        "red_team": "attacks",
        "customer_outcome": "customer outcomes",
    }[measure.of]
