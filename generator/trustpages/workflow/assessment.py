"""Compute the report of a workspace that was read, and list the problems to print beside the result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Final, TypeAlias

from trustpages.assess.report import assess, compute_across
from trustpages.compose.problems import format_as_text
from trustpages.intake.data.counting.before import CountedBefore, CountedRequests
from trustpages.intake.naming.known_triggers import drop_known_triggers, list_names
from trustpages.intake.previous.report import read_previous_file
from trustpages.intake.workspace import strip_line
from trustpages.model.aggregate import DataAggregate, DataRequest, divide_answers
from trustpages.model.problem import Problem, ProblemLevel
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.report import PreviousReport, ReportRecord
from trustpages.model.results.report import AgentReport, Portfolio, Report
from trustpages.model.workspace import AgentEvidence, Workspace
from trustpages.publish.processes import ALONE, Workers
from trustpages.review.records import make_record
from trustpages.system.cache import FileCache
from trustpages.workflow.caching.counted_files import count_files, join_counts
from trustpages.workflow.caching.kept_agents import digest_agents, load_agents, store_agents
from trustpages.workflow.caching.shared_agents import find_shared_agents, gather_inputs
from trustpages.workflow.caching.values import Passed
from trustpages.workflow.problems.history_problems import find_history_problems
from trustpages.workflow.reading import ReadWorkspace, add_path_prefix


@dataclass(frozen=True)
class ComputedReport:
    """A report, or None where a problem is an error; `problems` has those of the data files too.

    `previous` is the earlier report that it was held against, `counted` is what stands in the data files. `digests`
    are over everything that the report on each agent is made of, by id; there are none where nothing is kept.
    """

    report: Report | None
    problems: tuple[Problem, ...]
    previous: PreviousReport | None = None
    counted: CountedRequests = field(default_factory=CountedRequests)
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def aggregates(self) -> Mapping[DataRequest, DataAggregate]:
        """The counts of the data files."""
        return self.counted.answers

    @cached_property
    def record(self) -> ReportRecord:
        """What the report leaves behind, with what changed since the earlier one."""
        if self.report is None:
            raise ValueError("a report that could not be computed leaves nothing behind")
        return make_record(self.report, None if self.previous is None else self.previous.record)

    @property
    def changes(self) -> tuple[ReportChange, ...]:
        """What changed since the earlier report."""
        return () if self.previous is None else self.record.all_changes

    @property
    def shared_record(self) -> ReportRecord:
        """What the report leaves behind of all agents together: the record without its agents."""
        if self.previous is not None or self.report is None:
            return replace(self.record, agents=())
        return make_record(replace(self.report, agents=()))

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(problem.level is ProblemLevel.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many are warnings."""
        return len(self.problems) - self.errors


def compute(
    reading: ReadWorkspace,
    *,
    tries_policies: bool = True,
    only: Collection[str] | None = None,
    cache: FileCache | None = None,
    beside: tuple[ReadWorkspace, ComputedReport] | None = None,
    workers: Workers = ALONE,
) -> ComputedReport:
    """Computes the report of a workspace that was read, compared with the previous report that was chosen.

    A report that is only held against another one need not try other policies. It is about the agents in `only`, or
    about all of them. Those of the same inputs are taken from `cache`, and from a report for other readers that stands
    `beside` it in a process that sees everything; `workers` assess the others. The report is the same.
    """
    intake = reading.intake
    if intake.workspace is None:
        return ComputedReport(None, intake.problems)
    earlier = read_previous(reading)
    previous, refused = (None, earlier) if isinstance(earlier, tuple) else (earlier, ())
    across = compute_across(intake.workspace, intake.as_of, tries_policies=tries_policies)
    digests = digest_agents(reading, previous, across) if cache else {}
    kept = load_agents(cache, digests) if cache else {}
    shared = _take_over(reading, previous, across[0], *beside) if beside is not None else {}
    known = {**shared, **{id_: agent.report for id_, agent in kept.items()}}
    named = [agent.agent.id for agent in intake.workspace.agents] if only is None else only
    missing = [id_ for id_ in named if id_ not in kept]
    before = CountedBefore() if beside is None else beside[1].counted.known
    files = count_files(reading, missing, before)
    counted = join_counts(files, [kept[id_].counted for id_ in named if id_ in kept])
    problems = tuple(sorted({*_list_problems(reading, previous, counted.problems), *refused}))
    if any(problem.level is ProblemLevel.ERROR for problem in problems):
        return ComputedReport(None, problems)
    assess_for_readers = partial(assess, as_of=intake.as_of, audience=reading.audience, previous=previous)
    assess_some = partial(assess_for_readers, tries_policies=tries_policies, across=across)
    assess_share, alone = partial(assess_some, known=shared), previous is None
    found = _assess_side_by_side(assess_share, intake.workspace, missing, counted, workers, alone=alone)
    report = assess_some(
        intake.workspace, aggregates=counted.answers, problems=problems, only=only, known={**known, **found}
    )
    if cache and (new := {id_: digests[id_] for id_ in named if id_ not in known}):
        store_agents(cache, new, report, counted)
    # The report itself tells of what the earlier one shows, so these are for whoever keeps the workspace.
    found_since = find_history_problems(report, previous, intake.documents)
    return ComputedReport(report, tuple(sorted({*problems, *found_since})), previous, counted, digests)


def _list_problems(
    reading: ReadWorkspace, previous: PreviousReport | None, of_data: Iterable[Problem]
) -> Iterator[Problem]:
    """Those of the documents, but for triggers that the earlier report names, and those of the data files."""
    names = list_names(previous.record) if previous is not None else ()
    yield from drop_known_triggers(reading.intake.problems, names)
    yield from (strip_line(problem, reading.audience) for problem in of_data)


_FEWEST_AGENTS: Final = 12  # to start a process costs as much as to assess so many


_Share: TypeAlias = tuple[tuple[AgentEvidence, ...], Mapping[DataRequest, DataAggregate]]
"""Agents, and what was counted in their run logs."""


def _assess_side_by_side(
    assess_some: Callable[..., Report],
    workspace: Workspace,
    ids: Sequence[str],
    counted: CountedRequests,
    workers: Workers,
    *,
    alone: bool,
) -> dict[str, AgentReport]:
    """The reports on the agents of these ids, where they are enough for several processes; else none.

    Each is assessed `alone` where no report was published before, of which a part may be with another agent now.
    """
    parts = workers.divide(ids, _FEWEST_AGENTS)
    if len(parts) == 1:
        return {}
    agents = {agent.agent.id: agent for agent in workspace.agents}
    counts = divide_answers(counted.answers)
    # Each process is sent what its share needs: to send all to each would grow with the square.
    shares = [
        (
            tuple(agents[id_] for id_ in part),
            {request: answer for id_ in part for request, answer in counts[id_].items()},
        )
        for part in parts
    ]
    base = replace(workspace, agents=()) if alone else workspace
    done = workers.run(partial(_assess_share, assess_some, base), shares)
    return {agent.id: agent for share in done for agent in share.value}


def _assess_share(
    assess_some: Callable[..., Report], base: Workspace, share: _Share
) -> Passed[tuple[AgentReport, ...]]:
    """The reports on some agents; `base` is the workspace, without agents where none of them looks at another."""
    agents, answers = share
    workspace = base if base.agents else replace(base, agents=agents)
    ids = {agent.agent.id for agent in agents}
    return Passed(assess_some(workspace, aggregates=answers, only=ids).agents)


def _take_over(
    reading: ReadWorkspace,
    previous: PreviousReport | None,
    portfolio: Portfolio,
    other: ReadWorkspace,
    computed: ComputedReport,
) -> dict[str, AgentReport]:
    """The reports on agents that are those of another report on the workspace, by id."""
    if computed.report is None or computed.report.portfolio != portfolio:
        return {}
    return find_shared_agents(
        gather_inputs(reading, previous), computed.report, gather_inputs(other, computed.previous)
    )


def read_previous(reading: ReadWorkspace) -> PreviousReport | tuple[Problem, ...]:
    """The earlier report that was chosen; nothing where none was, problems where it cannot be used."""
    path = reading.choice.previous
    return () if path is None else read_previous_file(path, reading.audience, reading.intake.as_of)


def list_complaints(computed: ComputedReport, reading: ReadWorkspace) -> tuple[str, ...]:
    """Problems to print to stderr, one a line: all of them if there is no report, else the errors."""
    problems = [
        problem for problem in computed.problems if problem.level is ProblemLevel.ERROR or computed.report is None
    ]
    return tuple(format_as_text(add_path_prefix(problems, reading.prefix, reading.choice.previous), dict).splitlines())


def list_intake_complaints(reading: ReadWorkspace) -> tuple[str, ...]:
    """All problems of an invalid workspace, one a line."""
    return tuple(format_as_text(add_path_prefix(reading.intake.problems, reading.prefix), dict).splitlines())
