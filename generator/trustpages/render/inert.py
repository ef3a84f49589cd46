"""Text from evidence for comments on a forge, where more than markup has a meaning.

A forge reads the page that Markdown made once more, for people to notify, issues to link or close, commits and
addresses. Entities do not stop that, since it reads what they stand for; so a zero-width space parts each sign from
what follows it, as Renovate and Dependabot do with the release notes that they quote. A comment is also sent by mail
as it was written, so that punctuation which means nothing to Markdown inside of a line stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from trustpages.render.encoder import encode

_PART: Final = "\N{ZERO WIDTH SPACE}"
# People, issues, merge requests, snippets, labels, milestones, epics, alerts, pictures by name, addresses.
_SIGN = re.compile(r"[@#!$~%&^*](?=[\w\"])|:(?=[\w/+-])")
_PREFIXED = re.compile(r"\b(?:g[hl]-)(?=\d)|\bwww(?=\.)", re.IGNORECASE)
_COMMIT = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b", re.IGNORECASE)
# A forge looks for no commit in fewer than seven digits.
_DIGITS = re.compile(r".{1,6}")
_PLAIN: Final = {f"&#{ord(mark)};": mark for mark in ".,:;%()?'/-"}
_ENTITY: Final = re.compile("|".join(map(re.escape, _PLAIN)))
# In code nothing was parted, so that the signs of an address stay entities there.
_IN_CODE: Final = "|".join(f"&#{ord(mark)};" for mark in ",;%()/-")
_ENTITY_IN_CODE: Final = re.compile(rf"(?<!www)&#46;|{_IN_CODE}", re.IGNORECASE)
# At the beginning of a line these would begin a list, or underline a heading.
_BEGINNING: Final = re.compile(r"^(\d+|(?=-))([-.)])(?=[-\s]|$)")


def encode_inert(text: str) -> str:
    """`text` as markup that neither Markdown nor a forge reads as anything but text."""
    text = _COMMIT.sub(lambda found: _PART.join(_DIGITS.findall(found[0])), text)
    for sign in (_SIGN, _PREFIXED):
        text = sign.sub(rf"\g<0>{_PART}", text)
    plain = _ENTITY.sub(_restore, encode(text))
    return _BEGINNING.sub(lambda found: f"{found[1]}&#{ord(found[2])};", plain)


def encode_code(text: str) -> str:
    """`text` as the inside of a code element, to be copied from there: forges look for nothing but addresses in it."""
    return _ENTITY_IN_CODE.sub(_restore, encode(text.replace("@", f"@{_PART}")))


def _restore(found: re.Match[str]) -> str:
    return _PLAIN[found[0]]
