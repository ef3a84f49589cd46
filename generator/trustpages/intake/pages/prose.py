"""The prose of an authored page: code, addresses, dates and numbering are blanked out, so that positions stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustpages.model.pages.page import REFERENCE

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_STANDARDS = r"(?:ISO|IEC|IEEE|RFC|NIST|SOC|DIN|EN|CVE|CWE|FIPS|HTTP|TLS|SHA|UTF|GPT|PCI|OWASP|WCAG)"
_PLACES = (
    r"(?:articles?|art\.|annex|appendix|chapters?|clauses?|figures?|fig\.|footnotes?|levels?|notes?|pages?|parts?"
    r"|phases?|points?|questions?|recitals?|rules?|sections?|stages?|steps?|tables?|tiers?|versions?)"
)
# Numbers after which these letters stand measure something; all others belong to names.
_MEASURES = r"(?:[x×kKM]|bn|pct|pp|ppm|ms|s|min|h)\b"

# Lengths are bounded, so that a long line takes time in proportion to its length.
_NOT_PROSE = re.compile(
    rf"""(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)
      | \[\^[^\]]{{0,200}}\]:?
      | \]\([^)\s]{{0,500}}\)
      | <?https?://[^\s)>]+>?
      | </?[A-Za-z][^<>]*>
      | &\#?\w+;
      | \b\d{{4}}-\d{{2}}-\d{{2}}\b
      | \b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTHS}\b\.?(?:,?\s+\d{{4}}\b)?
      | \b{_MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?
      | \b(?:19|20)\d{{2}}(?:[-–/]\d{{2,4}})?\b(?!\s*(?:%|percent|per\scent|points))
      | \b\d{{1,2}}:\d{{2}}\b
      | \+\d[\d ()-]{{6,}}\d
      | \b{_STANDARDS}(?:/[A-Z]+)*[ -]\d[\d:.-]*(?![\d.]*\s?%)
      | \b(?i:{_PLACES})\s+\d+(?:\.\d+)*(?:\s?[-–]\s?\d+)?\b(?!\s?(?:%|percent|per\scent|(?:out\s)?of\s\d))
      | (?!(?i:no\.|top-)\d)[A-Za-z_][\w./-]{{0,200}}?\d[\w./-]*
      | \d[\d.]{{0,40}}(?!{_MEASURES})[A-Za-z][\w.-]*
      | ^\s*\d+[.)]\s
      | ^\s*\#{{1,6}}\s+(?:\d+(?:\.\d+)+|\d+[.)])(?=\s)
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


def extract_prose(text: str) -> Iterator[str]:
    """Every line of the page; what is no statement about an agent is blanks, so that columns stay.

    Code, comments, references, addresses, dates, names with digits, numbering of lists and headings.
    """
    lines = _COMMENT.sub(_blank_out, text).split("\n")
    for line, is_code in zip(lines, _mark_code(lines), strict=True):
        yield "" if is_code else _NOT_PROSE.sub(_blank_out, REFERENCE.sub(_blank_out, line))


def _mark_code(lines: list[str]) -> Iterator[bool]:
    """Whether each line is code: fenced, or indented after a blank line and outside of a list."""
    fence, indented, in_list, after_blank = "", False, False, True
    for line in lines:
        marks = _FENCE.match(line)
        if fence or marks:
            yield True
            after_blank = False
            if marks and not fence:
                fence = marks[1]
            elif marks and marks[1].startswith(fence):  # as many of its own marks, or more, close it
                fence = ""
            continue
        is_blank = not line.strip()
        is_indented = bool(_INDENTED.match(line)) and not is_blank
        indented = is_indented and not in_list and (indented or after_blank)
        in_list = (bool(_LIST.match(line)) and not indented) or (in_list and (is_blank or is_indented))
        after_blank = is_blank
        yield indented


def _blank_out(match: re.Match[str]) -> str:
    """As many blanks, and the ends of lines, so that places stay."""
    return re.sub(r"[^\n]", " ", match[0])
