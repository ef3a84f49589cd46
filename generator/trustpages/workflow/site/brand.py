"""What marks a site as the publisher's: the file of the logo with its size on pages, and the colours of the accent."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

from trustpages.intake.checks.brand import open_logo
from trustpages.intake.files.logo import LogoImage
from trustpages.intake.files.workspace_folder import DataFile
from trustpages.model.artifact import Artifact
from trustpages.model.documents.trust import Site
from trustpages.model.pages.colours import DARK_GROUNDS, make_readable
from trustpages.model.pages.page import Logo
from trustpages.workflow.reading import ReadWorkspace

_HEIGHT: Final = 24  # pixels, as high as a line of text
_WIDEST: Final = 192
_LIGHT: Final = """\
/* The publisher's accent: links and marks, never a state. Made from `site.accent` of trust.yml. */

[data-md-color-scheme] {{
  --tp-link: {colour};
  --tp-accent: {colour};
}}
"""
_DARK: Final = """
@media screen {{
  [data-md-color-scheme="slate"] {{
    --tp-link: {colour};
    --tp-accent: {colour};
  }}
}}
"""


Brand: TypeAlias = tuple[Logo | None, tuple[Artifact, ...]]
"""The logo of a site if it has one, and the files of logo and accent."""


def make_brand(reading: ReadWorkspace, site: Site) -> Brand:
    """The logo of the site if it has one, and the files of logo and accent."""
    logo, files = None, list[Artifact]()
    file = reading.trees.data.get(site.logo) if site.logo is not None else None
    if isinstance(file, DataFile) and file.content is not None and isinstance(image := open_logo(file), LogoImage):
        width = min(_WIDEST, max(1, round(_HEIGHT * image.width / image.height)))
        logo = Logo(f"assets/logo.{image.form}", width, _HEIGHT)
        files.append(Artifact(logo.path, file.content))
    if site.accent is not None or site.accent_dark is not None:
        files.append(write_accent(site.accent, site.accent_dark))
    return logo, tuple(files)


def find_font(reading: ReadWorkspace) -> Path | None:
    """The further font of the workspace, where it names one."""
    workspace = reading.intake.workspace
    named = workspace.trust.site.font if workspace is not None else None
    return reading.root / named if named is not None else None


def write_accent(light: str | None, dark: str | None = None) -> Artifact:
    """The style sheet that sets the accent over the shipped colours; `dark` is made of `light` unless given."""
    if dark is None and light is not None:
        dark = make_readable(light, DARK_GROUNDS)
    rules = (form.format(colour=colour.lower()) for form, colour in ((_LIGHT, light), (_DARK, dark)) if colour)
    return Artifact("stylesheets/15-accent.css", "".join(rules).encode("ascii"))
