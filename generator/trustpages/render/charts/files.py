"""Which files a chart becomes, and when two charts are the same: known without drawing anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

from trustpages.model.chart import Chart

FOLDER = "assets/charts"

_NAME_LENGTH = 20


@dataclass(frozen=True, slots=True)
class ChartPaths:
    """The paths of the two variants, from the root of the site."""

    light: str
    dark: str


def chart_digest(chart: Chart) -> str:
    """SHA-256 over all that decides how the picture looks: its data, this room's code, matplotlib's version.

    The table beside the picture is left out.
    """
    drawn = replace(chart, columns=(), rows=())
    return sha256(f"{_style_digest()}\n{drawn!r}".encode("utf-8", "surrogatepass")).hexdigest()


def chart_paths(chart: Chart) -> ChartPaths:
    """Where the files of `chart` lie; charts that look the same share them."""
    name = chart_digest(chart)[:_NAME_LENGTH]
    return ChartPaths(f"{FOLDER}/{name}-light.svg", f"{FOLDER}/{name}-dark.svg")


@cache
def _style_digest() -> str:
    """Changes with every change to the code that draws, so that no cached picture outlives its style."""
    digest = sha256(version("matplotlib").encode())
    sources = [entry for entry in files(__package__).iterdir() if entry.name.endswith(".py")]
    sources += [files("trustpages.render") / "encoder.py", files("trustpages.model") / "chart.py"]
    for source in sorted(sources, key=lambda entry: entry.name):
        digest.update(source.read_bytes())
    return digest.hexdigest()
