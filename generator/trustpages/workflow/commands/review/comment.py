"""Steps of `comment`: find out which request the job is about and who we are, then write or mend the comment."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

from trustpages.model.problem import TrustpagesError
from trustpages.publish.forge.github import ACTIONS, PullRequest, find_number
from trustpages.publish.forge.gitlab import MergeRequest
from trustpages.publish.forge.requests import ForgeAccess
from trustpages.publish.forge.sticky import CommentOutcome, Discussion, publish_comment
from trustpages.render.comment import MARKER

NAMES: Final = frozenset(
    {"GITHUB_TOKEN", "GITHUB_API_URL", "GITHUB_REPOSITORY", "TRUSTPAGES_TOKEN", "TRUSTPAGES_AUTHOR"}
    | {"CI_API_V4_URL", "CI_PROJECT_ID", "CI_MERGE_REQUEST_IID"}
)
"""Variables of the environment that are looked at."""
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")


def comment(text: str, environment: Mapping[str, str], event: bytes, wait: Callable[[float], None]) -> CommentOutcome:
    """Puts a review into the request that the job is about, in place of the one that stands there.

    `event` is what GitHub tells a job of why it runs, empty elsewhere. Raises TrustpagesError where the environment
    names no request or no token, or where the forge refuses; TryAgain where it stays busy.
    """
    return publish_comment(_find_discussion(environment, event), text, MARKER, wait)


def _find_discussion(environment: Mapping[str, str], event: bytes) -> Discussion:
    if environment.get("GITHUB_REPOSITORY"):
        return _find_pull_request(environment, event)
    if not environment.get("CI_API_V4_URL"):
        _miss("GITHUB_REPOSITORY or CI_API_V4_URL")
    return _find_merge_request(environment)


def _find_pull_request(environment: Mapping[str, str], event: bytes) -> PullRequest:
    token, address = _need(environment, "GITHUB_TOKEN"), _need(environment, "GITHUB_API_URL")
    repository = _need(environment, "GITHUB_REPOSITORY")
    if not _REPOSITORY.fullmatch(repository):
        _miss("a GITHUB_REPOSITORY of the form owner/name")
    access = ForgeAccess(address, ("Authorization", f"Bearer {token}"))
    author = environment.get("TRUSTPAGES_AUTHOR") or ACTIONS
    return PullRequest(access, repository, _find_number(access, repository, event), author)


def _find_number(access: ForgeAccess, repository: str, event: bytes) -> int:
    match _read_event(event):
        case {"pull_request": {"number": int(number)}}:
            return number
        case {
            "workflow_run": {
                "head_sha": str(sha),
                "head_branch": str(branch),
                "head_repository": {"owner": {"login": str(owner)}},
            }
        }:
            # Of a fork the event does not name the request, and nothing that the fork's own job says can be believed.
            return find_number(access, repository, f"{owner}:{branch}", sha)
    raise TrustpagesError("no-pull-request", "the job is about no pull request", "run it `on: pull_request`")


def _read_event(event: bytes) -> Any:
    try:
        return json.loads(event)
    except (ValueError, RecursionError):
        return None


def _find_merge_request(environment: Mapping[str, str]) -> MergeRequest:
    token, address = _need(environment, "TRUSTPAGES_TOKEN"), _need(environment, "CI_API_V4_URL")
    project, number = (_need(environment, name) for name in ("CI_PROJECT_ID", "CI_MERGE_REQUEST_IID"))
    if not (project.isascii() and project.isdigit() and number.isascii() and number.isdigit()):
        _miss("numbers in CI_PROJECT_ID and CI_MERGE_REQUEST_IID")
    return MergeRequest(ForgeAccess(address, ("PRIVATE-TOKEN", token)), int(project), int(number))


def _need(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or _miss(name)


def _miss(what: str) -> NoReturn:
    raise TrustpagesError("no-forge", f"the environment lacks {what}", "run `comment` in a job of GitHub or GitLab")
