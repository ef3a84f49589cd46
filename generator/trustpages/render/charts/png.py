"""Scenes of labels and boxes as pictures of pixels: letters by the FreeType that comes with matplotlib, few colours.

Renderers of matplotlib read the font from disk for every letter, and give a picture with millions of colours. Here each
font is in memory, and a pixel is a number: of an ink, and of how much of it there is.
"""

from __future__ import annotations

import io
import pathlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import matplotlib as mpl
import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags
from PIL import Image, PngImagePlugin

from trustpages.model.problem import TrustpagesError
from trustpages.render.charts.scene import Disc, Ink, Label, Mark, Scene, Shape

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pixels: TypeAlias = "NDArray[np.uint8]"

_DOTS_AN_INCH: Final = 72
_MOST_COLOURS: Final = 256  # of a picture with a palette
_MOST_SHADES: Final = 63  # of an ink, so that four of them have a place
_FULL: Final = 255  # where a letter covers all of a pixel
_HINTING: Final = LoadFlags.FORCE_AUTOHINT  # puts like letters on like pixels; without any, the file is larger
_PACKING: Final = 3  # a sixth more bytes in half of the time


def to_png(scene: Scene, note: Mapping[str, str], font: pathlib.Path | None = None) -> bytes:
    """`scene` as pixels, light, at its natural size, with what `note` says of it under short names.

    Its letters are those that come with matplotlib, whatever this machine has; those of `font` where a label has
    others. A label begins at its place, and no mark lies on top of another. Raises ValueError for a mark that is
    neither a label nor a filled box.
    """
    inks = tuple(dict.fromkeys(map(_find_ink, scene.marks)))
    shades = min(_MOST_SHADES, (_MOST_COLOURS - 1) // max(1, len(inks)))
    pixels: Pixels = np.zeros((round(scene.height), round(scene.width)), np.uint8)
    for mark in scene.marks:
        below = inks.index(_find_ink(mark)) * shades  # the number of its ink where there is none of it
        if isinstance(mark, Label):
            _draw_label(pixels, mark, _choose_font(mark, font), below, shades)
        else:
            pixels[_find_box(mark)] = below + shades
    return _encode(pixels, tuple(_list_colours(inks, shades)), note)


def _find_ink(mark: Mark) -> Ink:
    ink = mark.ink if isinstance(mark, Label) else mark.fill
    if ink is None:
        raise ValueError("a picture has no lines")
    return ink


def _find_box(mark: Shape | Disc) -> tuple[slice, slice]:
    if isinstance(mark, Disc) or mark.stroke:
        raise ValueError("a picture has labels and boxes alone")
    across, down = (sorted({round(place) for place in places}) for places in zip(*mark.points, strict=True))
    return slice(down[0], down[-1]), slice(across[0], across[-1])


def _draw_label(pixels: Pixels, label: Label, font: FT2Font, below: int, shades: int) -> None:
    drawn, ahead, descent = _print_text(font, label.size, label.text)
    left, top = round(label.x + ahead), round(label.y + descent) + 1 - drawn.shape[0]
    place = pixels[top : top + drawn.shape[0], left : left + drawn.shape[1]]
    shade = (drawn[: place.shape[0], : place.shape[1]].astype(np.uint16) * shades + _FULL // 2) // _FULL
    np.copyto(place, (shade + below).astype(np.uint8), where=shade > 0)


@lru_cache(maxsize=1 << 6)  # most lines of a picture stand on other pictures as well
def _print_text(font: FT2Font, size: float, text: str) -> tuple[Pixels, float, float]:
    """How much of each pixel the text covers, how far from its place it begins, and how far it reaches below."""
    font.clear()
    font.set_size(size, _DOTS_AN_INCH)
    font.set_text(text, flags=_HINTING)
    font.draw_glyphs_to_bitmap()
    return font.get_image().copy(), font.get_bitmap_offset()[0] / 64, font.get_descent() / 64


def _list_colours(inks: Sequence[Ink], shades: int) -> Iterator[int]:
    """Red, green and blue of each number: the white of the paper, then each ink from little to all of it."""
    yield from (_FULL,) * 3
    for ink in inks:
        wanted = bytes.fromhex(ink.light.removeprefix("#"))
        for shade in range(1, shades + 1):
            yield from (round(_FULL + (part - _FULL) * shade / shades) for part in wanted)


def _encode(pixels: Pixels, colours: Sequence[int], note: Mapping[str, str]) -> bytes:
    picture = Image.fromarray(pixels)  # by Pillow, not Python's own zlib, whose bytes depend on the build
    picture.putpalette(colours)
    told = PngImagePlugin.PngInfo()
    for name, text in note.items():
        told.add_text(name, text)
    buffer = io.BytesIO()
    picture.save(buffer, "png", pnginfo=told, compress_level=_PACKING)
    return buffer.getvalue()


def find_undrawable(text: str, font: pathlib.Path | None = None) -> frozenset[str]:
    """The characters of the text for which the letters of `to_png`, or those of `font`, have no form.

    Raises TrustpagesError `export-font` where that is no font.
    """
    known = _list_drawable(font if font is not None else _find_own_font(bold=False))
    return frozenset(mark for mark in text if ord(mark) not in known)


@lru_cache(maxsize=4)
def _list_drawable(file: pathlib.Path) -> frozenset[int]:
    try:
        return frozenset(_open_font(file).get_charmap())
    except RuntimeError as error:
        raise TrustpagesError("export-font", f"{file} is no font", "name a file .ttf or .otf") from error


def _choose_font(label: Label, font: pathlib.Path | None) -> FT2Font:
    if font is not None and find_undrawable(label.text):
        return _open_font(font)
    return _open_font(_find_own_font(bold=label.bold))


@lru_cache(maxsize=4)
def _open_font(file: pathlib.Path) -> FT2Font:
    return FT2Font(io.BytesIO(file.read_bytes()))  # from a path it would be read anew for each letter


def _find_own_font(*, bold: bool) -> pathlib.Path:
    return pathlib.Path(mpl.get_data_path(), "fonts/ttf", "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
