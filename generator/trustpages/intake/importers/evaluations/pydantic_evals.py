"""Reports of pydantic-evals: cases that ran and tasks that raised an error, which its own averages leave out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.intake.importers.fields import find_text, say, shorten, to_name
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import keep_known, pick, pick_list, pick_map, pick_number, tell_apart
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_BEGINNING = re.compile(r'\s*\{\s*"name":\s*"(?:[^"\\]|\\.)*",\s*"cases":\s*\[')
_EXACT: Final = frozenset({"Contains", "Equals", "EqualsExpected", "HasMatchingSpan", "IsInstance", "MaxDuration"})


def _recognise(file: InputFile) -> str | None:
    return "a report with cases of pydantic-evals" if _BEGINNING.match(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    for file in inputs.files:
        report = file.json()
        if isinstance(report, Fault):
            return report
        cases, failures = pick_list(report, "cases"), pick_list(report, "failures")
        if not cases and not failures:
            return Fault("import-empty", f"{quote_path(file.path)} holds no case", "name the report of an experiment")
        items.append(_read_report(report, cases, failures, file))
    return Imported(read=sum(len(item.records) for item in items), items=tell_apart(items), tool="pydantic-evals")


def _read_report(report: Json, cases: Sequence[Json], failures: Sequence[Json], file: InputFile) -> ImportedItem:
    seen: Counter[str] = Counter()
    records = (
        *(_read_case(case, seen) for case in cases),
        *(_read_case(failure, seen, has_failed=True) for failure in failures),
    )
    name = find_text(report, "dataset_name") or find_text(report, "name") or "cases"
    model = find_text(report, "experiment_metadata", "model")
    trials = max(Counter(record.task for record in records).values())
    return ImportedItem(
        kind="runs",
        name=to_name(name, "cases"),
        title=shorten(f"Cases of {name}"),
        records=records,
        keys={
            "setting": "staging",
            "selection": "all",
            **_describe_method(cases),
            **({"trials": trials} if trials > 1 else {}),
        },
        doubts=tuple(_find_doubts(records, failures)),
        version=shorten(model) if model else None,
        files=(file.path,),
    )


def _read_case(case: Json, seen: Counter[str], *, has_failed: bool = False) -> Record:
    name = find_text(case, "name") or "case"
    seen[name] += 1
    good, unknown = (None, "error") if has_failed else _judge_case(case)
    return Record(
        run=name if seen[name] == 1 else f"{name}#{seen[name]}",
        task=find_text(case, "source_case_name") or name,
        good=good,
        unknown=unknown,
        values=keep_known(
            {
                "seconds": pick_number(case, "task_duration"),
                "cost_usd": pick_number(case, "metrics", "cost"),
                "input_tokens": pick_number(case, "metrics", "input_tokens"),
                "output_tokens": pick_number(case, "metrics", "output_tokens"),
            }
        ),
    )


def _judge_case(case: Json) -> tuple[bool | None, str]:
    """Whether all assertions hold; one that does not hold decides, an evaluator that failed leaves it open."""
    assertions = [pick(found, "value") for found in pick_map(case, "assertions").values()]
    if any(value is False for value in assertions):
        return False, ""
    if pick_list(case, "evaluator_failures"):
        return None, "evaluator-error"
    if not assertions:
        return None, "no-assertion"
    return (True, "") if all(value is True for value in assertions) else (None, "no-outcome")


def _describe_method(cases: Sequence[Json]) -> dict[str, Plain]:
    found = [assertion for case in cases for assertion in pick_map(case, "assertions").values()]
    names = {find_text(assertion, "source", "name") for assertion in found}
    judges = [assertion for assertion in found if find_text(assertion, "source", "name") == "LLMJudge"]
    if judges:
        model = next((name for judge in judges if (name := find_text(judge, "source", "arguments", "model"))), None)
        return {"method": "llm_judge", **({"judge": {"model": shorten(model)}} if model else {})}
    return {"method": "deterministic" if names and names <= _EXACT else "attested"}


def _find_doubts(records: Sequence[Record], failures: Sequence[Json]) -> Iterator[Doubt]:
    if failures:
        sentence = (
            f"{len(failures):,} of {len(records):,} tries raised an error: the averages of pydantic-evals leave them "
            "out, here they are unknown."
        )
        yield Doubt(kind="tries-not-averaged", sentence=sentence, is_grave=True)
    if broken := sum(record.unknown == "evaluator-error" for record in records):
        sentence = f"{say(broken, 'case')} without outcome: an evaluator failed, and no assertion was wrong."
        yield Doubt(kind="evaluator-errors", sentence=sentence)


PYDANTIC_EVALS = Importer(
    id="pydantic-evals",
    title="pydantic-evals report",
    recognise=_recognise,
    read=_read,
    does_not_show=("The report says neither on which day the cases ran nor which version of the agent ran them.",),
    leaves_out=("Inputs and outputs, scores and labels: assertions alone decide.", "Analyses of the whole report."),
)
"""The importer of this format."""
