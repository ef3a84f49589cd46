"""What becomes of one kind of outcome of an import: content of documents and data files, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportPart:
    """New content of documents and data files by path, what the user has to look at, and the account in lines."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    data: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
