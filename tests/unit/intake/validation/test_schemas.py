"""The published schemas: an editor that holds a file against them sees what `check` sees of one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from support.intake.workspaces import CASES, files_below, valid
from trustpages.intake import yaml
from trustpages.intake.validation.json_schema import build_json_schema
from trustpages.model.documents.catalog import KINDS, find_placement
from trustpages.model.problem import TrustpagesError

NAMES = [kind.name for kind in KINDS]
VALID = {path: data for path, data in files_below(CASES / "valid").items() if path.endswith(".yml")}
SEEN_BY_A_SCHEMA = (
    "unknown-kind", "wrong-schema-version", "unknown-key", "missing-key", "wrong-type", "unknown-value",
    "bad-id", "bad-url", "bad-digest", "bad-duration", "out-of-range",
)  # fmt: skip


def errors(path: str, data: bytes) -> list[str]:
    return [error.message for error in find_errors(path, data)]


def find_errors(path: str, data: bytes) -> Iterator[jsonschema.ValidationError]:
    place = find_placement(path)
    located, problems = yaml.load(data, path)
    assert place is not None
    assert located is not None, problems
    validator = jsonschema.Draft202012Validator(build_json_schema(place.kind.name))
    yield from validator.iter_errors(located.value)


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_a_schema_with_a_name(name: str) -> None:
    schema = build_json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:trustpages:schema:1:{name}"
    assert schema["title"] == f"trustpages {name}"
    assert schema["properties"]["schema"]["const"] == "trustpages/1"
    assert schema["properties"]["kind"]["const"] == name


@pytest.mark.parametrize("name", NAMES)
def test_every_mapping_is_closed_and_every_key_described(name: str) -> None:
    schema = build_json_schema(name)
    for mapping in (schema, *schema.get("$defs", {}).values()):
        if mapping.get("type") == "object":
            assert mapping["additionalProperties"] is False
            for key, value in mapping["properties"].items():
                # A key without words of its own has those of the mapping that it holds.
                assert value.get("description") or "$ref" in value, f"{mapping['title']}.{key}"


@pytest.mark.parametrize("path", sorted(VALID))
def test_valid_documents_fit_their_schema(path: str) -> None:
    assert errors(path, VALID[path]) == []


@pytest.mark.parametrize("code", SEEN_BY_A_SCHEMA)
def test_documents_that_are_wrong_by_themselves_do_not(code: str) -> None:
    changed = files_below(CASES / "problems" / code)
    documents = {path: data for path, data in changed.items() if path.endswith(".yml")}
    assert documents
    for path, data in documents.items():
        assert errors(path, data), path


@pytest.mark.parametrize(
    ("name", "old", "typo", "spot"),
    [
        ("june", "agent_version", "agent_versoin", ""),
        ("june", "supports", "suports", "items.0"),
        ("june", "column: outcome", "colunm: outcome", "items.0.data.success"),
        ("june", "to: 2026", "too: 2026", "collected"),
        ("june", "kind: runs", "kind: run", "items.0.kind"),
        ("service", "kind: proportion", "kind: proportoin", "obligations.0.measure.kind"),
        ("service", "at_least", "at_leats", "obligations.0.threshold"),
        ("service", "kind: zero, of", "kind: zero, off_", "obligations.1.measure"),
        ("agent", "granted", "grantd", "authority"),
    ],
)
def test_an_editor_is_told_the_key_that_is_wrong(name: str, old: str, typo: str, spot: str) -> None:
    files = valid(**{name: (old, typo)})
    path = next(path for path in VALID if files[path] != VALID[path])
    found = jsonschema.exceptions.best_match(find_errors(path, files[path]))
    assert ".".join(map(str, found.path)) == spot
    key, _, value = typo.rpartition(", ")[2].partition(": ")
    assert f"'{value if key == 'kind' else key}'" in found.message


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(TrustpagesError) as raised:
        build_json_schema("packt")
    assert raised.value.code == "unknown-kind"


def test_schema_is_the_same_every_time() -> None:
    once: list[dict[str, Any]] = [build_json_schema(name) for name in NAMES]
    assert once == [build_json_schema(name) for name in NAMES]
