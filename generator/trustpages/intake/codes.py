"""Every code of a problem that reading a workspace can find, with its explanation."""

from __future__ import annotations

from typing import Final

from trustpages.intake import consistency_codes, document_codes, paths, previous_codes, yaml
from trustpages.intake.data import codes as data_codes
from trustpages.intake.git import codes as git_codes
from trustpages.model.explained import Explained

CODES: Final[tuple[Explained, ...]] = (
    *yaml.CODES,
    *paths.CODES,
    *document_codes.CODES,
    *consistency_codes.CODES,
    *data_codes.CODES,
    *git_codes.CODES,
    *previous_codes.CODES,
)
"""All codes, in the order of the documentation: files, documents, documents together, data, history, earlier report."""
