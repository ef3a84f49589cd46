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
    """A file that lies on the disk already, at `place`, which may be its `path` in the tree that it belongs to."""

    path: str
    place: str

    @property
    def content(self) -> bytes:
        """Its bytes, as long as it lies there; raises OSError afterwards."""
        return Path(self.place).read_bytes()


@dataclass(frozen=True, slots=True)
class PiecedFile:
    """A large file made of texts that are in memory anyway, and that are not joined there."""

    path: str
    pieces: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """Its bytes as a whole."""
        return "".join(self.pieces).encode()


SiteFile: TypeAlias = Artifact | LaidFile | PiecedFile
"""A file of a site: its path and its bytes, which need not be in memory."""


@dataclass(frozen=True, slots=True)
class LaidPage:
    """A page in Markdown that lies in the file `place`, with others before and behind it."""

    path: str
    place: str
    start: int
    length: int

    @property
    def content(self) -> bytes:
        """Its bytes, which are read each time; raises OSError once the file has gone."""
        with open(self.place, "rb", buffering=0) as file:
            file.seek(self.start)
            return file.read(self.length)


PageFile: TypeAlias = Artifact | LaidPage
"""A page in Markdown: its path and its bytes, which need not be in memory."""
