"""Every kind of measure that an obligation may have.

A new kind is a class in its family, its name in the family's union, and its rules in `assess/measures/kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, get_args

from pydantic import Field

from trustpages.model.documents.measures.base import BaseMeasure
from trustpages.model.documents.measures.events import MeasureOfEvents
from trustpages.model.documents.measures.outcomes import OutcomeMeasure
from trustpages.model.documents.measures.tasks import MeasureByTask
from trustpages.model.documents.measures.values import MeasureOfValue

Measure = Annotated[OutcomeMeasure | MeasureByTask | MeasureOfValue | MeasureOfEvents, Field(discriminator="kind")]

MEASURE_KINDS: Mapping[str, type[BaseMeasure]] = MappingProxyType(
    {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(get_args(Measure)[0])}
)
"""Every kind by its name."""
