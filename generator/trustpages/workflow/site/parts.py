"""The parts of a site: what is said of each agent, kept or made, and what is said of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from trustpages.compose.composition import Composition
from trustpages.compose.site import ComposedAgent, SharedPages, compose_agent, compose_shared, set_apart
from trustpages.compose.wording.said import say
from trustpages.exports.interchange.statement import BoundStatement, bind_statement
from trustpages.model.pages.exported import AgentInShort, Limits
from trustpages.model.results.records.agent import AgentRecord
from trustpages.publish.processes import deal, run_side_by_side
from trustpages.render.addresses import PageAddresses
from trustpages.render.charts.drawing import draw_all
from trustpages.render.templates import Templates, open_templates
from trustpages.review.records import record_agent
from trustpages.system.cache import FileCache
from trustpages.workflow.site.agent_files import AgentFiles, render_agent
from trustpages.workflow.site.kept_parts import KeptParts, digest_parts


@dataclass(frozen=True, slots=True)
class SiteParts:
    """What is said of all agents, and of each the files of an earlier build or what they are made of, by id.

    `narrowed` is what the latter were composed from. `digests` are those of the parts, and `store` keeps them; without
    it nothing is kept. `font` is for characters that ours lack.
    """

    composition: Composition
    shared: SharedPages
    made: Mapping[str, ComposedAgent]
    narrowed: Mapping[str, Composition]
    kept: Mapping[str, AgentFiles]
    in_short: Mapping[str, AgentInShort]
    digests: Mapping[str, str]
    store: KeptParts | None
    font: Path | None

    @property
    def standings(self) -> Mapping[str, Limits]:
        """The limits of each agent, by its id and in the order of the report."""
        return {id_: agent.limits for id_, agent in self.in_short.items()}

    @property
    def page_paths(self) -> tuple[str, ...]:
        """The paths of all pages."""
        made = (page.path for part in self.made.values() for page in (*part.pages, *part.offered))
        kept = (page.path for files in self.kept.values() for page in (*files.pages, *files.offered))
        return (*(page.path for page in self.shared.pages), *made, *kept)


def compose_parts(
    composition: Composition, known: Mapping[str, str], store: KeptParts | None, font: Path | None = None
) -> SiteParts:
    """The parts of a site, those of agents from `store` where they would be composed as they were.

    `known` are the digests over what the reports on agents are made of, by id.
    """
    fingerprint = store.mark if store else composition.report.inputs_digest
    apart = set_apart(replace(composition, report=replace(composition.report, inputs_digest=fingerprint)))
    narrowed = {agent.id: composition.narrow(apart, agent) for agent in composition.report.agents}
    digests = digest_parts(known, apart, narrowed, font) if store else {}
    kept = store.find(digests) if store else {}
    made = {id_: compose_agent(part) for id_, part in narrowed.items() if id_ not in kept}
    in_short = {id_: (kept[id_] if id_ in kept else made[id_]).in_short for id_ in narrowed}
    if store:
        in_short = {id_: store.settle_limits(agent) for id_, agent in in_short.items()}
    return SiteParts(
        composition,
        compose_shared(composition, in_short),
        made,
        {id_: narrowed[id_] for id_ in made},
        kept,
        in_short,
        digests,
        store,
        font,
    )


_FEWEST_AGENTS: Final = 12  # to start a process costs as much as to render so many


def render_agents(
    parts: SiteParts, templates: Templates, pictures: FileCache | None, jobs: int = 1
) -> tuple[AgentFiles, ...]:
    """The files about each agent, in the order of the report; those that are made now are kept.

    `pictures` has charts and pictures of embeds that were drawn before. Up to `jobs` processes render.
    """
    tasks = tuple(_list_tasks(parts))
    divided = deal(tasks, jobs, _FEWEST_AGENTS)
    means = _Means(templates.directories, templates.site, templates.trusted, pictures, parts.store, parts.font)
    if len(divided) > 1:
        shares = run_side_by_side(partial(_render_apart, means), divided)
    else:
        shares = (_render_tasks(means, templates, tasks),)
    if tasks and parts.store:
        parts.store.trim()
    made = {id_: files for share in shares for id_, files in share.items()}
    return tuple(parts.kept[id_] if id_ in parts.kept else made[id_] for id_ in parts.in_short)


@dataclass(frozen=True, slots=True)
class _Task:
    """A part to render, the record of its agent, what files for other programs are bound to, and its digest if any."""

    part: ComposedAgent
    record: AgentRecord
    statement: BoundStatement
    digest: str | None


@dataclass(frozen=True, slots=True)
class _Means:
    """What another process needs to render parts as this one does."""

    directories: tuple[Path, ...]
    site: PageAddresses
    trusted: bool
    pictures: FileCache | None
    store: KeptParts | None
    font: Path | None


def _list_tasks(parts: SiteParts) -> Iterator[_Task]:
    for id_, part in parts.made.items():
        statement = bind_statement(part.exported)
        if parts.store:
            statement = parts.store.mark_statement(statement)
        record = record_agent(part.exported.report, parts.narrowed[id_].changes)
        yield _Task(part, record, statement, parts.digests.get(id_))


def _render_apart(means: _Means, tasks: Sequence[_Task]) -> dict[str, AgentFiles]:
    """In a process of its own, which has to open the templates."""
    return _render_tasks(means, open_templates(means.directories, means.site, say, trusted=means.trusted), tasks)


def _render_tasks(means: _Means, templates: Templates, tasks: Sequence[_Task]) -> dict[str, AgentFiles]:
    charts = (chart for task in tasks for chart in task.part.charts)
    drawn = {file.path: file for file in draw_all(charts, means.pictures)}
    made = {}
    for task in tasks:
        files = render_agent(task.part, task.record, task.statement, templates, drawn, means.pictures, means.font)
        made[task.part.id] = means.store.keep(files, task.part.id, task.digest) if means.store else files
    return made
