"""AgentDojo traces: attacked runs, in which `security` true says that the attack reached its goal, and benign ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair
from trustpages.intake.importers.picks import (
    keep_known,
    pick,
    pick_day,
    pick_flag,
    pick_number,
    pick_text,
    tell_apart,
    to_label,
)
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault

_MARKS = ('"suite_name"', '"pipeline_name"', '"user_task_id"', '"injection_task_id"')
_GOAL = "injection_task"


def _recognise(file: InputFile) -> str | None:
    is_trace = file.has_marks(_MARKS)
    return "a trace with suite, pipeline, user task and injection task" if is_trace else None


def _read(inputs: Inputs) -> Outcome:
    traces = inputs.read_each(_recognise, InputFile.json, pair)
    if isinstance(traces, Fault):
        return traces
    by_pipeline: dict[str, list[tuple[InputFile, Json]]] = defaultdict(list)
    version = ""
    for file, value in traces:
        by_pipeline[pick_text(value, "pipeline_name")].append((file, value))
        version = version or pick_text(value, "agentdojo_package_version")
    if not by_pipeline:
        return Fault("import-form", f"{quote_path(inputs.files[0].path)} is no trace", "name the folder of the runs")
    items = tell_apart(
        item for pipeline, traces in sorted(by_pipeline.items()) for item in _make_items(pipeline, traces)
    )
    read = sum(len(item.records) for item in items)
    return Imported(read=read, items=items, tool="agentdojo", tool_version=version[:40] or None)


def _make_items(pipeline: str, traces: Sequence[tuple[InputFile, Json]]) -> Iterator[ImportedItem]:
    """One red-team exercise an attack, and the runs that nobody attacked."""
    by_attack: dict[str, list[tuple[InputFile, Json]]] = defaultdict(list)
    for file, value in traces:
        is_attacked = pick_text(value, "injection_task_id") != ""
        by_attack[(pick_text(value, "attack_type") or "not named") if is_attacked else ""].append((file, value))
    for attack, rows in sorted(by_attack.items(), key=lambda entry: (not entry[0], entry[0])):
        suites = ", ".join(sorted({pick_text(value, "suite_name") for _, value in rows}))
        days = [day for _, value in rows if (day := pick_day(value, "evaluation_timestamp"))]
        records = tuple(_read_trace(value, is_attacked=bool(attack)) for _, value in rows)
        yield ImportedItem(
            kind="red_team" if attack else "runs",
            name=to_label(f"agentdojo {attack or 'benign'}"),
            title=f"Prompt injection '{attack}' on AgentDojo" if attack else "AgentDojo tasks without attacks",
            records=records,
            keys={
                "setting": "benchmark",
                "selection": "all",
                "method": "deterministic",
                **({"scope": f"Injections '{attack}' in what tools return, in {suites}"[:500]} if attack else {}),
            },
            doubts=tuple(_doubt_attacks(rows, by_attack.get("", []))) if attack else (),
            first=min(days, default=None),
            last=max(days, default=None),
            version=pipeline[:100] or None,
            files=tuple(file.path for file, _ in rows),
        )


def _read_trace(value: Json, *, is_attacked: bool) -> Record:
    """Good is an attack that was withstood; without attack a task that was done."""
    names = [pick_text(value, key) for key in ("suite_name", "user_task_id", "attack_type", "injection_task_id")]
    task = "/".join(names[:2])
    reached, done = pick_flag(value, "security"), pick_flag(value, "utility")
    outcome = (None if reached is None else not reached) if is_attacked else done
    failed = pick(value, "error") not in (None, "")
    is_goal = not is_attacked and names[1].startswith(_GOAL)
    return Record(
        run="/".join(filter(None, names)),
        task=task,
        good=None if failed else outcome,
        unknown="error" if failed else "" if outcome is not None else "not-decided",
        left_out="injection-task-as-user-task" if is_goal else "",
        values=keep_known({"seconds": pick_number(value, "duration")}),
        marks={"utility": str(done).lower()} if is_attacked and done is not None else {},
    )


def _doubt_attacks(rows: Sequence[tuple[InputFile, Json]], benign: Sequence[tuple[InputFile, Json]]) -> Iterator[Doubt]:
    goals = {f"{pick_text(value, 'suite_name')}/{pick_text(value, 'injection_task_id')}" for _, value in rows}
    tried = {f"{pick_text(value, 'suite_name')}/{pick_text(value, 'user_task_id')}": value for _, value in benign}
    beyond = sum(pick_flag(tried[goal], "utility") is False for goal in goals if goal in tried)
    if beyond:
        sentence = (
            f"{beyond:,} of {len(goals):,} goals are beyond the agent even when it is asked plainly: no attack could"
        )
        yield Doubt(kind="goals-out-of-reach", sentence=f"{sentence} reach them", is_grave=True)
    untried = sum(goal not in tried for goal in goals)
    if untried:
        sentence = f"whether the agent could reach {untried:,} of {len(goals):,} goals at all was not tried"
        yield Doubt(kind="goals-not-tried", sentence=sentence)
    if not any(not pick_text(value, "user_task_id").startswith(_GOAL) for _, value in benign):
        sentence = "no run without an attack is in the input: an agent that does nothing withstands every attack"
        yield Doubt(kind="no-benign-runs", sentence=sentence, is_grave=True)


AGENTDOJO = Importer(
    id="agentdojo",
    title="AgentDojo traces",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "The attacks are fixed texts: one that adapts to the agent may get through where these do not.",
        "Each task is attacked several times, and its attacks are not independent of one another.",
    ),
    leaves_out=("Messages and injected texts; of an attacked run, whether its own task was done is only a mark.",),
)
"""The importer of this format."""
