"""Git asked about a workspace: what it prints, or why it tells nothing."""

from __future__ import annotations

from pathlib import Path

from trustpages.git.command import SECONDS, Answer, Silence, ask
from trustpages.model.refusal import Refusal


def git(folder: Path, *arguments: str) -> bytes | Refusal:
    """What git prints in `folder`, or why it prints nothing; git's own settings of the user stay in force."""
    match ask(folder, *arguments):
        case Silence.MISSING:
            return Refusal("git-missing", "git is not installed", "install git to see when evidence changed")
        case Silence.LATE:
            return Refusal("git-failed", f"git did not answer within {SECONDS} seconds", "try again")
        case Answer(code=0, out=out):
            return out
        case Answer() as answer:
            return _refusal(answer)


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
