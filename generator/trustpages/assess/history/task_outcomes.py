"""Outcomes by task of each version on each board: what evidence tells, and what an earlier report hands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.item_counts import get_data_file, tally_outcome
from trustpages.assess.evidence.items import find_calibration
from trustpages.assess.evidence.pooling import find_setting, identify_run_sets
from trustpages.assess.evidence.reported_figures import recover_score_counts
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.measured import Unmeasured
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import TaskOutcomes
from trustpages.model.vocabulary import Setting
from trustpages.statistics.proportions.paired import Tries

MOST_HANDED_ON: Final = 12
"""Sets of outcomes that a report hands on beyond its own evidence, the latest ones."""


@dataclass(slots=True)
class VersionTasks:
    """What one version came to on the tasks of one board: tries by task, the group of each task, the items.

    `published` is the day of the earlier report that it is from; None for evidence of today.
    """

    tries: dict[str, Tries] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    run_sets: set[tuple[str, str]] = field(default_factory=set)
    last: date = date.min
    published: date | None = None

    def add(self, evidence: Evidence, tasks: Mapping[str, tuple[Tries, str]]) -> None:
        """Takes the tasks of an item in, unless its runs are there already."""
        keys = identify_run_sets(evidence)
        if keys & self.run_sets:
            return
        self.run_sets |= keys
        self.items.append(evidence.id)
        self.last = max(self.last, evidence.collected_to or date.min)
        for name, ((k, n), group) in tasks.items():
            good, tried = self.tries.get(name, (0, 0))
            self.tries[name], self.groups[name] = (good + k, tried + n), group


Boards = dict[str, dict[str, VersionTasks]]
"""Outcomes by board and by version."""


def collect_tasks(context: Context, *, in_documents: bool = False) -> Boards:
    """The outcomes by task of all evidence; with `in_documents` of items alone that hold them themselves.

    Evidence counts whatever its age, since a comparison is about versions that are gone. Outcomes that a calibrated
    judge decided are left out: what is to be corrected is no matter of single tasks.
    """
    boards: Boards = {}
    for evidence in context.evidence:
        if in_documents and get_data_file(evidence) is not None:
            continue
        tasks = _read_tasks(context, evidence)
        if tasks and evidence.version is not None:
            board = evidence.board or find_setting(evidence).value
            boards.setdefault(board, {}).setdefault(evidence.version, VersionTasks()).add(evidence, tasks)
    return boards


def add_published_tasks(boards: Boards, past: PreviousAgent | None) -> Boards:
    """The outcomes with those that the earlier report has of versions of which there is no evidence any more."""
    for published in past.agent.tasks if past is not None else ():
        versions = boards.setdefault(published.board, {})
        if past is not None and published.version not in versions:
            versions[published.version] = VersionTasks(
                tries=dict(zip(published.names, zip(published.good, published.tried, strict=True), strict=True)),
                groups=dict(zip(published.names, published.groups or published.names, strict=True)),
                last=published.last,
                published=published.published or past.as_of,
            )
    return boards


def record_tasks(context: Context, past: PreviousAgent | None) -> tuple[TaskOutcomes, ...]:
    """What a later report may compare with: outcomes that stand in the documents, and those handed on, by board.

    Names of tasks in data files are not published, and so are not recorded.
    """
    boards = add_published_tasks(collect_tasks(context, in_documents=True), past)
    records = sorted(_record(boards), key=lambda record: (record.published is not None, record.last), reverse=True)
    own = [record for record in records if record.published is None]
    handed_on = [record for record in records if record.published is not None][:MOST_HANDED_ON]
    return tuple(sorted([*own, *handed_on], key=lambda record: (record.board, record.version)))


def _record(boards: Boards) -> Iterator[TaskOutcomes]:
    for board, versions in boards.items():
        for version, outcomes in versions.items():
            names = tuple(sorted(outcomes.tries))
            groups = tuple(outcomes.groups[name] for name in names)
            yield TaskOutcomes(
                board=board,
                version=version,
                last=outcomes.last,
                names=names,
                good=tuple(outcomes.tries[name][0] for name in names),
                tried=tuple(outcomes.tries[name][1] for name in names),
                groups=() if groups == names else groups,
                published=outcomes.published,
            )


def _read_tasks(context: Context, evidence: Evidence) -> dict[str, tuple[Tries, str]]:
    """Successes, tries and group of each task of an item, by name; empty where it tells none."""
    item = evidence.item
    too_late = evidence.collected_to is not None and evidence.collected_to > context.as_of
    if too_late or find_calibration(evidence) is not None:
        return {}
    if isinstance(item, BenchmarkResult):
        return _read_score(item, evidence.board)
    if not isinstance(item, Runs) or item.setting is Setting.PRODUCTION:
        return {}
    tally = tally_outcome(context, evidence)
    if isinstance(tally, Unmeasured):
        return {}
    return {
        cluster.cluster: ((cluster.successes, cluster.attempts - cluster.unknown), cluster.cluster)
        for cluster in tally.clusters
        if cluster.attempts > cluster.unknown and cluster.has_name
    }


def _read_score(item: BenchmarkResult, board: str) -> dict[str, tuple[Tries, str]]:
    counts = recover_score_counts(item)
    if isinstance(counts, Unmeasured) or not counts.by_task or max(counts.by_task) > counts.trials:
        return {}
    names = [f"{board}/task-{number}" for number in range(1, len(counts.by_task) + 1)]
    groups: Sequence[str] = [f"group-{number}" for number, size in enumerate(item.groups) for _ in range(size)]
    return {
        name: ((k, counts.trials), group)
        for name, k, group in zip(names, counts.by_task, groups if len(groups) == len(names) else names, strict=True)
    }
