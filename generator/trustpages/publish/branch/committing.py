"""The process that makes the commit with mike: started as a module, in a repository of its own.

mike runs git in the current folder with the settings and the environment that it finds. Both are prepared by
`trustpages.publish.branch.commit`.
"""

from __future__ import annotations

import json
import sys

from mike.git_utils import Commit, GitEmptyCommit, GitError, get_latest_commit, walk_real_files

BRANCH = "published"
"""The branch in the repository of its own; no name that a user gave."""


def main() -> None:
    """Reads `{message, folder, replaced}` from stdin and prints `{commit}`, or `{failed}`.

    The commit follows that of `BRANCH`: the names in `replaced` go, the files in `folder` come. It
    is null if that changes nothing.
    """
    order = json.load(sys.stdin)
    try:
        print(json.dumps({"commit": _commit(order["message"], order["folder"], order["replaced"])}))
    except GitError as error:
        print(json.dumps({"failed": str(error)}))


def _commit(message: str, folder: str, replaced: list[str]) -> str | None:
    try:
        with Commit(BRANCH, message) as commit:
            commit.delete_files(replaced)
            for file in walk_real_files(folder):
                commit.add_file(file.copy(start=folder))
    except GitEmptyCommit:
        return None
    return str(get_latest_commit(BRANCH))


if __name__ == "__main__":
    main()
