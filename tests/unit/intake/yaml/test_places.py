from __future__ import annotations

import pickle

import pytest

from trustpages.intake.yaml import load
from trustpages.model.source_map import Located, ValuePath

TEXT = """\
# a bundle
kind: bundle
source: {url: "https://example.org",
         licence: MIT}
items:
  - id: one
    summary: >
      Two lines
      of text.

    # about the next
  - id: two
    tags: [a, b]
  -
    id: three
empty:
last: 1  # done

"""


def located(text: str = TEXT) -> Located:
    document, problems = load(text.encode(), "dir/f.yml")
    assert not problems
    assert document is not None
    return document


PLACES: tuple[tuple[ValuePath, tuple[int, int], tuple[int, int], tuple[int, int]], ...] = (
    # path, value, key, lines
    ((), (2, 1), (2, 1), (2, 17)),
    (("kind",), (2, 7), (2, 1), (2, 2)),
    (("source",), (3, 9), (3, 1), (3, 4)),
    (("source", "url"), (3, 15), (3, 10), (3, 3)),
    (("source", "licence"), (4, 19), (4, 10), (4, 4)),
    (("items",), (6, 3), (5, 1), (5, 15)),
    (("items", 0), (6, 5), (6, 5), (6, 9)),
    (("items", 0, "summary"), (7, 14), (7, 5), (7, 9)),
    (("items", 1), (12, 5), (12, 5), (12, 13)),
    (("items", 1, "tags", 1), (13, 15), (13, 15), (13, 13)),
    (("items", 2), (15, 5), (15, 5), (15, 15)),
    (("empty",), (16, 6), (16, 1), (16, 16)),
    (("last",), (17, 7), (17, 1), (17, 17)),
)


@pytest.mark.parametrize(("path", "value", "key", "lines"), PLACES)
def test_a_path_leads_to_its_place(
    path: ValuePath, value: tuple[int, int], key: tuple[int, int], lines: tuple[int, int]
) -> None:
    document = located()
    place, key_place = document.place_of(path), document.place_of_key(path)
    assert (place.file, place.line, place.column) == ("dir/f.yml", *value)
    assert (key_place.file, key_place.line, key_place.column) == ("dir/f.yml", *key)
    assert document.lines_of(path) == lines


@pytest.mark.parametrize(
    ("missing", "ancestor"),
    [
        (("nothing",), ()),
        (("items", 7), ("items",)),
        (("items", -1), ("items",)),
        (("items", "0"), ("items",)),
        (("items", 0, "score", "low"), ("items", 0)),
        (("kind", 0), ("kind",)),
        ((0,), ()),
    ],
)
def test_a_path_to_nothing_has_the_place_of_its_nearest_ancestor(missing: ValuePath, ancestor: ValuePath) -> None:
    document = located()
    assert document.place_of(missing) == document.place_of(ancestor)
    assert document.place_of_key(missing) == document.place_of_key(ancestor)
    assert document.lines_of(missing) == document.lines_of(ancestor)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_leading_mark_move_nothing(ending: str, mark: str) -> None:
    other = located(mark + TEXT.replace("\n", ending))
    assert other.value == located().value
    assert [other.place_of(path) for path, *_ in PLACES] == [located().place_of(path) for path, *_ in PLACES]


def test_columns_count_characters() -> None:
    assert located("{é🙂: 1, b: 2}").place_of_key(("b",)).column == 9


def test_a_document_survives_pickling_with_its_places() -> None:
    document = located()
    document.place_of(("items", 0))
    copy = pickle.loads(pickle.dumps(document))  # noqa: S301  # our own bytes
    assert copy == document
    assert copy.place_of(("items", 1, "id")) == document.place_of(("items", 1, "id"))


def test_a_wide_mapping_is_asked_for_every_key_without_a_walk_for_each() -> None:
    document = located("".join(f"key{number}: {number}\n" for number in range(3000)))
    assert [document.place_of_key((f"key{number}",)).line for number in range(3000)] == list(range(1, 3001))


def test_keys_come_composed() -> None:
    document = located("cafe\u0301: 1\n")
    assert document.value == {"caf\u00e9": 1}
