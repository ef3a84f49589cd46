"""Evidently: the tests of a report, as an audit of the data that were tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.operations.checks import Check, CheckedData, make_audit
from trustpages.intake.importers.picks import pick_list, pick_text, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault


def _recognise(file: InputFile) -> str | None:
    is_known = '"metric_name"' in file.start and '"evidently:metric' in file.start
    return "metrics and tests of an Evidently report" if is_known else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.files:
        value = file.json()
        if isinstance(value, Fault):
            return value
        tests = pick_list(value, "tests")
        if not tests:
            sentence = f"{quote_path(file.path)} holds no test: its metrics are held against nothing"
            return Fault("import-form", sentence, "name a report with tests")
        checked = CheckedData(
            name=file.name.removesuffix(".json"),
            tool="Evidently",
            against=f"the data of the report '{file.name}'",
            subject="agent",
            checks=[_read_check(test) for test in tests],
            doubts=tuple(_find_doubts(tests)),
            file=file.path,
        )
        items.append(make_audit(checked))
        read += len(tests)
    return Imported(read=read, items=tell_apart(items), tool="evidently")


def _read_check(test: Json) -> Check:
    status = pick_text(test, "status").upper()
    name = pick_text(test, "name") or "unnamed"
    if status == "SUCCESS":
        return Check(name, "passed")
    return Check(name, "failed" if status == "FAIL" else "warned" if status == "WARNING" else "none")


def _find_doubts(tests: Sequence[Json]) -> Iterator[Doubt]:
    metrics = [pick_text(test, "metric_config", "metric_id") for test in tests]
    if len(set(metrics)) < len(metrics):
        sentence = f"{len(metrics):,} tests are of {len(set(metrics)):,} metrics: some were tested more than once."
        yield Doubt(kind="metrics-tested-twice", sentence=sentence)
    drift = [test for test in tests if "drift" in pick_text(test, "metric_config", "params", "type").lower()]
    if drift:
        sentence = f"{len(drift):,} tests compare with other data, of which the report does not say what they are."
        yield Doubt(kind="reference-not-named", sentence=sentence)


EVIDENTLY = Importer(
    id="evidently",
    title="Evidently reports",
    recognise=_recognise,
    read=_read,
    does_not_show=("When the data were recorded and of which system they are.",),
    leaves_out=("Metrics without a test, and the values of those with one.",),
)
"""The importer of this format."""
