"""Charts to files: each distinct chart drawn once, taken from the store, or by several processes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from trustpages.model.chart import Chart
from trustpages.model.page import Artifact
from trustpages.render.charts.catalog import scene_of
from trustpages.render.charts.files import chart_digest, chart_paths
from trustpages.render.charts.store import ChartStore
from trustpages.render.charts.variants import ChartFiles

# A worker needs about half a second to load matplotlib: the time of this many charts.
WORTH_A_POOL = 250

_IDENTITY_LENGTH = 8


def draw(chart: Chart) -> ChartFiles:
    """`chart` as SVG in both variants; the same chart gives the same bytes."""
    from trustpages.render.charts.svg import to_svg

    return to_svg(scene_of(chart), f"c{chart_digest(chart)[:_IDENTITY_LENGTH]}", chart.title, chart.summary)


def draw_all(charts: Iterable[Chart], cache: Path | None = None, jobs: int = 1) -> tuple[Artifact, ...]:
    """The files of all `charts`, sorted by path, each distinct chart once.

    `cache` is a folder of drawings from earlier builds, made if need be; the result is the same
    without it. Up to `jobs` processes draw, where there is enough to draw.
    """
    distinct = {chart_digest(chart): chart for chart in charts}
    store = ChartStore(cache) if cache else None
    drawn = {digest: found for digest in distinct if store and (found := store.get(digest))}
    missing = [digest for digest in distinct if digest not in drawn]
    for digest, files in zip(
        missing, _draw_each([distinct[digest] for digest in missing], jobs), strict=True
    ):
        drawn[digest] = files
        if store:
            store.put(digest, files)
    if store and missing:
        store.trim()
    return tuple(sorted(_artifacts(distinct, drawn), key=lambda artifact: artifact.path))


def _draw_each(charts: Sequence[Chart], jobs: int) -> Iterable[ChartFiles]:
    if jobs < 2 or len(charts) < WORTH_A_POOL:
        yield from map(draw, charts)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(draw, charts, chunksize=32)


def _artifacts(charts: dict[str, Chart], drawn: dict[str, ChartFiles]) -> Iterable[Artifact]:
    for digest, chart in charts.items():
        paths = chart_paths(chart)
        yield Artifact(paths.light, drawn[digest].light)
        yield Artifact(paths.dark, drawn[digest].dark)
