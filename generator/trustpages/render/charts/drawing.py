"""Charts drawn to files, each distinct one once, and shown on a page as pictures with a table of their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trustpages.model.artifact import Artifact
from trustpages.model.pages.chart import Chart
from trustpages.model.pages.values import Said
from trustpages.render.charts.catalog import draw_scene
from trustpages.render.charts.files import ChartFiles, ChartStore, compute_chart_digest, find_chart_paths
from trustpages.render.encoder import Safe, encode
from trustpages.system.cache import FileCache

_IDENTITY_LENGTH = 8


def draw(chart: Chart) -> ChartFiles:
    """`chart` as SVG in both variants; the same chart gives the same bytes."""
    from trustpages.render.charts.svg import to_svg

    return to_svg(draw_scene(chart), f"c{compute_chart_digest(chart)[:_IDENTITY_LENGTH]}", chart.title, chart.summary)


def draw_all(charts: Iterable[Chart], cache: FileCache | None = None) -> tuple[Artifact, ...]:
    """The files of all `charts`, sorted by path, each distinct chart once.

    `cache` has drawings of earlier builds; the result is the same without it. Whoever has drawn all charts trims it.
    """
    distinct = {compute_chart_digest(chart): chart for chart in charts}
    store = ChartStore(cache) if cache else None
    drawn = {digest: kept for digest in distinct if store and (kept := store.get(digest))}
    for digest in sorted(distinct.keys() - drawn.keys()):
        drawn[digest] = draw(distinct[digest])
        if store:
            store.put(digest, drawn[digest])
    return tuple(sorted(_list_artifacts(distinct, drawn), key=lambda artifact: artifact.path))


def _list_artifacts(charts: dict[str, Chart], drawn: dict[str, ChartFiles]) -> Iterable[Artifact]:
    for digest, chart in charts.items():
        paths = find_chart_paths(chart)
        yield Artifact(paths.light, drawn[digest].light)
        yield Artifact(paths.dark, drawn[digest].dark)


def render_figure(chart: Chart, address: Callable[[str], str], say: Callable[[Said], str]) -> Safe:
    """`chart` as one line of inert HTML.

    `address` turns a path of the site into a relative address, `say` a value of the table into words.

    The theme shows one of the two pictures, by the fragment that ends its address.
    """
    scene, paths = draw_scene(chart), find_chart_paths(chart)
    size = f'width="{scene.shown_width}" height="{scene.shown_height}"'
    pictures = "".join(
        f'<img src="{encode(address(path))}#only-{variant}" alt="{encode(chart.summary)}" {size}>'
        for variant, path in (("light", paths.light), ("dark", paths.dark))
    )
    return Safe(
        f'<figure class="tp-chart" id="chart-{encode(chart.id)}">{pictures}'
        f"<figcaption>{encode(chart.title)}</figcaption>"
        f"<details data-search-exclude><summary>The same numbers as a table</summary>"
        f'<div class="tp-table-scroll" tabindex="0" role="group" aria-label="{encode(chart.title)}">'
        f"{_render_table(chart, say)}</div></details></figure>"
    )


def _render_table(chart: Chart, say: Callable[[Said], str]) -> str:
    head = "".join(f'<th scope="col">{encode(column)}</th>' for column in chart.columns)
    body = "".join(f"<tr>{_render_cells(map(say, row))}</tr>" for row in chart.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _render_cells(row: Iterable[str]) -> str:
    first, *others = row
    return f'<th scope="row">{encode(first)}</th>' + "".join(f"<td>{encode(cell)}</td>" for cell in others)
