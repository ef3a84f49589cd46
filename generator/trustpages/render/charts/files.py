"""The files of a chart: its SVG variants, digest and paths, and the cache of earlier drawings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from trustpages.model.pages.chart import Chart
from trustpages.system.cache import FileCache
from trustpages.system.latest import keep_latest


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """One chart as SVG for light and for dark pages."""

    light: bytes
    dark: bytes


FOLDER = "assets/charts"

_NAME_LENGTH = 20


@dataclass(frozen=True, slots=True)
class ChartPaths:
    """The paths of the two variants, from the root of the site."""

    light: str
    dark: str


@keep_latest(64)  # once for the page that shows it, once for the file
def compute_chart_digest(chart: Chart) -> str:
    """SHA-256 over all that decides how the picture looks: its data, this room's code, matplotlib's version.

    The table beside the picture is left out.
    """
    drawn = replace(chart, columns=(), rows=())
    return sha256(f"{digest_drawing_code()}\n{drawn!r}".encode("utf-8", "surrogatepass")).hexdigest()


def find_chart_paths(chart: Chart) -> ChartPaths:
    """Where the files of `chart` lie; charts that look the same share them."""
    name = compute_chart_digest(chart)[:_NAME_LENGTH]
    return ChartPaths(f"{FOLDER}/{name}-light.svg", f"{FOLDER}/{name}-dark.svg")


@cache
def digest_drawing_code() -> str:
    """Changes with every change to the code that draws, so that no cached picture outlives its style."""
    digest = sha256(version("matplotlib").encode())
    sources = [entry for entry in files(__package__).iterdir() if entry.name.endswith(".py")]
    sources += [files("trustpages.render") / name for name in ("encoder.py", "embeds/social.py")]
    # Pictures hold the words of states.
    sources += [files("trustpages.model") / name for name in ("pages/chart.py", "states.py")]
    for source in sorted(sources, key=lambda entry: entry.name):
        digest.update(source.read_bytes())
    return digest.hexdigest()


MOST_ENTRIES = 10_000

_SEPARATOR = b"\n\0\n"


class ChartStore:
    """One file a chart: its two variants, both in one entry of the cache."""

    def __init__(self, files: FileCache) -> None:
        self._files = files

    def get(self, digest: str) -> ChartFiles | None:
        """The drawing stored under `digest`, None if there is none that is whole."""
        light, separator, dark = (self._files.get(digest) or b"").partition(_SEPARATOR)
        return ChartFiles(light, dark) if separator else None

    def put(self, digest: str, files: ChartFiles) -> None:
        """Stores a drawing under `digest`."""
        self._files.put(digest, files.light + _SEPARATOR + files.dark)

    def trim(self, most: int = MOST_ENTRIES) -> None:
        """Deletes the least recently used drawings beyond `most`."""
        self._files.trim(most)
