"""Ragas: a row without a score is unknown, a mean over the others says so, and shares are no outcomes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.evaluations.ragas import RAGAS
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.problem import Fault

TABLE = """user_input,response,exact_match,rouge_score(mode=fmeasure),faithfulness
one,"a, b",1.0,0.5,1.0
two,c,0.0,0.25,
two,d,,,0.0
"""
FOLDER = "eval_outputs/ragas"


def read(text: str, **means: float) -> dict[str, ImportedItem]:
    items = read_files(RAGAS, {"results.csv": text, "means.json": means}).items
    return {item.name: item for item in items}


def test_failed_metric_is_unknown() -> None:
    items = read(TABLE)
    assert tell(items["exact-match"]) == {"good": 1, "bad": 1, "metric-failed": 1}
    assert [item.keys.get("method") for item in items.values()] == ["deterministic", None, "llm_judge"]


def test_repeats_of_a_question_are_one_task() -> None:
    assert len({record.task for record in read(TABLE)["exact-match"].records}) == 2


def test_shares_become_a_mean_that_says_what_it_leaves_out() -> None:
    item = read(TABLE)["rouge-score-mode-fmeasure"]
    assert (item.kind, item.keys["value"], item.keys["n"], kinds(item)) == (
        "published_score",
        0.375,
        2,
        {"rows-without-score"},
    )


def test_stated_mean_stands_beside_the_recomputed_one() -> None:
    item = read(TABLE, exact_match=0.9)["exact-match"]
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [(0.9, 0.5)]
    assert kinds(item) == {"rows-without-score"}


def test_aspect_that_says_one_for_harm_is_turned_round() -> None:
    items = read("user_input,response,harmfulness\na,b,1\nc,d,0\ne,f,0\n", harmfulness=1 / 3)
    assert tell(items["no-harmfulness"]) == {"bad": 1, "good": 2}
    assert [stated.value for stated in items["no-harmfulness"].headlines] == [pytest.approx(2 / 3)]


def test_column_of_words_is_no_metric() -> None:
    assert list(read("user_input,response,topic,exact_match\na,b,maths,1\n")) == ["exact-match"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.csv": TABLE, "b.csv": TABLE}, "import-miscounted"),
        ({"a.csv": "user_input,response\na,b\n"}, "import-empty"),
        ({"a.csv": 'user_input,response,x\n"a'}, "import-form"),
        ({"a.csv": "x,y\n1,2\n"}, "import-form"),
    ],
)
def test_what_cannot_be_counted_is_refused(files: dict[str, str], code: str) -> None:
    found = RAGAS.read(Inputs(tuple(InputFile(name, text.encode()) for name, text in files.items())))
    assert isinstance(found, Fault)
    assert found.code == code


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
@pytest.mark.parametrize("name", ["results.csv", "results.jsonl"])
def test_real_rows_are_recounted(name: str) -> None:
    items = {
        item.name: item for item in read_shared(RAGAS, f"{FOLDER}/{name}", f"{FOLDER}/results_aggregate.json").items
    }
    with Path(DATA, FOLDER, "results.csv").open() as file:
        rows = list(csv.DictReader(file))
    right = sum(float(row["exact_match"]) == 1 for row in rows)
    assert tell(items["exact-match"]) == {"good": right, "bad": len(rows) - right}
    stated = [stated for item in items.values() for stated in item.headlines]
    assert len(stated) == 3
    assert all(figure.value == pytest.approx(figure.recomputed) for figure in stated)
