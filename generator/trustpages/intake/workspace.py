"""A workspace as one audience may see it: typed documents, every problem, where everything comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from posixpath import normpath

from pydantic import BaseModel

from trustpages.intake.attachments import check_data
from trustpages.intake.audience import COMPLETE, Projection, project
from trustpages.intake.authored import Authored
from trustpages.intake.authored_names import check_page_references
from trustpages.intake.bound import check_bound
from trustpages.intake.checks import check_documents
from trustpages.intake.digests import digest_of, digest_of_all
from trustpages.intake.documents import Document, validate
from trustpages.intake.names import declared
from trustpages.intake.origins import items_of, origins
from trustpages.intake.paths import name_collision
from trustpages.intake.references import check_references
from trustpages.intake.snapshot import TRUST_FILE, DataFile, Source
from trustpages.intake.trees import Trees, Unreadable, data_names, data_path, read_trees
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.questions import Questions
from trustpages.model.documents.trust import Trust
from trustpages.model.located import Path
from trustpages.model.problem import Level, Place, Problem
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence, Origins, Workspace

_CONTENT = "content/"


@dataclass(frozen=True)
class Intake:
    """What came of reading a workspace for one audience.

    `workspace` is None where any problem is an error. `problems` are sorted by place. `as_of` is the date of
    the report. `pages` are the authored ones, as pairs of path under `content/` and Markdown. `files` is the
    number of files that the audience may know of. `digests` are those of the files of documents, where it sees
    everything.
    """

    workspace: Workspace | None
    problems: tuple[Problem, ...]
    as_of: date
    pages: tuple[tuple[str, str], ...]
    files: int
    documents: tuple[Document, ...]
    digests: Mapping[str, str] | None

    def with_problems(self, found: Iterable[Problem]) -> Intake:
        """The same with further problems, each of them an error."""
        return replace(self, workspace=None, problems=tuple(sorted({*self.problems, *found})))

    @cached_property
    def origins(self) -> Origins:
        """Where every document and item comes from, without commits."""
        return origins(self.documents, self.digests)

    def data_place(self, item: str, path: Path) -> Place | None:
        """Where the item `agent/item-id` says something about its data file, by the path inside `data`."""
        found = self._items.get(item)
        return None if found is None else found[0].place_of((*found[1], "data", *path))

    @cached_property
    def _items(self) -> Mapping[str, tuple[Projection, Path]]:
        return {item: (document.source, path) for document, item, path in items_of(self.documents)}


def read_workspace(source: Source, audience: Audience, today: date, as_of: date | None = None) -> Intake:
    """The workspace behind `source` as `audience` may see it; see `for_audience` about the dates."""
    return for_audience(read_trees(source), audience, today, as_of)


def for_audience(trees: Trees, audience: Audience, today: date, as_of: date | None = None) -> Intake:
    """What one audience may see of trees that were read once.

    The date of the report is `as_of`, else what `trust.yml` says, else `today`. What lies above the audience
    is dropped before anything is validated, so it changes nothing here: no value, no problem, and no line of a
    problem that a report prints.
    """
    seen = tuple(one for document in trees.documents if (one := project(document, audience)) is not None)
    pages = tuple(page for page in trees.pages if audience.may_see(page.visibility))
    unreadable = tuple(one for one in trees.unreadable if audience.may_see(one.visibility))
    results = [validate(projection) for projection in seen]
    documents = tuple(document for document, _ in results if document is not None)
    trust = next((document.model for document in documents if isinstance(document.model, Trust)), None)
    when = as_of or (trust.as_of if trust else None) or today
    problems = {
        *_of_files(trees, seen, pages, audience),
        *(problem for one in unreadable for problem in _of_unreadable(one, audience)),
        *(problem for page in pages for problem in page.problems),
        *(problem for page in pages for problem in check_bound(page)),
        *(problem for _, found in results for problem in found),
        *check_data(documents, trees.data),
        *check_documents(documents, when),
        *check_references(documents, seen, unreadable, sees_all=audience is COMPLETE),
        *(_check_page_names(seen, trees, pages) if audience is COMPLETE else ()),
    }
    if not _has_trust_file(trees):
        problems.add(
            Problem(Place(TRUST_FILE), "no-workspace", "there is no trust.yml", "run `trustpages init`")
        )
    is_valid = trust is not None and not any(problem.level is Level.ERROR for problem in problems)
    digest = digest_of_all((*_digests(seen, trees), *((page.file, page.sha256) for page in pages)))
    return Intake(
        workspace=_assembled(trust, documents, digest) if trust is not None and is_valid else None,
        problems=tuple(sorted({_without_lines(problem, audience) for problem in problems})),
        as_of=when,
        pages=tuple((page.file.removeprefix(_CONTENT), page.text) for page in pages),
        files=len(seen) + len(pages) + len(unreadable),
        documents=documents,
        digests=trees.digests if audience is COMPLETE else None,
    )


def _check_page_names(
    seen: tuple[Projection, ...], trees: Trees, pages: tuple[Authored, ...]
) -> Iterator[Problem]:
    """References of pages that nothing declares; asked only where everything can be seen."""
    if not trees.unreadable:
        names = declared(seen)
        yield from (problem for page in pages for problem in check_page_references(page, names))


def _of_files(
    trees: Trees, seen: Iterable[Projection], pages: Iterable[Authored], audience: Audience
) -> Iterator[Problem]:
    """What is wrong with files as files.

    What cannot be read says nothing about who may know of it, so it concerns those who see everything, and
    everyone only where it stands at the top of the workspace.
    """
    if audience is COMPLETE:
        yield from trees.problems
        return
    yield from (problem for problem in trees.problems if "/" not in normpath(problem.place.file))
    data = {data_path(projection.file, name) for projection in seen for name in data_names(projection)}
    taken: dict[str, str] = {}
    for path in sorted({*(projection.file for projection in seen), *(page.file for page in pages), *data}):
        other = taken.setdefault(path.casefold(), path)
        if other != path:
            yield name_collision(path, other)


def _of_unreadable(one: Unreadable, audience: Audience) -> Iterator[Problem]:
    if audience is COMPLETE or not one.mixed:
        yield from one.problems
    else:
        remedy = "`trustpages check --audience internal` says why"
        yield Problem(Place(one.file), "unreadable", "the document cannot be read", remedy)


def _without_lines(problem: Problem, audience: Audience) -> Problem:
    """A warning is part of the report, and lines count what is withheld; an error stops it, and keeps its line."""
    if audience is COMPLETE or problem.level is Level.ERROR:
        return problem
    return replace(problem, place=Place(problem.place.file))


def _has_trust_file(trees: Trees) -> bool:
    documents = {*(document.file for document in trees.documents), *(one.file for one in trees.unreadable)}
    return TRUST_FILE in documents | {problem.place.file for problem in trees.problems}


def _digests(seen: Iterable[Projection], trees: Trees) -> Iterator[tuple[str, str]]:
    for projection in seen:
        yield projection.file, digest_of(projection.value)
        for name in data_names(projection):
            found = trees.data.get(data_path(projection.file, name))
            if isinstance(found, DataFile):
                yield found.path, found.sha256


def _assembled(trust: Trust, documents: Iterable[Document], digest: str) -> Workspace:
    models = sorted(
        (document.model for document in documents), key=lambda model: str(getattr(model, "id", ""))
    )
    by_agent: defaultdict[str, list[BaseModel]] = defaultdict(list)
    for model in models:
        by_agent[str(getattr(model, "agent", ""))].append(model)
    return Workspace(
        trust=trust,
        agents=tuple(_evidence(model, by_agent[model.id]) for model in models if isinstance(model, Agent)),
        benchmarks=tuple(model for model in models if isinstance(model, Benchmark)),
        decisions=tuple(model for model in models if isinstance(model, Decisions)),
        questions=tuple(model for model in models if isinstance(model, Questions)),
        inputs_digest=digest,
    )


def _evidence(agent: Agent, models: Iterable[BaseModel]) -> AgentEvidence:
    models = tuple(models)
    return AgentEvidence(
        agent=agent,
        pacts=tuple(model for model in models if isinstance(model, Pact)),
        bundles=tuple(model for model in models if isinstance(model, Bundle)),
        claims=tuple(model for model in models if isinstance(model, Claims)),
    )
