"""Great Expectations: the results of a validation, as an audit of the data that were checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trustpages.intake.importers.fields import shorten
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.operations.checks import Check, CheckedData, make_audit
from trustpages.intake.importers.picks import (
    pick,
    pick_count,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    pick_time,
    tell_apart,
)
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_BEGINNING = re.compile(r'\s*\{\s*"success":\s*(true|false|null),\s*"results":\s*\[')


def _recognise(file: InputFile) -> str | None:
    is_known = _BEGINNING.match(file.start) and '"expectation_config"' in file.start
    return "results of expectations" if is_known else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    version = ""
    for file in inputs.files:
        value = file.json()
        if isinstance(value, Fault):
            return value
        results = pick_list(value, "results")
        if not results:
            sentence = f"{quote_path(file.path)} holds no result of an expectation"
            return Fault("import-form", sentence, "name a validation result")
        items.append(_read_validation(value, results, file))
        read += len(results)
        version = version or pick_text(value, "meta", "great_expectations_version")
    return Imported(read=read, items=tell_apart(items), tool="great_expectations", tool_version=version or None)


def _read_validation(value: Json, results: Sequence[Json], file: InputFile) -> ImportedItem:
    suite = pick_text(value, "suite_name") or pick_text(value, "meta", "expectation_suite_name") or "expectations"
    asset = pick_text(value, "meta", "active_batch_definition", "data_asset_name")
    return make_audit(
        CheckedData(
            name=suite,
            tool="Great Expectations",
            against=f"the data '{asset or 'unnamed'}' by the suite '{suite}'",
            subject="governance",
            checks=[_read_check(result) for result in results],
            doubts=tuple(_find_doubts(results)),
            file=file.path,
            at=pick_time(value, "meta", "validation_time") or pick_time(value, "meta", "run_id", "run_time"),
            headlines=_restate(value, results),
        )
    )


def _name(result: Json) -> str:
    config = pick_map(result, "expectation_config")
    name = pick_text(config, "type") or pick_text(config, "expectation_type") or "unnamed"
    column = pick_text(config, "kwargs", "column")
    return f"{name} of {column}" if column else name


def _read_check(result: Json) -> Check:
    success = pick(result, "success")
    if success is True:
        return Check(_name(result), "passed")
    return Check(_name(result), "none" if success is not False or _is_raised(result) else "failed")


def _is_raised(result: Json) -> bool:
    """Whether an exception ended it: it is then stored as unsuccessful, with the exception by metric or by itself."""
    info = pick_map(result, "exception_info")
    return any(pick(part, "raised_exception") is True for part in (info, *info.values()))


def _restate(value: Json, results: Sequence[Json]) -> tuple[Headline, ...]:
    percent = pick_number(value, "statistics", "success_percent")
    if percent is None:
        return ()
    return (
        Headline(
            name="successful expectations",
            value=percent / 100,
            n=pick_count(value, "statistics", "evaluated_expectations"),
            recomputed=sum(pick(result, "success") is True for result in results) / len(results),
            recomputed_n=len(results),
        ),
    )


def _find_doubts(results: Sequence[Json]) -> Iterator[Doubt]:
    tolerated = [
        _name(result)
        for result in results
        if pick(result, "success") is True and pick_count(result, "result", "unexpected_count")
    ]
    if tolerated:
        sentence = f"Passed although some values were unexpected: {', '.join(tolerated)}."
        yield Doubt(kind="tolerated", sentence=shorten(sentence, 400))
    for result in results:
        missing, rows = (pick_count(result, "result", key) for key in ("missing_count", "element_count"))
        if missing:
            sentence = f"The check {_name(result)} passes over {missing:,} of {rows or 0:,} values, which are empty."
            yield Doubt(kind="empty-passed-over", sentence=shorten(sentence, 400))


GREAT_EXPECTATIONS = Importer(
    id="great-expectations",
    title="Great Expectations validations",
    recognise=_recognise,
    read=_read,
    does_not_show=("How the agent behaves: the checks are of data, and somebody chose which.",),
    leaves_out=("Values that were unexpected, and shares of them.",),
)
"""The importer of this format."""
