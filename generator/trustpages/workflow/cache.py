"""Where work that need not be done again is kept: with the user, apart by workspace and audience, safe to delete.

Not in the workspace, since whoever can bring files into that could bring results along that nothing has computed.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from trustpages.model.vocabulary import Audience

VARIABLE = "TRUSTPAGES_CACHE"
"""Names the folder to use instead of the one that the system gives to caches."""

CHARTS = "charts"
PAGES = "pages"

MOST_WORKSPACES = 20
_LENGTH = 20


def audience_cache(root: Path, audience: Audience) -> Path | None:
    """The folder of what was made for an audience, in its folders `CHARTS` and `PAGES`; None without one.

    Each audience has its own, so that a build for one cannot come across what was made for another.
    """
    folders = [_folder(root, audience.value, name) for name in (CHARTS, PAGES)]
    return folders[0].parent if folders[0] and folders[1] else None


def outcome_cache(root: Path) -> Path | None:
    """The folder of what commands came to; None where it cannot be written."""
    return _folder(root, "outcomes")


def _folder(root: Path, *names: str) -> Path | None:
    home = _home()
    own = home / sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:_LENGTH]
    try:
        is_new = not own.is_dir()
        folder = own.joinpath(*names)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(own)  # the least recently used go first
    except OSError:
        return None
    if is_new:
        _forget_oldest(home)
    return folder


def _home() -> Path:
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "trustpages"


def _forget_oldest(home: Path) -> None:
    with suppress(OSError):
        by_age = sorted(home.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for one in by_age[MOST_WORKSPACES:]:
            shutil.rmtree(one, ignore_errors=True)
