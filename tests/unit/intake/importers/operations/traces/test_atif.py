"""ATIF: each run once, with its parts left out, its totals held against its steps, and never an outcome."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from support.imports import read_text
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.operations.traces.atif import ATIF
from trustpages.model.problem import Fault


def a_step(tokens: int | None, **more: Any) -> dict[str, Any]:
    metrics = {} if tokens is None else {"metrics": {"prompt_tokens": tokens, "completion_tokens": 1, "cost_usd": 0.5}}
    return {"step_id": 1, "source": "agent", "message": "x", **metrics, **more}


def a_trajectory(session: str, *steps: dict[str, Any], total: int | None = None, **more: Any) -> dict[str, Any]:
    stated = {} if total is None else {"final_metrics": {"total_prompt_tokens": total}}
    named = {"agent": {"name": "agent-1", "version": "2", "model_name": "m"}}
    return {"schema_version": "ATIF-v1.5", "session_id": session, **named, "steps": list(steps), **stated, **more}


def read(**files: dict[str, Any]) -> ImportedItem:
    (item,) = read_files(ATIF, {f"d/{name}.json": value for name, value in files.items()}).items
    return item


def refer(**reference: str) -> dict[str, Any]:
    return a_step(None, source="system", observation={"results": [{"subagent_trajectory_ref": [reference]}]})


def test_a_run_has_no_outcome() -> None:
    times = ("2026-03-01T23:30:00-05:00", "2026-03-01T23:30:07-05:00")
    item = read(a=a_trajectory("s", *(a_step(10, timestamp=time) for time in times), total=20))
    assert (item.outcome, tell(item), str(item.first)) == (None, {"no-verdict": 1}, "2026-03-02")
    assert item.records[0].values == {"input_tokens": 20.0, "output_tokens": 2.0, "cost_usd": 1.0, "seconds": 7.0}
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(20, 20)]


@pytest.mark.parametrize(
    "reference", [{"session_id": "part"}, {"trajectory_path": "else/part.json"}, {"trajectory_id": "p1"}]
)
def test_sub_agents_are_parts_of_their_run(reference: dict[str, str]) -> None:
    part = a_trajectory("part", a_step(5), a_step(100, is_copied_context=True), total=5, trajectory_id="p1")
    item = read(run=a_trajectory("s", a_step(10), refer(**reference), total=15), part=part)
    assert tell(item) == {"no-verdict": 1, "sub-agent": 1}
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(15, 15)]


def test_totals_that_steps_do_not_bear_out_are_shown() -> None:
    item = read(run=a_trajectory("s", a_step(10), total=99))
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(99, 10)]


def test_parts_that_are_not_there_leave_totals_as_stated() -> None:
    item = read(run=a_trajectory("s", a_step(10), refer(trajectory_path="gone.json"), total=99))
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(99, None)]
    assert kinds(item) == {"parts-absent"}


def test_a_run_that_goes_on_elsewhere_is_one_run_of_unknown_use() -> None:
    run = a_trajectory("s", a_step(10), continued_trajectory_ref="more.json", total=10)
    item = read(run=run, more=a_trajectory("s", a_step(7), total=17))
    assert tell(item) == {"no-verdict": 1, "continuation": 1}
    assert item.kept[0].values == {}
    assert kinds(item) == {"continued"}


def test_sessions_of_one_name_are_runs_of_their_own() -> None:
    assert tell(read(a=a_trajectory("s", a_step(1)), b=a_trajectory("s", a_step(2)))) == {"no-verdict": 2}


def test_another_version_is_refused() -> None:
    found = read_text(ATIF, '{"schema_version": "ATIF-v2.0", "steps": []}')
    assert isinstance(found, Fault)
    assert "ATIF-v2.0" in found.sentence


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_real_trajectories() -> None:
    openhands, terminus = read_shared(ATIF, "eval_outputs/atif").items
    assert tell(terminus) == {"no-verdict": 2, "sub-agent": 1}
    assert (kinds(openhands), kinds(terminus)) == (set(), {"parts-absent"})
    folders = [f"eval_outputs/harbor/{job}" for job in ("job_0.26_scripted_k5", "job_0.1.40_scripted_k3")]
    paths = [path.relative_to(DATA).as_posix() for folder in folders for path in (DATA / folder).glob("*/agent/*.json")]
    scripted = read_shared(ATIF, *paths).items
    assert sum(tell(item)["no-verdict"] for item in scripted) == len(paths)
    assert all(stated.value == pytest.approx(stated.recomputed) for item in scripted for stated in item.headlines)
