"""The assessors of all kinds of measure, each listed here once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from trustpages.assess.measures import boolean, mean, proportion, quantile, rate, zero
from trustpages.assess.measures.assessor import MeasureAssessor
from trustpages.model.documents.measures import MEASURE_KINDS, BaseMeasure

_ASSESSORS: tuple[MeasureAssessor[Any], ...] = (
    proportion.ASSESSOR,
    quantile.ASSESSOR,
    mean.ASSESSOR,
    rate.ASSESSOR,
    zero.ASSESSOR,
    boolean.ASSESSOR,
)


def assign_assessors(
    kinds: Mapping[str, type[BaseMeasure]], assessors: tuple[MeasureAssessor[Any], ...]
) -> Mapping[str, MeasureAssessor[Any]]:
    """The assessor of every kind; raises KeyError where a kind has none."""
    by_model = {assessor.model: assessor for assessor in assessors}
    return MappingProxyType({kind: by_model[model] for kind, model in kinds.items()})


ASSESSORS = assign_assessors(MEASURE_KINDS, _ASSESSORS)
"""By kind of measure: the program does not start where one that a pact may name has none."""
