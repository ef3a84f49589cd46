"""Warnings that only an earlier report gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.assess.histories import LATER, a_report, documents, published
from support.builders import AGENT, a_bundle, a_pact, a_workspace, an_agent, an_agent_evidence, an_obligation, runs
from support.workspaces.bare import write_bare
from support.workspaces.reports import read_and_compute
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import Workspace
from trustpages.workflow.problems.history_problems import find_history_problems, find_unnamed_history

BEFORE = documents(runs(10))


def found(second: Workspace) -> tuple[Problem, ...]:
    previous = published(a_report(BEFORE))
    return tuple(find_history_problems(a_report(second, LATER, previous), previous, ()))


def test_nothing_is_said_of_what_goes_on_as_it_was() -> None:
    assert found(BEFORE) == ()
    assert tuple(find_history_problems(a_report(BEFORE), None, ())) == ()


@pytest.mark.parametrize(("formerly", "codes"), [([], ["agent-missing"]), ([AGENT], [])])
def test_an_agent_that_left_something_open_is_missed(formerly: list[str], codes: list[str]) -> None:
    agent = an_agent(id="front", formerly=formerly)
    pact = a_pact(an_obligation(window={"rolling": 90}), agent="front")
    problems = found(a_workspace(an_agent_evidence(a_bundle(runs(10), agent="front"), agent=agent, pacts=[pact])))
    assert [problem.code for problem in problems if problem.code == "agent-missing"] == codes
    assert all(problem.level is ProblemLevel.WARNING for problem in problems)


@pytest.mark.parametrize(("version", "codes"), [("1.0.0", ["pact-step"]), ("1.1.0", ["pact-step"]), ("2.0.0", [])])
def test_another_meaning_is_a_major_version(version: str, codes: list[str]) -> None:
    window = {"rolling": 90, "review_dates": [LATER]}
    problems = found(documents(runs(10), pact=a_pact(an_obligation(severity="low", window=window), version=version)))
    assert [problem.code for problem in problems] == codes
    assert all("severity and window of 'service/task-success'" in problem.sentence for problem in problems)


@pytest.mark.parametrize(
    ("deleted", "said"),
    [
        ((), []),
        (("evidence/desk/june.yml",), ["git knows 'evidence/desk/june.yml', deleted since"]),
        (("evidence/a.yml", "evidence/b.yml"), ["git knows 'evidence/a.yml' and 1 more, deleted since"]),
    ],
)
def test_deleted_documents_are_told(deleted: tuple[str, ...], said: list[str], tmp_path: Path) -> None:
    reading, _ = read_and_compute(write_bare(tmp_path), Audience.INTERNAL)
    problems = tuple(find_unnamed_history(deleted, reading.intake.documents))
    assert [problem.sentence.partition(", and no")[0] for problem in problems] == said
    assert all(problem.level is ProblemLevel.WARNING for problem in problems)
