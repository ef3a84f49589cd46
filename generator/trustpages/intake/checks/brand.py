"""What marks the site as the publisher's: a logo that can be shown, an accent that can be read, a further font."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

from trustpages.intake.checks.items import find_data_file
from trustpages.intake.files.logo import LARGEST_LOGO, LogoImage, read_logo
from trustpages.intake.files.workspace_folder import DataFile
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.trust import Trust
from trustpages.model.pages.colours import (
    DARK_GROUNDS,
    LEAST_CONTRAST,
    LIGHT_GROUNDS,
    make_readable,
    measure_least_contrast,
)
from trustpages.model.problem import Fault, Problem

BRAND_FOLDER = "content/"
"""Where logo and font lie: in the folder of what the vendor wrote, which is copied, watched and digested as a whole."""

LARGEST_FONT: Final = 24 << 20
"""Bytes of a further font: those for Chinese, Japanese and Korean in one have up to twenty millions."""


def check_brand(documents: Iterable[LoadedDocument], data: Mapping[str, DataFile | Fault]) -> Iterator[Problem]:
    """Problems of logo, font and accent in `trust.yml`."""
    for document in documents:
        if not isinstance(document.model, Trust):
            continue
        site = document.model.site
        for key, name, find_fault in (
            ("logo", site.logo, _find_fault_of_logo),
            ("font", site.font, _find_fault_of_font),
        ):
            if name is not None:
                yield from _check_file(document, key, name, data, find_fault)
        for key, colour, grounds in (
            ("accent", site.accent, LIGHT_GROUNDS),
            ("accent_dark", site.accent_dark, DARK_GROUNDS),
        ):
            if colour is not None and (fault := _check_contrast(colour, grounds)) is not None:
                yield fault.at(document.source.place_of(("site", key)))


def _check_file(
    document: LoadedDocument,
    key: str,
    name: str,
    data: Mapping[str, DataFile | Fault],
    find_fault: Callable[[DataFile], Fault | None],
) -> Iterator[Problem]:
    found = find_data_file(document, ("site",), name, None, data, (key, key))
    if isinstance(found, Problem):
        yield found
    elif isinstance(found, DataFile) and (fault := find_fault(found)) is not None:
        yield fault.at(document.source.place_of(("site", key)))


def _find_fault_of_logo(file: DataFile) -> Fault | None:
    return fault if isinstance(fault := open_logo(file), Fault) else None


def _find_fault_of_font(file: DataFile) -> Fault | None:
    """Whether it is a font at all is seen when something is set in it: most are too large to be kept in memory."""
    if not file.path.startswith(BRAND_FOLDER):
        return Fault("font-file", "the font does not lie below 'content'", f"move it to {BRAND_FOLDER}")
    if not file.path.lower().endswith((".ttf", ".otf")):
        return Fault("font-file", "the font is neither .ttf nor .otf", "name one font; a collection holds several")
    if file.size > LARGEST_FONT:
        sentence = f"the font has {file.size:,} bytes, more than {LARGEST_FONT:,}"
        return Fault("font-file", sentence, "take one for the scripts that the names need")
    return None


def open_logo(file: DataFile) -> LogoImage | Fault:
    """The image that the file under `site.logo` is, or why it cannot be shown."""
    if not file.path.startswith(BRAND_FOLDER):
        return Fault("logo-file", "the logo does not lie below 'content'", f"move it to {BRAND_FOLDER}logo.svg")
    if file.size > LARGEST_LOGO or file.content is None:
        sentence = f"the logo has {file.size:,} bytes, more than {LARGEST_LOGO:,}"
        return Fault("logo-file", sentence, "make it smaller; it is shown as high as a line of text")
    return read_logo(file.content)


def _check_contrast(colour: str, grounds: Collection[str]) -> Fault | None:
    contrast = measure_least_contrast(colour, grounds)
    if contrast >= LEAST_CONTRAST:
        return None
    which = "light" if grounds is LIGHT_GROUNDS else "dark"
    seen = math.floor(contrast * 100) / 100  # never up to the least that is enough
    sentence = (
        f"the accent has a contrast of {seen:.2f} to the {which} grounds of pages, where {LEAST_CONTRAST} is needed"
    )
    return Fault("accent-contrast", sentence, f"take {make_readable(colour, grounds)}, the nearest shade that has it")
