"""Codes of sides that cannot be found or read, each with its explanation."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

DIFF_CODES: Final = (
    Explanation(
        "revision-name",
        "This cannot name a revision",
        "A revision is named as for git: a branch, a tag, a commit, `HEAD~2`. What begins with a dash could be "
        "taken for an option, and is refused; so are blanks and control characters. Bad: `diff -- --output=x`. "
        "Good: `diff v1.2`.",
    ),
    Explanation(
        "unknown-revision",
        "The repository has no such revision",
        "The name is misspelt, or a shallow clone, as those of CI, does not have it: then the remedy is the very "
        "`git fetch` that brings it. Nothing is ever fetched by `trustpages` itself.",
    ),
    Explanation(
        "no-main-line",
        "There is no main line to compare with",
        "Without BASE, `diff` takes the commit at which this line of work left `origin/HEAD`, `origin/main`, "
        "`origin/master`, `main` or `master`, the first that there is. Bad: `diff` where the trunk is called "
        "otherwise. Good: `diff trunk...HEAD`.",
    ),
    Explanation(
        "no-merge-base",
        "Two lines have no commit in common",
        "Most often the clone is shallow, and does not reach back to where they parted: `git fetch --unshallow "
        "origin`, or `fetch-depth: 0` in the checkout of CI.",
    ),
    Explanation(
        "ambiguous-side",
        "A name is that of a revision and of a folder",
        "Neither is guessed. Bad: `diff main` beside a folder `main`. Good: `diff ./main` or `diff refs/heads/main`.",
    ),
    Explanation(
        "several-workspaces",
        "Several workspaces could be meant",
        "A revision has no `trust.yml` where the folder of `-C` lies, and several elsewhere. Good: `-C` with the "
        "folder of one of them.",
    ),
    Explanation(
        "unmerged",
        "A merge was left open",
        "The index holds several states of a file, none of which is the one that will be committed. Finish the merge.",
    ),
    Explanation(
        "too-many-files",
        "A revision has more files than can be listed",
        "It was searched for a workspace, since there is none where the folder of `-C` lies.",
    ),
    Explanation(
        "git-object",
        "Git cannot give the content of a file",
        "The object is missing, as in a partial clone, or damaged: every object is held against its own id. What "
        "cannot be read is never taken for empty, nor for unchanged. `git fsck` tells what is damaged.",
    ),
    Explanation(
        "revision-files",
        "A revision holds files that are not copied",
        "A build with `--rev` copies documents, pages, run logs and templates. Links, submodules, unfit names and "
        "damaged objects are refused. Their names are not printed, since the build may be for others than those who "
        "see all.",
    ),
    Explanation(
        "other-audience",
        "The two sides are for different readers",
        "A published version is for one audience, and is compared with what the same readers would see. Bad: a "
        "version for the public beside one under NDA. Good: two versions for the public.",
    ),
    Explanation(
        "side-withdrawn",
        "The version was withdrawn",
        "What is left of it binds later reports, and is not all that it said, so that it cannot be compared.",
    ),
)
"""In the order in which sides are named, then read."""
