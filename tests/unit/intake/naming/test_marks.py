"""The marks on the models: every field that holds an id says what the id does, and the walker finds it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, StringConstraints

from support.intake.workspaces import CASES, files_below
from trustpages.intake import yaml
from trustpages.intake.checks.codes import CODES
from trustpages.intake.files.projection import Projection
from trustpages.intake.naming.walker import find_ids, map_declarations
from trustpages.intake.validation.model_shape import get_annotations
from trustpages.model.documents.catalog import KINDS
from trustpages.model.ids import AtKey, Declares, Mark, Refers

DECLARED = {
    "acceptance": {"Acceptance.id"},
    "agent": {"Agent.id"},
    "benchmark": {"Benchmark.id"},
    "bundle": {"Bundle.id"},
    "change": {"Change.id"},
    "claim": {"Claim.id"},
    "comparison": {"Comparison.id"},
    "control": {"Control.id"},
    "decision": {"Decision.id"},
    "framework": {"Framework.id"},
    "item": {"Item.id"},
    "list of decisions": {"Decisions.id"},
    "list of questions": {"Questions.id"},
    "mapper": {"Mapper.id"},
    "obligation": {"Obligation.id"},
    "override": {"Item.id"},
    "pact": {"Pact.id"},
    "question": {"Question.id"},
    "residual risk": {"ResidualRisk.id"},
    "role": {"Agent.owner.role", "DecisionRight.owner", "DecisionRight.may_override"},
    "rung": {"Authority.ladder"},
    "step": {"Step.id"},
    "workflow": {"Workflow.id"},
}
REFERRED = {
    "agent": {
        "Acceptance.concerns",
        "Bundle.agent",
        "Claims.agent",
        "Decision.agent",
        "DeclaredImport.agent",
        "Mapping.agent",
        "Pact.agent",
    },
    "benchmark": {
        "BenchmarkResult.benchmark",
        "DeclaredImport.benchmark",
        "PublishedScore.benchmark",
        "RankReason.benchmark",
        "Runs.benchmark",
    },
    "item": {
        "Claim.evidence",
        "Claim.than",
        "ConsequenceEvent.proof",
        "Dispute.concerns",
        "Override.evidence",
        "RetractableItem.corrected_by",
    },
    "mapper": {"Mapping.mapper"},
    "obligation": {
        "Claim.obligation",
        "ConsequenceEvent.obligation",
        "DeclaredImport.supports",
        "Drill.obligation",
        "Item.supports",
        "Mapping.obligation",
        "Override.obligation",
    },
    "override": {"ConsequenceEvent.override", "Override.renews"},
    "role": {"Consequence.decided_by", "NotApplicable.decided_by", "ResidualRisk.accepted_by"},
    "rung": {"Consequence.to"},
    "step": {"Incident.steps", "Mapping.step", "Obligation.step"},
    "trigger": {"Review.closes"},
    "workflow": {"Mapping.workflow", "Scope.workflow"},
}


def list_models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for inner in get_annotations(annotation).values():
            yield from list_models(inner)
    for argument in get_args(annotation):
        yield from list_models(argument)


def list_texts(annotation: Any) -> Iterator[tuple[Any, ...]]:
    """What the annotation says about each text in it: its constraints and marks."""
    if get_origin(annotation) is Annotated:
        yield get_args(annotation)[1:]
    for argument in get_args(annotation):
        yield from list_texts(argument)


def list_fields() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """`Model.field` of every field of every document, with what its annotation says about each text in it."""
    for model in {model: None for kind in KINDS for model in list_models(kind.model)}:
        for name, field in model.model_fields.items():
            home = next(base for base in model.__mro__ if name in vars(base).get("__annotations__", {}))
            for metadata in list_texts(get_annotations(model)[field.alias or name]):
                yield f"{home.__name__}.{name}", metadata


def has_form_of_an_id(metadata: tuple[Any, ...]) -> bool:
    patterns = [str(item.pattern) for item in metadata if isinstance(item, StringConstraints) and item.pattern]
    return any(
        re.search(pattern, text) and not re.search(pattern, text.upper())
        for pattern in patterns
        for text in ("x", "x/x", "x/x/x")
    )


# What they name is declared by the program and by no document: kinds and rules of changes.
NAMED_BY_THE_PROGRAM = {"Gates.review"}
FIELDS = [(name, metadata) for name, metadata in list_fields() if name not in NAMED_BY_THE_PROGRAM]


@pytest.mark.parametrize("name", sorted({name for name, metadata in FIELDS if has_form_of_an_id(metadata)}))
def test_every_id_says_what_it_does(name: str) -> None:
    for metadata in [metadata for field, metadata in FIELDS if field == name and has_form_of_an_id(metadata)]:
        assert [item for item in metadata if isinstance(item, Mark)], (
            f"{name}: annotate it with Declares or Refers, or make it a Label where nothing refers to it"
        )


def test_these_are_the_ids_that_documents_declare_and_those_that_they_refer_to() -> None:
    declared, referred = defaultdict(set), defaultdict(set)
    for name, metadata in FIELDS:
        for item in metadata:
            match item:
                case Declares(noun=noun):
                    declared[noun].add(name)
                case AtKey(key=key, mark=Declares(noun=noun)):
                    declared[noun].add(f"{name}.{key}")
                case Refers(noun=noun):
                    referred[noun].add(name)
    assert declared == DECLARED
    assert referred == REFERRED


def test_what_documents_refer_to_can_be_declared_and_its_absence_is_explained() -> None:
    nouns = map_declarations().keys()
    assert nouns == DECLARED.keys()
    for _, metadata in FIELDS:
        for mark in [item for item in metadata if isinstance(item, Refers)]:
            assert set(mark.among or (mark.noun,)) <= nouns
            assert f"unknown-{mark.noun}" in {code.code for code in CODES}


VALID = {path: data for path, data in files_below(CASES / "valid").items() if path.endswith(".yml")}


@pytest.mark.parametrize("path", sorted(VALID))
def test_walker_says_where_each_name_stands(path: str) -> None:
    located, _ = yaml.load(VALID[path], path)
    assert located is not None
    ids = find_ids(Projection(located, located.value), is_valid=True)
    assert ids.names
    for name in ids.names:
        value: Any = located.value
        for step in name.path:
            value = value[step]
        assert value == name.text or (not name.text and value is None)
    assert ids.missing == frozenset()
    assert find_ids(Projection(located, located.value), is_valid=False).missing == frozenset()
