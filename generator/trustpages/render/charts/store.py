"""Drawings of earlier builds by digest."""

from __future__ import annotations

from pathlib import Path

from trustpages.keeping.keep import Keep
from trustpages.render.charts.variants import ChartFiles

MOST_ENTRIES = 10_000

_SEPARATOR = b"\n\0\n"


class ChartStore:
    """One file a chart: its two variants, kept as `Keep` keeps everything."""

    def __init__(self, folder: Path) -> None:
        self._keep = Keep(folder)

    def get(self, digest: str) -> ChartFiles | None:
        """The drawing stored under `digest`, None if there is none that is whole."""
        light, separator, dark = (self._keep.get(digest) or b"").partition(_SEPARATOR)
        return ChartFiles(light, dark) if separator else None

    def put(self, digest: str, files: ChartFiles) -> None:
        """Stores a drawing under `digest`."""
        self._keep.put(digest, files.light + _SEPARATOR + files.dark)

    def trim(self, most: int = MOST_ENTRIES) -> None:
        """Deletes the least recently used drawings beyond `most`."""
        self._keep.trim(most)
