"""Git asked about a workspace: what it prints, or why it tells nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trustpages.git.command import SECONDS, Answer, Silence, ask
from trustpages.git.filters import LISTING, without_filters
from trustpages.model.refusal import Refusal


def git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes | Refusal:
    """What git prints in `folder`, or why it prints nothing; git's own settings of the user stay in force."""
    match ask(folder, *arguments, environment=environment):
        case Silence.MISSING:
            return Refusal("git-missing", "git is not installed", "install git to see when evidence changed")
        case Silence.LATE:
            return Refusal("git-failed", f"git did not answer within {SECONDS} seconds", "try again")
        case Answer(code=0, out=out):
            return out
        case Answer() as answer:
            return _refusal(answer)


def inert(folder: Path) -> Mapping[str, str] | Refusal:
    """The environment in which git may look at the files on disk: nothing that came with the folder runs."""
    listed = git(folder, *LISTING)
    return listed if isinstance(listed, Refusal) else without_filters(listed)


def _refusal(answer: Answer) -> Refusal:
    if "dubious ownership" in answer.complaint:
        remedy = "if you trust the folder, add it to git's setting safe.directory"
        return Refusal(
            "git-ownership", "git does not read the folder, because it belongs to somebody else", remedy
        )
    if "not a git repository" in answer.complaint:
        return Refusal(
            "git-missing", "the workspace is not in a git repository", "keep it in git to show its history"
        )
    return Refusal("git-failed", f"git failed: {answer.first_complaint}", "run git yourself to see more")
