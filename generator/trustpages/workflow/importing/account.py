"""The account of an import in lines for whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.model.documents.items.imported import ImportRecord
from trustpages.model.source_map import Plain


def tell_account(name: str, imported: Plain) -> Iterator[str]:
    """What became of the records, the stated figures beside the recomputed ones, what is doubtful."""
    account = ImportRecord.model_validate(imported)
    unknown = (f"{number:,} unknown ({reason})" for reason, number in account.unknown.items())
    left_out = (f"{number:,} left out ({reason})" for reason, number in account.left_out.items())
    counts = (f"{account.read:,} read", f"{account.counted:,} counted", *unknown, *left_out)
    yield f"{name}: {', '.join(counts) if account.read else 'as the input states it'}"
    for figure in account.stated:
        found = "not" if figure.recomputed is None else f"{figure.recomputed:.4g}"
        yield f"  {figure.name}: stated {figure.value:.4g}, recomputed {found}"
    yield from (f"  {doubt.sentence}" for doubt in account.doubts)
