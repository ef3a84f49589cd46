"""Exports against the schemas that the projects publish, and against each other's references."""

from __future__ import annotations

import pytest

from support.builders import a_bundle, a_pact, a_workspace, an_agent_evidence, runs
from support.exports.agents import export_items, export_of, export_of_everything
from support.exports.schemas import list_errors
from trustpages.exports.interchange.catalog import EXPORT_FORMATS
from trustpages.exports.interchange.cyclonedx import CYCLONEDX
from trustpages.exports.interchange.definition import ExportFormat
from trustpages.exports.interchange.every_eval_ever import EVERY_EVAL_EVER
from trustpages.exports.interchange.openslo import OPENSLO
from trustpages.exports.interchange.oscal import OSCAL
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.results.records.json_values import Json

EVERYTHING = export_of_everything()
BARE = export_of(a_workspace(an_agent_evidence(pacts=[])))
PLAIN = export_items(runs())
AGENTS = pytest.mark.parametrize("exported", [EVERYTHING, BARE, PLAIN], ids=["everything", "bare", "plain"])

SCHEMAS = {
    EVERY_EVAL_EVER.id: "every-eval-ever-0.3.0.json",
    OSCAL.id: "oscal_assessment-results_schema.json",
    CYCLONEDX.id: "bom-1.7.SNAPSHOT.schema.json",
}


def documents_of(form: ExportFormat, exported: ExportedAgent) -> list[dict[str, Json]]:
    return [document for file in form.write(exported).files for document in file.documents]


@AGENTS
@pytest.mark.parametrize("form", [EVERY_EVAL_EVER, OSCAL, CYCLONEDX], ids=lambda form: form.id)
def test_a_document_is_valid(form: ExportFormat, exported: ExportedAgent) -> None:
    for document in documents_of(form, exported):
        assert list_errors(SCHEMAS[form.id], document) == []


@AGENTS
def test_openslo_documents_are_valid(exported: ExportedAgent) -> None:
    parts = {"Service": "service-spec", "SLO": "slo-spec"}
    for document in documents_of(OPENSLO, exported):
        for part in ("general", parts[str(document["kind"])]):
            assert list_errors(f"openslo/{part}.schema.json", document) == []


@pytest.mark.parametrize("form", [EVERY_EVAL_EVER, OSCAL, CYCLONEDX], ids=lambda form: form.id)
def test_the_schemas_object_to_what_is_wrong(form: ExportFormat) -> None:
    for document in documents_of(form, EVERYTHING):
        assert list_errors(SCHEMAS[form.id], {**document, "unheard-of": 1})


@AGENTS
def test_what_a_bom_refers_to_is_in_it_once(exported: ExportedAgent) -> None:
    (document,) = documents_of(CYCLONEDX, exported)
    declared = sorted(_values_of(document, "bom-ref"))
    assert len(set(declared)) == len(declared)
    named = ("target", "assessor", "requirement", "evidence", "claims", "counterClaims", "subjects")
    assert {name for key in named for name in _values_of(document, key)} <= set(declared)


@AGENTS
def test_what_assessment_results_refer_to_is_in_them_once(exported: ExportedAgent) -> None:
    (document,) = documents_of(OSCAL, exported)
    declared = sorted(_values_of(document, "uuid"))
    assert len(set(declared)) == len(declared)
    named = ("observation-uuid", "risk-uuid", "actor-uuid")
    assert {name for key in named for name in _values_of(document, key)} <= set(declared)


def _values_of(value: Json, key: str) -> list[str]:
    """The strings under that key, alone or in a list, wherever they stand."""
    found: list[str] = []
    if isinstance(value, dict):
        held = value.get(key)
        found += [name for name in (held if isinstance(held, list) else [held]) if isinstance(name, str)]
        for inner in value.values():
            found += _values_of(inner, key)
    elif isinstance(value, list):
        for inner in value:
            found += _values_of(inner, key)
    return found


def test_every_format_says_what_it_keeps_and_loses() -> None:
    assert all(form.keeps and form.loses and form.version for form in EXPORT_FORMATS)
    assert len({form.id for form in EXPORT_FORMATS}) == len(EXPORT_FORMATS)


def test_two_agents_share_no_names() -> None:
    others = export_of(a_workspace(an_agent_evidence(a_bundle(), pacts=[a_pact(id="other")])))
    assert documents_of(OSCAL, others)[0] != documents_of(OSCAL, PLAIN)[0]
