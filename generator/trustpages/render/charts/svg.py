"""Scenes as SVG, light and dark, by matplotlib's renderer for it."""

from __future__ import annotations

import io
import re
from functools import cache
from html import escape

from matplotlib.backends.backend_svg import RendererSVG

from trustpages.render.charts.files import ChartFiles
from trustpages.render.charts.renderer import configured, draw_marks
from trustpages.render.charts.scene import DARK_FOR_LIGHT, Anchor, Ink, Label, Scene
from trustpages.render.encoder import to_showable

# A picture cannot use the fonts of the page that shows it: these are the ones that stand in for them there.
FONTS = "'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))

# Inside of one tag: in the words of a label, the next bracket opens another.
_IN_TAG = "(?=[^<>]*>)"
_STYLE = re.compile(rf' style="([^"<>]*)"{_IN_TAG}')
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def to_svg(scene: Scene, identity: str, title: str, summary: str) -> ChartFiles:
    """`scene` in both variants, with `title` and `summary` for those who do not see it.

    `identity` is a short word, unique to the chart, that ids begin with. The same arguments give
    the same bytes. The files hold no script, no link, no style sheet and no foreign content.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:g} {scene.height:g}"'
        f' width="{scene.shown_width}" height="{scene.shown_height}" role="img"'
        f' aria-labelledby="{identity}-title {identity}-desc" font-family="{FONTS}"'
        f' stroke-linejoin="round">\n'
        f'<title id="{identity}-title">{escape(to_showable(title), quote=False)}</title>\n'
        f'<desc id="{identity}-desc">{escape(to_showable(summary), quote=False)}</desc>\n'
    )
    # What stands between styles, and every other time a style.
    parts = _STYLE.split(_draw_body(scene, identity))
    light, dark = parts, parts.copy()
    for index in range(1, len(parts), 2):
        light[index], dark[index] = _list_attributes(parts[index])
    return ChartFiles(*(f"{head}{''.join(variant)}</svg>\n".encode() for variant in (light, dark)))


def _draw_body(scene: Scene, identity: str) -> str:
    """What matplotlib draws of `scene`, without its wrapping."""
    buffer = io.StringIO()
    with configured({"svg.hashsalt": identity}):
        renderer = RendererSVG(scene.width, scene.height, buffer, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]  # has no annotations
        start = buffer.tell()
        draw_marks(scene, renderer, lambda label: buffer.write(_write_label(label)))
    # Within paths alone: labels are one line each.
    return buffer.getvalue()[start:].replace(" \n", " ").replace('\n"', '"')


@cache
def _list_attributes(declarations: str) -> tuple[str, str]:
    """A style, light and dark, as attributes: a strict content policy would drop declarations."""
    pairs = (declaration.split(": ", 1) for declaration in declarations.split("; "))
    light = "".join(f' {name}="{value}"' for name, value in pairs)
    return light, _COLOUR.sub(lambda colour: DARK_FOR_LIGHT[colour[0]], light)


def _write_label(label: Label) -> str:
    """A label as the renderer would write it after a look at the fonts of this machine, of which no file names one."""
    style = _style_label(label.size, label.ink, label.anchor, label.bold)
    x, y = _format(label.x), _format(label.y)
    return f' <text style="{style}" x="{x}" y="{y}">{escape(label.text, quote=False)}</text>\n'


@cache
def _style_label(size: float, ink: Ink, anchor: Anchor, bold: bool) -> str:
    weight = "font-weight: 600; " if bold else ""
    aligned = "" if anchor == "start" else f"text-anchor: {anchor}; "
    return f"{weight}font-size: {_format(size)}px; {aligned}fill: {ink.light}"


def _format(number: float) -> str:
    return f"{number:f}".rstrip("0").rstrip(".")
