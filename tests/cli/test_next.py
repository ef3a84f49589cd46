"""`trustpages next`: for people and for programs, and what it says of agents that are not there."""

from __future__ import annotations

import json
from pathlib import Path

from support.system.commands import trustpages


def test_programs_get_steps_with_what_they_would_change(workspace: Path) -> None:
    ran = trustpages("next", "--format", "json", folder=workspace)
    assert ran.code == 0
    found = json.loads(ran.out)
    assert (found["format"], found["audience"]) == ("trustpages.next/1", "internal")
    (agent,) = found["agents"]
    for step in agent["steps"]:
        assert step["stage"] in ("definition", "wiring", "rhythm")
        assert {change["turn"] for change in step["changes"]} & {"better", "disputed", "lost"}
        assert step["next_step"] == [] or step["next_step"][0] == "trustpages"


def test_people_get_the_same_in_words_and_nothing_is_written(workspace: Path) -> None:
    before = sorted(path.as_posix() for path in workspace.rglob("*") if path.is_file())
    ran = trustpages("next", folder=workspace)
    assert ran.code == 0
    assert "The posture is " in ran.out
    assert sorted(path.as_posix() for path in workspace.rglob("*") if path.is_file()) == before


def test_an_agent_that_is_not_there_is_refused(workspace: Path) -> None:
    ran = trustpages("next", "nobody", folder=workspace)
    assert ran.code == 1
    assert "[unknown-agent]" in ran.err


def test_invalid_evidence_has_its_code(workspace: Path) -> None:
    (workspace / "evidence/broken.yml").write_text("kind: [agent", encoding="utf-8")
    assert trustpages("next", folder=workspace).code == 3
