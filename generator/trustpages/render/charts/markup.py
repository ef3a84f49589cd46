"""A chart on a page: the picture for light and dark, its text alternative, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trustpages.model.chart import Chart
from trustpages.render.charts.catalog import scene_of
from trustpages.render.charts.files import chart_paths
from trustpages.render.encoder import Safe, encode


def figure(chart: Chart, address: Callable[[str], str]) -> Safe:
    """`chart` as one line of inert HTML; `address` turns a path of the site into a relative address.

    The theme shows one of the two pictures, by the fragment that ends its address.
    """
    scene, paths = scene_of(chart), chart_paths(chart)
    size = f'width="{scene.shown_width}" height="{scene.shown_height}"'
    pictures = "".join(
        f'<img src="{encode(address(path))}#only-{variant}" alt="{encode(chart.summary)}" {size}>'
        for variant, path in (("light", paths.light), ("dark", paths.dark))
    )
    return Safe(
        f'<figure class="tp-chart" id="chart-{encode(chart.id)}">{pictures}'
        f"<figcaption>{encode(chart.title)}</figcaption>"
        f"<details><summary>The same numbers as a table</summary>"
        f'<div class="tp-table-scroll" tabindex="0" role="region" aria-label="{encode(chart.title)}">'
        f"{_table(chart)}</div></details></figure>"
    )


def _table(chart: Chart) -> str:
    head = "".join(f'<th scope="col">{encode(column)}</th>' for column in chart.columns)
    body = "".join(f"<tr>{_cells(row)}</tr>" for row in chart.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Iterable[str]) -> str:
    first, *others = row
    return f'<th scope="row">{encode(first)}</th>' + "".join(f"<td>{encode(cell)}</td>" for cell in others)
