"""What was counted in the run logs of agents, and what is wrong in them, as far as it can be told apart by agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from trustpages.assess.data_requests import collect_data_requests
from trustpages.intake.data.counting.before import CountedBefore, CountedRequests
from trustpages.intake.data.requests import count_requests
from trustpages.model.aggregate import divide_answers
from trustpages.model.problem import Problem
from trustpages.workflow.reading import ReadWorkspace


def count_files(reading: ReadWorkspace, agents: Collection[str], before: CountedBefore) -> CountedRequests:
    """Counts all that a report on the agents of a valid workspace asks for."""
    intake = reading.intake
    if intake.workspace is None:
        return CountedRequests()
    requests = collect_data_requests(intake.workspace, intake.as_of, agents)
    if not requests:
        return CountedRequests()
    return count_requests(reading.root, requests, reading.trees.data_digests(), intake.data_place, before)


def join_counts(counted: CountedRequests, others: Iterable[CountedRequests]) -> CountedRequests:
    """What was counted now, with what was counted of other agents before; the problems in order."""
    parts = (counted, *others)
    answers = {request: answer for part in parts for request, answer in part.answers.items()}
    problems = tuple(sorted(problem for part in parts for problem in part.problems))
    return CountedRequests(answers, problems, counted.known)


def divide_counts(counted: CountedRequests, agents: Iterable[str]) -> dict[str, CountedRequests]:
    """What belongs to each of the agents, by id; of none where a problem stands in no agent's folder."""
    counts = divide_answers(counted.answers)
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in counted.problems:
        problems[_find_owner(problem)].append(problem)
    return {} if "" in problems else {id_: CountedRequests(counts[id_], tuple(problems[id_])) for id_ in agents}


def _find_owner(problem: Problem) -> str:
    folder, _, rest = problem.place.file.partition("/")
    id_, _, file = rest.partition("/")
    return id_ if folder == "evidence" and file else ""
