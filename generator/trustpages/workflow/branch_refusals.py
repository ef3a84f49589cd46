"""Why a version could not be put onto a branch."""

from __future__ import annotations

from trustpages.model.explained import Explained

BRANCH_REFUSALS: tuple[Explained, ...] = (
    Explained(
        "no-repository",
        "The workspace is in no git repository",
        "A branch belongs to a repository, that of the workspace. `git init` makes one; `--to DIR` needs none.",
    ),
    Explained(
        "git-unable",
        "Git could not do what was asked",
        "It is not installed, too old (2.31 or later is needed), does not trust the folder, or has no room; the "
        "sentence says which. The branch is as it was. `--to DIR` publishes without git.",
    ),
    Explained(
        "git-identity",
        "Git does not know who commits",
        "Each version on a branch is a commit, and a commit has an author. Good: `git config user.name NAME` and "
        "`git config user.email ADDRESS`, or the variables `GIT_COMMITTER_NAME` and `GIT_COMMITTER_EMAIL`.",
    ),
    Explained(
        "branch-name",
        "This cannot name a branch",
        "A short name that git takes, such as `gh-pages`, without `refs/heads/`, and no name that only stands for "
        "another branch.",
    ),
    Explained(
        "branch-checked-out",
        "The branch is checked out in a work tree",
        "Publishing never touches a work tree, and a branch that moved under one would look as if all its files had "
        "been changed. Use a branch for what is published and nothing else.",
    ),
    Explained(
        "branch-not-ours",
        "The branch holds something else",
        "A branch holds one published folder, and beside it only what hosts want: `CNAME`, `.nojekyll`, `_headers`, "
        "`_redirects`, `robots.txt`, `.well-known`. Name a new branch; the first publication makes it.",
    ),
    Explained(
        "branch-moved",
        "Somebody else changed the branch meanwhile",
        "The site is held against the newest version on the branch, and that is not the newest any more. Exit code "
        "75: run the same command again; neither version is lost.",
    ),
    Explained(
        "branch-diverged",
        "The branch and that of the remote went apart",
        "Each has versions that the other lacks, so each has a log that the other contradicts. Readers must see one "
        "log: keep the one that was public (`git branch -f NAME origin/NAME` takes the remote's), and publish again "
        "what only the other has.",
    ),
    Explained(
        "unknown-remote",
        "There is no remote of that name",
        "`--remote` takes the name of a remote, not an address. `git remote` lists them, `git remote add` adds one.",
    ),
    Explained(
        "remote-failed",
        "The remote repository did not answer, or refused the branch",
        "The address, the network, the rights, or a rule of the host. What the remote does not have is not on the "
        "branch here either: run the same command again when it is mended.",
    ),
)
"""In the order in which a publication meets them."""
