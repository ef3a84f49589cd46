"""Notes on a merge request of GitLab: https://docs.gitlab.com/api/notes/#merge-requests."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import TrustpagesError
from trustpages.publish.forge.github import read_comments
from trustpages.publish.forge.requests import ForgeAccess
from trustpages.publish.forge.sticky import COMMENTS_A_PAGE, Comment


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """A merge request of a project, which has a number."""

    access: ForgeAccess
    project: int
    number: int

    @property
    def _path(self) -> str:
        return f"/projects/{self.project}/merge_requests/{self.number}/notes"

    def find_own_name(self) -> str:
        """The name to which the token belongs."""
        match self.access.ask("GET", "/user"):
            case {"username": str(name)}:
                return name
        raise TrustpagesError("forge-answer", "the forge does not say whose token this is", "see whether it is valid")

    def list_comments(self, page: int) -> tuple[Comment, ...]:
        """A page of notes, oldest first; those of the system are none."""
        query = f"sort=asc&order_by=created_at&per_page={COMMENTS_A_PAGE}&page={page}"
        found = self.access.ask("GET", f"{self._path}?{query}")
        return tuple(read_comments(found, "author", "username"))

    def create(self, body: str) -> None:
        """Writes a new note."""
        self.access.ask("POST", self._path, {"body": body})

    def update(self, id_: int, body: str) -> None:
        """Replaces the text of a note."""
        self.access.ask("PUT", f"{self._path}/{id_}", {"body": body})
