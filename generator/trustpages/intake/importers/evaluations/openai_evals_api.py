"""OpenAI Evals API: objects and pages of runs and of their output items, as the interface returns them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from trustpages.intake.importers.fields import find_days, shorten
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import keep_known, pick, pick_count, pick_list, pick_number, pick_text, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_OBJECT = re.compile(r'"object":\s*"(eval\.run\.output_item|eval\.run|eval)"')
_EXACT: Final = frozenset({"string_check", "text_similarity", "python"})
_MOST_ROWS = 1_000_000


@dataclass(slots=True)
class _Run:
    """A run with the output items that the pages hold, by their ids."""

    id: str
    run: Json = None
    outputs: dict[str, Json] = field(default_factory=dict)
    pages: list[bool] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Whether each page says that another follows it."""
        return bool(self.pages) and all(self.pages)

    @property
    def planned(self) -> int:
        """Items that the run has: as it counts them, or as its data list them while it has not begun."""
        listed = pick_list(self.run, "data_source", "source", "content")
        return max(pick_count(self.run, "result_counts", "total") or 0, len(listed), len(self.outputs))

    @property
    def is_whole(self) -> bool:
        """Whether every item of the run is on the pages."""
        return bool(self.outputs) and not self.has_more and len(self.outputs) == self.planned


def _recognise(file: InputFile) -> str | None:
    found = _OBJECT.search(file.start)
    if found is None or (found[1] == "eval" and '"testing_criteria"' not in file.start):
        return None
    return f"object {found[1]} of the Evals API"


def _read(inputs: Inputs) -> Outcome:
    runs: dict[str, _Run] = {}
    criteria: list[Json] = []
    for file in inputs.files:
        value = file.json()
        if isinstance(value, Fault):
            return value
        is_page, last = pick_text(value, "object") == "list", None
        for entry in pick_list(value, "data") if is_page else [value]:
            kind = pick_text(entry, "object")
            if kind == "eval":
                criteria += pick_list(entry, "testing_criteria")
            elif kind == "eval.run":
                name = pick_text(entry, "id")
                runs.setdefault(name, _Run(name)).run = entry
            elif kind == "eval.run.output_item":
                name = pick_text(entry, "run_id")
                run = runs.setdefault(name, _Run(name))
                # Pages overlap where they were fetched with different limits: one id is one item.
                run.outputs[pick_text(entry, "id") or f"item-{len(run.outputs)}"] = entry
                last = run
        if is_page and last is not None:
            last.pages.append(pick(value, "has_more") is True)
    found = [run for run in runs.values() if run.planned]
    if not found:
        sentence = f"{quote_path(inputs.files[0].path)} holds no run with items"
        return Fault("import-empty", sentence, "name pages of output items, and the run that they are of")
    if (most := max(run.planned for run in found)) > _MOST_ROWS:
        return Fault("import-too-large", f"a run has {most:,} items", "import one run at a time")
    files = tuple(file.path for file in inputs.files)
    items = tuple(_make_item(run, criteria, files) for run in found)
    return Imported(read=sum(len(item.records) for item in items), items=items, tool="OpenAI Evals API")


def _make_item(run: _Run, criteria: Sequence[Json], files: tuple[str, ...]) -> ImportedItem:
    records = [_read_output(name, output) for name, output in run.outputs.items()]
    keys: dict[str, Plain] = {"setting": "benchmark", "selection": "all" if run.is_whole else "convenience"}
    keys |= _describe_graders(criteria)
    created = _to_time(run.run)
    finished = pick_text(run.run, "status") in ("completed", "")
    if run.outputs or not finished:
        reason = "not-on-the-pages" if finished else "not-run"
        absent = range(len(records) + 1, run.planned + 1)
        records += [Record(run=f"absent-{n}", task=f"absent-{n}", good=None, unknown=reason) for n in absent]
    else:
        keys |= _take_counts(run)
    first, last = find_days(created, *(record.at for record in records))
    models = {pick_text(output, "sample", "model") for output in run.outputs.values()} - {""}
    version = models.pop() if len(models) == 1 else pick_text(run.run, "model")
    return ImportedItem(
        kind="runs",
        name=to_label(run.id, "run"),
        title=shorten(f"Items of {pick_text(run.run, 'name') or run.id or 'a run'}"),
        records=tuple(records),
        keys=keys,
        headlines=tuple(_restate(run, records)),
        doubts=tuple(_find_doubts(run)),
        first=first,
        last=last,
        version=shorten(version) if version else None,
        files=files,
    )


def _to_time(entry: Json) -> str | None:
    """The moment at which it was created; seconds since 1970 are UTC."""
    seconds = pick_number(entry, "created_at")
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return None


def _read_output(name: str, output: Json) -> Record:
    good = {"pass": True, "fail": False}.get(pick_text(output, "status"))
    if pick(output, "sample", "error") is not None:
        good = None
    task = pick_text(output, "datasource_item_id")
    return Record(
        run=name,
        task=f"item-{task}" if task else name,
        good=good,
        unknown="" if good is not None else "error",
        at=_to_time(output),
        values=keep_known(
            {
                "input_tokens": pick_number(output, "sample", "usage", "prompt_tokens"),
                "output_tokens": pick_number(output, "sample", "usage", "completion_tokens"),
            }
        ),
    )


def _take_counts(run: _Run) -> dict[str, Plain]:
    """Counts of a finished run of which no item is there; what is neither passed nor failed is unknown."""
    passed = pick_count(run.run, "result_counts", "passed") or 0
    failed = pick_count(run.run, "result_counts", "failed") or 0
    attempts = max(run.planned, passed + failed)
    return {"attempts": attempts, "successes": passed, "unknown": attempts - passed - failed}


def _describe_graders(criteria: Sequence[Json]) -> dict[str, Plain]:
    types = {pick_text(criterion, "type") for criterion in criteria}
    if not types or not types <= _EXACT | {"label_model", "score_model"}:
        return {"method": "attested"}
    if types <= _EXACT:
        return {"method": "deterministic"}
    judges = {pick_text(criterion, "model") for criterion in criteria} - {""}
    judge: dict[str, Plain] = {"judge": {"model": shorten(judges.pop())}} if len(judges) == 1 else {}
    return {"method": "llm_judge", **judge}


def _restate(run: _Run, records: Sequence[Record]) -> Iterator[Headline]:
    total = pick_count(run.run, "result_counts", "total")
    passed = pick_count(run.run, "result_counts", "passed")
    if not total or passed is None:
        return
    whole = run.is_whole
    good = sum(record.good is True for record in records)
    yield Headline(
        name="passed of all items",
        value=passed / total,
        n=total,
        recomputed=good / len(records) if whole else None,
        recomputed_n=len(records) if whole else None,
    )
    decided = (run.outputs[record.run] for record in records if record.good is not None)
    results = [result for output in decided for result in pick_list(output, "results")]
    for stated in pick_list(run.run, "per_testing_criteria_results"):
        name = pick_text(stated, "testing_criteria")
        passed, failed = pick_count(stated, "passed"), pick_count(stated, "failed")
        if passed is None or failed is None or not passed + failed:
            continue
        known = [pick(result, "passed") is True for result in results if pick_text(result, "name") == name]
        yield Headline(
            name=shorten(f"passed by {name}"),
            value=passed / (passed + failed),
            n=passed + failed,
            recomputed=sum(known) / len(known) if whole and known else None,
            recomputed_n=len(known) if whole and known else None,
        )


def _find_doubts(run: _Run) -> Iterator[Doubt]:
    status = pick_text(run.run, "status")
    if status and status != "completed":
        yield Doubt(kind="run-unfinished", sentence=f"The run was not completed: it is {status}.", is_grave=True)
    if run.outputs and len(run.outputs) < run.planned:
        sentence = f"The pages hold {len(run.outputs):,} of {run.planned:,} items of the run."
        yield Doubt(kind="pages-missing", sentence=sentence, is_grave=True)
    elif run.has_more:
        sentence = "More pages follow the last one: how many items the run has is not known."
        yield Doubt(kind="pages-missing", sentence=sentence, is_grave=True)
    errored = pick_count(run.run, "result_counts", "errored")
    if errored:
        sentence = f"{errored:,} items of the run ended with an error: they are unknown, not failed."
        yield Doubt(kind="errors", sentence=sentence)


OPENAI_EVALS_API = Importer(
    id="openai-evals-api",
    title="OpenAI Evals API",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "When a run ended: the days are those on which it and its items were created.",
        "Whether other runs of the same evaluation were made and not handed over.",
    ),
    leaves_out=("Prompts and answers.", "Scores of single criteria: an item is good where it passed all of them."),
)
"""The importer of this format."""
