"""Steps of `init`: copy the starter or the demo workspace, or add workflows to one; never over existing files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from trustpages.compose.forges.owners import compose_code_owners
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.commands.schema import write_schemas
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped import locations
from trustpages.workflow.shipped.ci_files import OWNERS, fill_ci_files

DEMO_PARTS = ("trust.yml", "evidence", "content", "history")
SCHEMAS = "schemas"
GIT_FILES = {
    Path(".gitattributes"): b"# Digests are of bytes: git changes no line ends.\n* -text\n",
    Path(".gitignore"): b"/site/\n",
}
"""What git is told about a workspace; what it was told already stands."""


def make_workspace(directory: Path, *, demo: bool) -> tuple[Path, ...]:
    """A new workspace in `directory`; returns the files that were written, sorted.

    Raises TrustpagesError `not-empty` where a file of that name exists already; nothing is written then.
    """
    sources = _list_demo_files() if demo else _list_files(locations.find_starter())
    _refuse_existing(directory, (*sources, Path(SCHEMAS)))
    # Only now that no file is in the way: a half-written workspace would be worse than none.
    for path, source in sources.items():
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    schemas = write_schemas(directory / SCHEMAS)
    told = [path for path in GIT_FILES if not os.path.lexists(directory / path)]
    for path in told:
        (directory / path).write_bytes(GIT_FILES[path])
    return tuple(sorted((*(directory / path for path in (*sources, *told)), *schemas)))


def add_ci(directory: Path, forge: str, installs: str, today: date) -> tuple[Path, ...]:
    """The workflows of a forge, and a sample of who approves what, in the repository at `directory`; sorted.

    Raises TrustpagesError `not-empty` or `not-pinned`; nothing is written then.
    """
    files = fill_ci_files(forge, installs)
    reading = read(Choice(directory, None, None, today, fresh=True), WIDEST_AUDIENCE)
    _refuse_existing(directory, files)
    if not os.path.lexists(directory / OWNERS[forge]):
        files[OWNERS[forge]] = compose_code_owners(reading.intake.workspace).encode()
    for path, content in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(content)
    return tuple(sorted(directory / path for path in files))


def _refuse_existing(directory: Path, paths: Iterable[Path]) -> None:
    taken = [path for path in paths if os.path.lexists(directory / path)]
    if taken:
        raise TrustpagesError(
            "not-empty",
            f"'{directory / taken[0]}' exists already",
            "choose an empty folder, as in `trustpages init demo`, or take that file away",
        )


def _list_demo_files() -> dict[Path, Path]:
    root = locations.find_demo()
    found: dict[Path, Path] = {}
    for part in DEMO_PARTS:
        if (root / part).is_dir():
            found.update({Path(part) / path: source for path, source in _list_files(root / part).items()})
        else:
            found[Path(part)] = root / part
    return found


def _list_files(root: Path) -> dict[Path, Path]:
    return {path.relative_to(root): path for path in sorted(root.rglob("*")) if path.is_file()}
