"""Scenes as pictures of pixels, by matplotlib's renderer for them."""

from __future__ import annotations

import io
import pathlib
from collections.abc import Mapping
from functools import cache
from typing import Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.font_manager import get_font as open_font
from matplotlib.image import imsave
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from trustpages.model.problem import TrustpagesError
from trustpages.render.charts.renderer import configured, draw_marks, get_pen
from trustpages.render.charts.scene import Label, Scene

_DOTS_AN_INCH: Final = 72
_WHITE: Final = (1.0, 1.0, 1.0)

# Of what there is, the fastest that puts like letters on like pixels; without any, the file is half as large again.
_SETTINGS: Final = {"text.hinting": "force_autohint"}
_PACKING: Final = {"compress_level": 3}  # a tenth more bytes in two thirds of the time


def to_png(scene: Scene, note: Mapping[str, str], font: pathlib.Path | None = None) -> bytes:
    """`scene` as pixels, light, at its natural size, with what `note` says of it under short names.

    Its letters are those that come with matplotlib, whatever this machine has; those of `font` where a label has
    others. A label begins at its place.
    """

    def get_font(label: Label) -> FontProperties:
        if font is not None and find_undrawable(label.text):
            return _get_font(str(font), label.size)
        return _get_font(_find_own_font(bold=label.bold), label.size)

    renderer = RendererAgg(scene.width, scene.height, _DOTS_AN_INCH)  # type: ignore[no-untyped-call]  # has no annotations
    with configured(_SETTINGS):
        paper = Affine2D().scale(scene.width, scene.height)
        renderer.draw_path(get_pen(None), Path.unit_rectangle(), paper, _WHITE)  # type: ignore[no-untyped-call]  # likewise
        draw_marks(scene, renderer, get_font)
    buffer = io.BytesIO()
    imsave(
        buffer,
        renderer.buffer_rgba(),  # type: ignore[no-untyped-call]  # likewise
        format="png",
        origin="upper",
        dpi=_DOTS_AN_INCH,
        metadata={"Software": None, **note},  # type: ignore[dict-item]  # None leaves it out
        pil_kwargs=_PACKING,
    )
    return buffer.getvalue()


def find_undrawable(text: str, font: pathlib.Path | None = None) -> frozenset[str]:
    """The characters of the text for which the letters of `to_png`, or those of `font`, have no form.

    Raises TrustpagesError `export-font` where that is no font.
    """
    known = _list_drawable(str(font) if font is not None else _find_own_font(bold=False))
    return frozenset(mark for mark in text if ord(mark) not in known)


@cache
def _list_drawable(file: str) -> frozenset[int]:
    try:
        return frozenset(open_font(file).get_charmap())
    except RuntimeError as error:
        raise TrustpagesError("export-font", f"{file} is no font", "name a file .ttf or .otf") from error


@cache
def _get_font(file: str, size: float) -> FontProperties:
    # In full: what is left out, settings of the user decide.
    return FontProperties(fname=file, size=size, style="normal", variant="normal", stretch="normal")


def _find_own_font(*, bold: bool) -> str:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(pathlib.Path(mpl.get_data_path(), "fonts/ttf", name))
