"""What was counted in the run logs of agents, and what is wrong in them, as far as it can be told apart by agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from trustpages.assess.data_requests import collect_data_requests
from trustpages.intake.data.requests import run_requests
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.problem import Problem
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class CountedFiles:
    """The counts of run logs, and the problems found in them, as whoever keeps the workspace may know them."""

    aggregates: Mapping[DataRequest, DataAggregate] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def count_files(reading: ReadWorkspace, agents: Collection[str]) -> CountedFiles:
    """Counts all that a report on the agents of a valid workspace asks for."""
    intake = reading.intake
    if intake.workspace is None:
        return CountedFiles()
    requests = collect_data_requests(intake.workspace, intake.as_of, agents)
    if not requests:
        return CountedFiles()
    return CountedFiles(*run_requests(reading.root, requests, reading.trees.data_digests(), intake.data_place))


def join_counts(parts: Iterable[CountedFiles]) -> CountedFiles:
    """The counts and problems of several, the problems in order."""
    known = tuple(parts)
    return CountedFiles(
        {request: answer for part in known for request, answer in part.aggregates.items()},
        tuple(sorted(problem for part in known for problem in part.problems)),
    )


def divide_counts(counted: CountedFiles, agents: Iterable[str]) -> dict[str, CountedFiles]:
    """What belongs to each of the agents, by id; of none where a problem stands in no agent's folder."""
    counts: defaultdict[str, dict[DataRequest, DataAggregate]] = defaultdict(dict)
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for request, answer in counted.aggregates.items():
        counts[request.item.partition("/")[0]][request] = answer
    for problem in counted.problems:
        problems[_find_owner(problem)].append(problem)
    return {} if "" in problems else {id_: CountedFiles(counts[id_], tuple(problems[id_])) for id_ in agents}


def _find_owner(problem: Problem) -> str:
    folder, _, rest = problem.place.file.partition("/")
    id_, _, file = rest.partition("/")
    return id_ if folder == "evidence" and file else ""
