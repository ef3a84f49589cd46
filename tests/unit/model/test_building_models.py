"""Models are built when the first document is validated, parts before wholes."""

from __future__ import annotations

from trustpages.model.documents.base import Count, Model, build_model


class Part(Model):
    """A part in a list and in an option."""

    number: Count


class Whole(Model):
    """What has the part twice."""

    parts: tuple[Part, ...] = ()
    other: Part | None = None


def test_a_part_is_built_with_the_whole_that_has_it() -> None:
    assert not Part.__pydantic_complete__
    build_model(Whole)
    assert Part.__pydantic_complete__
    assert Whole.model_validate({"parts": ({"number": 1},), "other": {"number": 2}}).parts == (Part(number=1),)
