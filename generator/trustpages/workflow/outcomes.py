"""What becomes of a command: text to print, a summary, an exit code."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_DEFAULT_OUT = "site"


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What to print, a summary for a person, and the exit code."""

    text: str
    summary: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The folder of the site (None: not built), a summary, complaints for stderr, the exit code."""

    out: Path | None
    summary: str
    complaints: tuple[str, ...]
    exit_code: int


def folder_of_site(root: Path, out: Path | None) -> Path:
    """The folder that a site of the workspace at `root` goes to: the one named, else `site/` in the workspace."""
    return Path(os.path.abspath(out or root / _DEFAULT_OUT))
