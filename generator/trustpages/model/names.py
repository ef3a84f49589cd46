"""Names as readers see them: what one looks like, whom it names however it is written, characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

# Letters drawn like Latin ones, by script: each line holds the letters, then what they look like.
_DRAWN_ALIKE = (
    ("аеорсухіјѕһԁԛԝѵӏкмтвн", "aeopcyxijshdqwvlkmtbh"),
    ("АВЕКМНОРСТУХІЈЅԌԚԜЗ", "ABEKMHOPCTYXIJSGQW3"),
    ("αγικνορτυχ", "ayikvoptux"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("օոսհցզա", "onuhgqw"),
    ("ıɑɡɩʋʏɪɾ", "iagiuyir"),
)
LATIN_LOOK = str.maketrans("".join(pair[0] for pair in _DRAWN_ALIKE), "".join(pair[1] for pair in _DRAWN_ALIKE))
"""Letters of other scripts that are drawn like Latin ones, each as that Latin letter."""

_SAME_STROKE = str.maketrans("I1|0O", "lllOO")

# Default_Ignorable_Code_Point of Unicode 16 (DerivedCoreProperties.txt), and the empty pattern of Braille.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")

_JOINERS = "\u200c\u200d"
_DIRECTION_MARKS = "\u061c\u200e\u200f"
_FILLERS_IN_SYLLABLES = "\u115f\u1160"
_VARIATIONS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Scripts in which a joiner changes how letters are written, by the first word of a letter's name.
_JOINING = frozenset(
    {"ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "MANDAIC", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA"}
    | {"TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "TIBETAN", "BALINESE", "JAVANESE"}
)


def find_invisible(name: str) -> tuple[str, ...]:
    """The characters of a name that nobody sees, and that no honest spelling needs where they stand.

    Joiners are needed inside words of scripts such as Arabic and Devanagari and inside emoji, marks of direction beside
    letters that run from right to left, variation selectors after what has variants.
    """
    runs_leftwards = any(unicodedata.bidirectional(character) in {"R", "AL"} for character in strip_invisible(name))
    found = (
        match.group()
        for match in _INVISIBLE.finditer(name)
        if not (runs_leftwards and match.group() in _DIRECTION_MARKS)
        and not _is_needed(name[: match.start()], match.group(), name[match.end() :])
    )
    return tuple(dict.fromkeys(found))


def _is_needed(before: str, character: str, after: str) -> bool:
    above = strip_invisible(before)[-1:]
    below = after[:1]
    if character in _JOINERS:
        joins = all(_name_script(side) in _JOINING for side in (above, below))
        return joins or (character == "\u200d" and all(_is_picture(side) for side in (above, below)))
    if _VARIATIONS.fullmatch(character):
        return bool(above) and unicodedata.category(above) in {"So", "Sm", "Sk", "Po", "Lo"}
    if character in _FILLERS_IN_SYLLABLES:  # of old Hangul, whose syllables have no code points of their own
        return any(side and "\u1100" <= side <= "\u11ff" for side in (above, below))
    return False


def _is_picture(character: str) -> bool:
    return bool(character) and unicodedata.category(character) in {"So", "Sk"}


def _name_script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0] if character else ""


def strip_invisible(name: str) -> str:
    """The name without the characters that nobody sees, needed or not."""
    return _INVISIBLE.sub("", name)


def find_loose_marks(name: str) -> tuple[str, ...]:
    """Accents and lines that Unicode has no letter with, on letters that look Latin; some languages write a few."""
    composed = unicodedata.normalize("NFC", name)
    return tuple(dict.fromkeys(sign for at, sign in enumerate(composed) if _is_loose(composed, at)))


def make_skeleton(name: str) -> str:
    """What a name looks like at a glance: equal for names that are easily taken for one another."""
    return _simplify(unicodedata.normalize("NFKC", name))


def identify_name(name: str) -> str:
    """Whom a name names: equal for spellings that differ in case, signs, blanks, accents, or unseen."""
    skeleton = _simplify(unicodedata.normalize("NFKD", name))
    return "".join(sign for sign in skeleton if sign.isalnum() or unicodedata.category(sign)[0] == "M") or skeleton


def _simplify(name: str) -> str:
    seen = strip_invisible(name).translate(LATIN_LOOK)
    plain = "".join(sign for at, sign in enumerate(seen) if not _is_loose(seen, at))
    return plain.translate(_SAME_STROKE).casefold().replace("rn", "m").replace("vv", "w")


def _is_loose(name: str, at: int) -> bool:
    if not unicodedata.combining(name[at]):
        return False
    base = next((sign for sign in reversed(name[:at]) if not unicodedata.combining(sign)), "")
    return base.translate(LATIN_LOOK).isascii()
