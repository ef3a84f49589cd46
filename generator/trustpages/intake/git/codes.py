"""Why git tells nothing about a workspace. None of it stops a build: pages then name no commits."""

from __future__ import annotations

from typing import Final

from trustpages.model.explained import Explained

CODES: Final = (
    Explained(
        "git-missing",
        "The history of the workspace is not known",
        "Git is not installed, or the workspace is not in a repository, so pages cannot say when evidence changed. "
        "Good: `git init`, and a commit for each change.",
    ),
    Explained(
        "git-ownership",
        "Git does not read the folder",
        "The folder belongs to another user, and git reads it only where `safe.directory` names it. Good: "
        "`git config --global --add safe.directory PATH`, if you trust it.",
    ),
    Explained(
        "git-failed",
        "Git failed",
        "Git gave another answer than expected or none in time. Running it in the workspace shows more.",
    ),
)
"""Every reason for which git tells nothing."""
