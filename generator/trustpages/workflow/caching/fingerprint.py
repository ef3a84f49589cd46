"""Fingerprint of everything a run depends on: program, libraries, workspace, git history and options."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from trustpages.intake.files.patterns import find_files
from trustpages.intake.files.safe_open import open_inside
from trustpages.intake.files.workspace_folder import read_import_paths, read_previous_name, read_state
from trustpages.intake.history.git_answers import make_inert_environment, run_git
from trustpages.intake.importers.reading import MOST_FILES
from trustpages.model.problem import Fault
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped import locations
from trustpages.workflow.site import engine as site_engine

READ_PATHS = ("trust.yml", "evidence", "content", locations.OVERRIDES)
"""Paths of a workspace that a run reads, besides the previous report that `trust.yml` may name."""

_LIBRARIES = (
    *("click", "duckdb", "jinja2", "markdown-it-py", "matplotlib", "nh3", "numpy", "pydantic", "pydantic-core"),
    *("ruamel.yaml", "scipy", *site_engine.LIBRARIES),
)
# What the history of the evidence depends on. A replaced object or a shallow clone changes it while HEAD stays.
_HISTORY = (
    ("rev-parse", "--verify", "--quiet", "HEAD"),
    (
        *("status", "-z", "--porcelain", "--no-renames", "--untracked-files=all"),
        *("--ignore-submodules=all", "--", "evidence"),
    ),
    ("for-each-ref", "refs/replace"),
    ("rev-parse", "--is-shallow-repository", "--show-prefix"),
)


_PIECE = 1 << 18


class IrregularFile(Exception):
    """Something is neither a file nor a folder (a link, a pipe), so it has no digest."""


def fingerprint_inputs(root: Path, choice: Choice, *further: str) -> str | None:
    """SHA-256 over the program, its libraries, the workspace at `root`, its history, the choice and `further`.

    Equal fingerprints mean equal results. None if something is neither a file nor a folder, or cannot be read.
    """
    previous = choice.previous
    try:
        files = [
            *_digest_files(root, READ_PATHS),
            *(_digest_named_report(root) if previous is None else [_digest_line(previous, "previous")]),
            *_list_input_states(root),
        ]
    except (IrregularFile, OSError):
        return None
    options = (
        os.path.realpath(root),
        choice.as_of,
        choice.audience,
        choice.today,
        previous,
        choice.here,
        choice.exports,
    )
    parts = (fingerprint_program(), repr((*options, *further)), *files, *_read_history(root))
    # A file name may be no UTF-8; the bytes that Python cannot decode are put back.
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _read_history(root: Path) -> Iterator[str]:
    """The state of git, or why there is none; neither hooks nor filters of the repository are run."""
    environment = make_inert_environment(root)
    if isinstance(environment, Fault):
        yield repr(environment)
        return
    yield from (repr(run_git(root, *command, environment=environment)) for command in _HISTORY)


@cache
def fingerprint_program() -> str:
    """SHA-256 over code and templates of this program, and the versions of Python and the libraries."""
    templates = _digest_files(locations.find_templates(), (".",))
    return sha256("\n".join((_fingerprint_code(), *templates)).encode()).hexdigest()


def forget_templates() -> None:
    """What runs for longer reads the templates anew; its code stays what it was when it was loaded."""
    _fingerprint_code()
    fingerprint_program.cache_clear()


@cache
def _fingerprint_code() -> str:
    package = Path(__file__).resolve().parent.parent
    code = [_digest_line(path, path.name) for path in sorted(package.rglob("*.py"))]
    versions = [f"{name} {_version(name)}" for name in _LIBRARIES]
    return sha256("\n".join((sys.version, *versions, *code)).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _digest_files(root: Path, names: Iterable[str]) -> Iterator[str]:
    """A line with path and digest for each file below the named files and folders of `root`, in a stable order."""
    for name in names:
        yield from _digest_path(os.path.join(root, name), name)


def _digest_path(path: str, name: str) -> Iterator[str]:
    # Texts, not paths: there are thousands of them, and this stands before every answer from the cache.
    try:
        mode = os.lstat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISDIR(mode):
        yield f"{name}/"
        for entry in sorted(os.listdir(path)):
            yield from _digest_path(f"{path}/{entry}", f"{name}/{entry}")
    elif stat.S_ISREG(mode):
        yield _digest_line(path, name)
    else:
        raise IrregularFile(name)


def _digest_named_report(root: Path) -> Iterator[str]:
    """A line for the earlier report that `trust.yml` names, if it names one that can be read."""
    name = read_previous_name(root)
    if name is None:
        return
    opened = open_inside(root, PurePosixPath(name))
    if isinstance(opened, Fault):
        raise IrregularFile(name)
    with os.fdopen(opened, "rb") as file:
        yield f"{file_digest(file, 'sha256').hexdigest()} named {name!r}"


def _list_input_states(root: Path) -> Iterator[str]:
    """A line for each file that an import of `trust.yml` names: `check` says which have changed since."""
    for pattern in read_import_paths(root):
        found = find_files(root, pattern, MOST_FILES)
        for path in () if isinstance(found, Fault) else found:
            yield f"{read_state(str(root / path))} input {str(path)!r}"


def _digest_line(path: Path | str, name: str) -> str:
    digest = sha256()
    with open(path, "rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return f"{digest.hexdigest()} {name!r}"
