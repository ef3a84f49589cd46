"""Content-addressed file cache that tolerates deletion, corruption and concurrent writers; only its user can seal."""

from __future__ import annotations

import hmac
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_OWN_NAME = re.compile(r"[0-9a-f]{64}|\.new-\w+", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileCache:
    """One file for each digest: a seal over that digest and the content, a line break, the content.

    The seal is an HMAC-SHA-256 under `key`, so that whoever can write the files, and no more, can plant nothing: a
    file that does not match its seal counts as absent. Writing is atomic, so that runs may share the folder. What
    cannot be stored is computed again next time.
    """

    folder: Path
    key: bytes

    def get(self, digest: str) -> bytes | None:
        """The content that is stored under `digest`, None if there is none that is whole."""
        path = self.folder / digest
        try:
            seal, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if not hmac.compare_digest(seal, self._seal(digest, content)):
            return None
        with suppress(OSError):
            os.utime(path)  # the least recently used go first
        return content

    def has(self, digest: str) -> bool:
        """Whether something is stored under `digest`, be it whole or not."""
        return (self.folder / digest).exists()

    def put(self, digest: str, content: bytes) -> None:
        """Stores `content` under `digest`."""
        from tempfile import NamedTemporaryFile  # late, as a command that only reads ends before it is imported

        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=".new-", delete=False) as file:
                file.write(self._seal(digest, content) + b"\n" + content)
            os.replace(file.name, self.folder / digest)

    def trim(self, most: int) -> None:
        """Deletes the least recently used files beyond `most`, of those that a cache has written."""
        with suppress(OSError):
            own = [path for path in self.folder.iterdir() if _OWN_NAME.fullmatch(path.name)]
            if len(own) > most:
                own.sort(key=lambda path: path.lstat().st_mtime_ns, reverse=True)
            for path in own[most:]:
                path.unlink(missing_ok=True)

    def _seal(self, digest: str, content: bytes) -> bytes:
        return hmac.new(self.key, digest.encode() + b"\n" + content, "sha256").hexdigest().encode()


def derive_key(key: bytes, name: str) -> bytes:
    """A key for `name` alone: who has it can seal nothing elsewhere."""
    return hmac.digest(key, name.encode(), "sha256")
