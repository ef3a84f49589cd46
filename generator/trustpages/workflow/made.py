"""What a build leaves behind, and how it narrates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

Step = Callable[[str], AbstractContextManager[None]]
"""Narrates a step of long work while it lasts."""


@dataclass(frozen=True, slots=True)
class Made:
    """The folder of a site (None: the evidence is invalid), a summary, complaints for stderr.

    `inputs_digest` is that of the documents and data files that the site was made from.
    """

    folder: Path | None
    summary: str
    complaints: tuple[str, ...]
    inputs_digest: str = ""
