"""ATIF trajectories, as Harbor and other tools write them: what a run cost, and never whether it succeeded."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Headline, Imported, ImportedItem, Importer, Outcome, Record
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    count_seconds,
    keep_known,
    pick,
    pick_flag,
    pick_list,
    pick_number,
    pick_text,
    pick_time,
    tell_apart,
    to_label,
)
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.problem import Fault

_BEGINNING: Final = re.compile(r'"schema_version":\s*"ATIF-v')
_VERSION: Final = re.compile(r"ATIF-v(1\.\d+)")
_COUNTS: Final = (("input_tokens", "prompt_tokens"), ("output_tokens", "completion_tokens"), ("cost_usd", "cost_usd"))


def _recognise(file: InputFile) -> str | None:
    return "a trajectory with schema_version ATIF" if _BEGINNING.search(file.start[:2000]) else None


@dataclass(frozen=True, eq=False)
class _Trajectory:
    """A file; `children` are its references to sub-agents, `following` names the file that goes on where it ends."""

    file: InputFile
    value: Json
    version: str

    @property
    def session(self) -> str:
        return pick_text(self.value, "session_id")

    @cached_property
    def steps(self) -> list[Json]:
        """The steps that are its own, not copied from another trajectory."""
        return [step for step in pick_list(self.value, "steps") if pick_flag(step, "is_copied_context") is not True]

    @cached_property
    def children(self) -> list[Json]:
        results = (result for step in self.steps for result in pick_list(step, "observation", "results"))
        return [
            child
            for result in results
            for child in (*pick_list(result, "subagent_trajectory_ref"), pick(result, "subagent_trajectory_ref"))
            if isinstance(child, dict)
        ]

    @property
    def following(self) -> str:
        return pick_text(self.value, "continued_trajectory_ref").rpartition("/")[2]

    @cached_property
    def times(self) -> list[datetime]:
        return [moment for step in self.steps if (moment := pick_time(step, "timestamp"))]


class _Family:
    """Which trajectories belong to which: sub-agents and continuations to the run that refers to them.

    A reference is by the id of a trajectory, or by a file, or, before version 1.7, by a session.
    """

    def __init__(self, every: Sequence[_Trajectory]) -> None:
        self.parents: dict[_Trajectory, tuple[_Trajectory, str]] = {}
        self.parts: dict[_Trajectory, list[_Trajectory]] = defaultdict(list)
        known: dict[tuple[str, str], _Trajectory] = {}
        for trajectory in every:
            known.setdefault(("id", pick_text(trajectory.value, "trajectory_id")), trajectory)
            known.setdefault(("session", trajectory.session), trajectory)
            folder, _, name = trajectory.file.path.rpartition("/")
            for place in (0, *(match.end() for match in re.finditer(r"\.", name))):
                known.setdefault((folder, name[place:]), trajectory)
        for trajectory in every:
            folder = trajectory.file.path.rpartition("/")[0]
            for child in trajectory.children:
                path = pick_text(child, "trajectory_path").rpartition("/")[2]
                id_, session = pick_text(child, "trajectory_id"), pick_text(child, "session_id")
                keys = (("id", id_), (folder, path), ("session", "" if id_ else session))
                self._add(next((known[key] for key in keys if key[1] and key in known), None), trajectory, "sub-agent")
            self._add(known.get((folder, trajectory.following)), trajectory, "continuation")

    def _add(self, part: _Trajectory | None, whole: _Trajectory, role: str) -> None:
        above, _ = self.parents.get(whole, (None, ""))
        if part is not None and part not in (whole, above) and part not in self.parents:
            self.parents[part] = whole, role
            self.parts[whole].append(part)


def _read(inputs: Inputs) -> Outcome:
    found: list[_Trajectory] = []
    for file in inputs.choose(_recognise):
        value = file.json()
        if isinstance(value, Fault):
            return value
        stated = pick_text(value, "schema_version")
        version = _VERSION.fullmatch(stated)
        if version is None or not isinstance(pick(value, "steps"), list):
            what = "has no steps" if version else f"is of the version {quote(stated[:40])}, not of ATIF 1"
            return Fault("import-form", f"{quote_path(file.path)} {what}", "write it as ATIF 1")
        found.append(_Trajectory(file, value, version[1]))
    family = _Family(found)
    groups: dict[str, list[_Trajectory]] = defaultdict(list)
    for trajectory in found:
        whole, _ = family.parents.get(trajectory, (trajectory, ""))
        groups[_name_agent(whole)].append(trajectory)
    items = tell_apart(_make_item(name, group, family) for name, group in sorted(groups.items()))
    versions = sorted({trajectory.version for trajectory in found})
    return Imported(read=len(found), items=items, tool="ATIF", schema_version=", ".join(versions))


def _name_agent(trajectory: _Trajectory) -> str:
    words = (pick_text(trajectory.value, "agent", key) for key in ("name", "version", "model_name"))
    return shorten(" ".join(filter(None, words)), 100)


def _make_item(name: str, group: list[_Trajectory], family: _Family) -> ImportedItem:
    sessions = Counter(trajectory.session for trajectory in group)
    moments = [moment for trajectory in group for moment in trajectory.times]
    runs = [trajectory for trajectory in group if trajectory not in family.parents]
    return ImportedItem(
        kind="runs",
        name=to_label(f"trajectories {name}"),
        title=shorten(f"Trajectories of {name or 'an agent that is not named'}"),
        records=tuple(_make_record(trajectory, family, sessions) for trajectory in group),
        keys={"setting": "staging", "selection": "convenience", "method": "attested"},
        headlines=tuple(_check_totals(runs, family)),
        doubts=tuple(_find_doubts(runs, family)),
        first=min(moments).date() if moments else None,
        last=max(moments).date() if moments else None,
        version=name or None,
        outcome=None,
        files=tuple(trajectory.file.path for trajectory in group),
    )


def _make_record(trajectory: _Trajectory, family: _Family, sessions: Counter[str]) -> Record:
    is_alone = trajectory.session and sessions[trajectory.session] == 1
    # The whole path would tell where somebody keeps files; a digest tells them apart as well.
    name = trajectory.session if is_alone else f"{trajectory.file.name}:{trajectory.file.sha256[:12]}"
    times, totals = trajectory.times, _find_totals(trajectory)
    _, left_out = family.parents.get(trajectory, (None, ""))
    # What a run used that goes on in another file is not known from this one.
    values = {} if trajectory.following else totals
    return Record(
        run=name,
        task=name,
        good=None,
        unknown="" if left_out else "no-verdict",
        left_out=left_out,
        at=min(times).isoformat() if times else None,
        values=keep_known({**values, "seconds": count_seconds(min(times), max(times)) if len(times) > 1 else None}),
    )


def _find_totals(trajectory: _Trajectory) -> dict[str, float | None]:
    """Tokens and cost as the trajectory states them in all, else of its steps."""
    return {
        key: stated if (stated := _state(trajectory, name)) is not None else _add(trajectory, name)
        for key, name in _COUNTS
    }


def _state(trajectory: _Trajectory, name: str) -> float | None:
    return pick_number(trajectory.value, "final_metrics", f"total_{name}")


def _add(trajectory: _Trajectory, name: str) -> float | None:
    """The sum over the steps of the agent, None where one of them does not tell."""
    steps = [step for step in trajectory.steps if pick_text(step, "source") == "agent"]
    known = [number for step in steps if (number := pick_number(step, "metrics", name)) is not None]
    return sum(known) if known and len(known) == len(steps) else None


def _check_totals(runs: Sequence[_Trajectory], family: _Family) -> Iterator[Headline]:
    """Stated totals beside the sums over steps; of a run with sub-agents that are not all there they cannot be told."""
    for key, name in _COUNTS:
        stated = [total for run in runs if (total := _state(run, name)) is not None]
        if not stated or len(stated) < len(runs):
            continue
        sums = [_add_all(run, name, family) for run in runs]
        known = [total for total in sums if total is not None]
        recomputed = sum(known) if len(known) == len(sums) else None
        yield Headline(name=f"{key.replace('_', ' ')} in all", value=sum(stated), recomputed=recomputed)


def _add_all(run: _Trajectory, name: str, family: _Family) -> float | None:
    parts = [run, *family.parts[run]]
    if run.following or len(parts) - 1 != len(run.children):
        return None
    sums = [_add(part, name) for part in parts]
    known = [total for total in sums if total is not None]
    return sum(known) if len(known) == len(sums) else None


def _find_doubts(runs: Sequence[_Trajectory], family: _Family) -> Iterator[Doubt]:
    there = sum(len(family.parts[run]) for run in runs)
    named = sum(len(run.children) + bool(run.following) for run in runs)
    if named > there:
        sentence = f"{named - there:,} of {named:,} files of sub-agents or continuations that are named are not there."
        yield Doubt(kind="parts-absent", sentence=sentence)
    if unended := sum(bool(run.following) for run in runs):
        sentence = f"{unended:,} of {say(len(runs), 'run')} go on in another file: what they used in all is not known."
        yield Doubt(kind="continued", sentence=sentence)


ATIF = Importer(
    id="atif",
    title="ATIF trajectories",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Whether a run succeeded: that stands in the result of its trial, which the format `harbor` reads.",
        "Where the runs took place.",
    ),
    leaves_out=("Messages, calls of tools and observations.", "Tokens that came from a cache are part of the input."),
)
"""The importer of this format."""
