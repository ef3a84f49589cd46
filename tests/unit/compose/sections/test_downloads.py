"""Spreadsheets of tables, promises and limitations: what is in them, and which table leads to which."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from support.assess.histories import a_report
from support.builders import a_bundle, a_pact, a_workspace, an_agent, an_agent_evidence, an_obligation, runs
from support.compose.blocks import tables_of
from trustpages.compose.pages.downloads import compose_spreadsheets, link_spreadsheets, to_cell
from trustpages.exports.csv import to_csv
from trustpages.model.pages.blocks import Definitions, Frame, Panel, Row, Section, Table
from trustpages.model.pages.page import Cell, Page, Spreadsheet
from trustpages.model.pages.values import Figure, Link, Said, StateLabel

FRAME = Frame(date(2026, 11, 1), "Public", "Acme", None, illustrative=False, digest="")


def a_table(*rows: tuple[Said, ...], id_: str = "ages") -> Table:
    return Table(id_, "Ages", ("Evidence", "Days"), tuple(Row(row) for row in rows), (1,))


def linked(path: str, *tables: Table) -> tuple[list[str], tuple[Spreadsheet, ...]]:
    page = Page("listing", path, "Ages", FRAME, (Section("", tables),))
    linked_page, sheets = link_spreadsheets(page)
    return [table.csv for table in tables_of(linked_page)], sheets


def test_a_table_leads_to_a_spreadsheet_beside_its_page() -> None:
    addresses, (sheet,) = linked("agents/desk/index.md", a_table(("trials", 1151), ("audit", "unknown")))
    assert addresses == [sheet.path] == ["agents/desk/ages.csv"]
    assert (sheet.columns, sheet.rows) == (("Evidence", "Days"), (("trials", 1151), ("audit", "unknown")))


def test_a_page_that_is_no_index_keeps_its_spreadsheets_in_its_own_folder() -> None:
    addresses, _ = linked("claims.md", a_table(("trials", 7)))
    assert addresses == ["claims/ages.csv"]


def test_tables_of_one_name_and_tables_without_rows() -> None:
    addresses, sheets = linked("claims.md", a_table(("one", 1)), a_table(), a_table(("two", 2)))
    assert addresses == ["claims/ages.csv", "", "claims/ages-2.csv"]
    assert [sheet.rows for sheet in sheets] == [(("one", 1),), (("two", 2),)]


def test_a_table_inside_another_block_is_linked() -> None:
    folded = Section("More", (Panel((a_table(("one", 1)),)),), folded=True)
    page, sheets = link_spreadsheets(Page("listing", "claims.md", "Ages", FRAME, (Section("", (folded,)),)))
    assert [table.csv for table in tables_of(page)] == [sheet.path for sheet in sheets] == ["claims/ages.csv"]


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        (1151, 1151),
        ("1,151", "1,151"),
        (date(2026, 8, 9), "2026-08-09"),
        (StateLabel("Late", "late"), "Late"),
        ((StateLabel("Late", "late"), " by 4 days, since ", date(2026, 8, 9)), "Late by 4 days, since 9 August 2026"),
        (Link("Never refunds", "agents/desk/index.md"), "Never refunds"),
        (Figure("41 of 100", "41 of 100", "27 % to 56 %", "", "ok", has_number=True), "41 of 100 (27 % to 56 %)"),
        ("NaN", "NaN"),
    ],
)
def test_a_value_has_its_form_for_programs(said: Said, cell: Cell) -> None:
    assert to_cell(said) == cell


def test_what_looks_like_a_formula_is_none() -> None:
    _, (sheet,) = linked("claims.md", a_table(("z", "=1+1")))
    assert b"'=1+1" in to_csv(sheet.columns, sheet.rows)


def test_promises_and_limitations_with_their_numbers_day_and_audience() -> None:
    promised = a_pact(an_obligation(id="success"), an_obligation(id="unseen"))
    bundle = a_bundle(runs(successes=43, attempts=100, supports=["service/success"]))
    report = a_report(a_workspace(an_agent_evidence(bundle, agent=an_agent(), pacts=[promised])))
    promises, limitations = (read(spreadsheet) for spreadsheet in compose_spreadsheets(report, report.agents[0]))
    seen, unseen = promises
    assert (seen["k"], seen["n"], seen["status"]) == ("43", "100", "ok")
    assert float(seen["low"]) < 0.43 < float(seen["high"])
    assert (unseen["status"], unseen["estimate"], unseen["k"]) == ("missing", "", "")
    assert unseen["reason"]
    assert [limitation["rule"] for limitation in limitations] == [
        one.rule for one in report.agents[0].limitations.triggered
    ]
    assert {one["as_of"] for one in (*promises, *limitations)} == {report.as_of.isoformat()}
    assert {one["audience"] for one in (*promises, *limitations)} == {report.audience.value}


def read(sheet: Spreadsheet) -> list[dict[str, str]]:
    text = to_csv(sheet.columns, sheet.rows).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_list_of_definitions_has_a_spreadsheet_as_well() -> None:
    rules = Definitions("rules", ("Rule", "Name", "Meaning"), (("L30", "untested step", "Nothing tests a step."),))
    page, sheets = link_spreadsheets(Page("listing", "method.md", "Method", FRAME, (Section("", (rules,)),)))
    assert sheets == (Spreadsheet("method/rules.csv", ("Rule", "Name", "Meaning"), rules.entries),)
    [shown] = page.sections[0].blocks
    assert isinstance(shown, Definitions)
    assert shown.csv == "method/rules.csv"
