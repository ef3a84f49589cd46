"""Questions to git about the workspace, and why git gives no answer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trustpages.model.problem import Explanation, Fault
from trustpages.system.git import (
    LIST_FILTERS,
    MOST_BYTES,
    TIMEOUT_SECONDS,
    GitOutput,
    NoAnswer,
    ask_git,
    make_environment_without_filters,
)

HISTORY_CODES: Final = (
    Explanation(
        "git-missing",
        "The history of the workspace is not known",
        "Git is not installed, or the workspace is not in a repository, so pages cannot say when evidence changed. "
        "Good: `git init`, and a commit for each change.",
    ),
    Explanation(
        "git-ownership",
        "Git does not read the folder",
        "The folder belongs to another user, and git reads it only where `safe.directory` names it. Good: "
        "`git config --global --add safe.directory PATH`, if you trust it.",
    ),
    Explanation(
        "git-failed",
        "Git failed",
        "Git gave another answer than expected or none in time. Running it in the workspace shows more.",
    ),
)
"""Every reason for which git tells nothing."""


def run_git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes | Fault:
    """What git prints in `folder`, or why it prints nothing; git's own settings of the user stay in force."""
    match ask_git(folder, *arguments, environment=environment):
        case NoAnswer.MISSING:
            return Fault("git-missing", "git is not installed", "install git to see when evidence changed")
        case NoAnswer.LATE:
            return Fault("git-failed", f"git did not answer within {TIMEOUT_SECONDS} seconds", "try again")
        case NoAnswer.LONG:
            return Fault("git-failed", f"git answered more than {MOST_BYTES >> 20} MiB", "keep the evidence apart")
        case GitOutput(code=0, out=out):
            return out
        case GitOutput(complaint=complaint) if "dubious ownership" in complaint:
            remedy = "if you trust the folder, add it to git's setting safe.directory"
            return Fault("git-ownership", "git does not read the folder, because it belongs to somebody else", remedy)
        case GitOutput(complaint=complaint) if "not a git repository" in complaint:
            remedy = "keep it in git to show its history"
            return Fault("git-missing", "the workspace is not in a git repository", remedy)
        case GitOutput() as answer:
            return Fault("git-failed", f"git failed: {answer.first_complaint}", "run git yourself to see more")


def make_inert_environment(folder: Path) -> Mapping[str, str] | Fault:
    """The environment in which git may look at the files on disk: nothing that came with the folder runs."""
    listed = run_git(folder, *LIST_FILTERS)
    return listed if isinstance(listed, Fault) else make_environment_without_filters(listed)
