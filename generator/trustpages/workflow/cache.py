"""Where work that need not be done again is kept: inside the workspace, ignored by git, safe to delete."""

from __future__ import annotations

from pathlib import Path

FOLDER = ".trustpages"


def chart_cache(root: Path) -> Path | None:
    """The folder of drawn charts of the workspace at `root`; None where it cannot be written."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
    except OSError:
        return None
    return folder / "charts"
