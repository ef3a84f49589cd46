"""What a process has counted already, so that files are read once where reports for several readers are computed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from trustpages.intake.data.counting.files import FileCounts
from trustpages.model.aggregate import DataAggregate, DataRequest, SharedRows
from trustpages.model.problem import Problem

Asked = Mapping[str, Sequence[DataRequest]]
"""All that is asked of each file, by path."""


@dataclass(frozen=True, slots=True)
class CountedBefore:
    """What files came to, by all that was asked of them, and which items hold copies of rows.

    All of it comes from one round, so that copies are among items that were counted alike.
    """

    files: Mapping[bytes, FileCounts] = field(default_factory=dict)
    copies: Mapping[str, tuple[SharedRows, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        asked: Asked,
        digests: Mapping[str, str],
        counted: Mapping[str, FileCounts],
        copies: Mapping[str, tuple[SharedRows, ...]],
    ) -> CountedBefore:
        """What a round came to, without the digests of rows, which take memory."""
        files = {_digest(path, asked[path], digests): replace(found, digests={}) for path, found in counted.items()}
        return cls(files, copies)

    def find(self, asked: Asked, digests: Mapping[str, str]) -> dict[str, FileCounts]:
        """What the files came to before, by path.

        Of an agent it is that of all files or of none: whether one is a copy of another is found out where both are
        counted.
        """
        keys = {path: _digest(path, requests, digests) for path, requests in asked.items()}
        agents = {path: frozenset(_find_agent(request.item) for request in asked[path]) for path in asked}
        known = {path for path in asked if keys[path] in self.files}
        while others := {agent for path in asked.keys() - known for agent in agents[path]}:
            stale = {path for path in known if agents[path] & others}
            if not stale:
                break
            known -= stale
        return {path: self.files[keys[path]] for path in asked if path in known}

    def find_copies(self, items: Collection[str]) -> dict[str, tuple[SharedRows, ...]]:
        """The copies of rows among items that are known."""
        copies = {
            item: tuple(copy for copy in self.copies.get(item, ()) if f"{_find_agent(item)}/{copy.other}" in items)
            for item in items
        }
        return {item: found for item, found in copies.items() if found}


def _digest(path: str, requests: Sequence[DataRequest], digests: Mapping[str, str]) -> bytes:
    # Requests are equal whose conditions differ; as they are written, they are not.
    text = "\n".join((path, digests.get(path, ""), *map(repr, requests)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _find_agent(item: str) -> str:
    return item.split("/", 1)[0]


@dataclass(frozen=True, slots=True)
class CountedRequests:
    """The answers to requests, what is wrong with the files, and both as a report for other readers can use them."""

    answers: Mapping[DataRequest, DataAggregate] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    known: CountedBefore = field(default_factory=CountedBefore, compare=False, repr=False)
