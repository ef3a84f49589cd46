"""The assessors of all kinds of measure, each listed here once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from trustpages.assess.measures import boolean, mean, proportion, quantile, rate, zero
from trustpages.assess.measures.assessor import MeasureAssessor
from trustpages.model.documents.measures import MEASURE_KINDS

_ASSESSORS: tuple[MeasureAssessor[Any], ...] = (
    proportion.ASSESSOR,
    quantile.ASSESSOR,
    mean.ASSESSOR,
    rate.ASSESSOR,
    zero.ASSESSOR,
    boolean.ASSESSOR,
)

_BY_MODEL = {assessor.model: assessor for assessor in _ASSESSORS}

ASSESSORS: Mapping[str, MeasureAssessor[Any]] = MappingProxyType(
    {kind: _BY_MODEL[model] for kind, model in MEASURE_KINDS.items()}
)
"""By kind of measure; a kind that a pact may name and that has none ends the program as it starts."""
