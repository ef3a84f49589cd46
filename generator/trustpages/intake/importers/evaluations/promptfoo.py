"""Results of promptfoo, JSON of version 3 and JSONL: one item for each prompt with its provider, one row a test."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trustpages.intake.importers.fields import find_count, find_days, find_objects, find_text, say, shorten, to_name
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import keep_known, pick, pick_list, pick_map, pick_number, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

Row = Mapping[str, Json]

_BEGINNING = re.compile(r'\s*\{\s*(?:"evalId":\s*(?:null|"[^"]*"),\s*)?"results":\s*\{\s*"version":\s*\d')
_MARKS = ('"promptIdx":', '"testIdx":', '"promptId":')
_ERROR: Final = 2
_CRASHES = ("Custom function threw error", "Python code execution failed", "Could not extract JSON from")
_OF_EFFORT: Final = frozenset({"cost", "latency", "perplexity", "perplexity-score"})
_BY_MODEL = re.compile(
    r"(not-)?(llm-rubric|model-graded|factuality|g-eval|agent-rubric|answer-rel|context-|search-|"
    r"select-best|conversation-rel|trajectory:goal|promptfoo:redteam)"
)
_RED_TEAM: Final = "promptfoo:redteam:"


def _recognise(file: InputFile) -> str | None:
    start = file.start
    if _BEGINNING.match(start):
        return "versioned results of promptfoo"
    row = start.partition("\n")[0]
    is_rows = row.startswith("{") and row.rstrip().endswith("}") and all(mark in row for mark in _MARKS)
    return "rows with test and prompt of promptfoo" if is_rows else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    versions: set[str] = set()
    taken: set[str] = set()
    for file in inputs.files:
        if _BEGINNING.match(file.start):
            whole = file.json()
            rows = pick_list(whole, "results", "results") if not isinstance(whole, Fault) else whole
        else:
            whole, rows = None, file.json_lines()
        if isinstance(rows, Fault):
            return rows
        if not rows:
            return Fault("import-empty", f"{quote_path(file.path)} holds no results", "name the file of results")
        known = None if isinstance(whole, Fault) else whole
        ids = {id_ for row in rows if (id_ := find_text(row, "id"))}
        if ids & taken:
            sentence = f"{quote_path(file.path)} holds results that another file holds"
            return Fault("import-miscounted", sentence, "import one of them")
        taken |= ids
        items += _read_results(known, [row if isinstance(row, dict) else {} for row in rows], file)
        versions.add(find_text(known, "metadata", "promptfooVersion") or "")
    return Imported(
        read=sum(len(item.records) for item in items),
        items=tell_apart(items),
        tool="promptfoo",
        tool_version=shorten(", ".join(sorted(versions - {""}))) or None,
    )


def _read_results(whole: Json, rows: Sequence[Row], file: InputFile) -> Iterator[ImportedItem]:
    """One item for each prompt with its provider: what promptfoo shows as a column."""
    columns: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        place = find_count(dict(row), "promptIdx")
        # Before version 3 rows name their provider alone.
        columns[(-1, _name_provider(row)) if place is None else (place, "")].append(row)
    providers = {key: _name_provider(listed[0]) for key, listed in columns.items()}
    for key, listed in sorted(columns.items(), key=lambda pair: pair[0]):
        provider, column = providers[key], key[0] if key[0] >= 0 else None
        is_one_of_several = list(providers.values()).count(provider) > 1 and column is not None
        number = f" with prompt {column + 1}" if is_one_of_several and column is not None else ""
        yield _make_item(whole, listed, column, f"{provider}{number}", len(rows), file)


def _name_provider(row: Row) -> str:
    provider = row.get("provider")
    if isinstance(provider, str) and provider.strip():
        return provider
    return find_text(provider, "label") or find_text(provider, "id") or "provider"


def _make_item(
    whole: Json, rows: Sequence[Row], column: int | None, name: str, total: int, file: InputFile
) -> ImportedItem:
    first, last = find_days(find_text(whole, "results", "timestamp"))
    types = [type_ for row in rows for type_ in _list_checks(row)]
    is_red_team = any(type_.startswith(_RED_TEAM) for type_ in types)
    tasks: dict[str, str] = {}
    records = tuple(_read_row(row, place, tasks) for place, row in enumerate(rows))
    return ImportedItem(
        kind="red_team" if is_red_team else "runs",
        name=to_name(name, "tests"),
        title=shorten(f"Tests of {name} by promptfoo"),
        records=records,
        keys=_describe_runs(whole, rows, types, is_red_team),
        headlines=tuple(_restate(whole, rows, column)),
        doubts=tuple(_find_doubts(whole, rows, total)),
        first=first,
        last=last,
        version=shorten(_name_provider(rows[0])),
        files=(file.path,),
    )


def _list_checks(row: Row) -> list[str]:
    """The kinds of assertions that were held against the answer."""
    components = find_objects(dict(row), "gradingResult", "componentResults")
    return [type_ for component in components if (type_ := find_text(component, "assertion", "type"))]


def _read_row(row: Row, place: int, tasks: dict[str, str]) -> Record:
    fields = dict(row)
    test = pick_map(fields, "testCase")
    # Repeats are tests of their own number: what they ask is the same.
    asked = json.dumps([row.get("vars"), test.get("description"), test.get("assert")], sort_keys=True)
    task = tasks.setdefault(asked, f"test-{find_count(fields, 'testIdx') or 0}")
    good, unknown = _judge_row(row)
    is_measured = unknown != "error" and pick(fields, "response", "cached") is not True
    usage = pick_map(fields, "tokenUsage") or pick_map(fields, "response", "tokenUsage")
    latency = pick_number(fields, "latencyMs")
    return Record(
        run=find_text(fields, "id") or f"{task}-{place}",
        task=task,
        good=good,
        unknown=unknown,
        values=keep_known(
            {
                "cost_usd": pick_number(fields, "cost"),
                "seconds": None if latency is None else latency / 1000,
                "input_tokens": pick_number(usage, "prompt"),
                "output_tokens": pick_number(usage, "completion"),
            }
        )
        if is_measured
        else {},
    )


def _judge_row(row: Row) -> tuple[bool | None, str]:
    """Whether the test passed; errors, checks that crashed and rows without checks tell nothing."""
    fields = dict(row)
    success = row.get("success")
    if find_count(fields, "failureReason") == _ERROR or (row.get("error") and not row.get("gradingResult")):
        return None, "error"
    if not isinstance(success, bool):
        return None, "no-outcome"
    components = find_objects(fields, "gradingResult", "componentResults")
    if success:
        return (True, "") if components else (None, "no-check")
    failed = [component for component in components if component.get("pass") is False]
    crashed = [component for component in failed if (find_text(component, "reason") or "").startswith(_CRASHES)]
    return (None, "check-crashed") if failed and len(crashed) == len(failed) else (False, "")


def _describe_runs(whole: Json, rows: Sequence[Row], types: Sequence[str], is_red_team: bool) -> dict[str, Plain]:
    is_filtered = any(option.startswith("filter") for option in pick_map(whole, "runtimeOptions"))
    keys: dict[str, Plain] = {"scope": "Attacks that promptfoo generated"} if is_red_team else {}
    keys |= {"setting": "staging", "selection": "all" if whole and not is_filtered else "convenience"}
    keys["method"] = "deterministic" if types else "attested"
    if any(_BY_MODEL.match(type_) for type_ in types):
        keys["method"] = "llm_judge"
        components = (part for row in rows for part in find_objects(dict(row), "gradingResult", "componentResults"))
        judge = next((name for part in components if (name := find_text(part, "assertion", "provider"))), None)
        keys |= {"judge": {"model": shorten(judge)}} if judge else {}
    elif "human" in types:
        keys["method"] = "human"
    return keys


def _restate(whole: Json, rows: Sequence[Row], column: int | None) -> Iterator[Headline]:
    """The share of tests that pass, errors among those that do not, as the tables of promptfoo have it."""
    prompts = pick_list(whole, "results", "prompts")
    if column is None or column >= len(prompts):
        return
    counts = [find_count(prompts[column], "metrics", f"test{kind}Count") for kind in ("Pass", "Fail", "Error")]
    n = sum(number or 0 for number in counts)
    if counts[0] is not None and n:
        passed = sum(row.get("success") is True for row in rows)
        found = passed / len(rows)
        yield Headline(name="tests passed", value=counts[0] / n, n=n, recomputed=found, recomputed_n=len(rows))


def _find_doubts(whole: Json, rows: Sequence[Row], total: int) -> Iterator[Doubt]:
    stated = [find_count(whole, "results", "stats", kind) for kind in ("successes", "failures", "errors")]
    if stated[0] is not None and sum(number or 0 for number in stated) != total:
        sentence = f"The file states {sum(number or 0 for number in stated):,} results and holds {total:,}."
        yield Doubt(kind="results-absent", sentence=sentence, is_grave=True)
    if whole is None:
        sentence = "Rows alone do not tell how many results there should be."
        yield Doubt(kind="no-totals", sentence=sentence)
    passed = [row for row in rows if row.get("success") is True and _list_checks(row)]
    if unseen := sum(set(_list_checks(row)) <= _OF_EFFORT for row in passed):
        sentence = f"{say(unseen, 'test')} passed by cost or latency alone: nobody looked at the answer."
        yield Doubt(kind="answer-not-checked", sentence=sentence, is_grave=True)
    if cached := sum(pick(dict(row), "response", "cached") is True for row in rows):
        yield Doubt(kind="cached-answers", sentence=f"{say(cached, 'answer')} came from a cache and not from a run.")


PROMPTFOO = Importer(
    id="promptfoo",
    title="promptfoo results",
    recognise=_recognise,
    read=_read,
    does_not_show=("Whether the prompts and tests are those of the product, or were tuned on each other.",),
    leaves_out=(
        "Prompts and answers.",
        "Scores, also those by name: they are sums of weights, and a test passes or not.",
    ),
)
"""The importer of this format."""
