"""Rows of incidents by a mapping: unfinished, undated and unweighed ones are told, and never made up."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, kinds
from trustpages.intake.importers.importer import Imported
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.mapped.mapping_file import make_importer
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.problem import Fault

MAPPING: dict[str, Any] = {
    "kind": "incident",
    "where": {"column": "service", "equals": "desk"},
    "run": "id",
    "incident": {
        "occurred": "begin",
        "detected": "seen",
        "resolved": "end",
        "visible_event": "text",
        "severity": {"column": "level", "critical": [3], "minor": ["low"]},
    },
}
HEADER = "id,service,begin,seen,end,text,level\n"


def read(rows: str, mapping: dict[str, Any] = MAPPING) -> Imported | Fault:
    file = InputFile("outages.yml", format_yaml(mapping).encode())
    importer = make_importer(file)
    assert not isinstance(importer, Fault), importer
    return importer.read(Inputs((file, InputFile("x.csv", f"{HEADER}{rows}".encode()))))


def read_well(rows: str, mapping: dict[str, Any] = MAPPING) -> Imported:
    found = read(rows, mapping)
    assert isinstance(found, Imported), found
    return found


def test_days_are_those_of_utc_and_severities_those_of_the_mapping() -> None:
    (item,) = read_well("a,desk,2026-03-01T23:30:00-05:00,,2026-03-03,Down,3.0\n").items
    assert (item.name, item.doubts) == ("outages-a", ())
    assert item.keys == {
        "severity": "critical",
        "occurred": "2026-03-02",
        "resolved": "2026-03-03",
        "visible_event": "Down",
    }


@pytest.mark.parametrize(
    ("row", "severity", "kept", "expected"),
    [
        ("a,desk,2026-03-02,,2026-03-03,Down,catastrophic", "major", {"resolved"}, {"severity-not-known"}),
        ("a,desk,2026-03-02,,,Down,low", "minor", set(), {"no-end"}),
        ("a,desk,2026-03-02,,2026-03-01,Down,low", "minor", set(), {"day-not-usable"}),
        ("a,desk,2026-03-02,soon,2026-03-03,Down,low", "minor", {"resolved"}, {"day-not-usable"}),
        ("a,desk,2026-03-02,2026-03-02,2026-03-03,,", "major", {"resolved", "detected"}, {"severity-not-stated"}),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told(row: str, severity: str, kept: set[str], expected: set[str]) -> None:
    (item,) = read_well(f"{row}\n").items
    assert item.keys["severity"] == severity
    assert set(item.keys) - {"severity", "occurred", "visible_event"} == kept
    assert kinds(item) == expected


def test_rows_without_a_day_and_of_other_services_are_counted() -> None:
    found = read_well("a,desk,2026-03-02,,2026-03-03,Down,low\nb,desk,,,,Down,low\nc,else,2026-03-02,,,Down,low\n")
    assert (found.read, len(found.items)) == (3, 1)
    assert kinds(found.items[0]) == {"undated-left-out", "rows-not-chosen", "no-end"}


def test_columns_that_are_absent_are_named() -> None:
    found = read("a,desk,2026-03-02,,,Down,low\n", {**MAPPING, "incident": {**MAPPING["incident"], "occurred": "bgin"}})
    assert isinstance(found, Fault)
    assert (found.code, found.remedy) == ("data-column", "did you mean 'begin'?")


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_incidents_of_one_provider() -> None:
    columns = {"occurred": "start_timestamp", "resolved": "close_timestamp", "visible_event": "Incident_Title"}
    severity = {"column": "incident_impact_level", "critical": [3], "major": [2], "minor": [0, 1]}
    mapping: dict[str, Any] = {
        "kind": "incident",
        "where": {"column": "provider", "equals": "anthropic"},
        "run": "incident_id",
    }
    mapping["incident"] = {**columns, "severity": severity}
    file = InputFile("x.yml", format_yaml(mapping).encode())
    content = (DATA / "incidents/llm_service_analysis/clean/incident_stages.csv").read_bytes()
    importer = make_importer(file)
    assert not isinstance(importer, Fault)
    found = importer.read(Inputs((file, InputFile("incident_stages.csv", content))))
    assert isinstance(found, Imported)
    assert (found.read, len(found.items)) == (542, 141)
    weighed = [item.keys["severity"] for item in found.items]
    # One is of level 4, maintenance, which the mapping does not name.
    assert [weighed.count(level) for level in ("minor", "major", "critical")] == [92, 44, 5]
    assert sum("severity-not-known" in kinds(item) for item in found.items) == 1
