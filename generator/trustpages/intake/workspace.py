"""The workspace as one audience may see it: validated documents, every problem, and where everything comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from posixpath import normpath

from pydantic import BaseModel

from trustpages.intake.checks.together import DocumentsTogether, hold_together, list_loaded
from trustpages.intake.files.authored_page import AuthoredPage
from trustpages.intake.files.line_ends import FileDigests
from trustpages.intake.files.parsed_workspace import ParsedWorkspace, UnreadableFile, find_data_names, resolve_data_path
from trustpages.intake.files.projection import WIDEST_AUDIENCE, Projection, project
from trustpages.intake.files.safe_open import describe_name_collision
from trustpages.intake.files.workspace_folder import TRUST_FILE, DataFile
from trustpages.intake.naming.references import check_references
from trustpages.intake.origins import digest_paths, find_origins, list_items
from trustpages.intake.pages.unbound_claims import check_page_references, check_unbound_claims
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.intake.validation.examined import ExaminedDocument, examine_documents
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.documents.asked.questions import Questions
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.trust import Trust
from trustpages.model.problem import Place, Problem, ProblemLevel
from trustpages.model.source_map import ValuePath
from trustpages.model.vocabulary import Audience
from trustpages.model.workspace import AgentEvidence, Origins, Workspace
from trustpages.system.garbage import pause_garbage_collection

_CONTENT = "content/"


@dataclass(frozen=True)
class Intake:
    """What came of reading a workspace for one audience.

    `workspace` is None where any problem is an error. `problems` are sorted by place. `as_of` is the date of
    the report. `pages` are the authored ones, as pairs of path under `content/` and Markdown. `files` is the
    number of files that the audience may know of. `digests` are those of the files of documents, where it sees
    everything. `inputs_with_other_ends` are the digests that all inputs together would have with other line ends.
    `held` is what was found out about the documents, also for other audiences.
    """

    workspace: Workspace | None
    problems: tuple[Problem, ...]
    as_of: date
    pages: tuple[tuple[str, str], ...]
    files: int
    held: DocumentsTogether
    digests: Mapping[str, str] | None
    inputs_with_other_ends: frozenset[str] = frozenset()

    def with_problems(self, found: Iterable[Problem]) -> Intake:
        """The same with further problems, each of them an error."""
        return replace(self, workspace=None, problems=tuple(sorted({*self.problems, *found})))

    @cached_property
    def documents(self) -> tuple[LoadedDocument, ...]:
        """The valid documents."""
        return self.held.loaded

    @cached_property
    def origins(self) -> Origins:
        """Where every document and item comes from, without commits."""
        return find_origins(self.documents, self.digests)

    def data_place(self, item: str, path: ValuePath) -> Place | None:
        """Where the item `agent/item-id` says something about its data file, by the path inside `data`."""
        found = self._items.get(item)
        return None if found is None else found[0].place_of((*found[1], "data", *path))

    @cached_property
    def _items(self) -> Mapping[str, tuple[Projection, ValuePath]]:
        return {item: (document.source, path) for document, item, path in list_items(self.documents)}


@pause_garbage_collection()
def validate_for_audience(
    trees: ParsedWorkspace, audience: Audience, today: date, as_of: date | None = None, other: Intake | None = None
) -> Intake:
    """What one audience may see of trees that were read once.

    The date of the report is `as_of`, else what `trust.yml` says, else `today`. What lies above the audience
    is dropped before anything is validated, so it changes nothing here: no value, no problem, and no line of a
    problem that a report prints. What an `other` audience found out about the same documents is not found out again.
    """
    seen = tuple(filter(None, (project(document, audience) for document in trees.documents)))
    pages = tuple(page for page in trees.pages if audience.may_see(page.visibility))
    unreadable = tuple(file for file in trees.unreadable if audience.may_see(file.visibility))
    before = other.held if other else None
    examined = tuple(examine_documents(seen, trees.data, before.examined if before else ()))
    documents = list_loaded(examined)
    trust = next((document.model for document in documents if isinstance(document.model, Trust)), None)
    chosen = as_of or (trust.as_of if trust else None)
    when = chosen or today
    held = hold_together(examined, trees.data, when, pinned=chosen is not None, before=before)
    problems = {
        *_check_files(trees, seen, pages, audience),
        *(problem for file in unreadable for problem in _report_unreadable(file, audience)),
        *(problem for page in pages for problem in page.problems),
        *(problem for page in pages for problem in check_unbound_claims(page)),
        *(problem for document in examined for problem in document.problems),
        *held.problems,
        *_check_references(held, unreadable, pages, audience),
    }
    there = {document.file for document in trees.documents} | {file.file for file in trees.unreadable}
    if TRUST_FILE not in there | {problem.place.file for problem in trees.problems}:
        problems.add(Problem(Place(TRUST_FILE), "no-workspace", "there is no trust.yml", "run `trustpages init`"))
    is_valid = trust is not None and not any(problem.level is ProblemLevel.ERROR for problem in problems)
    inputs = frozenset(_digest_inputs(examined, trees, pages))
    digest = digest_paths((path, digests.sha256) for path, digests in inputs)
    return Intake(
        workspace=_assemble(trust, documents, digest) if trust is not None and is_valid else None,
        problems=tuple(sorted({strip_line(problem, audience) for problem in problems})),
        as_of=when,
        pages=tuple((page.file.removeprefix(_CONTENT), page.text) for page in pages),
        files=len(seen) + len(pages) + len(unreadable),
        held=held,
        digests=trees.digests if audience is WIDEST_AUDIENCE else None,
        inputs_with_other_ends=_digest_with_other_ends(inputs) - {digest},
    )


def _check_references(
    held: DocumentsTogether, unreadable: tuple[UnreadableFile, ...], pages: tuple[AuthoredPage, ...], audience: Audience
) -> Iterator[Problem]:
    """What refers to nothing in documents and pages; in pages only where everything can be seen."""
    ids, sees_all = [document.ids for document in held.examined], audience is WIDEST_AUDIENCE
    yield from check_references(ids, held.declared, unreadable, sees_all=sees_all)
    if sees_all and not unreadable:
        yield from (problem for page in pages for problem in check_page_references(page, held.declared))


def _check_files(
    trees: ParsedWorkspace, seen: Iterable[Projection], pages: Iterable[AuthoredPage], audience: Audience
) -> Iterator[Problem]:
    """What is wrong with files as files.

    What cannot be read says nothing about who may know of it, so it concerns those who see everything, and
    everyone only where it stands at the top of the workspace.
    """
    if audience is WIDEST_AUDIENCE:
        yield from trees.problems
        return
    yield from (problem for problem in trees.problems if "/" not in normpath(problem.place.file))
    data = {resolve_data_path(projection.file, name) for projection in seen for name in find_data_names(projection)}
    taken: dict[str, str] = {}
    for path in sorted({*(projection.file for projection in seen), *(page.file for page in pages), *data}):
        other = taken.setdefault(path.casefold(), path)
        if other != path:
            yield describe_name_collision(path, other)


def _report_unreadable(unreadable: UnreadableFile, audience: Audience) -> Iterator[Problem]:
    if audience is WIDEST_AUDIENCE or not unreadable.mixed:
        yield from unreadable.problems
    else:
        remedy = "`trustpages check --audience internal` says why"
        yield Problem(Place(unreadable.file), "unreadable", "the document cannot be read", remedy)


def strip_line(problem: Problem, audience: Audience) -> Problem:
    """A warning is part of the report, and lines count what is withheld; an error stops it, and keeps its line."""
    if audience is WIDEST_AUDIENCE or problem.level is ProblemLevel.ERROR:
        return problem
    return replace(problem, place=Place(problem.place.file))


def _digest_inputs(
    examined: Iterable[ExaminedDocument], trees: ParsedWorkspace, pages: Iterable[AuthoredPage]
) -> Iterator[tuple[str, FileDigests]]:
    for page in pages:
        yield page.file, page.digests
    for document in examined:
        source = document.source
        yield source.file, FileDigests(document.digest)
        for name in find_data_names(source):
            found = trees.data.get(resolve_data_path(source.file, name))
            if isinstance(found, DataFile):
                yield found.path, found.digests


def _digest_with_other_ends(inputs: Iterable[tuple[str, FileDigests]]) -> frozenset[str]:
    inputs = tuple(inputs)
    with_lf = digest_paths((path, digests.lf or digests.sha256) for path, digests in inputs)
    with_crlf = digest_paths((path, digests.crlf or digests.sha256) for path, digests in inputs)
    return frozenset((with_lf, with_crlf))


def _assemble(trust: Trust, documents: Iterable[LoadedDocument], digest: str) -> Workspace:
    models = sorted((document.model for document in documents), key=lambda model: str(getattr(model, "id", "")))
    by_agent: defaultdict[str, list[BaseModel]] = defaultdict(list)
    for model in models:
        by_agent[str(getattr(model, "agent", ""))].append(model)
    return Workspace(
        trust=trust,
        agents=tuple(_collect_evidence(model, by_agent[model.id]) for model in models if isinstance(model, Agent)),
        benchmarks=tuple(model for model in models if isinstance(model, Benchmark)),
        decisions=tuple(model for model in models if isinstance(model, Decisions)),
        questions=tuple(model for model in models if isinstance(model, Questions)),
        frameworks=tuple(model for model in models if isinstance(model, Framework)),
        inputs_digest=digest,
    )


def _collect_evidence(agent: Agent, models: list[BaseModel]) -> AgentEvidence:
    return AgentEvidence(
        agent=agent,
        pacts=tuple(model for model in models if isinstance(model, Pact)),
        bundles=tuple(model for model in models if isinstance(model, Bundle)),
        claims=tuple(model for model in models if isinstance(model, Claims)),
    )
