"""A file to write: whoever signs or publishes needs it, and nothing of what pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to write: its path relative to the tree that it belongs to, and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class LaidFile:
    """A file that lies on the disk already, at `place`, and moves to its `path` in the tree that it belongs to."""

    path: str
    place: str

    @property
    def content(self) -> bytes:
        """Its bytes, as long as it has not moved; raises OSError afterwards."""
        return Path(self.place).read_bytes()


SiteFile: TypeAlias = Artifact | LaidFile
"""A file of a site: its path and its bytes, which need not be in memory."""
