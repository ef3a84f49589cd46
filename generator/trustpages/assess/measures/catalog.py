"""The assessor of every kind of measure, found in the module of `kinds` that bears its name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from trustpages.assess.measures.assessor import MeasureAssessor
from trustpages.model.documents.measures.catalog import MEASURE_KINDS

# From the kinds that a pact may name, not from a list of its own: one without a module ends the program as it starts.
ASSESSORS: Mapping[str, MeasureAssessor[Any]] = MappingProxyType(
    {kind: import_module(f"trustpages.assess.measures.kinds.{kind}").ASSESSOR for kind in MEASURE_KINDS}
)
"""By kind of measure."""
