"""What marks the site as the publisher's: a logo that can be shown, an accent that can be read."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping

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

LOGO_FOLDER = "content/"
"""Where a logo lies: in the folder of what the vendor wrote, which is copied, watched and digested as a whole."""


def check_brand(documents: Iterable[LoadedDocument], data: Mapping[str, DataFile | Fault]) -> Iterator[Problem]:
    """Problems of the logo and the accent in `trust.yml`."""
    for document in documents:
        if not isinstance(document.model, Trust):
            continue
        site = document.model.site
        if site.logo is not None:
            yield from _check_logo(document, site.logo, data)
        for key, colour, grounds in (
            ("accent", site.accent, LIGHT_GROUNDS),
            ("accent_dark", site.accent_dark, DARK_GROUNDS),
        ):
            if colour is not None and (fault := _check_contrast(colour, grounds)) is not None:
                yield fault.at(document.source.place_of(("site", key)))


def _check_logo(document: LoadedDocument, name: str, data: Mapping[str, DataFile | Fault]) -> Iterator[Problem]:
    found = find_data_file(document, ("site",), name, None, data, ("logo", "logo"))
    if isinstance(found, Problem):
        yield found
    elif isinstance(found, DataFile) and isinstance(fault := open_logo(found), Fault):
        yield fault.at(document.source.place_of(("site", "logo")))


def open_logo(file: DataFile) -> LogoImage | Fault:
    """The image that the file under `site.logo` is, or why it cannot be shown."""
    if not file.path.startswith(LOGO_FOLDER):
        return Fault("logo-file", "the logo does not lie below 'content'", f"move it to {LOGO_FOLDER}logo.svg")
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
