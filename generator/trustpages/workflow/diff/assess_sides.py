"""Assess both sides, as far as they can differ."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace

from trustpages.assess.data_requests import collect_data_requests
from trustpages.assess.same_inputs import AgentInputs, find_same_agents
from trustpages.intake.files.parsed_workspace import project_files
from trustpages.intake.origins import find_origins
from trustpages.intake.previous.report import Problems
from trustpages.model.problem import Place, Problem, ProblemLevel
from trustpages.model.results.review import ReviewSide, UnreadableSide
from trustpages.model.workspace import Origins
from trustpages.workflow.assessment import compute, read_previous
from trustpages.workflow.caching.shared_agents import gather_inputs
from trustpages.workflow.diff.open_sides import OpenSide, ReadSide, RecordedSide
from trustpages.workflow.reading import ReadWorkspace

Assessed = ReviewSide | UnreadableSide


def assess_sides(
    before: ReadSide, after: ReadSide, *, takes_short_cut: bool = True
) -> tuple[Assessed, Assessed, frozenset[str]]:
    """Both sides with what they come to, and the agents whose reports cannot differ.

    Those are assessed on neither side, and no run log of theirs is counted: what is wrong in both alike is no change.
    """
    same = _find_same(before, after) if takes_short_cut else frozenset()
    return assess_side(before, same), assess_side(after, same), same


def _find_same(before: ReadSide, after: ReadSide) -> frozenset[str]:
    inputs = []
    for side in (before, after):
        found = _read_inputs(side.reading) if isinstance(side, OpenSide) else None
        if found is None:
            return frozenset()
        inputs.append(found)
    return find_same_agents(*inputs)


def _read_inputs(reading: ReadWorkspace) -> AgentInputs | None:
    """What the report would be made of, None where there will be none."""
    previous = read_previous(reading)
    if isinstance(previous, tuple):
        return None if previous else gather_inputs(reading, None)
    return gather_inputs(reading, previous)


def assess_side(side: ReadSide, same: frozenset[str] = frozenset()) -> Assessed:
    """What a side comes to, without the agents that are the `same` on the other one."""
    match side:
        case UnreadableSide():
            return side
        case RecordedSide(label=label, record=record):
            return ReviewSide(
                label=label, commit=None, record=record, workspace=None, origins=Origins(), reads_files={}
            )
        case OpenSide():
            return _assess_open(side, same)


def _assess_open(side: OpenSide, same: frozenset[str]) -> Assessed:
    reading = side.reading
    workspace, intake = reading.intake.workspace, reading.intake
    if workspace is None:
        return UnreadableSide(side.label, _list_errors(intake.problems))
    chosen = {agent.agent.id for agent in workspace.agents} - same
    if missing := _bring_data(side, chosen):
        return UnreadableSide(side.label, missing)
    computed = compute(reading, only=chosen)
    if computed.report is None:
        return UnreadableSide(side.label, _list_errors(computed.problems))
    documents = (document for document in intake.documents if document.folder not in same)
    return ReviewSide(
        label=side.label,
        commit=side.commit,
        record=computed.record,
        workspace=replace(workspace, agents=tuple(a for a in workspace.agents if a.agent.id in chosen)),
        origins=find_origins(documents, intake.digests),
        reads_files={**dict(_digest_files(reading)), **side.templates},
    )


def _bring_data(side: OpenSide, chosen: Collection[str]) -> Problems:
    """Has the run logs of the chosen agents brought to where they are counted; problems where one cannot be."""
    workspace, day = side.reading.intake.workspace, side.reading.intake.as_of
    requests = () if workspace is None else collect_data_requests(workspace, day, chosen)
    paths = sorted({f"{request.folder}/{request.data.file}" for request in requests if request.data.file})
    faults = ((path, side.bring(path)) for path in paths)
    return tuple(fault.at(Place(path)) for path, fault in faults if fault is not None)


def _list_errors(problems: Collection[Problem]) -> Problems:
    return tuple(problem for problem in problems if problem.level is ProblemLevel.ERROR)


def _digest_files(reading: ReadWorkspace) -> Iterator[tuple[str, str]]:
    """The digest of each document, page and run log that the audience may see."""
    seen = project_files(reading.trees, reading.audience)
    yield from ((file.path, hashlib.sha256(file.content).hexdigest()) for file in seen.files)
    digests = reading.trees.data_digests()
    yield from ((path, digests[path]) for path in seen.data)
