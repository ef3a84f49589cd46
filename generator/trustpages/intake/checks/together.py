"""Documents held against one another: what does not hang on who sees them, found out once for the same ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trustpages.intake.checks.bearing import check_bearing
from trustpages.intake.checks.brand import check_brand
from trustpages.intake.checks.counts import check_counts
from trustpages.intake.checks.dates import check_dates
from trustpages.intake.checks.imports import check_imports
from trustpages.intake.checks.items import (
    check_corrections,
    check_data_files,
    check_events,
    check_run_logs,
    check_supports,
)
from trustpages.intake.checks.mappings import check_mappings
from trustpages.intake.checks.stated_numbers import check_stated_numbers
from trustpages.intake.checks.values import check_claim_values, check_policy_order, check_thresholds, check_weights
from trustpages.intake.checks.visibility import check_twins, check_visibility
from trustpages.intake.files.workspace_folder import DataFile
from trustpages.intake.naming.declared import DeclaredIds
from trustpages.intake.naming.duplicates import check_duplicates
from trustpages.intake.naming.lookalikes import check_lookalikes
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.intake.validation.examined import ExaminedDocument
from trustpages.model.problem import Fault, Problem


@dataclass(frozen=True)
class DocumentsTogether:
    """Documents that were examined, and what is inconsistent in and among the valid ones on `as_of`.

    `pinned` says that somebody chose that day.
    """

    examined: tuple[ExaminedDocument, ...]
    as_of: date
    pinned: bool
    problems: frozenset[Problem]

    @cached_property
    def loaded(self) -> tuple[LoadedDocument, ...]:
        """The valid documents."""
        return list_loaded(self.examined)

    @cached_property
    def declared(self) -> DeclaredIds:
        """The ids that all of them declare."""
        return DeclaredIds(document.ids for document in self.examined)


def list_loaded(examined: tuple[ExaminedDocument, ...]) -> tuple[LoadedDocument, ...]:
    """The valid ones among documents."""
    return tuple(document.loaded for document in examined if document.loaded is not None)


def hold_together(
    examined: tuple[ExaminedDocument, ...],
    data: Mapping[str, DataFile | Fault],
    as_of: date,
    *,
    pinned: bool,
    before: DocumentsTogether | None = None,
) -> DocumentsTogether:
    """The documents held against one another; `before` itself, read together with these, if they are the same ones."""
    circumstances = as_of, pinned, tuple(map(id, examined))
    if before is not None and (before.as_of, before.pinned, tuple(map(id, before.examined))) == circumstances:
        return before
    problems = frozenset(_check(examined, data, as_of, pinned=pinned))
    return DocumentsTogether(examined, as_of, pinned, problems)


def _check(
    examined: tuple[ExaminedDocument, ...], data: Mapping[str, DataFile | Fault], as_of: date, *, pinned: bool
) -> Iterator[Problem]:
    documents = list_loaded(examined)
    yield from check_data_files(documents, data)
    yield from check_brand(documents, data)
    yield from check_dates(documents, as_of, pinned=pinned)
    yield from check_counts(documents)
    yield from check_thresholds(documents)
    yield from check_claim_values(documents)
    yield from check_stated_numbers(documents)
    yield from check_policy_order(documents)
    yield from check_imports(documents)
    yield from check_supports(documents)
    yield from check_events(documents)
    yield from check_corrections(documents)
    yield from check_bearing(documents)
    yield from check_run_logs(documents)
    yield from check_mappings(documents)
    yield from check_weights(documents)
    yield from check_visibility(documents)
    yield from check_twins(documents)
    ids = tuple(document.ids for document in examined if document.loaded is not None)
    yield from check_duplicates(ids)
    yield from check_lookalikes(ids)
