"""Everything that a run of the program depends on, as one digest that is known without understanding any of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from trustpages.intake.git.command import git, inert
from trustpages.intake.named_path import name_stated
from trustpages.intake.paths import open_beneath
from trustpages.model.refusal import Refusal
from trustpages.workflow import shipped
from trustpages.workflow.choice import Choice

READ = ("trust.yml", "evidence", "content", shipped.OVERRIDES)
"""What a run reads of a workspace, besides the earlier report that `trust.yml` may name."""

_LIBRARIES = (
    *("click", "duckdb", "jinja2", "markdown", "markdown-it-py", "matplotlib", "mkdocs", "mkdocs-material"),
    *("nh3", "numpy", "pydantic", "pydantic-core", "pymdown-extensions", "ruamel.yaml", "scipy"),
)
_HISTORY = (
    ("rev-parse", "--verify", "--quiet", "HEAD"),
    (
        *("status", "-z", "--porcelain", "--no-renames", "--untracked-files=all"),
        *("--ignore-submodules=all", "--", "evidence"),
    ),
    ("for-each-ref", "refs/replace"),
    ("rev-parse", "--is-shallow-repository", "--show-prefix"),
)


class Irregular(Exception):
    """Something among the files is no file or folder, so no digest stands for it."""


def digest_of_inputs(root: Path, choice: Choice, *further: str) -> str | None:
    """SHA-256 over the program, its libraries, the workspace at `root`, its history, the choice and `further`.

    Equal digests mean equal results. None where something is neither a file nor a folder, or cannot be read.
    """
    previous = choice.previous
    try:
        files = [*_files(root, READ), *(_named(root) if previous is None else [_line(previous, "previous")])]
    except (Irregular, OSError):
        return None
    asked = (
        os.path.realpath(root),
        choice.as_of,
        choice.audience,
        choice.today,
        previous,
        choice.here,
        *further,
    )
    parts = (program_digest(), repr(asked), *files, *_history(root))
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _history(root: Path) -> Iterator[str]:
    """What git says, or why it says nothing; no program that came with the folder runs."""
    environment = inert(root)
    if isinstance(environment, Refusal):
        yield repr(environment)
        return
    yield from (repr(git(root, *one, environment=environment)) for one in _HISTORY)


@cache
def program_digest() -> str:
    """SHA-256 over the code and the templates of this program, Python's version and those of the libraries."""
    package = Path(__file__).resolve().parent.parent
    code = [_line(path, path.name) for path in sorted(package.rglob("*.py"))]
    versions = [f"{name} {_version(name)}" for name in _LIBRARIES]
    templates = _files(shipped.templates(), (".",))
    return sha256("\n".join((sys.version, *versions, *code, *templates)).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _files(root: Path, names: Iterable[str]) -> Iterator[str]:
    """A line with path and digest for each file below the named files and folders of `root`, in a stable order."""
    for name in names:
        path = root / name
        if path.is_dir() and not path.is_symlink():
            yield f"{name}/"
            yield from _files(root, (f"{name}/{one}" for one in sorted(os.listdir(path))))
        elif path.is_file() and not path.is_symlink():
            yield _line(path, name)
        elif os.path.lexists(path):
            raise Irregular(name)


def _named(root: Path) -> Iterator[str]:
    """A line for the earlier report that `trust.yml` names, if it names one that can be read."""
    name = name_stated(root)
    if name is None:
        return
    opened = open_beneath(root, PurePosixPath(name))
    if isinstance(opened, Refusal):
        raise Irregular(name)
    with os.fdopen(opened, "rb") as file:
        yield f"{file_digest(file, 'sha256').hexdigest()} named {name!r}"


def _line(path: Path, name: str) -> str:
    with path.open("rb") as file:
        return f"{file_digest(file, 'sha256').hexdigest()} {name!r}"
