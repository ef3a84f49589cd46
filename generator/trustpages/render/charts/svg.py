"""Scenes as SVG, and as pictures of pixels: the only place that knows matplotlib.

A figure here holds one artist, which hands its marks to the renderer directly. Axes, ticks and
text layout are what makes matplotlib slow; the scene has settled all of that already, and one
chart in both variants takes a few milliseconds instead of fifty.
"""

from __future__ import annotations

import io
import pathlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, IdentityTransform, Transform

from trustpages.render.charts.files import ChartFiles
from trustpages.render.charts.scene import DARK_FOR_LIGHT, Anchor, Disc, Label, Scene, Shape
from trustpages.render.encoder import to_showable

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase

# A picture cannot use the fonts of the page that shows it: these are the ones that stand in for them there.
FONTS = "'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
_ONE_POINT_A_UNIT = 72
_ALIGNMENT: Mapping[Anchor, Literal["left", "center", "right"]] = {"start": "left", "middle": "center", "end": "right"}
_DASHES = (0, (4.0, 4.0))

_DRAWN = re.compile(r'<g id="figure_1">(?P<body>.*)</g>\s*</svg>', re.S)
_TAG = re.compile(r"<[^<>]+>")
_STYLE = re.compile(r' style="([^"]*)"')
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_NO_TURN = re.compile(r' transform="rotate\(-?0 [^"]*\)"')
_LINE_END_IN_TAG = re.compile(r"\s*\n\s*")


def to_svg(scene: Scene, identity: str, title: str, summary: str) -> ChartFiles:
    """`scene` in both variants, with `title` and `summary` for those who do not see it.

    `identity` is a short word, unique to the chart, that ids begin with. The same arguments give
    the same bytes. The files hold no script, no link, no style sheet and no foreign content.
    """
    body = _TAG.sub(lambda tag: _simplify_tag(tag[0]), _draw_body(scene, identity))
    light = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:g} {scene.height:g}"'
        f' width="{scene.shown_width}" height="{scene.shown_height}" role="img"'
        f' aria-labelledby="{identity}-title {identity}-desc" font-family={quoteattr(FONTS)}'
        f' stroke-linejoin="round">\n'
        f'<title id="{identity}-title">{escape(to_showable(title))}</title>\n'
        f'<desc id="{identity}-desc">{escape(to_showable(summary))}</desc>\n{body}</svg>\n'
    )
    dark = _TAG.sub(lambda tag: _COLOUR.sub(lambda colour: DARK_FOR_LIGHT[colour[0]], tag[0]), light)
    return ChartFiles(light.encode(), dark.encode())


def _draw_body(scene: Scene, identity: str) -> str:
    """What matplotlib draws of `scene`, without its wrapping."""
    settings: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": identity,
        "text.parse_math": False,
        "path.simplify": False,
    }
    with mpl.rc_context(settings):
        size = (scene.width / _ONE_POINT_A_UNIT, scene.height / _ONE_POINT_A_UNIT)
        figure = Figure(figsize=size, dpi=_ONE_POINT_A_UNIT)
        figure.patch.set_visible(False)
        figure.add_artist(_SceneArtist(scene, _get_font))
        buffer = io.BytesIO()
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None})  # type: ignore[no-untyped-call]  # has no annotations
    drawn = _DRAWN.search(buffer.getvalue().decode())
    if drawn is None:
        raise RuntimeError("matplotlib writes SVG in another form than expected")
    return drawn["body"]


def to_png(scene: Scene, note: Mapping[str, str]) -> bytes:
    """`scene` as pixels, light, at its natural size, with what `note` says of it under short names.

    Its letters are those that come with matplotlib, whatever this machine has; a label begins at its place.
    """
    settings: dict[Any, Any] = {"text.parse_math": False, "path.simplify": False}
    with mpl.rc_context(settings):
        size = (scene.width / _ONE_POINT_A_UNIT, scene.height / _ONE_POINT_A_UNIT)
        figure = Figure(figsize=size, dpi=_ONE_POINT_A_UNIT, facecolor="white")
        figure.add_artist(_SceneArtist(scene, _get_own_font))
        buffer = io.BytesIO()
        FigureCanvasAgg(figure).print_png(buffer, metadata={"Software": None, **note})  # type: ignore[no-untyped-call]  # has no annotations
    return buffer.getvalue()


def find_undrawable(text: str) -> frozenset[str]:
    """The characters of the text for which the letters of `to_png` have no form."""
    known = get_font(_find_own_font(bold=False)).get_charmap()
    return frozenset(mark for mark in text if ord(mark) not in known)


def _simplify_tag(tag: str) -> str:
    """A tag with attributes in place of style declarations, which a strict content policy would drop."""
    tag = _LINE_END_IN_TAG.sub(" ", _NO_TURN.sub("", tag))
    return _STYLE.sub(lambda style: "".join(_list_attributes(style[1])), tag)


def _list_attributes(declarations: str) -> list[str]:
    pairs = (declaration.split(":", 1) for declaration in declarations.split(";") if ":" in declaration)
    return [f' {name.strip()}="{value.strip()}"' for name, value in pairs if name.strip() != "font-family"]


class _SceneArtist(Artist):
    """Draws the marks of a scene in its own coordinates."""

    def __init__(self, scene: Scene, get_font: Callable[[float, bool], FontProperties]) -> None:
        super().__init__()
        self._scene = scene
        self._get_font = get_font
        self._upright = Affine2D().scale(1, -1).translate(0, scene.height)
        self._anchor = Text(transform=IdentityTransform())

    def draw(self, renderer: RendererBase) -> None:
        for mark in self._scene.marks:
            pen = renderer.new_gc()
            match mark:
                case Label():
                    self._draw_label(renderer, pen, mark)
                case Shape():
                    self._draw_path(renderer, pen, mark, Path(mark.points), self._upright)
                case Disc():
                    place = Affine2D().scale(mark.radius).translate(mark.x, mark.y) + self._upright
                    self._draw_path(renderer, pen, mark, Path.unit_circle(), place)
            pen.restore()

    def _draw_path(
        self, renderer: RendererBase, pen: GraphicsContextBase, mark: Shape | Disc, path: Path, place: Transform
    ) -> None:
        pen.set_linewidth(mark.width if mark.stroke else 0)
        if mark.stroke:
            pen.set_foreground(mark.stroke.light)
        if isinstance(mark, Shape) and mark.dashed:
            pen.set_dashes(*_DASHES)
        renderer.draw_path(pen, path, place, _to_rgb(mark.fill.light) if mark.fill else None)

    def _draw_label(self, renderer: RendererBase, pen: GraphicsContextBase, label: Label) -> None:
        pen.set_foreground(label.ink.light)
        self._anchor.set_horizontalalignment(_ALIGNMENT[label.anchor])
        self._anchor.set_position((label.x, self._scene.height - label.y))
        renderer.draw_text(
            pen,
            label.x,
            label.y,
            label.text,
            self._get_font(label.size, label.bold),
            0,
            ismath=False,
            mtext=self._anchor,
        )


@cache
def _get_font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=["system-ui"], size=size, weight="semibold" if bold else "normal")


@cache
def _get_own_font(size: float, bold: bool) -> FontProperties:
    return FontProperties(fname=_find_own_font(bold=bold), size=size)


def _find_own_font(*, bold: bool) -> str:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(pathlib.Path(mpl.get_data_path(), "fonts/ttf", name))


@cache
def _to_rgb(colour: str) -> tuple[float, float, float]:
    return mpl.colors.to_rgb(colour)
