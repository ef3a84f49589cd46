"""AVID reports: counts of attacks that a model withstood, and scores that a report states without their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    pick_count,
    pick_day,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    tell_apart,
    to_label,
)
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_MARK: Final = re.compile(r'"data_type":\s*"AVID"')
_NOT_A_SCORE: Final = re.compile(r"std(err|dev)?|stderr|var(iance)?")


def _recognise(file: InputFile) -> str | None:
    return "a report with data_type AVID" if _MARK.search(file.start[:2000]) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    versions: set[str] = set()
    for file in inputs.choose(_recognise):
        is_lines = file.name.endswith(".jsonl") or "}\n{" in file.start
        value = file.json_lines() if is_lines else file.json()
        if isinstance(value, Fault):
            return value
        reports = [report for report in (value if isinstance(value, list) else [value]) if isinstance(report, dict)]
        read += len(reports)
        versions |= {version for report in reports if (version := pick_text(report, "data_version"))}
        found = [item for report in reports for item in _read_report(file, report)]
        bare = sum(not list(_read_report(file, report)) for report in reports)
        if bare and found:
            sentence = (
                f"{bare:,} of {say(len(reports), 'report')} hold no figure: vulnerabilities are no evidence of use."
            )
            doubt = Doubt(kind="reports-without-figures", sentence=sentence)
            found[0] = replace(found[0], doubts=(*found[0].doubts, doubt))
        items += found
    if not items:
        sentence = f"{quote_path(inputs.only.path)} holds no measured figure"
        return Fault("import-form", sentence, "a vulnerability that is only described is no evidence of use")
    return Imported(read=read, items=tell_apart(items), tool="AVID", schema_version=", ".join(sorted(versions)) or None)


def _read_report(file: InputFile, report: Json) -> Iterator[ImportedItem]:
    for metric in pick_list(report, "metrics"):
        for row in pick_list(metric, "results", "rows"):
            yield from _make_exercise(file, report, row)
        name = pick_text(metric, "metrics")
        value = pick_number(metric, "value")
        if name and value is not None and not _NOT_A_SCORE.fullmatch(name):
            yield _make_score(file, report, f"{pick_text(metric, 'scorer')} {name}".strip(), value)


def _describe(report: Json) -> str:
    return pick_text(report, "problemtype", "description", "value") or "An AVID report without a description"


def _name_system(report: Json) -> str | None:
    names = [pick_text(artifact, "name") for artifact in pick_list(report, "affects", "artifacts")]
    return shorten(", ".join(filter(None, names)), 100) or None


def _make_exercise(file: InputFile, report: Json, row: Json) -> Iterator[ImportedItem]:
    """Attacks that a detector looked at: passed is withstood."""
    passed, evaluated = pick_count(row, "passed"), pick_count(row, "total_evaluated")
    detector, stated = pick_text(row, "detector") or "unnamed", pick_number(row, "score")
    if passed is None or not evaluated or passed > evaluated:
        return
    day = pick_day(report, "reported_date")
    share = passed / evaluated
    figure = Headline(name=shorten(f"withstood by {detector}"), value=(stated or 0.0) / 100, recomputed=share)
    sentence = f"The report states the counts of {say(evaluated, 'output')}; single attacks are not told apart."
    yield ImportedItem(
        kind="red_team",
        name=to_label(f"avid {_find_probe(report)} {detector}"),
        title=shorten(_describe(report)),
        keys={
            "scope": shorten(f"{_describe(report)} Decided by the detector {detector}.", 1000),
            "attempts": evaluated,
            "successes": passed,
        },
        headlines=(figure,) if stated is not None else (),
        doubts=(Doubt(kind="outputs-absent", sentence=sentence),),
        first=day,
        last=day,
        version=_name_system(report),
        files=(file.path,),
    )


def _find_probe(report: Json) -> str:
    probe = re.search(r"`([A-Za-z0-9_.]{1,60})`", _describe(report))
    return probe[1] if probe else pick_text(pick_map(report, "metadata"), "report_id")


def _make_score(file: InputFile, report: Json, name: str, value: float) -> ImportedItem:
    day = pick_day(report, "reported_date")
    sentence = "The report says neither how many samples it rests on, nor whether more is better."
    return ImportedItem(
        kind="published_score",
        name=to_label(f"avid {pick_text(report, 'metadata', 'report_id')} {name}"),
        title=shorten(f"{name}: {_describe(report)}"),
        keys={"score": to_label(name), "value": value},
        doubts=(Doubt(kind="number-not-stated", sentence=sentence),),
        first=day,
        last=day,
        version=_name_system(report),
        files=(file.path,),
    )


AVID = Importer(
    id="avid",
    title="AVID reports",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "When the model was tried: a report has the day on which it was made.",
        "Whether the figures are of this agent, or of the model alone.",
    ),
    leaves_out=("Vulnerabilities without figures, references, and places in taxonomies.",),
)
"""The importer of this format."""
