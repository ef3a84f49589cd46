"""Codes of edits that cannot be made, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "cannot-edit",
        "The file is written in a way that the edit does not fit into",
        "An edit changes the lines that it concerns and no others; then the file is read again, and must say what was "
        "meant. Here it does not, so nothing was written. Bad: keys after `?`, or a text with characters that no "
        "file may hold. Good: the same mapping with `key: value`, or the change made by hand.",
    ),
)
"""Every code that this room raises, in the order of the documentation."""
