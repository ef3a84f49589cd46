"""evalite: results of each evaluation by scorer; its average mixes all scorers and passes over what failed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence

from trustpages.intake.importers.evaluations.metrics import ScoredMetric, ScoredRow, make_items, name_task
from trustpages.intake.importers.importer import Doubt, Headline, Imported, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import keep_known, pick, pick_list, pick_number, pick_text, pick_time
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_BEGINNING = re.compile(r'\s*\{\s*"run":\s*\{[^{}]*"runType":')


def _recognise(file: InputFile) -> str | None:
    return "run with runType, as evalite exports it" if _BEGINNING.match(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    metrics: list[ScoredMetric] = []
    for file in inputs.files:
        value = file.json()
        if isinstance(value, Fault):
            return value
        for evaluation in pick_list(value, "evals"):
            results = pick_list(evaluation, "results")
            metrics += _read_metrics(evaluation, results, file)
    items = make_items(metrics)
    if not items:
        sentence = f"{quote_path(inputs.files[0].path)} holds no evaluation with results"
        return Fault("import-form", sentence, "name a file that `evalite export` wrote")
    return Imported(read=sum(len(item.records) for item in items), items=items, tool="evalite")


def _read_metrics(evaluation: Json, results: Sequence[Json], file: InputFile) -> Iterator[ScoredMetric]:
    named = [pick_text(score, "name") or "score" for result in results for score in pick_list(result, "scores")]
    scorers = list(dict.fromkeys(named)) or ["score"]
    for scorer in scorers:
        yield ScoredMetric(
            name=f"{scorer} on {pick_text(evaluation, 'name') or 'unnamed'}",
            rows=[_read_row(result, scorer, place) for place, result in enumerate(results, 1)],
            keys={"method": "attested", "selection": "convenience"},
            doubts=tuple(_find_doubts(results, scorers)),
            further=_restate(evaluation, results) if scorer == scorers[0] else (),
            files=(file.path,),
        )


def _read_row(result: Json, scorer: str, place: int) -> ScoredRow:
    scores = [score for score in pick_list(result, "scores") if (pick_text(score, "name") or "score") == scorer]
    known = pick_number(scores[-1], "score") if scores else None
    status = pick_text(result, "status")
    given = pick(result, "input")
    duration = pick_number(result, "duration")
    return ScoredRow(
        run=f"result-{place}",
        task=name_task(given if isinstance(given, str) else json.dumps(given, sort_keys=True)),
        score=known,
        why_none={"fail": "failed", "running": "not-finished"}.get(status, "not-scored"),
        at=pick_text(result, "createdAt") if pick_time(result, "createdAt") else None,
        values=keep_known({"seconds": None if duration is None else duration / 1000}),
    )


def _restate(evaluation: Json, results: Sequence[Json]) -> tuple[Headline, ...]:
    """The average as stated, and as evalite reckons it: of each result over its scorers, then over the results."""
    stated = pick_number(evaluation, "averageScore")
    if stated is None:
        return ()
    means = []
    for result in results:
        scores = [pick_number(score, "score") for score in pick_list(result, "scores")]
        if scores:
            means.append(math.fsum(score or 0.0 for score in scores) / len(scores))
    return (
        Headline(
            name="average over all scorers",
            value=stated,
            recomputed=math.fsum(means) / len(means) if means else None,
            recomputed_n=len(means) if means else None,
        ),
    )


def _find_doubts(results: Sequence[Json], scorers: Sequence[str]) -> Iterator[Doubt]:
    if len(scorers) > 1:
        sentence = f"The average that evalite states mixes {len(scorers):,} scorers: it is no share of good answers."
        yield Doubt(kind="mixed-average", sentence=sentence)
    if failed := sum(not pick_list(result, "scores") for result in results):
        sentence = f"The average that evalite states leaves out {failed:,} of {len(results):,} results without scores."
        yield Doubt(kind="failed-left-out", sentence=sentence)


EVALITE = Importer(
    id="evalite",
    title="evalite exports",
    recognise=_recognise,
    read=_read,
    does_not_show=("Which system answered.", "How a scorer decides: by rule or by a model."),
    leaves_out=(
        "Questions, answers and traces.",
        "Scores of single results where a scorer gives more than 0 and 1: their mean is carried over.",
    ),
)
"""The importer of this format."""
