"""The one comment of a review on a pull request: found by its mark and its author, mended, or written anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from trustpages.model.problem import TrustpagesError
from trustpages.publish.forge.requests import Busy

COMMENTS_A_PAGE: Final = 50
_MOST_PAGES: Final = 60
_ATTEMPTS: Final = 4
_LONGEST_WAIT: Final = 60
_LONGEST: Final = 1_000_000
"""Characters of a note on GitLab, which takes the longest."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that is there."""

    id: int
    author: str
    body: str


class Discussion(Protocol):
    """The comments of one pull or merge request."""

    def find_own_name(self) -> str:
        """The name under which we write."""

    def list_comments(self, page: int) -> tuple[Comment, ...]:
        """Comments, oldest first, `COMMENTS_A_PAGE` a page from 1; fewer are the last."""

    def create(self, body: str) -> None:
        """Writes a new comment."""

    def update(self, id_: int, body: str) -> None:
        """Replaces the text of a comment."""


class CommentOutcome(StrEnum):
    """What became of the comment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def publish_comment(discussion: Discussion, body: str, marker: str, wait: Callable[[float], None]) -> CommentOutcome:
    """Puts `body`, which begins with `marker`, in place of our earlier comment that does, or writes the first one.

    A comment by somebody else is never touched, whatever it begins with. Where the forge is busy, `wait` is called
    with seconds, and everything is looked at anew, since a request that failed may have been carried out. Raises
    TrustpagesError where it stays busy, or refuses.
    """
    if not body.startswith(f"{marker}\n") or len(body) > _LONGEST:
        raise TrustpagesError(
            "not-a-review", "this is no review for a comment", "write one with `trustpages diff --format markdown`"
        )
    for attempt in range(_ATTEMPTS):
        try:
            return _put(discussion, body, marker)
        except Busy as busy:
            if attempt == _ATTEMPTS - 1 or (busy.seconds or 0) > _LONGEST_WAIT:
                raise
            wait(busy.seconds if busy.seconds is not None else 2.0**attempt)
    raise AssertionError("the last attempt returns or raises")


def _put(discussion: Discussion, body: str, marker: str) -> CommentOutcome:
    author = discussion.find_own_name()
    own = (comment for comment in _walk(discussion) if author and comment.author.lower() == author.lower())
    found = next((comment for comment in own if comment.body.startswith(marker)), None)
    if found is None:
        discussion.create(body)
        return CommentOutcome.CREATED
    # Forges change line ends and what stands behind the last word.
    if "\n".join(found.body.splitlines()).strip() == "\n".join(body.splitlines()).strip():
        return CommentOutcome.UNCHANGED
    discussion.update(found.id, body)
    return CommentOutcome.UPDATED


def _walk(discussion: Discussion) -> Iterator[Comment]:
    for page in range(1, _MOST_PAGES + 1):
        comments = discussion.list_comments(page)
        yield from comments
        if len(comments) < COMMENTS_A_PAGE:
            return
    # A second comment beside one that was not found would be worse than none.
    raise TrustpagesError(
        "too-many-comments",
        f"the request has more than {_MOST_PAGES * COMMENTS_A_PAGE:,} comments",
        "continue in a new request",
    )
