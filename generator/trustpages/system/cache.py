"""Content-addressed file cache in the user's cache directory; tolerates deletion, corruption, concurrent writers.

Each workspace and audience has a folder of its own there. None lies in the workspace: whoever can bring files into
that could plant results that nothing has computed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class FileCache:
    """One file for each digest: a seal over that digest and the content, a line break, the content.

    A file that does not match its seal counts as absent. Writing is atomic, so that runs may share the
    folder. What cannot be stored is computed again next time.
    """

    folder: Path

    def get(self, digest: str) -> bytes | None:
        """The content that is stored under `digest`, None if there is none that is whole."""
        path = self.folder / digest
        try:
            seal, _, content = path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if seal != _compute_seal(digest, content):
            return None
        with suppress(OSError):
            os.utime(path)  # the least recently used go first
        return content

    def put(self, digest: str, content: bytes) -> None:
        """Stores `content` under `digest`."""
        from tempfile import NamedTemporaryFile  # late, as a command that only reads ends before it is imported

        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=".new-", delete=False) as file:
                file.write(_compute_seal(digest, content) + b"\n" + content)
            os.replace(file.name, self.folder / digest)

    def trim(self, most: int) -> None:
        """Deletes the least recently used files beyond `most`."""
        with suppress(OSError):
            by_age = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in by_age[most:]:
                path.unlink(missing_ok=True)


def _compute_seal(digest: str, content: bytes) -> bytes:
    return sha256(digest.encode() + b"\n" + content).hexdigest().encode()


VARIABLE = "TRUSTPAGES_CACHE"
"""Names the folder to use instead of the one that the system gives to caches."""

CHARTS = "charts"
PAGES = "pages"

MOST_WORKSPACES = 20
_LENGTH = 20  # hexadecimal digits of a folder's name: short for the limits of paths, and no two workspaces meet


def prepare_audience_cache(root: Path, audience: Audience) -> Path | None:
    """The cache of an audience, with its folders `CHARTS` and `PAGES`; None where it cannot be written.

    Each audience has its own, so that no build can read what was made for another.
    """
    folders = [_prepare_folder(root, audience.value, name) for name in (CHARTS, PAGES)]
    return folders[0].parent if folders[0] and folders[1] else None


def prepare_result_cache(root: Path) -> Path | None:
    """The folder of results of commands; None where it cannot be written."""
    return _prepare_folder(root, "outcomes")


def prepare_explanations_cache(package: Path) -> Path | None:
    """The folder of what the program in `package` explains; None where it cannot be written."""
    return _prepare_folder(package, "explanations")


def _prepare_folder(root: Path, *names: str) -> Path | None:
    named = os.environ.get(VARIABLE)
    caches = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    home = Path(named) if named else Path(caches, "trustpages")
    own = home / sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:_LENGTH]
    try:
        is_new = not own.is_dir()
        folder = own.joinpath(*names)
        # Only for the user: it holds what was made of evidence that others may not see.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(own)  # the least recently used go first
    except OSError:
        return None
    if is_new:
        _forget_oldest(home)
    return folder


def _forget_oldest(home: Path) -> None:
    import shutil  # late, as above

    with suppress(OSError):
        by_age = sorted(home.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for folder in by_age[MOST_WORKSPACES:]:
            shutil.rmtree(folder, ignore_errors=True)
