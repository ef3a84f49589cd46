"""Who wrote each commit, and who else has read it: the author, named reviewers, and whoever merged it.

Git records what somebody said of themselves; nobody has checked it. A commit counts as read by somebody else where a
trailer `Reviewed-by` names another person than its author, or where another person merged it into the main line, by
which is meant the first parents of the commit that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.utils import getaddresses
from pathlib import Path
from typing import Final

from trustpages.intake.history.git_answers import run_git
from trustpages.intake.history.lines import LineHistory, RevisionPlace, read_history
from trustpages.model.problem import Fault
from trustpages.model.workspace import LastChange

_FIELD: Final = "\x1f"
_TRAILER: Final = "\x1e"
_FORMAT: Final = "--format=%H%x1f%P%x1f%aN%x1f%aE%x1f%(trailers:key=Reviewed-by,valueonly,separator=%x1e)"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as git names them; two names with one address are one person."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """What two records of one person have in common."""
        return (self.address or self.name).casefold()


@dataclass(frozen=True, slots=True)
class CommitPeople:
    """The author of a commit, and the names of those who have read it and did not write it, in alphabetical order."""

    author: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _LoggedCommit:
    parents: tuple[str, ...]
    author: Person
    reviewers: tuple[Person, ...]


def list_people(root: Path, at: RevisionPlace | None = None) -> Mapping[str, CommitPeople] | Fault:
    """Author and readers of every commit that HEAD, or the revision, contains, by full id; or why git does not tell."""
    folder, revision, environment = (root, "HEAD", None) if at is None else (at.asked_in, at.commit, at.environment)
    log = run_git(folder, "log", "-z", "--topo-order", _FORMAT, revision, "--", environment=environment)
    if isinstance(log, Fault):
        return log
    commits = dict(_parse_log(log))
    # No commit stands before those that it contains, so the one that was asked for is the first.
    merges = _find_merges(commits, log.partition(_FIELD.encode())[0].decode("ascii", "replace").strip())
    return {id_: _name_people(id_, commits, merges) for id_ in commits}


def _parse_log(log: bytes) -> Iterator[tuple[str, _LoggedCommit]]:
    for entry in log.decode("utf-8", "replace").split("\0"):
        # A name that holds the separator leaves more fields: then nothing is known of who read the commit.
        fields = entry.strip("\n").split(_FIELD)
        if len(fields) != 5:
            continue
        id_, parents, name, address, trailers = fields
        reviewers = getaddresses([trailer for trailer in trailers.split(_TRAILER) if trailer.strip()])
        yield (
            id_,
            _LoggedCommit(
                tuple(parents.split()),
                Person(name, address),
                tuple(Person(name, address) for name, address in reviewers),
            ),
        )


def _find_merges(commits: Mapping[str, _LoggedCommit], head: str) -> dict[str, str]:
    """By commit the merge by which it came to the main line; commits that were made on it have none."""
    main_line: list[str] = []
    id_: str | None = head
    while id_ is not None and id_ in commits:
        main_line.append(id_)
        id_ = next(iter(commits[id_].parents), None)
    merges: dict[str, str] = {}
    known = set(main_line)
    for merge in reversed(main_line):  # the oldest first, so that each commit belongs to the merge that brought it
        waiting = list(commits[merge].parents[1:])
        while waiting:
            merged = waiting.pop()
            if merged in commits and merged not in known:
                known.add(merged)
                merges[merged] = merge
                waiting.extend(commits[merged].parents)
    return merges


def _name_people(id_: str, commits: Mapping[str, _LoggedCommit], merges: Mapping[str, str]) -> CommitPeople:
    commit = commits[id_]
    merge = merges.get(id_)
    people = (*commit.reviewers, *(() if merge is None else (commits[merge].author, *commits[merge].reviewers)))
    readers = {person.key: person.name or person.address for person in people if person.key != commit.author.key}
    return CommitPeople(commit.author.name or commit.author.address, tuple(sorted(set(readers.values()))))


def find_item_changes(
    root: Path, places: Mapping[str, tuple[str, int, int]], at: RevisionPlace | None = None
) -> dict[str, LastChange]:
    """The last change of each item whose file, first and last line `places` has, with who wrote and who read it.

    In the workspace at `root`, or as of a revision. Items whose change git cannot tell are left out.
    """
    history = read_history(root, sorted({file for file, _, _ in places.values()}), at)
    people = list_people(root, at)
    known = {} if isinstance(people, Fault) else people
    changes = ((item, _find_change(history, known, *place)) for item, place in places.items())
    return {item: change for item, change in changes if change is not None}


def _find_change(
    history: LineHistory, people: Mapping[str, CommitPeople], file: str, first: int, last: int
) -> LastChange | None:
    change, commits = history.last_change(file, first, last), history.commits_of(file, first, last)
    if change is None or commits is None or None in commits:
        return change
    ids = {commit.id for commit in commits if commit is not None}
    if not ids <= people.keys():
        return change
    latest = people[max(commit for commit in commits if commit is not None).id]
    is_read = all(people[id_].readers for id_ in ids)
    return replace(change, author=latest.author, readers=latest.readers, is_read=is_read)
