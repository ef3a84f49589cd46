"""Text as a cell of a workbook can hold it."""

from __future__ import annotations

import re
from typing import Final

from trustpages.exports.csv import neutralize

MOST_SIGNS: Final = 32_000
"""So much a cell holds: spreadsheets refuse more than 32,767 characters."""
_CUT: Final = " […] More is on the page that is linked."
_NO_SIGNS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text that a cell can hold: no formula, no signs that a workbook cannot have, not longer than it takes."""
    told = neutralize(_NO_SIGNS.sub("\ufffd", text))
    return told if len(told) <= MOST_SIGNS else told[: MOST_SIGNS - len(_CUT)] + _CUT
