"""Files of earlier runs by digest: a folder that may be deleted, damaged or shared at any time."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile


@dataclass(frozen=True, slots=True)
class Keep:
    """One file for each digest: a seal over that digest and the content, a line break, the content.

    A file that does not match its seal counts as absent. Writing is atomic, so that runs may share the
    folder. What cannot be kept is made again next time.
    """

    folder: Path

    def get(self, digest: str) -> bytes | None:
        """The content that is kept under `digest`, None if there is none that is whole."""
        path = self.folder / digest
        try:
            seal, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if seal != _seal(digest, content):
            return None
        with suppress(OSError):
            os.utime(path)  # the least recently used go first
        return content

    def put(self, digest: str, content: bytes) -> None:
        """Keeps `content` under `digest`."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=".new-", delete=False) as file:
                file.write(_seal(digest, content) + b"\n" + content)
            os.replace(file.name, self.folder / digest)

    def trim(self, most: int) -> None:
        """Deletes the least recently used files beyond `most`."""
        with suppress(OSError):
            by_age = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in by_age[most:]:
                path.unlink(missing_ok=True)


def _seal(digest: str, content: bytes) -> bytes:
    return sha256(digest.encode() + b"\n" + content).hexdigest().encode()
