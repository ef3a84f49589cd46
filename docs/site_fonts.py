"""Makes the fonts of the site and of documents anew from the releases of the Source families: `make fonts`.

Variable fonts are cut down to the weights that the style sheets ask for and to Latin, the Greek letters and the
signs of formulas. The licence reserves the name of the originals, so what was changed carries one of its own.
The same releases and the pinned versions of fontTools and Brotli give the same bytes.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "site_templates/assets/fonts"
PRINTED = Path(__file__).parents[1] / "generator/trustpages/exports/documents/fonts"
# No hints: they double the size, and text of this size is drawn well without them on today's screens.
LAYOUT = ("kern", "mark", "liga", "locl", "ccmp")


def _characters(*ranges: tuple[int, int]) -> frozenset[int]:
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


LATIN = _characters(
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x218, 0x21B),
    (0x2BC, 0x2BC),
    (0x1E80, 0x1E85),
    (0x1E9E, 0x1EF9),  # with Vietnamese
    (0x2010, 0x2026),
    (0x2030, 0x203A),
)
SIGNS = frozenset(ord(sign) for sign in "€№™←↑→↓−≤≥≈≠✓")
FORMULAS = _characters((0x391, 0x3A9), (0x3B1, 0x3C9), (0x300, 0x308), (0x2070, 0x208E), (0x2150, 0x215E))
FORMULAS |= frozenset(ord(sign) for sign in "↔∂∆∏∑∕∙√∞∫◊○●⁄\u2009\u202f")


@dataclass(frozen=True, slots=True)
class Face:
    """A file of the site: where it comes from, what of it is kept, and what it is called."""

    file: str
    family: str
    source: str
    axes: dict[str, float | tuple[float, float]]
    characters: frozenset[int]
    layout: tuple[str, ...] = LAYOUT


FACES = (
    Face(
        "sans.woff2",
        "Trust Report Sans",
        "source-sans/VF/SourceSans3VF-Upright.ttf",
        {"wght": (400, 700)},
        LATIN | SIGNS | FORMULAS,
    ),
    Face(
        "sans-italic.woff2",
        "Trust Report Sans",
        "source-sans/VF/SourceSans3VF-Italic.ttf",
        {"wght": 400},
        LATIN | SIGNS,
    ),
    Face(
        "serif.woff2",
        "Trust Report Serif",
        "source-serif/VAR/SourceSerif4Variable-Roman.ttf",
        {"wght": (400, 600), "opsz": 20},
        LATIN | SIGNS,
        (*LAYOUT, "lnum", "tnum"),  # the others have lining figures of one width by themselves
    ),
    Face(
        "mono.woff2",
        "Trust Report Mono",
        "source-code-pro/VF/SourceCodeVF-Upright.ttf",
        {"wght": 400},
        LATIN | SIGNS | FORMULAS,
    ),
)


def cut(face: Face, releases: Path) -> bytes:
    """The font file of `face`, from the folder that holds the releases."""
    whole = io.BytesIO()
    instantiateVariableFont(TTFont(releases / face.source, recalcTimestamp=False), face.axes).save(whole)
    font = TTFont(whole, recalcTimestamp=False)
    if "fvar" in font:
        font["fvar"].instances = []  # styles by the names of the original
        for glyph in font.getGlyphOrder():  # the instancer leaves out what does not vary, the subsetter asks for all
            font["gvar"].variations.setdefault(glyph, [])
    del font["STAT"]
    options = Options(
        hinting=False,
        layout_features=list(face.layout),
        name_IDs=[*range(7), 13, 14],  # 13 and 14 tell the licence
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.characters)
    subsetter.subset(font)
    _rename(font, face)
    font.flavor = "woff2"
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def _rename(font: TTFont, face: Face) -> None:
    """Gives the font its own name; copyright and licence stay as they are."""
    names = font["name"]
    style = "Italic" if "italic" in face.file else "Regular"
    for number, text in {
        1: face.family,
        2: style,
        3: f"{face.family} {style}, after {names.getDebugName(5)}",
        4: f"{face.family} {style}",
        6: f"{face.family.replace(' ', '')}-{style}",
    }.items():
        names.setName(text, number, 3, 1, 0x409)


@dataclass(frozen=True, slots=True)
class PrintedFace:
    """A file for documents, whose typesetter reads neither woff2 nor several weights in one file."""

    file: str
    source: str
    style: str
    weight: int


PRINTED_FACES = (
    PrintedFace("sans-regular.ttf", "sans.woff2", "Regular", 400),
    PrintedFace("sans-bold.ttf", "sans.woff2", "Bold", 700),
    PrintedFace("serif-semibold.ttf", "serif.woff2", "SemiBold", 600),
    PrintedFace("mono-regular.ttf", "mono.woff2", "Regular", 400),
)


def unpack(face: PrintedFace) -> bytes:
    """One weight of a font of the site, as TrueType."""
    font = TTFont(TARGET / face.source, recalcTimestamp=False)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": face.weight})
    family, names = font["name"].getDebugName(1), font["name"]
    for number, text in {
        2: face.style,
        4: f"{family} {face.style}",
        6: f"{family.replace(' ', '')}-{face.style}",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight
    font.flavor = None
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def main(releases: Path) -> None:
    """Writes all files, and says how many bytes each has."""
    for face in FACES:
        _write(TARGET / face.file, cut(face, releases))
    for printed in PRINTED_FACES:
        _write(PRINTED / printed.file, unpack(printed))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    print(f"{len(content):>7,} {path.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
