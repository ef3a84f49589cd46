"""Words that some reader of YAML 1.1 or 1.2 takes for something else than text."""

from __future__ import annotations

from typing import Final

WORDS_TO_QUOTE: Final = frozenset(
    {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan", "infinity"}
)
"""In small letters; whoever writes one as text puts it in quotes."""
