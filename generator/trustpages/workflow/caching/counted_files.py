"""What was counted in the run logs of agents, and what is wrong in them, as far as it can be told apart by agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from trustpages.assess.data_requests import collect_data_requests
from trustpages.intake.data.counting.before import CountedBefore
from trustpages.intake.data.requests import NOTHING_COUNTED, count_requests
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.problem import Problem
from trustpages.workflow.reading import ReadWorkspace


@dataclass(frozen=True, slots=True)
class CountedFiles:
    """The counts of run logs, and the problems found in them, as whoever keeps the workspace may know them.

    `known` is the same as a report for other readers can use it.
    """

    aggregates: Mapping[DataRequest, DataAggregate] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    known: CountedBefore = field(default=NOTHING_COUNTED, compare=False, repr=False)


def count_files(reading: ReadWorkspace, agents: Collection[str], before: CountedBefore) -> CountedFiles:
    """Counts all that a report on the agents of a valid workspace asks for."""
    intake = reading.intake
    if intake.workspace is None:
        return CountedFiles()
    requests = collect_data_requests(intake.workspace, intake.as_of, agents)
    if not requests:
        return CountedFiles()
    counted = count_requests(reading.root, requests, reading.trees.data_digests(), intake.data_place, before)
    return CountedFiles(counted.answers, counted.problems, counted.known)


def join_counts(counted: CountedFiles, others: Iterable[CountedFiles]) -> CountedFiles:
    """What was counted now, with what was counted of other agents before; the problems in order."""
    parts = (counted, *others)
    aggregates = {request: answer for part in parts for request, answer in part.aggregates.items()}
    problems = tuple(sorted(problem for part in parts for problem in part.problems))
    return CountedFiles(aggregates, problems, counted.known)


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
