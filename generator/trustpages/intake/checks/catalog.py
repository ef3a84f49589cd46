"""Every check of what valid documents say together, in the order in which they run; for their ids see `naming`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.intake.checks.counts import check_counts
from trustpages.intake.checks.dates import check_dates
from trustpages.intake.checks.items import check_supports
from trustpages.intake.checks.thresholds import check_thresholds
from trustpages.intake.checks.values import check_claim_values, check_policy_order, check_visibility, check_weights
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.problem import Problem


def check_documents(documents: tuple[LoadedDocument, ...], as_of: date) -> Iterator[Problem]:
    """All that is inconsistent in and among the documents that an audience may see, on `as_of`."""
    yield from check_dates(documents, as_of)
    yield from check_counts(documents)
    yield from check_thresholds(documents)
    yield from check_claim_values(documents)
    yield from check_policy_order(documents)
    yield from check_supports(documents)
    yield from check_weights(documents)
    yield from check_visibility(documents)
