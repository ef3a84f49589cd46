"""Incidents of Google Cloud and of databases: when they were, how sure they are, and which could not be taken over."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared
from trustpages.intake.importers.importer import Imported
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.incidents.aiid import AIID
from trustpages.intake.importers.operations.incidents.gcp_status import GCP_STATUS
from trustpages.intake.importers.operations.incidents.genai_incidents import GENAI_INCIDENTS
from trustpages.model.problem import Fault


def read_status(**changes: Any) -> Imported:
    row = {
        "id": "a1",
        "begin": "2026-07-15T23:57:00+00:00",
        "created": "2026-07-16T03:30:59+00:00",
        "end": "2026-07-16T12:25:00+00:00",
        "external_desc": "Errors",
        "status_impact": "SERVICE_OUTAGE",
        "severity": "high",
        **changes,
    }
    dated = {**row, "id": "b", "begin": "2026-07-01T00:00:00+00:00", "end": "2026-07-01T01:00:00+00:00"}
    return read_files(GCP_STATUS, {"incidents.json": [row, dated]})


@pytest.mark.parametrize(
    ("changes", "severity", "resolved", "expected"),
    [
        ({}, "critical", "2026-07-16", set()),
        ({"severity": "low"}, "minor", "2026-07-16", set()),
        ({"severity": "dire"}, "major", "2026-07-16", {"severity-not-known"}),
        ({"end": None}, "critical", None, {"no-end"}),
        ({"end": "2026-07-14T00:00:00+00:00"}, "critical", None, {"end-not-usable"}),
        ({"created": "2026-07-19T00:00:00+00:00"}, "critical", "2026-07-16", {"told-late"}),
    ],
)
def test_incidents_begin_when_they_did(
    changes: dict[str, Any], severity: str, resolved: str | None, expected: set[str]
) -> None:
    item = read_status(**changes).items[0]
    assert (item.keys["severity"], item.keys["occurred"]) == (severity, "2026-07-15")
    assert (item.keys.get("resolved"), kinds(item)) == (resolved, expected)


def test_incidents_without_a_day_are_told() -> None:
    found = read_status(begin=None)
    assert (found.read, len(found.items)) == (2, 1)
    assert "undated-left-out" in kinds(found.items[0])


def a_record(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"INC-{number:05}",
        "title": "A leak",
        "date": "2024-02",
        "severity": "High",
        "attack_vector": "prompt-injection",
        "quality_tier": "reviewed",
        **changes,
    }


def test_records_that_are_retracted_disputed_or_unreviewed() -> None:
    rows = [
        a_record(1),
        a_record(2, status="retracted"),
        a_record(3, status="disputed", date="2024-02-30"),
        a_record(4, status="disputed", date="2024-02-29"),
        a_record(5, quality_tier="auto", severity="Dreadful"),
        a_record(6, date="2024"),
    ]
    found = read_files(GENAI_INCIDENTS, {"x.json": {"version": "2.13.0", "incidents": rows}})
    first, disputed, unreviewed = found.items
    assert (found.read, first.keys["occurred"], str(first.last)) == (6, "2024-02", "2024-02-29")
    assert kinds(first) == {"of-many-systems", "retracted-left-out", "undated-left-out"}
    assert (disputed.keys["confirmed"], kinds(disputed)) == (False, {"disputed"})
    assert (unreviewed.keys["severity"], kinds(unreviewed)) == ("major", {"not-reviewed", "severity-not-known"})


TABLE = "Incident ID,Date,Summary,Alleged deployer,Total people reportedly harmed,Confidence\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('1,5/19/2015,Down,"[""x""]","11,000,000",High', {"occurred": "2015-05-19", "people_affected": 11_000_000}),
        ("1,2015-05-19,Down,x,,Low", {"occurred": "2015-05-19", "confirmed": False}),
    ],
)
def test_classified_incidents(row: str, expected: dict[str, Any]) -> None:
    (item,) = read_files(AIID, {"x.csv": f"{TABLE}{row}\n"}).items
    assert {key: item.keys[key] for key in expected} == expected
    assert kinds(item) == {"severity-not-stated", "numbers-estimated"}


def test_incidents_of_the_database_as_json() -> None:
    rows = [
        {"incident_id": 23, "date": "2017-11-08", "title": "A bus", "Alleged deployer of AI system": ["x"]},
        {"incident_id": 24, "date": "soon", "title": "No day", "Alleged deployer of AI system": ["x"]},
    ]
    (item,) = read_files(AIID, {"x.json": rows}).items
    assert (item.name, item.keys["visible_event"]) == ("aiid-23", "A bus")
    assert kinds(item) == {"severity-not-stated", "of-many-systems", "undated-left-out"}


@pytest.mark.parametrize("text", [f'{TABLE}1,5/19/2015,"Down', f"{TABLE}1,5/19/2015\n"])
def test_a_table_that_is_cut_short_is_a_fault_with_its_line(text: str) -> None:
    found = AIID.read(Inputs((InputFile("x.csv", text.encode()),)))
    assert isinstance(found, Fault)
    assert found.sentence.startswith("line 2 of 'x.csv'")


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_incidents_are_recounted() -> None:
    assert len(read_shared(GCP_STATUS, "incidents/gcp_status/incidents.json").items) == 3
    path = "incidents/genai_incidents/incidents.subset.json"
    rows = json.loads((DATA / path).read_text())["incidents"]
    found = read_shared(GENAI_INCIDENTS, path)
    retracted = sum(row.get("status") == "retracted" for row in rows)
    assert (found.read, len(found.items)) == (len(rows), len(rows) - retracted)
    assert sum("confirmed" in item.keys for item in found.items) == sum(
        row.get("status") == "disputed" or (row["quality_tier"] == "auto" and row.get("status") != "retracted")
        for row in rows
    )
    assert [item.keys["people_affected"] for item in read_shared(AIID, "incidents/aiid").items] == [11_000_000, 0]
