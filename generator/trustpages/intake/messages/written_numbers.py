"""Texts that a person reads as a number and a program does not: per cent signs, decimal commas, thousands, units."""

from __future__ import annotations

import re

from trustpages.intake.messages.quoting import quote

_PER_CENT = re.compile(r"[+-]?[\d.,]+\s*[%\uff05\ufe6a]")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"[+-]?[\d.,]+\s*[^\W\d]{1,8}|[$€£¥]\s*[\d.,]+|[\d.,]+\s*[$€£¥]")


def is_number(text: str) -> bool:
    """Whether a program reads the text as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def explain_number(written: str) -> str:
    """What to write in place of the text; empty where nobody would read it as a number, or everyone does."""
    text = written.strip()
    bare = re.sub(r"[^\d.,+-]", "", text)
    digits = bare.replace(",", "" if _THOUSANDS.fullmatch(bare) else ".")
    if is_number(text) or not is_number(digits):
        return ""
    if _PER_CENT.fullmatch(text):
        return f"a per cent sign makes it text: write a share, {float(digits) / 100:.12g} for {quote(text)}"
    if _THOUSANDS.fullmatch(re.sub(r"[\s'\u2019]", ",", text)):
        return f"thousands are not separated: write {digits} for {quote(text)}"
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        return f"a decimal point is expected, not a comma: write {digits} for {quote(text)}"
    return f"write the number alone, {digits} for {quote(text)}" if _WITH_UNIT.fullmatch(text) else ""
