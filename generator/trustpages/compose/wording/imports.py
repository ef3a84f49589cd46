"""What an import accounts for, in words: what became of the records, stated figures beside recomputed ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trustpages.compose.wording.numbers import count_of
from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.pages.values import Fact


def describe_import(account: ImportRecord) -> tuple[Fact, ...]:
    """Where it was imported from, what became of each record, what the file states, and what was not carried over."""
    counts = (
        f"{account.counted:,} of {count_of(account.read, 'record')} counted",
        *_list_reasons("unknown", account.unknown),
        *_list_reasons("left out", account.left_out),
    )
    facts = [Fact("Imported from", account.tool or account.format, note="; ".join(counts))]
    for figure in account.stated:
        found = "its records do not tell" if figure.recomputed is None else f"{figure.recomputed:.4g} by its records"
        facts.append(Fact(f"Stated: {figure.name}", f"{figure.value:.4g}", note=found))
    if account.leaves_out:
        facts.append(Fact("Not carried over", " ".join(account.leaves_out)))
    return tuple(facts)


def _list_reasons(what: str, reasons: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{number:,} {what}: {reason.replace('-', ' ')}" for reason, number in reasons.items())
