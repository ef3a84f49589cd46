"""Audits of benchmarks by the Agentic Benchmark Checklist, in either of its numberings, as facts of the benchmark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trustpages.intake.importers.importer import BenchmarkFacts, Doubt, Imported, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair
from trustpages.intake.importers.picks import pick, pick_map, pick_text, to_label
from trustpages.intake.importers.yaml_values import read_yaml_file
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_ITEM: Final = re.compile(r"(?P<part>O|T|R|I|II|III)\.[A-Za-z0-9]+(\.[0-9]+)?")
_PARTS: Final = {
    "O": "outcome_validity",
    "I": "outcome_validity",
    "T": "task_validity",
    "II": "task_validity",
    "R": "reporting",
    "III": "reporting",
}
_NUMBERINGS: Final = {"O": "O, T and R", "T": "O, T and R", "R": "O, T and R"}
_OLDER: Final = "I, II and III"
_RESULTS: Final = {0: "not_met", 1: "met"}


def _recognise(file: InputFile) -> str | None:
    if not file.name.endswith((".yml", ".yaml")) or "check:" not in file.start or "score:" not in file.start:
        return None
    names = re.findall(r"^([A-Za-z0-9.]+):\s*$", file.start, re.MULTILINE)
    return "items of the checklist by number" if sum(bool(_ITEM.fullmatch(name)) for name in names) > 2 else None


def _read(inputs: Inputs) -> Outcome:
    files = inputs.read_each(_recognise, read_yaml_file, pair)
    if isinstance(files, Fault):
        return files
    facts: list[BenchmarkFacts] = []
    read = 0
    for file, found in files:
        value = pick_map(found.value)
        items = {name: item for name, item in value.items() if _ITEM.fullmatch(name)}
        read += len(items)
        if items:
            facts.append(_read_audit(file, value, items))
    if not facts:
        return inputs.refuse("items", "name an assessment")
    return Imported(read=read, facts=tuple(facts), tool="Agentic Benchmark Checklist")


def _read_audit(file: InputFile, value: Json, items: dict[str, Json]) -> BenchmarkFacts:
    """The audit under its own numbers: those of one numbering mean other items in the other."""
    numberings = sorted({_NUMBERINGS.get(name.partition(".")[0], _OLDER) for name in items})
    checklist: dict[str, Plain] = {
        "name": f"Agentic Benchmark Checklist, items {' / '.join(numberings)}",
        "source": {"title": f"Assessment {file.name}"[:200], "sha256": file.sha256},
    }
    for part in dict.fromkeys(_PARTS.values()):
        results: dict[str, Plain] = {
            name: _read_item(item) for name, item in items.items() if _PARTS[name.partition(".")[0]] == part
        }
        if results:
            checklist[part] = results
    code = pick_text(value, "code")
    keys: dict[str, Plain] = {"url": code} if code.startswith("https://") else {}
    return BenchmarkFacts(
        name=to_label(file.name.rpartition(".")[0]),
        benchmark=file.name.rpartition(".")[0],
        keys={**keys, "checklist": checklist},
        replaced=tuple(f"checklist.{part}" for part in ("name", "source.sha256", *_PARTS.values())),
        doubts=tuple(_find_doubts(items, numberings)),
    )


def _read_item(item: Json) -> dict[str, Plain]:
    score = pick(item, "score")
    is_known = isinstance(score, int) and not isinstance(score, bool) and score in _RESULTS
    found: dict[str, Plain] = {"result": _RESULTS[score] if isinstance(score, int) and is_known else "unknown"}
    found |= {key: text for key in ("check", "reason") if (text := pick_text(item, key))}
    return found


def _find_doubts(items: dict[str, Json], numberings: list[str]) -> Iterator[Doubt]:
    unknown = [name for name, item in items.items() if _read_item(item)["result"] == "unknown"]
    if unknown:
        sentence = f"{len(unknown):,} of {len(items):,} items have no result: {', '.join(unknown)}"
        yield Doubt(kind="items-open", sentence=sentence[:500])
    if len(numberings) > 1:
        sentence = "items of both numberings stand in one audit: which item is meant is not sure"
        yield Doubt(kind="two-numberings", sentence=sentence, is_grave=True)


ABC_CHECKLIST = Importer(
    id="abc-checklist",
    title="Agentic Benchmark Checklist",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Who assessed, and when, the file does not say.",
        "Items that do not apply to a benchmark are absent, not marked.",
    ),
    leaves_out=("The address of the paper.",),
)
"""The importer of this format."""
