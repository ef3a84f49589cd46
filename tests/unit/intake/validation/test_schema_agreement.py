"""The published schemas against the models: what a schema refuses `check` refuses, and beyond it only by named rules.

Every mapping of every kind is tried with its required keys alone, with each optional key, each choice, and a value on
either side of each limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from support.intake.schema_documents import Around, Schema
from trustpages.intake.validation.json_schema import describe_kind, report_in_place
from trustpages.model.documents.base import Model
from trustpages.model.documents.catalog import KINDS

BEYOND_THE_SCHEMA = {
    "a whole number is written without decimals": r"(int_type: |value_error: .*a duration is written)",
    "a date is a day of the calendar": r"value_error: .*(a date is written|day is out of range|must be in range)",
    "a duration is 36,500 days at most, in weeks too": r"less_than_equal: .*36500",
    "ids of a framework are its own, and its answers have a reason": r"value_error: .*(two items have|says in `why`)",
    "counts add up": r"value_error: .*(not possible|are more than|add up|does not say of how many|more successes)",
    "an account adds up": r"value_error: .*are accounted for",
    "counts come in pairs": r"value_error: .*(given together or not at all|from both)",
    "one of several keys": r"value_error: .*(either `|one of `|names `workflow` and|has a `score` or)",
    "labels of both kinds": r"value_error: .*good and bad outcomes are needed",
    "weights or parts": r"value_error: .*runs are weighed by",
    "a table is a rectangle": r"value_error: .*(of the same length|is square)",
    "rungs of a ladder": r"value_error: .*(stands twice|is not a rung)",
    "limits are in order": r"value_error: .*is below `low`",
    "a share is stated or counted": r"value_error: .*counts tell the share themselves",
    "a value has its unit": r"value_error: .*`score_unit` does not say",
    "rows, a table or its sums": r"value_error: .*(`file` or `table`|`file` holds|said of a `file`|for rows in)",
    "outcomes are of a workflow": r"value_error: .*`workflow` does not say where they were seen",
    "an answer": r"value_error: .*(answer|evidence)",
}
"""What no schema of one mapping says, by the beginning of the error."""

NAMES = [kind.name for kind in KINDS]


@cache
def models() -> dict[str, type[Model]]:
    """Every mapping of every document, by its name in a schema."""
    found: dict[str, type[Model]] = {}
    waiting: list[type[Model]] = [Model]
    while waiting:
        for one in waiting.pop().__subclasses__():
            found[one.__name__] = one
            waiting.append(one)
    return found


def mappings(name: str) -> Iterator[tuple[type[BaseModel], Schema, Schema]]:
    """The mappings of a kind: model, schema, what the schema refers to."""
    schema = describe_kind(name)
    defs = schema.get("$defs", {})
    kind = next(kind for kind in KINDS if kind.name == name)
    yield kind.model, {**schema, "title": kind.model.__name__}, defs
    yield from ((models()[title], one, defs) for title, one in defs.items() if "properties" in one)


def refused(model: type[BaseModel], document: Any) -> list[str]:
    """Why the model refuses a document, as code and sentence in one line; empty where it does not.

    Entries that are wrong themselves do not count for pydantic, which then finds too few; intake drops that as well.
    """
    try:
        model.model_validate(document, by_alias=True, by_name=False)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return [f"{one['type']}: {one['msg']}" for one in found if not is_echo(one)]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_schema_and_model_agree(name: str) -> None:
    accepted = 0
    for model, schema, defs in mappings(name):
        validator = jsonschema.Draft202012Validator(report_in_place({**schema, "$defs": defs}))
        for document in Around(defs).documents(schema):
            fits, reasons = validator.is_valid(document), refused(model, document)
            accepted += not reasons
            assert fits or reasons, (model.__name__, document)
            unnamed = [reason for reason in reasons if fits and not is_named(reason)]
            assert not unnamed, (model.__name__, document, unnamed)
    assert accepted > len(models()) / len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_smallest_document_of_each_mapping_fits(name: str) -> None:
    for model, schema, defs in mappings(name):
        assert refused(model, Around(defs).smallest(schema)) == [], model.__name__


def is_echo(error: ErrorDetails) -> bool:
    return error["type"] == "too_short" and error["ctx"]["actual_length"] < len(error["input"])


def is_named(reason: str) -> bool:
    return any(re.match(pattern, reason, re.DOTALL) for pattern in BEYOND_THE_SCHEMA.values())
