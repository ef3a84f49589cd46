"""Projection: what each audience may see of a document, and where that stands in the file."""

from __future__ import annotations

import pytest

from trustpages.intake import yaml
from trustpages.intake.files.projection import project
from trustpages.model.problem import Place
from trustpages.model.source_map import Located
from trustpages.model.vocabulary import Audience

PUBLIC, NDA, INTERNAL = Audience.PUBLIC, Audience.NDA, Audience.INTERNAL


def a_document(text: str) -> Located:
    located, problems = yaml.load(text.encode(), "evidence/desk/x.yml")
    assert located is not None, problems
    return located


def a_bundle(own: str, *items: str) -> Located:
    """A bundle with its own visibility and one item for each further one; empty says nothing."""
    lines = ["kind: bundle", f"visibility: {own}" if own else "id: x", "items:"]
    lines += [
        f"  - {{id: i{number}, visibility: {one}}}" if one else f"  - {{id: i{number}}}"
        for number, one in enumerate(items)
    ]
    return a_document("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("own", "items", "seen"),
    [
        ("public", ["", ""], ([0, 1], [0, 1])),
        ("public", ["", "nda", "internal"], ([0], [0, 1])),
        ("", ["", "public"], ([1], [1])),
        ("internal", ["public", "nda"], ([0], [0, 1])),
        ("internal", ["", ""], (None, None)),
        ("nda", ["", "public"], ([1], [0, 1])),
        ("publc", ["", ""], (None, None)),
        ("public", ["publik", ""], ([1], [1])),
    ],
)
def test_item_counts_over_its_bundle_and_silence_is_internal(
    own: str, items: list[str], seen: tuple[list[int] | None, list[int] | None]
) -> None:
    bundle = a_bundle(own, *items)
    for audience, expected in zip((PUBLIC, NDA), seen, strict=True):
        projection = project(bundle, audience)
        if expected is None:
            assert projection is None
        else:
            assert projection is not None
            assert isinstance(projection.value, dict)
            entries = projection.value["items"]
            assert isinstance(entries, list)
            assert [entry["id"] for entry in entries if isinstance(entry, dict)] == [
                f"i{number}" for number in expected
            ]


def test_complete_audience_sees_the_very_value() -> None:
    bundle = a_bundle("", "internal")
    projection = project(bundle, INTERNAL)
    assert projection is not None
    assert projection.value is bundle.value


def test_places_of_a_whole_document_are_those_of_the_file() -> None:
    projection = project(a_bundle("public", "", ""), PUBLIC)
    assert projection is not None
    assert [projection.place_of(("items", number, "id")).line for number in (0, 1)] == [4, 5]


def test_places_tell_nothing_of_what_is_left_out_of_a_document() -> None:
    projection = project(a_bundle("public", "internal", "", "internal", ""), PUBLIC)
    assert projection is not None
    assert projection.place_of(("items", 1, "id")) == Place("evidence/desk/x.yml")
    assert projection.place_of_key(("items", 0)) == Place("evidence/desk/x.yml")
    assert projection.lines_of(("items", 1)) == (7, 7)  # which is not shown


def test_bundle_of_which_nothing_is_left_is_no_empty_bundle() -> None:
    assert project(a_bundle("public", "internal"), PUBLIC) is None
    assert project(a_document("kind: bundle\nvisibility: public\nitems: []\n"), PUBLIC) is None


@pytest.mark.parametrize(
    "text", ["kind: agent\n", "kind: pact\nvisibility:\n", "- a\n", "just text\n", "kind: bundle\nitems: 3\n"]
)
def test_what_names_no_visibility_is_withheld(text: str) -> None:
    assert project(a_document(text), PUBLIC) is None


@pytest.mark.parametrize("kind", ["[trust]", "{trust: 1}"])
def test_kind_that_is_no_word_is_withheld_as_any_other(kind: str) -> None:
    assert project(a_document(f"kind: {kind}"), Audience.PUBLIC) is None


def test_trust_file_is_for_everyone() -> None:
    assert project(a_document("kind: trust\nvisibility: internal\n"), PUBLIC) is not None
