"""All importers in the order in which a file is held against them: what is surer to be known stands first."""

from __future__ import annotations

from typing import Final

from trustpages.intake.importers.importer import Importer
from trustpages.intake.importers.inputs import Inputs

IMPORTERS: Final[tuple[Importer, ...]] = ()
"""Every format that can be imported."""


def find_importers(inputs: Inputs) -> dict[str, str]:
    """The ids of formats that some file is of, each with the reason."""
    found: dict[str, str] = {}
    for importer in IMPORTERS:
        reason = next((reason for file in inputs.files if (reason := importer.recognise(file))), None)
        if reason is not None:
            found[importer.id] = reason
    return found
