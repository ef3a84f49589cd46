"""Logs of Inspect AI: every planned sample is accounted for, the means recomputed, edits and invalidations said."""

from __future__ import annotations

import io
import json
import math
import zipfile
from typing import Any

import pytest

from support.importing import DATA
from support.imports import count, doubts, read_shared, read_text, read_value, shared
from trustpages.intake.importers.evaluations.inspect_ai import INSPECT_AI
from trustpages.intake.importers.importer import Imported, ImportedItem
from trustpages.intake.importers.inputs import InputFile, Inputs, parse_json
from trustpages.model.problem import Fault

UPSTREAM, GENERATED = "eval_outputs/inspect_ai", "eval_outputs/inspect_ai_2/generated"


def make_log(*samples: dict[str, Any], **changes: Any) -> dict[str, Any]:
    listed = sorted({sample["id"] for sample in samples})
    log = {
        "version": 2,
        "status": "success",
        "eval": {
            "task": "sums",
            "model": "acme/agent-1",
            "created": "2026-03-01T23:30:00-05:00",
            "dataset": {"samples": len(listed), "sample_ids": listed},
            "config": {"epochs": 1},
            "scorers": [{"name": "match"}],
        },
        "samples": list(samples),
    }
    return log | changes


def make_sample(name: str, value: Any = "C", epoch: int = 1, **changes: Any) -> dict[str, Any]:
    return {"id": name, "epoch": epoch, "scores": {"match": {"value": value, "history": []}}} | changes


def read(*samples: dict[str, Any], **changes: Any) -> ImportedItem:
    return read_value(INSPECT_AI, make_log(*samples, **changes)).items[0]


@pytest.mark.parametrize(
    ("changes", "absent"),
    [
        ({"results": {"total_samples": 5, "completed_samples": 2}}, 3),
        ({"results": {"total_samples": 2, "completed_samples": 2}}, 0),
        ({"dataset": {"samples": 4}}, 2),
        ({"dataset": {"samples": 4}, "config": {"epochs": 1, "limit": 3}}, 1),
        ({"dataset": {"samples": 4}, "config": {"epochs": 1, "limit": [0, 2]}}, 0),
        ({"dataset": {"samples": 4}, "config": {"epochs": 1, "sample_id": ["a", "b"]}}, 0),
        ({}, 0),
    ],
)
def test_samples_that_a_log_without_names_counts_and_lacks_are_unknown(changes: dict[str, Any], absent: int) -> None:
    log = make_log(make_sample("a"), make_sample("b", "I"))
    log["eval"] = log["eval"] | {"dataset": {}} | {key: changes[key] for key in changes if key != "results"}
    item = read_value(INSPECT_AI, log | {key: changes[key] for key in changes if key == "results"}).items[0]
    assert len(item.records) == 2 + absent
    assert sum(record.good is None for record in item.kept) == absent


@pytest.mark.parametrize(
    ("sample", "outcome"),
    [
        (make_sample("a", "C"), True),
        (make_sample("a", "I"), False),
        (make_sample("a", "N"), False),
        (make_sample("a", "P"), False),
        (make_sample("a", 1), True),
        (make_sample("a", 0.25), False),
        (make_sample("a", True), True),
        (make_sample("a", 17.5), "no-share"),
        (make_sample("a", "A long answer"), "no-share"),
        (make_sample("a", None), "unscored"),
        (make_sample("a", math.nan), "unscored"),
        (make_sample("a", scores={}, error={"message": "boom"}), "error"),
        (make_sample("a", scores={}), "unscored"),
        (make_sample("a", scores=None, score={"value": "C"}), True),
        (make_sample("a", scores={"match": {"value": {"strict": 1}}}), "no-share"),
    ],
)
def test_outcome_of_a_sample(sample: dict[str, Any], outcome: Any) -> None:
    assert count(read(sample)) == {outcome: 1}


def test_part_credit_is_not_good_and_is_said() -> None:
    item = read(make_sample("a", "P"), make_sample("b"))
    assert (count(item), doubts(item)) == ({False: 1, True: 1}, {"part-credit": False})


def test_samples_that_did_not_run_are_unknown() -> None:
    dataset = {"samples": 3, "sample_ids": ["a", "b", "c"]}
    log = make_log(make_sample("a"), status="error", results=None)
    log["eval"] |= {"dataset": dataset, "config": {"epochs": 2}}
    item = read_value(INSPECT_AI, log).items[0]
    assert count(item) == {True: 1, "not-run": 5}
    assert (doubts(item), item.keys["trials"]) == ({"run-unfinished": True}, 2)


def test_tries_that_were_stopped_early_are_unknown_and_grave() -> None:
    stops = {"early_stops": [{"id": "a", "epoch": 2}]}
    samples = (make_sample("a", "I"), make_sample("b"), make_sample("b", epoch=2))
    item = read(*samples, results={"early_stopping": stops, "scores": []})
    assert (count(item), doubts(item)) == ({False: 1, True: 2, "stopped-early": 1}, {"stopped-early": True})


def test_repeats_share_their_task() -> None:
    item = read(make_sample("a"), make_sample("a", "I", epoch=2))
    assert [(record.run, record.task) for record in item.records] == [("a-epoch-1", "a"), ("a-epoch-2", "a")]


def test_mean_is_recomputed_over_samples_after_their_repeats() -> None:
    score = {"name": "match", "scored_samples": 2, "metrics": {"accuracy": {"value": 0.75}}}
    samples = (make_sample("a"), make_sample("a", "I", epoch=2), make_sample("b"), make_sample("b", None, epoch=2))
    (headline,) = read(*samples, results={"scores": [score]}).headlines
    assert (headline.value, headline.n, headline.recomputed, headline.recomputed_n) == (0.75, 2, 0.75, 2)


def test_mean_over_more_samples_than_there_are_is_shown_as_such() -> None:
    score = {"name": "match", "metrics": {"accuracy": {"value": 0.35}}}
    (headline,) = read(make_sample("a", "I"), results={"completed_samples": 79, "scores": [score]}).headlines
    assert (headline.n, headline.recomputed_n) == (79, 1)


def edited(name: str, first: Any, now: Any) -> dict[str, Any]:
    history = [{"value": first}, {"value": now, "provenance": {"author": "x"}}]
    return make_sample(name, scores={"match": {"value": now, "history": history}})


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (edited("a", "I", "C"), {"edited-scores": True}),
        (edited("a", "C", "C"), {"edited-scores": False}),
        (make_sample("a", invalidation={"author": "x"}), {"invalidated-samples": True}),
        (make_sample("a", error_retries=[{"message": "x"}]), {"tried-again": False}),
        (
            make_sample("a", scores={"match": {"value": 1, "history": [{"value": 1, "provenance": {}}]}}),
            {"added-scores": True},
        ),
        (make_sample("a"), {}),
    ],
)
def test_what_happened_after_the_run_is_said(sample: dict[str, Any], expected: dict[str, bool]) -> None:
    assert doubts(read(sample)) == expected


def test_days_are_those_in_utc() -> None:
    item = read(make_sample("a"))
    assert (str(item.first), str(item.last), item.version) == ("2026-03-02", "2026-03-02", "acme/agent-1")


def test_judge_without_a_model_of_its_own_is_the_model_that_is_evaluated() -> None:
    log = make_log(make_sample("a", scores={"model_graded_qa": {"value": "C"}}))
    log["eval"]["scorers"] = [{"name": "model_graded_qa", "options": {}}]
    keys = read_value(INSPECT_AI, log).items[0].keys
    assert (keys["method"], keys["judge"]) == ("llm_judge", {"model": "acme/agent-1"})


def test_part_of_a_dataset_stands_for_nothing_else() -> None:
    log = make_log(make_sample("a"))
    assert read_value(INSPECT_AI, log).items[0].keys["selection"] == "all"
    log["eval"]["dataset"]["samples"] = 100
    assert read_value(INSPECT_AI, log).items[0].keys["selection"] == "convenience"


def write_archive(log: dict[str, Any], header: str = "header.json") -> InputFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(header, json.dumps({key: value for key, value in log.items() if key != "samples"}))
        for sample in log["samples"]:
            archive.writestr(f"samples/{sample['id']}_epoch_{sample['epoch']}.json", json.dumps(sample))
    return InputFile("x.eval", stream.getvalue())


def test_archive_tells_the_same_as_json() -> None:
    log = make_log(make_sample("a"), make_sample("b", "I"))
    file = write_archive(log)
    assert INSPECT_AI.recognise(file)
    found = INSPECT_AI.read(Inputs((file,)))
    assert isinstance(found, Imported)
    assert found.items[0].records == read_value(INSPECT_AI, log).items[0].records


def test_killed_run_is_known_by_its_journal() -> None:
    log = make_log(make_sample("a"))
    del log["status"]
    found = INSPECT_AI.read(Inputs((write_archive(log, "_journal/start.json"),)))
    assert isinstance(found, Imported)
    assert doubts(found.items[0]) == {"run-unfinished": True}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "import-form"),
        ('{"eval": 1}', "import-form"),
        ('{"eval": {}}', "import-empty"),
        ('{"eval": {"dataset": {"sample_ids": [1]}, "config": {"epochs": 99999999}}}', "import-too-large"),
    ],
)
def test_what_is_no_log_is_refused(text: str, code: str) -> None:
    found = read_text(INSPECT_AI, text)
    assert isinstance(found, Fault)
    assert found.code == code


def test_one_log_in_two_files_is_not_counted_twice() -> None:
    log = make_log(make_sample("a"))
    file = InputFile("x.json", json.dumps(log).encode())
    found = INSPECT_AI.read(Inputs((file, write_archive(log))))
    assert isinstance(found, Fault)
    assert found.code == "import-miscounted"


class TestOfRealLogs:
    pytestmark = shared

    @pytest.mark.parametrize(
        ("path", "outcomes", "kinds"),
        [
            (f"{GENERATED}/aborted_run.eval", {True: 4, "error": 2, "not-run": 6}, {"run-unfinished"}),
            (f"{GENERATED}/early_stopping.eval", {True: 18, False: 24, "stopped-early": 18}, {"stopped-early"}),
            (
                f"{GENERATED}/invalidated_unscored_errors.eval",
                {True: 30, False: 5, "error": 1},
                {"invalidated-samples", "marked-after-run"},
            ),
            (f"{GENERATED}/score_edits.eval", {True: 9, False: 3}, {"edited-scores", "added-scores", "tried-again"}),
            (f"{UPSTREAM}/2025-05-12T20-28-13-04-00_no-samples.json", {"not-in-the-log": 3}, {"run-unfinished"}),
        ],
    )
    def test_every_sample_is_accounted_for(self, path: str, outcomes: dict[Any, int], kinds: set[str]) -> None:
        (item,) = read_shared(INSPECT_AI, path).items
        assert (count(item), set(doubts(item))) == (outcomes, kinds)

    @pytest.mark.parametrize("name", ["aborted_run", "config_updates_limits", "score_edits"])
    def test_twins_tell_the_same(self, name: str) -> None:
        log, archive = (read_shared(INSPECT_AI, f"{GENERATED}/{name}.{end}").items[0] for end in ("json", "eval"))
        assert {record.run: record for record in log.records} == {record.run: record for record in archive.records}
        assert (log.headlines, log.doubts) == (archive.headlines, archive.doubts)

    def test_figures_are_those_of_the_samples(self) -> None:
        members = InputFile("x", (DATA / GENERATED / "early_stopping.eval").read_bytes()).members()
        assert not isinstance(members, Fault)
        by_task: dict[str, list[bool]] = {}
        for name, content in members.items():
            if name.startswith("samples/"):
                sample: Any = parse_json(content, name)
                by_task.setdefault(sample["id"], []).append(sample["scores"]["match"]["value"] == "C")
        mean = math.fsum(sum(tries) / len(tries) for tries in by_task.values()) / len(by_task)
        (headline,) = read_shared(INSPECT_AI, f"{GENERATED}/early_stopping.eval").items[0].headlines
        assert (headline.value, headline.recomputed) == (pytest.approx(mean), pytest.approx(mean))

    def test_all_stated_means_are_found_again_but_the_one_without_its_samples(self) -> None:
        off = [
            (path.name, headline.n, headline.recomputed_n)
            for path in sorted((DATA / "eval_outputs").glob("inspect_ai*/**/*.*"))
            if path.suffix in (".json", ".eval")
            for headline in read_shared(INSPECT_AI, str(path.relative_to(DATA))).items[0].headlines
            if headline.recomputed is not None and headline.recomputed != pytest.approx(headline.value)
        ]
        assert off == [("eee_data_intercode_ctf_local_path.json", 79, 1)]
