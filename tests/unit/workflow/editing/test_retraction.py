"""Evidence is taken back and corrected where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.editing.edits import lines_changed, reading_of, write_valid
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.retraction import correct_evidence, withdraw_evidence
from trustpages.workflow.editing.workspace_edit import EditOutcome


def taken_back(root: Path, name: str = "june-runs") -> EditOutcome:
    return withdraw_evidence(reading_of(root), name, by="Data: team", role=None, reason="Wrong.", on=None)


def test_item_that_is_taken_back_stays_and_says_so(tmp_path: Path) -> None:
    outcome = taken_back(write_valid(tmp_path))
    lost, added = lines_changed(outcome)
    assert lost == []
    assert [line.strip() for line in added] == [
        "withdrawn:",
        "date: 2026-06-30",
        'by: {name: "Data: team"}',
        "reason: Wrong.",
    ]
    assert outcome.refused == ()
    outcome.write()
    with pytest.raises(TrustpagesError, match="already"):
        taken_back(tmp_path)


def test_correction_that_is_corrected_again_leaves_no_chain(tmp_path: Path) -> None:
    write_valid(tmp_path)
    first = correct_evidence(reading_of(tmp_path), "june-runs", "recount", {"title": "Counted, again"})
    assert first.refused == ()
    assert lines_changed(first)[0] == []
    first.write()
    again = correct_evidence(reading_of(tmp_path), "desk/recount", "third", {"title": "Third"})
    assert again.refused == ()  # a chain would be a problem
    again.write()
    text = (tmp_path / "evidence/desk/bundles/june.yml").read_text()
    assert text.count("corrected_by: third") == 2
    assert "title: Counted, again" in text


def test_copy_of_an_item_that_was_taken_back_was_not(tmp_path: Path) -> None:
    taken_back(write_valid(tmp_path)).write()
    outcome = correct_evidence(reading_of(tmp_path), "june-runs", "recount", {"title": "Again"})
    assert outcome.refused == ()
    assert "withdrawn" not in "".join(lines_changed(outcome)[1])


@pytest.mark.parametrize(
    ("name", "by", "values", "code"),
    [
        ("june-rns", "x", {"title": "T"}, "no-such-name"),
        ("june-runs", "x", {}, "no-such-name"),
        ("june-runs", "late-refund", {"title": "T"}, "name-taken"),
        ("keep-autonomous", "x", {"title": "T"}, "cannot-edit"),
    ],
)
def test_what_cannot_be_is_refused(name: str, by: str, values: dict[str, str], code: str, tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as caught:
        correct_evidence(reading_of(write_valid(tmp_path)), name, by, values)
    assert caught.value.code == code


def test_value_that_does_not_fit_is_refused_with_its_place(tmp_path: Path) -> None:
    outcome = correct_evidence(reading_of(write_valid(tmp_path)), "june-runs", "x", {"setting": "moon"})
    assert [problem.place.file for problem in outcome.refused] == ["evidence/desk/bundles/june.yml"]


def test_value_of_a_flag_cannot_bring_keys_of_its_own(tmp_path: Path) -> None:
    write_valid(tmp_path)
    outcome = correct_evidence(reading_of(tmp_path), "june-runs", "x", {"title": "T\nsupports: []"})
    assert outcome.refused == ()
    assert "supports: []" in outcome.diff
    assert "    supports: [service/task-success, service/no-leak]" in lines_changed(outcome)[1]
