"""OpenAI Evals API: what did not run and what is not on the pages is unknown, never failed and never left away."""

from __future__ import annotations

from typing import Any

import pytest

from support.importing import DATA, kinds, read_files, read_shared, tell
from trustpages.intake.importers.evaluations.openai_evals_api import OPENAI_EVALS_API
from trustpages.intake.importers.importer import ImportedItem
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.problem import Fault

FOLDER = "eval_outputs/openai_evals_api"


def run(total: int, passed: int, failed: int = 0, errored: int = 0, **keys: Any) -> dict[str, Any]:
    counts = {"total": total, "passed": passed, "failed": failed, "errored": errored}
    criteria = [{"testing_criteria": "check", "passed": passed, "failed": failed}]
    return {
        "object": "eval.run",
        "id": "run_1",
        "status": "completed",
        "model": "m-1",
        "created_at": 1743092069,
        "result_counts": counts,
        "per_testing_criteria_results": criteria,
    } | keys


def output(number: int, status: str = "pass", **sample: Any) -> dict[str, Any]:
    return {
        "object": "eval.run.output_item",
        "id": f"out_{number}",
        "run_id": "run_1",
        "created_at": 1743092069,
        "status": status,
        "datasource_item_id": number,
        "results": [{"name": "check", "passed": status == "pass"}],
        "sample": {"model": "m-1-2026", "error": None, **sample},
    }


def page(*outputs: dict[str, Any], has_more: bool = False) -> dict[str, Any]:
    return {"object": "list", "data": list(outputs), "has_more": has_more}


def read(**files: object) -> ImportedItem:
    (item,) = read_files(OPENAI_EVALS_API, {f"{name}.json": content for name, content in files.items()}).items
    return item


def test_items_of_all_pages_are_counted_once() -> None:
    first = page(output(1), output(2, "fail"), has_more=True)
    item = read(a=first, b=page(output(2, "fail"), output(3, "error")), run=run(3, 1, 1, 1))
    assert tell(item) == {"good": 1, "bad": 1, "error": 1}
    assert (kinds(item), item.keys["selection"], item.version) == ({"errors"}, "all", "m-1-2026")
    assert [(stated.value, stated.recomputed) for stated in item.headlines] == [
        (pytest.approx(1 / 3), pytest.approx(1 / 3)),
        (0.5, 0.5),
    ]


def test_order_of_pages_does_not_matter() -> None:
    whole, begun = page(output(2)), page(output(1), has_more=True)
    assert tell(read(a=whole, b=begun)) == tell(read(a=begun, b=whole)) == {"good": 2}
    assert kinds(read(a=whole, b=begun)) == set()


def test_missing_pages_are_grave_and_their_items_unknown() -> None:
    item = read(a=page(output(1), has_more=True), run=run(3, 2, 1))
    assert tell(item) == {"good": 1, "not-on-the-pages": 2}
    assert [(doubt.kind, doubt.is_grave) for doubt in item.doubts] == [("pages-missing", True)]
    assert [stated.recomputed for stated in item.headlines] == [None, None]


def test_more_pages_of_an_unknown_number_are_grave() -> None:
    assert kinds(read(a=page(output(1), has_more=True))) == {"pages-missing"}


def test_sample_with_an_error_is_unknown() -> None:
    assert tell(read(a=page(output(1, "fail", error={"code": "x"})))) == {"error": 1}


def test_zeros_of_a_queued_run_are_no_result() -> None:
    source: dict[str, Any] = {"source": {"content": [{"item": {}}, {"item": {}}]}}
    item = read(run=run(0, 0, status="queued", data_source=source))
    assert (tell(item), kinds(item), item.headlines) == ({"not-run": 2}, {"run-unfinished"}, ())


def test_counts_of_a_run_without_its_items_stand_as_they_are() -> None:
    item = read(run=run(10, 6, 3, 1))
    counts = {key: item.keys[key] for key in ("attempts", "successes", "unknown")}
    assert (item.records, counts) == ((), {"attempts": 10, "successes": 6, "unknown": 1})
    assert set(counts) <= set(Runs.model_fields)


@pytest.mark.parametrize(
    ("criteria", "keys"),
    [
        ([{"type": "string_check"}], {"method": "deterministic"}),
        ([{"type": "score_model", "model": "j"}], {"method": "llm_judge", "judge": {"model": "j"}}),
        ([{"type": "unheard_of"}], {"method": "attested"}),
    ],
)
def test_criteria_tell_the_method(criteria: list[dict[str, str]], keys: dict[str, Any]) -> None:
    item = read(definition={"object": "eval", "testing_criteria": criteria}, a=page(output(1)))
    assert {key: value for key, value in item.keys.items() if key in ("method", "judge")} == keys


def test_definition_alone_holds_nothing() -> None:
    found = OPENAI_EVALS_API.read(Inputs((InputFile("x.json", b'{"object": "eval", "testing_criteria": []}'),)))
    assert isinstance(found, Fault)
    assert found.code == "import-empty"


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_published_examples_are_read() -> None:
    queued = read_shared(OPENAI_EVALS_API, f"{FOLDER}/eval_run.json", f"{FOLDER}/output_items_list.json").items[0]
    assert tell(queued) == {"good": 1, "not-run": 14}
    assert kinds(queued) == {"run-unfinished", "pages-missing"}
    (counted,) = read_shared(OPENAI_EVALS_API, f"{FOLDER}/eval_run_list.json").items
    assert (counted.keys["attempts"], counted.keys["successes"]) == (1, 1)
