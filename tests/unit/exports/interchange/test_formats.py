"""What each format makes of an agent: limits in every file, absences told and never numbered, text that stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from support.builders import AS_OF, a_benchmark_result, a_bundle, a_pact, a_workspace, an_agent_evidence, runs
from support.builders import an_obligation as promised
from support.exports.agents import SPECIAL, export_items, export_of, export_of_everything
from trustpages.exports.interchange.a2a import A2A
from trustpages.exports.interchange.ai_catalog import AI_CATALOG
from trustpages.exports.interchange.catalog import EXPORT_FORMATS
from trustpages.exports.interchange.cyclonedx import CYCLONEDX
from trustpages.exports.interchange.definition import ExportFormat
from trustpages.exports.interchange.every_eval_ever import EVERY_EVAL_EVER
from trustpages.exports.interchange.model_index import MODEL_INDEX
from trustpages.exports.interchange.openslo import OPENSLO
from trustpages.exports.interchange.oscal import OSCAL
from trustpages.exports.interchange.values import as_markdown, on_one_line
from trustpages.intake.importers.documents import openslo
from trustpages.intake.importers.importer import Imported
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.documents.pact import Obligation
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.results.records.json_values import Json
from trustpages.workflow.commands.export import write_as

EVERYTHING = export_of_everything()
FORMATS = pytest.mark.parametrize("form", EXPORT_FORMATS, ids=lambda form: form.id)


def documents_of(form: ExportFormat, exported: ExportedAgent) -> list[Any]:
    return [document for file in form.write(exported).files for document in file.documents]


def strings_in(value: Json) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in strings_in(inner)]
    return [value] if isinstance(value, str) else []


@FORMATS
def test_every_document_carries_the_gravest_limits(form: ExportFormat) -> None:
    documents = documents_of(form, EVERYTHING)
    assert documents
    for document in documents:
        held = strings_in(document)
        assert [name for name, sentence in EVERYTHING.limits_of_parts if sentence not in held] == []
    names = [name for name, _ in EVERYTHING.limits_of_parts]
    assert {"as-of", "valid-until", "expired", "posture", "limitations", "worst-limitation", "audience"} <= {*names}


@FORMATS
def test_every_file_carries_all_limits(form: ExportFormat) -> None:
    for file in form.write(EVERYTHING).files:
        held = {text for document in file.documents for text in strings_in(document)}
        assert [name for name, sentence in EVERYTHING.limits if " ".join(sentence.split()) not in held] == []


@FORMATS
def test_what_is_left_out_is_named_in_the_file(form: ExportFormat) -> None:
    written = form.write(EVERYTHING)
    for file in written.files:
        said = " ".join(text for document in file.documents for text in strings_in(document))
        assert [
            sentence for sentence in written.left_out if as_markdown(sentence) not in said and sentence not in said
        ] == []


@FORMATS
def test_the_same_again(form: ExportFormat) -> None:
    assert form.write(EVERYTHING) == form.write(export_of_everything())


def test_results_are_those_of_evaluations() -> None:
    results = [
        result for document in documents_of(EVERY_EVAL_EVER, EVERYTHING) for result in document["evaluation_results"]
    ]
    found = {result["evaluation_result_id"]: result["score_details"] for result in results}
    assert sorted(found) == ["attacks", "bench-result", "rating", "tests"]
    assert found["tests"]["score"] == 18 / 22
    assert found["tests"]["uncertainty"]["num_samples"] == 22
    assert found["tests"]["details"]["unknown-outcomes"] == "3"
    assert found["attacks"]["details"]["speaks-against-it"] == "9 of 40 attacks got through"
    left_out = EVERY_EVAL_EVER.write(EVERYTHING).left_out
    assert sorted(sentence.partition(":")[0] for sentence in left_out) == [
        "audit",
        "elo",
        "incident-1",
        "june-runs",
        "undated",
        "withdrawn",
    ]


def test_results_of_different_sources_stand_apart() -> None:
    first, second = (document["source_metadata"] for document in documents_of(EVERY_EVAL_EVER, EVERYTHING))
    assert (first["source_organization_name"], first["evaluator_relationship"]) == ("Lab & Söhne", "third_party")
    assert {first["source_type"], second["source_type"]} == {"documentation"}  # none of them has rows
    assert second["evaluator_relationship"] == "first_party"


@pytest.mark.parametrize("form", [EVERY_EVAL_EVER, MODEL_INDEX], ids=lambda form: form.id)
def test_without_results_there_is_no_file(form: ExportFormat) -> None:
    written = form.write(export_items(runs()))
    assert written.files == ()
    assert written.left_out == ("june-runs: real use, not an evaluation",)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"score": 0.437}, "no number to hand on"),
        ({"collected": {"from": "2026-07-01", "to": "2026-07-02"}}, "after the day of the report"),
    ],
)
def test_a_score_that_cannot_be_is_left_out(changes: dict[str, Any], why: str) -> None:
    written = EVERY_EVAL_EVER.write(export_items(a_benchmark_result(average="tasks", **changes)))
    assert written.files == ()
    assert why in written.left_out[0]


def test_a_model_index_has_what_the_hub_asks_for() -> None:
    (document,) = documents_of(MODEL_INDEX, EVERYTHING)
    (model,) = document["model-index"]
    assert isinstance(model["name"], str)
    for result in model["results"]:
        assert {*result} <= {"task", "dataset", "metrics", "source"}
        assert isinstance(result["task"]["type"], str)
        assert isinstance(result["dataset"]["type"], str)
        assert isinstance(result["dataset"]["name"], str)
        (metric,) = result["metrics"]
        assert isinstance(metric["type"], str)
        assert isinstance(metric["value"], float)
        assert result["source"]["url"].startswith("https://")
    types = [result["metrics"][0]["type"] for result in model["results"]]
    assert sorted(types) == ["accuracy", "accuracy", "arena-rating", "attacks_withstood"]


def test_objectives_are_promises_that_are_shares_of_runs() -> None:
    service, *objectives = documents_of(OPENSLO, EVERYTHING)
    lines = {
        document["metadata"]["annotations"]["trustpages.promise"]: document["spec"]["objectives"][0]
        for document in objectives
    }
    assert {ref: line["target"] for ref, line in lines.items()} == {
        "service/task-success": 0.9,
        "service/few-errors": 0.95,
        "service/fast": 0.95,
    }
    assert (lines["service/fast"]["op"], lines["service/fast"]["value"]) == ("lte", 5.0)
    left_out = service["metadata"]["annotations"]["trustpages.left-out"]
    for reason in (
        "service/rating (met): it is not a share of runs",
        "service/always (no evidence): a target of 100 % is none in OpenSLO",
        "service/in-may (no evidence): its window is not a number of days up to today",
        "service/spared (not applicable): it does not apply",
    ):
        assert reason in left_out


def test_objectives_that_are_imported_again_are_the_same_promises() -> None:
    written = write_as(OPENSLO, EVERYTHING)[0]
    inputs = Inputs(tuple(InputFile(file.path, file.content) for file in written))
    assert openslo.OPENSLO.recognise(inputs.only)
    found = openslo.OPENSLO.read(inputs)
    assert isinstance(found, Imported)
    entries = [Obligation.model_validate(entry) for document in found.documents for entry in document.entries]
    assert not any(document.left_out for document in found.documents)
    names = {"service/task-success", "service/few-errors", "service/fast"}
    exported = [promise for promise in EVERYTHING.promises if promise.ref in names]
    for entry, promise in zip(entries, exported, strict=True):
        terms = promise.terms
        assert (entry.threshold, entry.window.rolling) == (terms.threshold, terms.window.rolling)
        assert (entry.measure.kind, getattr(entry.measure, "q", None)) == (
            terms.measure.kind,
            getattr(terms.measure, "q", None),
        )
        assert entry.promise == on_one_line(promise.result.promise).replace(
            "\u202e", "?"
        )  # it turns the order of a line


def test_names_of_objectives_are_labels_and_differ() -> None:
    ids = ["x" * 60, f"{'x' * 60}-y", "a.b", "a-b", "a_b"]
    pacts = [a_pact(*(promised(id=name) for name in ids)), a_pact(promised(id="b"), id="service-a")]
    documents = documents_of(OPENSLO, export_of(a_workspace(an_agent_evidence(a_bundle(), pacts=pacts))))
    names = [document["metadata"]["name"] for document in documents]
    assert len({*names}) == len(names) == len(ids) + 2
    assert all(re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", name) for name in names)


def test_a_finding_is_satisfied_only_where_a_promise_is_kept() -> None:
    (document,) = documents_of(OSCAL, EVERYTHING)
    (result,) = document["assessment-results"]["results"]
    found = {finding["target"]["target-id"]: finding["target"]["status"] for finding in result["findings"]}
    states = {name: (status["state"], status["reason"]) for name, status in found.items()}
    assert states["p--service--rating"] == ("satisfied", "pass")
    assert states["p--service--task-success"] == ("not-satisfied", "fail")
    assert states["p--service--fast"] == ("not-satisfied", "other")
    assert "p--service--spared" not in states
    assert len(result["risks"]) == len(EVERYTHING.limitations)
    assert "service/spared" in result["remarks"]


def test_what_evidence_says_is_no_markup_in_oscal() -> None:
    (document,) = documents_of(OSCAL, EVERYTHING)
    (result,) = document["assessment-results"]["results"]
    titles = [finding["title"] for finding in result["findings"]]
    assert as_markdown(SPECIAL) in titles
    assert SPECIAL not in titles


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, 5 %", "plain words, 5 %"),
        ("[a](b) <c> & *d* _e_ `f` \\", "\\[a\\](b) \\<c\\> \\& \\*d\\* \\_e\\_ \\`f\\` \\\\"),
        ("# a", "\\# a"),
        ("- a", "\\- a"),
        ("12. a", "12\\. a"),
        ("a\n\n  b ", "a b"),
    ],
)
def test_markdown_reads_text_as_text(text: str, written: str) -> None:
    assert as_markdown(text) == written


def test_verdicts_are_no_scores_in_a_bom() -> None:
    (document,) = documents_of(CYCLONEDX, EVERYTHING)
    rows = [row for attestation in document["declarations"]["attestations"] for row in attestation["map"]]
    by_ref = {row["requirement"]: row for row in rows}
    assert all("score" not in row["conformance"] and "confidence" not in row for row in rows)
    assert "counterClaims" in by_ref["promise-service/task-success"]
    assert "claims" in by_ref["promise-service/rating"]
    assert {"claims", "counterClaims"}.isdisjoint(by_ref["promise-service/fast"])
    assert len(document["annotations"]) == len(EVERYTHING.limitations)
    assert document["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": "ab" * 32}]


def test_a_trust_manifest_binds_what_it_carries() -> None:
    (document,) = documents_of(AI_CATALOG, EVERYTHING)
    (entry,) = document["entries"]
    manifest = entry["trustManifest"]
    (attestation,) = manifest["attestations"]
    content = base64.b64decode(attestation["uri"].partition(",")[2])
    assert json.loads(content) == entry["data"]
    assert len(content) == attestation["size"]
    assert f"sha256:{hashlib.sha256(content).hexdigest()}" == attestation["digest"] == manifest["subject"]["digest"]
    for key in ("identifier", "type", "version"):
        assert manifest["subject"][key] == entry[key]
    assert entry["identifier"].startswith("urn:air:trust.vendor.example:")
    assert manifest["identity"] == "https://trust.vendor.example/#desk"
    assert manifest["expiresAt"] == "2026-01-01T23:59:59Z"


def test_a_catalog_without_an_address_claims_no_domain() -> None:
    (document,) = documents_of(AI_CATALOG, export_items(runs()))
    (entry,) = document["entries"]
    assert entry["identifier"] == entry["trustManifest"]["identity"] == "urn:trustpages:agent:vendor:desk"


def test_an_extension_of_a_card_carries_every_promise_and_limitation() -> None:
    (document,) = documents_of(A2A, EVERYTHING)
    (extension,) = document["capabilities"]["extensions"]
    # The members that the schema of A2A has for an extension, with their types.
    types = {name: type(value) for name, value in extension.items()}
    assert types == {"uri": str, "description": str, "required": bool, "params": dict}
    statement = extension["params"]["statement"]
    assert len(statement["promises"]) == len(EVERYTHING.promises)
    assert len(statement["limitations"]) == len(EVERYTHING.limitations)
    assert f"as of {AS_OF.isoformat()}, valid until 2026-01-01" in extension["description"]
