"""Comments of a pull request on GitHub: https://docs.github.com/en/rest/issues/comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.json_values import Json
from trustpages.publish.forge.requests import ForgeAccess
from trustpages.publish.forge.sticky import COMMENTS_A_PAGE, Comment

ACTIONS: Final = "github-actions[bot]"
"""Who writes with the token of a workflow; such a token cannot ask who it is."""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request of `repository`, which is `owner/name`."""

    access: ForgeAccess
    repository: str
    number: int
    author: str = ACTIONS

    def find_own_name(self) -> str:
        """The name under which we write."""
        return self.author

    def list_comments(self, page: int) -> tuple[Comment, ...]:
        """A page of comments, oldest first."""
        path = f"/repos/{self.repository}/issues/{self.number}/comments"
        found = self.access.ask("GET", f"{path}?per_page={COMMENTS_A_PAGE}&page={page}")
        return tuple(read_comments(found, "user", "login"))

    def create(self, body: str) -> None:
        """Writes a new comment."""
        self.access.ask("POST", f"/repos/{self.repository}/issues/{self.number}/comments", {"body": body})

    def update(self, id_: int, body: str) -> None:
        """Replaces the text of a comment."""
        self.access.ask("PATCH", f"/repos/{self.repository}/issues/comments/{id_}", {"body": body})


def find_number(access: ForgeAccess, repository: str, head: str, sha: str) -> int:
    """The number of the open pull request from `head` (`owner:branch`) whose last commit is `sha`."""
    found = access.ask("GET", f"/repos/{repository}/pulls?state=open&head={quote(head, safe='')}&per_page=100")
    for entry in found if isinstance(found, list) else ():
        match entry:
            case {"number": int(number), "head": {"sha": str(last)}} if last == sha:
                return number
    raise TrustpagesError(
        "no-pull-request", "no open pull request ends with this commit", "it was closed, or has newer commits"
    )


def read_comments(found: Json, author: str, name: str) -> Iterator[Comment]:
    """A comment for each object in a list, whose `author` is an object with a `name`; what is none is nobody's."""
    if not isinstance(found, list):
        raise TrustpagesError(
            "forge-answer", "the forge answers no list of comments", "see whether its address is right"
        )
    for entry in found:
        match entry:
            case {"id": int(id_), "body": str(body), **others} if not others.get("system"):
                writer = others.get(author)
                yield Comment(id_, str(writer.get(name)) if isinstance(writer, dict) else "", body)
            case _:  # what the forge says of itself; it counts, so that a full page is known to be one
                yield Comment(0, "", "")
