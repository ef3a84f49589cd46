"""Drawings of earlier builds by digest: a folder that may be deleted, damaged or shared at any time."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from trustpages.render.charts.variants import ChartFiles

MOST_ENTRIES = 10_000

_SEPARATOR = b"\n\0\n"


class ChartStore:
    """One file a chart: a digest over its name and content, then the two variants.

    An entry that does not match its digest counts as absent and is written anew. Writing is
    atomic, so that builds may share the folder. What cannot be stored is drawn next time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, digest: str) -> ChartFiles | None:
        """The drawing stored under `digest`, None if there is none that is whole."""
        path = self._folder / digest
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        seal, _, content = stored.partition(_SEPARATOR)
        light, separator, dark = content.partition(_SEPARATOR)
        if not separator or seal != _seal(digest, content):
            return None
        with suppress(OSError):
            os.utime(path)  # the least recently used go first
        return ChartFiles(light, dark)

    def put(self, digest: str, files: ChartFiles) -> None:
        """Stores a drawing under `digest`."""
        content = files.light + _SEPARATOR + files.dark
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix=".new-", delete=False) as file:
                file.write(_seal(digest, content) + _SEPARATOR + content)
            os.replace(file.name, self._folder / digest)

    def trim(self, most: int = MOST_ENTRIES) -> None:
        """Deletes the least recently used drawings beyond `most`."""
        with suppress(OSError):
            entries = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in entries[most:]:
                path.unlink(missing_ok=True)


def _seal(digest: str, content: bytes) -> bytes:
    return sha256(digest.encode() + content).hexdigest().encode()
