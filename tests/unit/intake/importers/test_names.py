"""Items of one name are told apart by a number, however many there are."""

from __future__ import annotations

from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.picks import tell_apart


def test_names_are_told_apart_and_stay_where_they_can() -> None:
    items = [ImportedItem(kind="audit", name=name, title="x") for name in ("a", "a-2", "a", "a", "b")]
    assert [item.name for item in tell_apart(items)] == ["a", "a-2", "a-3", "a-4", "b"]


def test_thousands_of_one_name_take_no_longer_than_as_many_of_their_own() -> None:
    found = tell_apart([ImportedItem(kind="audit", name="a", title="x")] * 20_000)
    assert len({item.name for item in found}) == 20_000
