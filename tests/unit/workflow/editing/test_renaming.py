"""Ids get other names with all references, and back again with every byte as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.editing.edits import lines_changed, reading_of, write_valid, written
from support.intake.workspaces import files_below
from support.workspaces.bad_news import write_bad_news
from support.workspaces.every_record import write_every_record
from trustpages.intake.files.projection import Projection
from trustpages.intake.naming.walker import find_ids
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.rename_target import RenameTarget, list_targets
from trustpages.workflow.editing.renaming import rename
from trustpages.workflow.reading import ReadWorkspace


def targets_of(reading: ReadWorkspace) -> tuple[RenameTarget, ...]:
    located = reading.trees.documents
    return list_targets(find_ids(Projection(document, document.value), is_valid=True) for document in located)


@pytest.mark.parametrize(
    ("name", "new", "old_lines", "new_lines"),
    [
        ("service/task-success", "settled", "service/task-success", "service/settled"),
        ("june-runs", "june", "june-runs", "june"),
        ("answer", "reply", "answer", "reply"),
        ("desk-bench", "bench", "desk-bench", "bench"),
    ],
)
def test_every_line_that_speaks_of_it_is_changed_and_no_other(
    tmp_path: Path, name: str, new: str, old_lines: str, new_lines: str
) -> None:
    outcome = rename(reading_of(write_valid(tmp_path)), name, new)
    lost, added = lines_changed(outcome)
    assert outcome.refused == ()
    assert len(lost) == len(added) > 1
    bare = old_lines.rpartition("/")[2]
    assert all(bare in line for line in lost)
    assert [line.replace(bare, new_lines.rpartition("/")[2]) for line in lost] == added


def test_agent_takes_its_folder_along_and_keeps_its_former_id(tmp_path: Path) -> None:
    after = written(rename(reading_of(write_valid(tmp_path)), "desk", "front-desk"))
    assert not any(path.startswith("evidence/desk/") for path in after)
    assert b"id: front-desk\nformerly: [desk]\n" in after["evidence/front-desk/agent.yml"]
    back = written(rename(reading_of(tmp_path), "front-desk", "desk"))
    assert b"id: desk\nformerly: [front-desk]\n" in back["evidence/desk/agent.yml"]


def _rename_there_and_back(root: Path, every: int) -> int:
    before, tried = files_below(root), 0
    for number, target in enumerate(targets_of(reading_of(root))):
        if target.noun == "agent" or number % every:
            continue
        tried, agent = tried + 1, next(iter(target.agents), None)
        there = rename(reading_of(root), target.spellings[-1], "quite-new", noun=target.noun, agent=agent)
        assert there.refused == (), target
        written(there)
        new = target.spellings[-1].removesuffix(target.old) + "quite-new"
        back = rename(reading_of(root), new, target.old, noun=target.noun, agent=agent)
        assert written(back) == before, target
    return tried


def test_there_and_back_is_the_same_bytes(tmp_path: Path) -> None:
    assert _rename_there_and_back(write_valid(tmp_path), every=1) > 20


def test_there_and_back_is_the_same_bytes_in_other_scripts(tmp_path: Path) -> None:
    write_bad_news(tmp_path)
    assert _rename_there_and_back(tmp_path, every=4) > 10


def test_there_and_back_is_the_same_bytes_for_every_kind_of_record(tmp_path: Path) -> None:
    write_every_record(tmp_path, 2)
    assert _rename_there_and_back(tmp_path, every=4) > 10


@pytest.mark.parametrize(
    ("name", "new", "code", "remedy"),
    [
        ("june-run", "x", "no-such-name", "june-runs"),
        ("june-runs", "June", "name-taken", "small letters"),
        ("june-runs", "late-refund", "name-taken", "another name"),
    ],
)
def test_names_that_cannot_be_are_refused(tmp_path: Path, name: str, new: str, code: str, remedy: str) -> None:
    with pytest.raises(TrustpagesError) as caught:
        rename(reading_of(write_valid(tmp_path)), name, new)
    assert (caught.value.code, remedy in caught.value.remedy) == (code, True)


def test_file_that_cannot_be_read_may_refer_to_anything(tmp_path: Path) -> None:
    write_valid(tmp_path)
    (tmp_path / "evidence" / "desk" / "bundles" / "broken.yml").write_text("a: [\n")
    with pytest.raises(TrustpagesError, match="broken"):
        rename(reading_of(tmp_path), "june-runs", "x")
