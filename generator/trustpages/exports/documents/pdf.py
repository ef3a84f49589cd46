"""The report as PDF: one page, or all of it; tagged after PDF/UA-1, the same bytes from the same report.

Text reaches the typesetter as values alone (`tree`), and what it may read is a folder with fonts alone.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from trustpages.exports.documents.tree import Tree
from trustpages.exports.documents.words import Glyphs, Say
from trustpages.model.pages.sent import SentReport
from trustpages.model.problem import TrustpagesError
from trustpages.system.extras import require_extra

_HERE: Final = files(__package__)
_FALLBACK: Final = "fonts/ttf/DejaVuSans.ttf"
"""Comes with matplotlib; has Greek, Cyrillic, Arabic and Hebrew."""
_BLANKS: Final = frozenset(map(ord, " \n"))
_SVG_FONTS: Final = "font-family="


@dataclass(frozen=True, slots=True)
class PrintedPdf:
    """The file, and the characters that no font had."""

    content: bytes
    missing: frozenset[str]


def print_pdf(
    report: SentReport, pictures: Mapping[str, bytes], say: Say, *, in_full: bool, font: Path | None = None
) -> PrintedPdf:
    """The report on one page of A4, or `in_full` with everything behind that page.

    `pictures` are the charts as SVG by their id; `font` is a further file for characters that ours have not. Raises
    TrustpagesError: `missing-extra` without the extra `pdf`, `export-font` where the file is no font.
    """
    typst = require_extra("typst", "pdf")
    families, known = _read_fonts(font)
    glyphs = Glyphs(known)
    drawn = {name: _name_fonts(picture.decode()) for name, picture in pictures.items()}
    data = Tree(say, glyphs.show, drawn).write(report)
    data |= {"full": in_full, "fonts": list(families), "code": _draw_code(report.address)}
    data |= {"missing": [f"U+{ord(sign):04X}" for sign in sorted(glyphs.missing)]}
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        content = typst.compile(
            (_HERE / "report.typ").read_bytes(),
            root=folder,
            font_paths=_gather_fonts(typst, Path(folder), font),
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        )
    return PrintedPdf(content, frozenset(glyphs.missing))


def _gather_fonts(typst: Any, folder: Path, font: Path | None) -> Any:
    """Our fonts, the one that stands in for them, and the file of whoever prints: not the whole folder that has it."""
    if font is not None:
        shutil.copyfile(font, folder / font.name)
    paths = [str(_HERE / "fonts"), str(_find_fallback().parent), str(folder)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _draw_code(address: str) -> str:
    """The address as a QR code, in SVG; empty without one."""
    if not address:
        return ""
    segno = require_extra("segno", "pdf")
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_inline(scale=4, border=0, dark="#1b2230"))


def _name_fonts(picture: str) -> str:
    """The chart in the fonts of the document: those that it names are a browser's."""
    before, mark, after = picture.partition(_SVG_FONTS)
    quote = after[:1]
    return f'{before}{mark}"Trust Report Sans"{after[1:].partition(quote)[2]}' if mark else picture


def _read_fonts(font: Path | None) -> tuple[tuple[str, ...], frozenset[int]]:
    """The families in the order of their use, and the characters that they have."""
    own_known = _read_own_characters()
    if font is None:
        return ("DejaVu Sans",), own_known | _BLANKS
    family, further = _read_font(font)
    return ("DejaVu Sans", family), own_known | further | _BLANKS


@cache
def _read_own_characters() -> frozenset[int]:
    """The characters of the font that text is set in, and of the one that stands in for it."""
    regular = Path(str(_HERE / "fonts/sans-regular.ttf"))
    return _read_font(regular)[1] | _read_font(_find_fallback())[1]


def _find_fallback() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / _FALLBACK


def _read_font(path: Path) -> tuple[str, frozenset[int]]:
    """Family and characters of a font file; raises TrustpagesError `export-font`."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
            return str(family), frozenset(font.getBestCmap())
    except (TTLibError, KeyError, TypeError) as error:
        raise TrustpagesError("export-font", f"{path} is no font", "name a file .ttf or .otf with --font") from error
