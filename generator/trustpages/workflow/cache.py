"""Where work that need not be done again is kept: inside the workspace, ignored by git, safe to delete."""

from __future__ import annotations

from pathlib import Path

from trustpages.model.vocabulary import Audience

FOLDER = ".trustpages"


def chart_cache(root: Path, audience: Audience) -> Path | None:
    """The folder of charts drawn for an audience; None where it cannot be written.

    Each audience has its own, so that a build for one cannot come across what was drawn for another.
    """
    folder = root / FOLDER
    charts = folder / "charts" / audience.value
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="ascii")
        charts.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return charts
