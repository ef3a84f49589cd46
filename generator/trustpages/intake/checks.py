"""Every check that looks at valid documents together, in the order in which they are listed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.intake.claim_values import check_claim_values
from trustpages.intake.counts import check_counts
from trustpages.intake.dates import check_dates
from trustpages.intake.documents import Document
from trustpages.intake.duplicates import check_duplicates
from trustpages.intake.lookalikes import check_lookalikes
from trustpages.intake.policy_order import check_policy
from trustpages.intake.supports import check_supports
from trustpages.intake.thresholds import check_thresholds
from trustpages.intake.visibility import check_visibility
from trustpages.intake.weights import check_weights
from trustpages.model.problem import Problem


def check_documents(documents: tuple[Document, ...], as_of: date) -> Iterator[Problem]:
    """All that is inconsistent in and among the documents that an audience may see, on `as_of`."""
    yield from check_duplicates(documents)
    yield from check_dates(documents, as_of)
    yield from check_counts(documents)
    yield from check_thresholds(documents)
    yield from check_claim_values(documents)
    yield from check_policy(documents)
    yield from check_supports(documents)
    yield from check_weights(documents)
    yield from check_visibility(documents)
    yield from check_lookalikes(documents)
