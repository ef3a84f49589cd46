"""The kinds of measure and what rules on each."""

from __future__ import annotations

from typing import assert_never

from trustpages.assess.case import Case
from trustpages.assess.verdicts.boolean import rule_boolean
from trustpages.assess.verdicts.mean import rule_mean
from trustpages.assess.verdicts.proportion import rule_proportion
from trustpages.assess.verdicts.quantile import rule_quantile
from trustpages.assess.verdicts.rate import rule_rate
from trustpages.assess.verdicts.ruling import Ruling
from trustpages.assess.verdicts.zero import rule_zero
from trustpages.model.documents.pact import (
    BooleanMeasure,
    MeanMeasure,
    ProportionMeasure,
    QuantileMeasure,
    RateMeasure,
    ZeroMeasure,
)


def rule_on(case: Case) -> Ruling:
    """The ruling on an obligation by the kind of its measure."""
    measure = case.obligation.measure
    match measure:
        case ProportionMeasure():
            return rule_proportion(case, measure)
        case QuantileMeasure():
            return rule_quantile(case, measure)
        case RateMeasure():
            return rule_rate(case, measure)
        case ZeroMeasure():
            return rule_zero(case, measure)
        case BooleanMeasure():
            return rule_boolean(case, measure)
        case MeanMeasure():
            return rule_mean(case, measure)
        case _:
            assert_never(measure)
