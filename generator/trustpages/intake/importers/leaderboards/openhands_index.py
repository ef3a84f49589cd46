"""The OpenHands Index: a folder an agent and model with its scores, and the outcome of each instance of five boards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trustpages.intake.importers.importer import (
    Doubt,
    Entrant,
    Headline,
    Imported,
    ImportedBoard,
    Importer,
    Outcome,
    Record,
)
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair
from trustpages.intake.importers.leaderboards.entrants import find_last_day, tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import to_share
from trustpages.intake.importers.picks import keep_known, pick_day, pick_flag, pick_number, pick_text, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_SCORES = ('"benchmark"', '"score"', '"metric"', '"cost_per_instance"')
_METADATA = ('"agent_name"', '"directory_name"', '"tool_usage"')
_INSTANCES = "instance_results"
_PARTIAL = "solveable_accuracy"
_ROUNDING = 0.0005001  # one decimal of a percentage


@dataclass(slots=True)
class _Folder:
    """What one agent with one model handed in; instances by benchmark and id."""

    metadata: Json = None
    scores: list[Json] = field(default_factory=list)
    instances: dict[str, Mapping[str, Json]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def list_files(self, benchmark: str) -> tuple[str, ...]:
        """The files behind the score on a benchmark."""
        names = ("metadata.json", "scores.json", f"{benchmark}.json")
        return tuple(self.files[name] for name in names if name in self.files)


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if file.name == "scores.json":
        return "scores with metric and cost_per_instance" if all(mark in start for mark in _SCORES) else None
    if file.name == "metadata.json":
        return "metadata of an agent and model" if all(mark in start for mark in _METADATA) else None
    is_instances = file.path.split("/")[-2:-1] == [_INSTANCES] and '"resolved"' in start and '"cost"' in start
    return "outcomes by instance" if is_instances else None


def _read(inputs: Inputs) -> Outcome:
    files = inputs.read_each(_recognise, InputFile.json, pair)
    if isinstance(files, Fault):
        return files
    folders: dict[str, _Folder] = defaultdict(_Folder)
    for file, value in files:
        folder = file.path.rpartition("/")[0].removesuffix(f"/{_INSTANCES}")
        folders[folder].files[file.name] = file.path
        if file.name == "metadata.json":
            folders[folder].metadata = value
        elif file.name == "scores.json":
            folders[folder].scores = value if isinstance(value, list) else []
        elif isinstance(value, dict):
            folders[folder].instances[file.name.removesuffix(".json")] = value
    benchmarks = sorted({pick_text(score, "benchmark") for found in folders.values() for score in found.scores})
    boards = tuple(_read_board(name, folders) for name in benchmarks if name)
    if not boards:
        sentence = f"{quote_path(inputs.files[0].path)} has no scores"
        return Fault("import-form", sentence, "name the folder that scores.json lies in")
    return Imported(read=sum(len(board.entrants) for board in boards), boards=boards, tool="OpenHands Index")


def _read_board(benchmark: str, folders: Mapping[str, _Folder]) -> ImportedBoard:
    names = {name for found in folders.values() for name in found.instances.get(benchmark, ())}
    entrants = tell_entrants_apart(
        _read_entry(name, found, score, names)
        for name, found in sorted(folders.items())
        for score in found.scores
        if pick_text(score, "benchmark") == benchmark
    )
    ranked = sorted(entrants, key=lambda entrant: (-(entrant.score or 0), entrant.label))
    return ImportedBoard(
        name=to_label(f"openhands-index {benchmark}"),
        title=f"OpenHands Index, {benchmark}"[:200],
        benchmark=benchmark,
        entrants=tuple(ranked),
        day=find_last_day(entrants),
        files=tuple(file for entrant in entrants for file in entrant.files),
    )


def _read_entry(folder: str, found: _Folder, score: Json, names: set[str]) -> Entrant:
    """The score of one folder; instances that others have and it has not are absent, never failed."""
    benchmark, stated = pick_text(score, "benchmark"), pick_number(score, "score")
    own = found.instances.get(benchmark, {})
    records = tuple(
        _read_instance(name, own[name]) if name in own else _miss(name) for name in sorted(names if own else ())
    )
    share, metric = to_share(stated), pick_text(score, "metric") or "score"
    flags = list(_find_flags(found, score, records, share))
    agent, model = pick_text(found.metadata, "agent_name"), pick_text(found.metadata, "model")
    return Entrant(
        name=" / ".join(filter(None, (agent, model)))[:200] or folder.rpartition("/")[2][:200] or "unnamed",
        version=(pick_text(score, "agent_version") or pick_text(found.metadata, "agent_version"))[:200] or None,
        score=share,
        unknown="" if share is not None else "no-score",
        harness=agent[:200] or None,
        day=pick_day(score, "submission_time") or pick_day(found.metadata, "submission_time"),
        reported=f"{stated:g}%" if share is not None else None,
        note="; ".join(doubt.sentence for doubt in flags),
        values=keep_known(
            {
                "cost_usd_a_task": pick_number(score, "cost_per_instance"),
                "seconds_a_task": pick_number(score, "average_runtime"),
                "combined_accuracy": to_share(pick_number(score, "component_scores", "combined_accuracy")),
            }
        ),
        marks={"metric": metric},
        records=records,
        headlines=tuple(_check_scores(score, records, metric, share)),
        doubts=tuple(flags),
        files=found.list_files(benchmark),
    )


def _read_instance(name: str, value: Json) -> Record:
    resolved = pick_flag(value, "resolved")
    return Record(
        run=name,
        task=name,
        good=resolved,
        unknown="" if resolved is not None else "not-decided",
        values=keep_known({"cost_usd": pick_number(value, "cost")}),
    )


def _miss(name: str) -> Record:
    return Record(run=name, task=name, good=None, unknown="absent")


def _check_scores(score: Json, records: tuple[Record, ...], metric: str, share: float | None) -> Iterator[Headline]:
    """The score beside the decided instances; of a part of the tasks it cannot be recomputed, of all of them it can."""
    known = [record.good for record in records if record.good is not None]
    found = sum(known) / len(known) if known else None
    of_all = to_share(pick_number(score, "component_scores", "combined_accuracy")) if metric == _PARTIAL else share
    if metric == _PARTIAL and share is not None:
        yield Headline(name=to_label(metric), value=share)
    if of_all is not None:
        same = found is not None and abs(found - of_all) <= _ROUNDING
        name = "combined-accuracy" if metric == _PARTIAL else to_label(metric)
        yield Headline(name=name, value=of_all, recomputed=of_all if same else found, recomputed_n=len(known) or None)


def _find_flags(found: _Folder, score: Json, records: tuple[Record, ...], share: float | None) -> Iterator[Doubt]:
    resolved, undecided = sum(record.good is True for record in records), sum(record.good is None for record in records)
    known = len(records) - undecided
    if undecided:
        fits = share is not None and abs(resolved / len(records) - share) <= _ROUNDING
        counted = "counts those as failed" if fits else "does not follow from them"
        sentence = (
            f"{resolved:,} of {known:,} decided instances are resolved, and {undecided:,} more are absent or have no "
            f"outcome; the published score {counted}"
        )
        yield Doubt(kind="instances-absent", sentence=sentence, is_grave=True)
    elif not records and share is not None:
        yield Doubt(kind="no-instances", sentence="no outcomes by instance are in the input")
    if pick_text(score, "metric") == _PARTIAL:
        sentence = "the score is over the tasks that are held to be solvable, not over all of them"
        yield Doubt(kind="part-of-the-tasks", sentence=sentence, is_grave=True)
    if pick_flag(found.metadata, "hide_from_leaderboard") is True:
        yield Doubt(kind="hidden", sentence="the maintainers of the board do not show this entry")


OPENHANDS_INDEX = Importer(
    id="openhands-index",
    title="OpenHands Index results",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Each model was run once: how much a score would vary from run to run is not shown.",
        "On how many tasks a score rests is not stated: what is absent counts there as failed.",
    ),
    leaves_out=("Archives, prices and sizes of the models.",),
)
"""The importer of this format."""
