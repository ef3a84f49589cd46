"""What a next step tells is what comes of it: carried out in the documents, it changes the report in just that way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from support.builders import AS_OF
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from support.workspaces.every_record import write_every_record
from trustpages.advise.advice import find_candidates
from trustpages.model.documents.base import Model
from trustpages.model.results.records.changes import ReportChange, Turn
from trustpages.model.results.records.report import ReportRecord
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence
from trustpages.review.changes import find_changes
from trustpages.review.records import make_record
from trustpages.workflow.assessment import ComputedReport, compute
from trustpages.workflow.next_steps import find_next_steps, prepare_trial
from trustpages.workflow.reading import ReadWorkspace, read
from trustpages.workflow.run import Choice

REPOSITORY = Path(__file__).parents[2]


def _write_demo(root: Path) -> Path:
    shutil.copy(REPOSITORY / "trust.yml", root)
    shutil.copytree(REPOSITORY / "evidence", root / "evidence")
    shutil.copytree(REPOSITORY / "history", root / "history")
    return root


def _write_records(root: Path) -> Path:
    return write_every_record(root, 3)


@pytest.mark.parametrize("write", [_write_demo, _write_records, write_bad_news, write_bare])
def test_a_step_that_is_carried_out_changes_what_it_tells(write: Callable[[Path], Path], tmp_path: Path) -> None:
    root = write(tmp_path)
    reading, computed = _read_and_compute(root)
    assert reading.intake.workspace is not None
    kinds = set()
    for documents in reading.intake.workspace.agents:
        situation, trial = prepare_trial(reading.intake.workspace, computed, documents)
        for kind, candidate in find_candidates(situation):
            if kind.name in kinds:
                continue  # each kind once: every one of them reads the workspace twice
            kinds.add(kind.name)
            given = candidate.given(documents)
            altered = candidate.alter(given)
            told = trial.compare(*(trial.record(trial.assess(side)) for side in (given, altered)))
            assert _carry_out(root, given, altered) == told, kind.name
    assert kinds


@pytest.mark.parametrize("write", [_write_demo, write_bad_news, write_bare])
def test_every_step_makes_something_better_and_files_may_stand_in_any_order(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    reading, computed = _read_and_compute(write(tmp_path))
    workspace = reading.intake.workspace
    assert workspace is not None
    found = find_next_steps(workspace, computed)
    told = [step for agent in found.agents for step in agent.steps]
    assert told
    for step in told:
        assert any(change.turn in (Turn.BETTER, Turn.DISPUTED) for change in step.changes), step.id
    for agent in found.agents:
        assert agent.lift is None or agent.lift.posture.rank > agent.posture.rank or not agent.lift.steps
    assert find_next_steps(replace(workspace, agents=tuple(map(_turn_around, workspace.agents))), computed) == found


def _turn_around(documents: AgentEvidence) -> AgentEvidence:
    """The same documents, read in the opposite order."""
    bundles = (bundle.model_copy(update={"items": bundle.items[::-1]}) for bundle in documents.bundles[::-1])
    return replace(documents, pacts=documents.pacts[::-1], bundles=tuple(bundles), claims=documents.claims[::-1])


def _carry_out(root: Path, before: AgentEvidence, after: AgentEvidence) -> tuple[ReportChange, ...]:
    """What differs about the agent between workspaces with these documents of it in files."""
    sides = [_compute(root, side) for side in (before, after)]
    return tuple(change for change in find_changes(*sides) if change.agent == before.agent.id)


def _compute(root: Path, documents: AgentEvidence) -> ReportRecord:
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(root, Path(folder) / "copy"))
        place = copy / "evidence" / documents.agent.id
        for file in [*place.glob("*.yml"), *place.glob("pacts/*.yml"), *place.glob("bundles/*.yml")]:
            file.unlink()
        for path, document in _list_files(documents):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(_to_text(document), encoding="utf-8")
        computed = _read_and_compute(copy)[1]
        assert computed.report is not None, computed.problems
        return make_record(computed.report)


def _read_and_compute(root: Path) -> tuple[ReadWorkspace, ComputedReport]:
    """As the command does: what hangs on the policy is not computed."""
    reading = read(Choice(root, None, Audience.INTERNAL, AS_OF))
    return reading, compute(reading, tries_policies=False)


def _list_files(documents: AgentEvidence) -> Iterator[tuple[str, Model]]:
    yield "agent.yml", documents.agent
    yield from ((f"pacts/{pact.id}.yml", pact) for pact in documents.pacts)
    yield from ((f"bundles/{bundle.id}.yml", bundle) for bundle in documents.bundles)
    yield from ((f"claims{number or ''}.yml", claims) for number, claims in enumerate(documents.claims))


def _to_text(document: Model) -> str:
    return json.dumps(json.loads(document.model_dump_json(by_alias=True, exclude_unset=True)), ensure_ascii=False)
