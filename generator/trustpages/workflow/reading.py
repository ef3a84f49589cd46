"""Read the workspace of a run once, as one audience may see it, with problem paths relative to the user's folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from trustpages.intake.files.authored_page import LoadYaml
from trustpages.intake.files.parsed_workspace import ParsedWorkspace, read_consistent_snapshot
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.revisions.private_copy import copy_revision
from trustpages.intake.files.workspace_folder import WorkspaceFolder, find_repository, find_workspace
from trustpages.intake.naming.known_triggers import drop_known_triggers
from trustpages.intake.previous.named_report import find_named_report
from trustpages.intake.workspace import Intake, validate_for_audience
from trustpages.model.problem import Problem
from trustpages.model.vocabulary import Audience
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.workflow.caching.kept_documents import keep_documents
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped.locations import OVERRIDES


def find_path_prefix(folder: Path | None, root: Path) -> str:
    """The prefix that makes paths of the workspace `root` valid from `folder`.

    Relative if one of the two contains the other, else absolute; empty without a folder.
    """
    if folder is None:
        return ""
    here, there = Path(os.path.abspath(folder)), Path(os.path.abspath(root))
    # Never ../../: that is harder to read than the absolute path.
    is_near = there.is_relative_to(here) or here.is_relative_to(there)
    path = os.path.relpath(there, here) if is_near else str(there)
    return "" if path == os.curdir else f"{Path(path).as_posix()}/"


def find_repository_prefix(root: Path) -> str:
    """The prefix for a forge, where paths are relative to the root of the git repository."""
    return find_path_prefix(find_repository(root) or root, root)


def add_path_prefix(problems: Iterable[Problem], prefix: str, previous: Path | None = None) -> tuple[Problem, ...]:
    """The problems with `prefix` before each path of the workspace.

    The previous report is not part of the workspace and keeps the path that the user gave.
    """
    return tuple(
        _add_prefix(problem, prefix) if problem.place.file != str(previous) else problem for problem in problems
    )


def _add_prefix(problem: Problem, prefix: str) -> Problem:
    return replace(problem, place=replace(problem.place, file=f"{prefix}{problem.place.file}"))


@contextmanager
def at_revision(choice: Choice, revision: str | None) -> Iterator[Choice]:
    """The same options for the workspace as a git revision has it, in a private copy; without one, as they are.

    Raises what `copy_revision` raises.
    """
    if revision is None:
        yield choice
        return
    with TemporaryDirectory(prefix="trustpages-") as folder:
        root = Path(folder)
        with copy_revision(choice.start, revision, root, (OVERRIDES,)) as at:
            yield replace(choice, start=root, here=None, fresh=True, at=at)


@dataclass(frozen=True, slots=True)
class ReadWorkspace:
    """A workspace that was read: its folder, its parsed documents, and those that the audience may see.

    `names_previous` is True if the previous report in `choice` is the one that `trust.yml` names. If that is for
    another audience it is not used, and `aside` says so.
    """

    root: Path
    trees: ParsedWorkspace
    intake: Intake
    audience: Audience
    choice: Choice
    prefix: str = ""  # before a path of the workspace, for whoever asked
    names_previous: bool = False
    aside: str = ""

    def seen_by(self, audience: Audience) -> ReadWorkspace:
        """The same documents, as far as another audience may see them; nothing is read again."""
        choice = replace(self.choice, previous=None) if self.names_previous else self.choice
        return read_for(self.root, self.trees, audience, choice, self.prefix, self.intake)


def keep_workspace_documents(root: Path | None, choice: Choice) -> AbstractContextManager[LoadYaml]:
    """Reads YAML files of the workspace at `root`, taking from the cache what earlier runs have parsed.

    All of the workspace is read before it is known who may see what, so the cache is that of who sees everything.
    """
    cache = None if choice.fresh or root is None else prepare_audience_cache(root, WIDEST_AUDIENCE)
    return keep_documents(cache.documents if cache else None, "workspace")


def read(choice: Choice, audience: Audience | None = None) -> ReadWorkspace:
    """The workspace of `choice`; the audience is the one given, else the chosen, else that of trust.yml.

    Raises TrustpagesError `no-workspace` where there is none, `changed-meanwhile` where it changes all the time.
    """
    root = find_workspace(choice.start)
    with keep_workspace_documents(root, choice) as load:
        trees = read_consistent_snapshot(WorkspaceFolder(root), load)
    wanted = audience or choice.audience
    # The audience may be stated in trust.yml, which has to be read as somebody first.
    first = wanted or Audience.PUBLIC
    reading = read_for(root, trees, first, choice, find_path_prefix(choice.here, root))
    if wanted is None and reading.intake.workspace is not None:
        stated = reading.intake.workspace.trust.audience
        return reading if stated is first else reading.seen_by(stated)
    return reading


def read_for(
    root: Path,
    trees: ParsedWorkspace,
    audience: Audience,
    choice: Choice,
    prefix: str = "",
    other: Intake | None = None,
) -> ReadWorkspace:
    """The documents that `audience` may see, with the previous report that was chosen, else the one in trust.yml.

    `other` is what another audience sees of them.
    """
    intake = validate_for_audience(trees, audience, choice.today, choice.as_of, other)
    reading = ReadWorkspace(root, trees, intake, audience, choice, prefix)
    if choice.previous is not None or not choice.takes_named:
        return reading
    named = find_named_report(root, intake.documents, audience, intake.as_of)
    if isinstance(named, tuple):
        return replace(reading, intake=intake.with_problems(named)) if named else reading
    reading = replace(reading, intake=replace(intake, problems=drop_known_triggers(intake.problems, named.names)))
    if named.audience is audience:
        return replace(reading, choice=replace(choice, previous=root / named.path), names_previous=True)
    sentence = f"{named.path} was not used: it is for the audience '{named.audience}', this is for '{audience}'"
    return replace(reading, aside=sentence)
