"""Facts of benchmarks: checklists in both numberings, cards of evaluations."""

from __future__ import annotations

import re

import pytest

from support.importing import DATA, read_files, read_shared
from trustpages.intake.importers.cards.abc_checklist import ABC_CHECKLIST
from trustpages.intake.importers.cards.inspect_evals import INSPECT_EVALS
from trustpages.intake.importers.importer import BenchmarkFacts


def an_audit(**scores: object) -> str:
    items = (
        f"{name.replace('_', '.')}:\n  check: Something is.\n  score: {score}\n  reason: It is.\n"
        for name, score in scores.items()
    )
    return "paper: https://arxiv.org/pdf/1\ncode: https://github.com/a/b\n\n" + "\n".join(items)


def read_audit(**scores: object) -> BenchmarkFacts:
    (facts,) = read_files(ABC_CHECKLIST, {"swe-bench.yaml": an_audit(**scores)}).facts
    return facts


@pytest.mark.parametrize(
    ("scores", "name"),
    [
        ({"O_d_1": 1, "T_6": 0, "R_1": 1}, "items O, T and R"),
        ({"I_d_1": 1, "II_6": 0, "III_1": 1}, "items I, II and III"),
    ],
)
def test_items_stay_under_the_numbers_of_their_own_numbering(scores: dict[str, object], name: str) -> None:
    facts = read_audit(**scores)
    checklist = facts.keys["checklist"]
    assert isinstance(checklist, dict)
    outcome, task, report = (next(iter(scores)), *list(scores)[1:])
    assert checklist["name"] == f"Agentic Benchmark Checklist, {name}"
    said = {"check": "Something is.", "reason": "It is."}
    assert checklist["outcome_validity"] == {outcome.replace("_", "."): {"result": "met", **said}}
    assert checklist["task_validity"] == {task.replace("_", "."): {"result": "not_met", **said}}
    assert list(checklist["reporting"]) == [report.replace("_", ".")]  # type: ignore[arg-type]  # a mapping
    assert facts.doubts == ()


def test_an_item_without_a_score_is_open_and_two_numberings_are_doubtful() -> None:
    facts = read_audit(O_d_1="", T_1=2, II_3=1)
    assert [doubt.kind for doubt in facts.doubts] == ["items-open", "two-numberings"]
    assert "2 of 3 items have no result: O.d.1, T.1" in facts.doubts[0].sentence


def test_a_card_says_tasks_only_where_one_is_all_of_them() -> None:
    card = "title: 'A'\narxiv: https://arxiv.org/abs/1\ngroup: Coding\ntasks:\n- name: a\n  dataset_samples: 45\n"
    (facts,) = read_files(INSPECT_EVALS, {"eval.yaml": card}).facts
    assert facts.keys == {"name": "A", "url": "https://arxiv.org/abs/1", "n_tasks": 45}
    (facts,) = read_files(INSPECT_EVALS, {"eval.yaml": card + "- name: b\n  dataset_samples: 5\n"}).facts
    assert facts.keys["splits"] == [{"name": "a", "n_tasks": 45}, {"name": "b", "n_tasks": 5}]


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_every_item_of_the_real_audits_is_there() -> None:
    imported = read_shared(ABC_CHECKLIST, "benchmarks/abc_assessments")
    text = "".join(path.read_text() for path in sorted((DATA / "benchmarks/abc_assessments").glob("*.yaml")))
    written = str([facts.keys for facts in imported.facts])
    assert imported.read == text.count("score:")
    assert written.count("'result': 'met'") == len(re.findall(r"score: 1", text))
    assert written.count("'result': 'not_met'") == len(re.findall(r"score: 0", text))
