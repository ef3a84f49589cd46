"""The marks of a scene, handed to a renderer of matplotlib.

Figures, axes, ticks and the layout of text are what makes matplotlib slow, and the scene has settled all of that. What
its own artists call below them is public: renderers, graphics contexts, paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from trustpages.render.charts.scene import Disc, Ink, Label, Mark, Scene, Shape

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

_DASHES = (0, (4.0, 4.0))
_AS_IT_IS = IdentityTransform()
_ARC = Path.arc(0, 360, n=4)  # four curves, which are off by less than a thousandth of a radius
_CIRCLE = np.vstack((_ARC.vertices, (1.0, 0.0)))
_CIRCLE_CODES = np.array([Path.MOVETO, *[Path.CURVE4] * 12, Path.CLOSEPOLY], Path.code_type)


@contextmanager
def configured(settings: Mapping[str, object]) -> Iterator[None]:
    """Has matplotlib go by `settings` for a while.

    Its own `rc_context` copies and restores all three hundred of them, which takes a third of a millisecond.
    """
    parameters: dict[Any, Any] = mpl.rcParams
    before = {name: parameters[name] for name in settings}
    parameters.update(settings)
    try:
        yield
    finally:
        parameters.update(before)


def draw_marks(scene: Scene, renderer: RendererBase, write_label: Callable[[Label], object]) -> None:
    """Draws all marks of `scene`, light, on a renderer of its size with one pixel a unit; labels are handed back."""
    for _, neighbours in groupby(scene.marks, _tell_look):
        first, *others = neighbours
        match first:
            case Label():
                write_label(first)
            case Shape():
                shapes = (first, *(other for other in others if isinstance(other, Shape)))
                pen, path = _get_pen(first.stroke, first.width, first.dashed), _make_path(shapes, scene.height)
                renderer.draw_path(pen, path, _AS_IT_IS, _to_rgb(first.fill))
            case Disc():
                pen, path = _get_pen(first.stroke, first.width), _make_circle(first, scene.height)
                renderer.draw_path(pen, path, _AS_IT_IS, _to_rgb(first.fill))


def _tell_look(mark: Mark) -> object:
    """Equal for neighbours that one path can show: lines, or areas without lines, since these look alike on top."""
    if isinstance(mark, Shape) and not (mark.stroke and mark.fill):
        return mark.stroke, mark.fill, mark.width, mark.dashed
    return id(mark)


def _make_path(shapes: Iterable[Shape], height: float) -> Path:
    """A path over `shapes` as matplotlib counts, upwards."""
    vertices: list[tuple[float, float]] = []
    codes = []
    for shape in shapes:
        vertices += [(x, height - y) for x, y in shape.points]
        codes += [Path.MOVETO, *[Path.LINETO] * (len(shape.points) - 1)]
    path = Path(vertices, codes)
    path.should_simplify = False
    return path


def _make_circle(disc: Disc, height: float) -> Path:
    return Path(_CIRCLE * (disc.radius, -disc.radius) + (disc.x, height - disc.y), _CIRCLE_CODES)


@cache
def _get_pen(ink: Ink | None, width: float = 1.0, dashed: bool = False) -> GraphicsContextBase:
    """A graphics context, which renderers read and never change."""
    pen = GraphicsContextBase()
    pen.set_linewidth(width if ink else 0)
    if ink:
        pen.set_foreground(ink.light)
    if dashed:
        pen.set_dashes(*_DASHES)
    return pen


@cache
def _to_rgb(fill: Ink | None) -> tuple[float, float, float] | None:
    return to_rgb(fill.light) if fill else None
