"""References to files of a workspace, and files of a workspace, without ever leaving it or following a link."""

from __future__ import annotations

from trustpages.intake.paths.beneath import open_beneath, read_beneath
from trustpages.intake.paths.codes import CODES
from trustpages.intake.paths.listing import Listing, list_regular, name_collision
from trustpages.intake.paths.reference import safe_relative

__all__ = [
    "CODES",
    "Listing",
    "list_regular",
    "name_collision",
    "open_beneath",
    "read_beneath",
    "safe_relative",
]
