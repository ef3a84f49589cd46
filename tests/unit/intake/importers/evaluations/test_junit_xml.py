"""JUnit XML: what did not pass is no pass, whatever the suites state; a document type never reaches the parser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from support.importing import DATA
from support.imports import count, doubts, read_shared, read_text, shared
from trustpages.intake.importers.evaluations.junit_xml import JUNIT_XML
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.inputs import InputFile
from trustpages.model.problem import Fault

FOLDER = "eval_outputs/junit"


def read(*cases: str, suite: str = 'name="s"') -> ImportedItem:
    found = read_text(JUNIT_XML, f"<testsuite {suite}>{''.join(cases)}</testsuite>", "report.xml")
    assert isinstance(found, Imported), found
    return found.items[0]


@pytest.mark.parametrize(
    ("case", "outcome"),
    [
        ('<testcase name="a"/>', True),
        ('<testcase name="a"><failure/></testcase>', False),
        ('<testcase name="a"><failure/><failure/><error/></testcase>', False),
        ('<testcase name="a" status="failed"/>', False),
        ('<testcase name="a"><error/></testcase>', "error"),
        ('<testcase name="a"><skipped/></testcase>', "skipped"),
        ('<testcase name="a" status="disabled"/>', "skipped"),
        ('<testcase name="a" status="notrun" result="suppressed"/>', "skipped"),
        ('<testcase name="a"><system-out>failure</system-out></testcase>', True),
    ],
)
def test_outcome_of_a_test(case: str, outcome: Any) -> None:
    assert count(read(case)) == {outcome: 1}


def test_tests_of_inner_suites_are_read_and_told_apart() -> None:
    inner = '<testsuite name="{}"><testcase name="a"/></testsuite>'
    item = read(inner.format("x"), inner.format("y"), '<testcase name="a"/>')
    assert [record.run for record in item.records] == ["s/a", "s/x/a", "s/y/a"]


def test_counts_of_inner_suites_are_held_against_the_tests_and_a_namespace_changes_nothing() -> None:
    inner = '<testsuite name="i" tests="3"><testcase name="a"/></testsuite>'
    for begin in ("<testsuites>", '<testsuites xmlns="urn:x">'):
        text = f'{begin}<testsuite name="o">{inner}</testsuite></testsuites>'
        found = read_text(JUNIT_XML, text, "report.xml")
        assert isinstance(found, Imported), found
        assert (count(found.items[0]), doubts(found.items[0])) == ({True: 1}, {"tests-not-listed": True})


def test_repeated_tests_are_tries_of_one_task() -> None:
    item = read('<testcase name="a"/>', '<testcase name="a"><failure/></testcase>')
    assert [(record.run, record.task, record.good) for record in item.records] == [
        ("s/a", "s/a", True),
        ("s/a#2", "s/a", False),
    ]
    assert doubts(item) == {"repeated-tests": False}


def test_test_that_passed_on_a_retry_is_said() -> None:
    assert doubts(read('<testcase name="a"><flakyFailure/></testcase>')) == {"passed-on-retry": True}


@pytest.mark.parametrize(
    ("suite", "stated", "kinds"),
    [
        ('tests="2" failures="1"', (0.5, 2), {}),
        ('tests="9" failures="0"', (1.0, 9), {"tests-not-listed": True}),
        ('tests="1" failures="2"', None, {"counts-contradict": False}),
        ('tests="many"', None, {}),
    ],
)
def test_stated_counts_stand_beside_the_recomputed(suite: str, stated: Any, kinds: dict[str, bool]) -> None:
    item = read('<testcase name="a"/>', '<testcase name="b"><failure/></testcase>', suite=suite)
    found = [(headline.value, headline.n) for headline in item.headlines]
    assert (found, doubts(item)) == ([stated] if stated else [], kinds)
    assert all((headline.recomputed, headline.recomputed_n) == (0.5, 2) for headline in item.headlines)


@pytest.mark.parametrize(
    ("time", "seconds"), [("1.5", 1.5), ("1,234.5", 1234.5), ("0", 0.0), ("soon", None), ("1e9", None), ("-1", None)]
)
def test_seconds_of_a_test(time: str, seconds: float | None) -> None:
    assert read(f'<testcase name="a" time="{time}"/>').records[0].values.get("seconds") == seconds


def test_day_is_known_only_with_a_zone() -> None:
    case = '<testcase name="a"/>'
    assert read(case, suite='timestamp="2026-01-01T23:00:00"').first is None
    assert str(read(case, suite='timestamp="2026-01-01T23:00:00-05:00"').first) == "2026-01-02"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>'


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        f'<?xml version="1.0"?>\n<!-- <testsuite> -->{BOMB}',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><testsuite/>',
        "<testsuite>&undeclared;</testsuite>",
        "<testsuite>",
        "<html/>",
        "",
    ],
)
def test_document_types_and_broken_xml_are_refused(text: str) -> None:
    found = read_text(JUNIT_XML, text, "x.xml")
    assert isinstance(found, Fault)
    assert found.code == "import-form"


def test_encoding_of_the_declaration_does_not_change_what_is_read() -> None:
    encoded = '<?xml version="1.0" encoding="UTF-16"?><testsuite><testcase name="ä"/></testsuite>'
    found = read_text(JUNIT_XML, encoded, "x.xml")
    assert isinstance(found, Imported)
    assert found.items[0].records[0].task == "ä"


def test_output_that_holds_a_document_type_is_no_document_type() -> None:
    assert count(read('<testcase name="a"><system-out><![CDATA[<!DOCTYPE html>]]></system-out></testcase>'))


def test_long_prolog_is_looked_at_in_time_that_grows_with_it() -> None:
    assert JUNIT_XML.recognise(InputFile("x.xml", b"<!-- a -->" * 6000 + b"<html/>")) is None


class TestOfRealReports:
    pytestmark = shared

    def test_every_test_is_read(self) -> None:
        for path in sorted((DATA / FOLDER).glob("*.xml")):
            if path.name != "junit-web-test_expected.xml":  # its times hold a bare `<`: it is no XML
                text = path.read_text("utf-8")
                failed = re.findall(r"<testcase\b(?:(?!</testcase>|<testcase\b).)*?<failure", text, re.DOTALL)
                (item,) = read_shared(JUNIT_XML, f"{FOLDER}/{path.name}").items
                found = len(item.records), count(item).get(False, 0)
                assert found == (text.count("<testcase"), len(failed)), path.name

    @pytest.mark.parametrize(
        ("name", "outcomes"),
        [
            ("issues_testDisabled.xml", {True: 6, False: 4, "error": 2, "skipped": 10}),
            ("nested_junit.xml", {True: 2, False: 3}),
            ("multiple_failures_test_multiple_failures.xml", {True: 1, False: 2, "skipped": 1}),
        ],
    )
    def test_outcomes(self, name: str, outcomes: dict[Any, int]) -> None:
        assert count(read_shared(JUNIT_XML, f"{FOLDER}/{name}").items[0]) == outcomes

    def test_suites_that_state_other_counts_are_found_out(self) -> None:
        (headline,) = read_shared(JUNIT_XML, f"{FOLDER}/nested_junit.xml").items[0].headlines
        assert (headline.value, headline.n, headline.recomputed, headline.recomputed_n) == (1.0, 4, 0.4, 5)
