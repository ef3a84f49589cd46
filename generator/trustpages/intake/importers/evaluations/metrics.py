"""A metric over rows as an item: outcomes where each score is 0 or 1, else the mean as a score of its own."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trustpages.intake.importers.fields import find_days, shorten
from trustpages.intake.importers.importer import Doubt, Headline, ImportedItem, Record
from trustpages.intake.importers.picks import to_label
from trustpages.model.source_map import Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRow:
    """A row of the input under one metric: its score, or why it has none, or why it does not count."""

    run: str
    task: str
    score: float | None
    why_none: str = "not-scored"
    left_out: str = ""
    at: str | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredMetric:
    """A metric with all rows of the input, those without a score as well.

    `stated` is the mean that the input states, `stated_n` what it says that it rests on, `further`
    are other figures that it states. `days` hold where the rows tell no time.
    """

    name: str
    rows: Sequence[ScoredRow]
    stated: float | None = None
    stated_n: int | None = None
    further: tuple[Headline, ...] = ()
    keys: Mapping[str, Plain] = field(default_factory=dict)
    doubts: Sequence[Doubt] = ()
    days: tuple[date | None, date | None] = (None, None)
    version: str | None = None
    files: Sequence[str] = ()

    @property
    def scores(self) -> list[float]:
        """The scores that are known."""
        return [row.score for row in self.rows if row.score is not None and not row.left_out]

    @property
    def is_graded(self) -> bool:
        """Whether some score is neither 0 nor 1, so that nobody has said which of them are good."""
        return any(score not in (0, 1) for score in self.scores)


def make_items(metrics: Iterable[ScoredMetric]) -> tuple[ImportedItem, ...]:
    """An item for each metric that has a row, under names that differ."""
    items: dict[str, ImportedItem] = {}
    for metric in metrics:
        if not metric.rows or (metric.is_graded and not metric.scores):
            continue
        label, number = to_label(metric.name), 1
        while (name := label if number == 1 else f"{label}-{number}") in items:
            number += 1
        items[name] = _make_scores(metric, name) if metric.is_graded else _make_runs(metric, name)
    return tuple(items.values())


def name_task(text: str) -> str:
    """A name by which repeats of one input are known without telling what the input says."""
    return f"task-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _make_runs(metric: ScoredMetric, name: str) -> ImportedItem:
    first, last = _find_days(metric)
    return ImportedItem(
        kind="runs",
        name=name,
        title=shorten(f"Rows by {metric.name}"),
        records=tuple(
            Record(
                run=row.run,
                task=row.task,
                good=None if row.score is None else row.score == 1,
                unknown=row.why_none if row.score is None else "",
                left_out=row.left_out,
                at=row.at,
                values=row.values,
                marks=row.marks,
            )
            for row in metric.rows
        ),
        keys={"setting": "benchmark", **metric.keys},
        headlines=_restate(metric),
        doubts=(*metric.doubts, *_doubt_mean(metric)),
        first=first,
        last=last,
        version=metric.version,
        files=tuple(metric.files),
    )


def _make_scores(metric: ScoredMetric, name: str) -> ImportedItem:
    first, last = _find_days(metric)
    return ImportedItem(
        kind="published_score",
        name=name,
        title=shorten(f"Mean {metric.name} of the rows"),
        keys={"score": name, "value": _mean(metric.scores), "n": len(metric.scores)},
        headlines=_restate(metric),
        doubts=(*metric.doubts, *_doubt_mean(metric)),
        first=first,
        last=last,
        version=metric.version,
        files=tuple(metric.files),
    )


def _find_days(metric: ScoredMetric) -> tuple[date | None, date | None]:
    first, last = find_days(*(row.at for row in metric.rows))
    return (first, last) if first is not None else metric.days


def _mean(scores: Sequence[float]) -> float:
    return math.fsum(scores) / len(scores)


def _restate(metric: ScoredMetric) -> tuple[Headline, ...]:
    if metric.stated is None:
        return metric.further
    known = metric.scores
    return (
        *metric.further,
        Headline(
            name=f"mean of {metric.name}",
            value=metric.stated,
            n=metric.stated_n,
            recomputed=_mean(known) if known else None,
            recomputed_n=len(known) if known else None,
        ),
    )


def _doubt_mean(metric: ScoredMetric) -> tuple[Doubt, ...]:
    """Rows without a score that the mean passes over: they may well be those that went worst."""
    count = sum(not row.left_out for row in metric.rows)
    missing = count - len(metric.scores)
    if not missing or (metric.stated is None and not metric.is_graded):
        return ()
    sentence = f"The mean of {metric.name} leaves out {missing:,} of {count:,} rows, which have no score."
    return (Doubt(kind="rows-without-score", sentence=sentence, is_grave=metric.is_graded),)
