"""`answer` on a workspace on disk: a questionnaire filled, nothing of the buyer's changed, the same bytes again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.intake.workspaces import CASES
from support.questionnaires.vsaq import QUESTIONS
from support.questionnaires.workbooks import make_workbook, read_cells
from trustpages.cli.commands.editing.answer import command
from trustpages.model.problem import TrustpagesError
from trustpages.model.vocabulary import Audience
from trustpages.workflow.commands.answer import answer
from trustpages.workflow.run import Choice

VALID = CASES / "valid"
CHOICE = Choice(VALID, today=date(2026, 7, 1), as_of=None, audience=Audience.PUBLIC)
OURS = (
    ("MEASURE 2.3", "Is it measured in use?", None),
    ("2", "Who measured it?", None),
    ("3", "Who measured it?", "us"),
)


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    file = tmp_path / "questions.xlsx"
    file.write_bytes(make_workbook([*((id_, asked, None) for id_, asked in QUESTIONS), *OURS]))
    return file


def test_a_public_questionnaire_is_filled_where_evidence_carries_it(questionnaire: Path) -> None:
    before = read_cells(questionnaire.read_bytes())["Questions"]
    outcome = answer(CHOICE, "desk", questionnaire)
    after = read_cells(outcome.content)
    kept = {place: after["Questions"][place] for place in before}
    assert kept == before
    added = {place: str(text) for place, text in after["Questions"].items() if place not in before}
    last = len(QUESTIONS) + 2
    assert added["D1"] == "What evidence carries"
    assert {place for place in added if place.startswith("C")} <= {f"C{last}", f"C{last + 1}"}
    assert added["D2"] == "Not recognised"
    assert "something stands there" in added[f"D{last + 2}"] or "word" in added[f"D{last + 2}"]
    told = [str(text) for text in after["Trust report"].values()]
    assert "Inputs sha256" in told
    assert "Recognised by" in told
    assert not any(text.startswith(("=", "+", "-", "@")) for text in (*added.values(), *told))
    assert outcome.content == answer(CHOICE, "desk", questionnaire).content


def test_the_command_writes_beside_the_questionnaire_and_leaves_it(questionnaire: Path) -> None:
    content = questionnaire.read_bytes()
    arguments = [str(questionnaire), "--agent", "desk", "-C", str(VALID), "--as-of", "2026-07-01", "-q"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    assert "20 questions in 1 sheet:" in result.output
    assert questionnaire.read_bytes() == content
    assert questionnaire.with_name("questions-answered.xlsx").is_file()
    itself = CliRunner().invoke(command, [*arguments, "-o", str(questionnaire)])
    assert itself.exit_code == 2


@pytest.mark.parametrize(
    ("rows", "head", "arguments", "code"),
    [
        ([("x", "y")], ("Thema", "Frage"), {}, "no-questions"),
        ([("1", "x", None)], ("ID", "Question", "Answer"), {"question": "Frage", "column": "C"}, "no-questions"),
    ],
)
def test_a_sheet_without_questions_is_refused(
    tmp_path: Path, rows: list[tuple[str, ...]], head: tuple[str, ...], arguments: dict[str, str], code: str
) -> None:
    file = tmp_path / "questions.xlsx"
    file.write_bytes(make_workbook(rows, head))
    with pytest.raises(TrustpagesError) as raised:
        answer(CHOICE, "desk", file, **arguments)
    assert raised.value.code == code


def test_macros_are_refused_by_the_ending_alone(tmp_path: Path) -> None:
    file = tmp_path / "questions.xlsm"
    file.write_bytes(b"")
    with pytest.raises(TrustpagesError, match="has macros"):
        answer(CHOICE, "desk", file)
