"""Each folder of `tests/cases/problems` is named after a code, and is laid over the valid workspace.

Its `expected.txt` holds what a reader sees. `python -m pytest tests/unit/intake --update-gold` writes it anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from support.intake.workspaces import CASES, InMemory, files_below, read_workspace
from trustpages.assess.evidence.item_counts import build_data_request, get_data_file
from trustpages.assess.evidence.items import resolve_evidence
from trustpages.intake.checks.codes import CODES as CHECK_CODES
from trustpages.intake.codes import CODES
from trustpages.intake.data.codes import CODES as DATA_CODES
from trustpages.intake.data.requests import run_requests
from trustpages.intake.files.parsed_workspace import parse_workspace
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.intake.validation.codes import CODES as VALIDATION_CODES
from trustpages.intake.workspace import Intake, validate_for_audience
from trustpages.model.aggregate import DataRequest
from trustpages.model.problem import Problem
from trustpages.model.vocabulary import Audience

TODAY = date(2026, 7, 1)
FOLDERS = sorted(path for path in (CASES / "problems").iterdir() if path.is_dir())
AUDIENCES = {"unreadable": Audience.PUBLIC}
WITHOUT_CASE = frozenset({"no-workspace"})  # there is no folder to lay over; see test_folder


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case_is_reported_as_expected(
    folder: Path, tmp_path: Path, figure: Callable[[int, str, str], None], *, updates_gold: bool
) -> None:
    code = folder.name.partition(".")[0]
    problems = problems_of(laid_over(folder, tmp_path), AUDIENCES.get(code, Audience.INTERNAL))
    lines = [f"{problem.level.value}: {problem}" for problem in problems]
    expected = folder / "expected.txt"
    if updates_gold:
        expected.write_text("\n".join(lines) + "\n")
    assert lines == expected.read_text().splitlines()
    assert code in {problem.code for problem in problems}
    complete = [problem for problem in problems if problem.place.file and problem.sentence and problem.remedy]
    figure(19, "problems with file, reason and remedy", f"{len(complete)}/{len(problems)}")


@pytest.mark.parametrize("audience", Audience)
def test_valid_workspace_has_no_problems(audience: Audience) -> None:
    assert problems_of(CASES / "valid", audience) == ()


def test_what_one_audience_found_out_changes_nothing_for_another() -> None:
    valid = files_below(CASES / "valid")
    for folder in FOLDERS:
        trees = parse_workspace(InMemory({**valid, **files_below(folder)}))
        alone = {audience: validate_for_audience(trees, audience, TODAY) for audience in Audience}
        for first, other in permutations(Audience, 2):
            beside = validate_for_audience(trees, other, TODAY, None, alone[first])
            assert shown(beside) == shown(alone[other]), folder.name
    later = date(2027, 7, 1)  # nothing of these cases is found out anew, but for what hangs on the day
    on_that_day = validate_for_audience(trees, Audience.INTERNAL, TODAY, later)
    assert shown(validate_for_audience(trees, Audience.INTERNAL, TODAY, later, beside)) == shown(on_that_day)


def shown(intake: Intake) -> tuple[object, ...]:
    """All that came of reading for an audience."""
    return intake.workspace, intake.problems, intake.as_of, intake.documents, intake.inputs_with_other_ends


def test_every_code_has_a_case() -> None:
    own = {code.code for code in (*VALIDATION_CODES, *CHECK_CODES, *DATA_CODES)}
    assert {folder.name.partition(".")[0] for folder in FOLDERS} == own - WITHOUT_CASE


def test_every_reported_code_is_explained_once() -> None:
    explained = [code.code for code in CODES]
    assert len(explained) == len(set(explained))
    reported = {line.split("[")[1].split("]")[0] for folder in FOLDERS for line in _expected(folder)}
    assert reported <= set(explained)


def test_explanations_are_sentences_with_a_good_example() -> None:
    for code in (*VALIDATION_CODES, *CHECK_CODES, *DATA_CODES):
        assert not code.title.endswith(".")
        assert code.paragraph.endswith(".")


def laid_over(folder: Path, target: Path) -> Path:
    """The valid workspace with the files of a case over it."""
    shutil.copytree(CASES / "valid", target, dirs_exist_ok=True)
    shutil.copytree(folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return target


def problems_of(root: Path, audience: Audience) -> tuple[Problem, ...]:
    """What is wrong with a workspace, its data files included."""
    intake = read_workspace(WorkspaceFolder(root), audience, TODAY)
    _, found = run_requests(root, _requests(intake), where=intake.data_place) if intake.workspace else ({}, ())
    return tuple(sorted({*intake.problems, *found}))


def _requests(intake: Intake) -> tuple[DataRequest, ...]:
    assert intake.workspace is not None
    return tuple(
        build_data_request(evidence, data, outcome="success")
        for agent in intake.workspace.agents
        for evidence in resolve_evidence(agent)
        if (data := get_data_file(evidence)) is not None
    )


def _expected(folder: Path) -> list[str]:
    return (folder / "expected.txt").read_text().splitlines()


def test_valid_case_is_complete() -> None:
    assert {path.split("/")[0] for path in files_below(CASES / "valid")} == {"trust.yml", "evidence", "content"}
