"""Inventories of agencies: use cases in use, with a day, are decisions; all others are counted with the reason."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

import pytest

from support.importing import DATA, read_files
from trustpages.intake.importers.documents.federal_ai import FEDERAL_AI
from trustpages.intake.importers.importer import Imported
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault

HEADER = (
    "Use Case Name,Agency,Agency Abbreviation,Stage of Development,"
    '"Is the AI use case rights-impacting, safety-impacting, both, or neither?",Date Initiated,Date Implemented,'
    "Has an AI impact assessment been conducted for this AI use case?,"
    "Has the AI use case been tested in operational or real-world environments?,"
    "Has an independent evaluation of the AI use case been conducted?\n"
)
ROWS = (
    "Chat,Department of Tests,DOT,Operation and Maintenance,Both,,1/2/2024,Yes,Benchmark evaluation: of the model,No\n"
    "Chat,Department of Tests,DOT,In production,,,3/14/2024,No,Performance evaluation: in operation,Yes – by the CAIO\n"
    "Plan,Department of Tests,DOT,Initiated,Neither,,10/1/2024,,,\n"
    "Old,Department of Tests,DOT,Retired,Neither,,7/15/1905,,,\n"
    "Map,Office of Maps,OOM,Operation and Maintenance,Neither,,TBD,,,\n"
)  # fmt: skip


def test_use_cases_in_use_become_decisions_and_the_rest_is_counted() -> None:
    tests, maps = read_files(FEDERAL_AI, {"inventory.csv": HEADER + ROWS}).documents
    first, second = tests.entries
    assert (first["id"], first["date"], first["consequence"]) == ("dot-chat", "2024-01-02", "critical")
    assert first["cited"] == [
        {"id": "impact assessment", "class": "governance"},
        {"id": "benchmark evaluation", "class": "benchmark"},
    ]
    assert (second["id"], second["consequence"]) == ("dot-chat-2", "high")
    assert [entry["class"] for entry in second["cited"]] == ["runtime", "audit"]  # type: ignore[index, union-attr, call-overload]  # plain values
    assert [reason for _, reason in tests.left_out] == ["not-in-use", "no-day"]
    assert [doubt.kind for doubt in tests.doubts] == ["impact-not-stated"]
    assert (maps.entries, [reason for _, reason in maps.left_out]) == ((), ["no-day"])


def test_other_encodings_are_read_with_a_doubt() -> None:
    text = (HEADER + ROWS).replace("–", "\u2013").encode("cp1252")
    found = FEDERAL_AI.read(Inputs((InputFile("x.csv", text),)))
    assert isinstance(found, Imported)
    assert [doubt.kind for doubt in found.documents[1].doubts] == ["encoding"]


def test_tables_without_the_columns_are_refused() -> None:
    found = FEDERAL_AI.read(Inputs((InputFile("x.csv", HEADER.replace("Agency,", "").encode()),)))
    assert isinstance(found, Fault)


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not at hand")
def test_every_use_case_of_the_real_inventory_is_accounted_for() -> None:
    content = (DATA / "procurement/omb_ai_inventory/2024_consolidated_ai_inventory_raw_v2.csv").read_bytes()
    found = FEDERAL_AI.read(Inputs((InputFile("inventory.csv", content),)))
    assert isinstance(found, Imported)
    rows = list(csv.reader(io.StringIO(content.decode("cp1252"))))[1:]
    assert found.read == len(rows) == sum(len(each.entries) + len(each.left_out) for each in found.documents)
    stages = ("Operation and Maintenance", "Implementation and Assessment", "In production", "In mission", "Retired")
    used = [row for row in rows if row[9].strip() in stages]
    dated = [row for row in used if re.fullmatch(r"\d+/\d+/\d{4}", row[13].strip()) and "/190" not in row[13]]
    reasons = Counter(reason for each in found.documents for _, reason in each.left_out)
    assert reasons == {"not-in-use": len(rows) - len(used), "no-day": len(used) - len(dated)}
