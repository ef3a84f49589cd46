"""The commit behind each line of one file as it stands on disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from trustpages.intake.git.command import git
from trustpages.intake.git.log import Commit
from trustpages.model.refusal import Refusal

_HEADER = re.compile(rb"([0-9a-f]{40,64}) [0-9]+ ([0-9]+)(?: [0-9]+)?")
_TIME = b"committer-time "


def blame(root: Path, environment: Mapping[str, str], file: str) -> tuple[Commit | None, ...] | Refusal:
    """The commit of each line in order, None for a line that is not committed; git is asked in `environment`."""
    text = git(root, "blame", "--porcelain", "--no-textconv", "--", file, environment=environment)
    if isinstance(text, Refusal):
        return text
    ids: list[str] = []
    seconds: dict[str, int] = {}
    for line in text.split(b"\n"):
        if line.startswith(b"\t"):
            continue  # the line of the file itself
        if header := _HEADER.fullmatch(line):
            ids.append(header[1].decode("ascii"))
        elif line.startswith(_TIME):
            seconds[ids[-1]] = int(line.removeprefix(_TIME))
    return tuple(Commit(seconds[id_], id_) if id_.strip("0") else None for id_ in ids)
