"""A file to write: whoever signs or publishes needs it, and nothing of what pages are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to write: its path relative to the tree that it belongs to, and its bytes."""

    path: str
    content: bytes
