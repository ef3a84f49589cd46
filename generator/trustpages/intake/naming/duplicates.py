"""Duplicate ids, and confusable names: foreign letters in a word (homoglyphs), two names that look the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from trustpages.intake.naming.declared import Holder, find_holder
from trustpages.intake.naming.walker import DocumentIds
from trustpages.intake.quoting import quote
from trustpages.model.ids import Declares, SeenByReaders
from trustpages.model.problem import Place, Problem, ProblemLevel
from trustpages.model.source_map import ValuePath


def check_duplicates(documents: Iterable[DocumentIds]) -> Iterator[Problem]:
    """A problem at the second and every further place of an id, which says where the first one is."""
    first: dict[tuple[str, Holder, str], tuple[DocumentIds, ValuePath]] = {}
    for document in sorted(documents, key=lambda document: document.source.file):
        for name in document.names:
            match name.mark:
                case Declares(noun=noun, may_repeat=False) as mark:
                    holder = find_holder(mark.unique_in or mark.scope, document)
                    earlier, path = first.setdefault((noun, holder, name.text), (document, name.path))
                    if earlier is not document or path is not name.path:
                        at = earlier.source.place_of(path)
                        sentence = f"the {noun} {quote(name.text)} stands at {at} already"
                        place = document.source.place_of(name.path)
                        yield Problem(place, "duplicate-id", sentence, "give one of them another id")


# Letters drawn like Latin ones, by script: each line holds the letters, then what they look like.
_DRAWN_ALIKE = (
    ("аеорсухіјѕһԁԛԝѵӏкмтвн", "aeopcyxijshdqwvlkmtbh"),
    ("АВЕКМНОРСТУХІЈЅԌԚԜЗ", "ABEKMHOPCTYXIJSGQW3"),
    ("αγικνορτυχ", "ayikvoptux"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("օոսհցզա", "onuhgqw"),
    ("ıɑɡɩʋʏɪɾ", "iagiuyir"),
)
_LATIN_LOOK = str.maketrans("".join(pair[0] for pair in _DRAWN_ALIKE), "".join(pair[1] for pair in _DRAWN_ALIKE))
_SAME_STROKE = str.maketrans("I1|0O", "lllOO")

# Blocks of phonetic and transcription letters, which no name of a company is written in.
_PHONETIC = tuple(
    range(*block) for block in ((0x1C0, 0x1C4), (0x250, 0x2B0), (0x1D00, 0x1DC0), (0xA720, 0xA800), (0xAB30, 0xAB70))
)

# Scripts that are written together; any other mixture inside one word is a reason to look twice.
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
_SHOWN = 5


def check_lookalikes(documents: Iterable[DocumentIds]) -> Iterator[Problem]:
    """A warning for each name that holds doubtful letters, or looks like another name of the workspace."""
    first: dict[str, tuple[str, Place]] = {}
    for name, place in _find_names(documents).items():
        doubtful = find_doubtful_letters(name)
        if doubtful:
            named = [f"U+{ord(letter):04X} ({unicodedata.name(letter, 'no name')})" for letter in doubtful[:_SHOWN]]
            rest = len(doubtful) - len(named)
            letters = ", ".join(named) + (f" and {rest} more" if rest else "")
            yield _warn(place, f"the name {quote(name)} holds {letters}, easily taken for something else")
        other, at = first.setdefault(make_skeleton(name), (name, place))
        if other.casefold() != name.casefold():
            yield _warn(place, f"the name {quote(name)} looks like {quote(other)} at {at}")


def find_doubtful_letters(name: str) -> tuple[str, ...]:
    """The letters of a name that make it look like what it is not; empty for a name in one script a word."""
    found: list[str] = []
    for word in name.split():
        found.extend(letter for letter in word if _is_disguised(letter))
        scripts = {script for letter in word if (script := _find_script(letter))}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            found.extend(letter for letter in word if _find_script(letter) not in {None, "LATIN"})
        elif scripts and "LATIN" not in scripts and len(word) > 1 and word.translate(_LATIN_LOOK).isascii():
            found.extend(letter for letter in word if _find_script(letter))
        # Apostrophes and the like belong into words; any other sign between two letters hides there.
        plain = "".join("x" if unicodedata.category(sign)[0] == "P" else sign for sign in word)
        found.extend(re.findall(r"(?<=\w)([^\w\s\x00-\x7f])(?=\w)", plain))
    return tuple(dict.fromkeys(found))


def make_skeleton(name: str) -> str:
    """What a name looks like at a glance: equal for names that are easily taken for one another."""
    plain = unicodedata.normalize("NFKC", name).translate(_LATIN_LOOK).translate(_SAME_STROKE)
    return plain.casefold().replace("rn", "m").replace("vv", "w")


def _find_names(documents: Iterable[DocumentIds]) -> dict[str, Place]:
    """Each distinct name with its first place."""
    found: dict[str, Place] = {}
    for document in sorted(documents, key=lambda document: document.source.file):
        for name in document.names:
            if isinstance(name.mark, SeenByReaders) and name.text not in found:
                found[name.text] = document.source.place_of(name.path)
    return found


def _warn(place: Place, sentence: str) -> Problem:
    remedy = "write it with plain letters, or make sure that it is meant"
    return Problem(place, "confusable-name", sentence, remedy, ProblemLevel.WARNING)


def _is_disguised(character: str) -> bool:
    """Whether a character is a plain letter or digit in disguise: mathematical, fullwidth, phonetic."""
    if any(ord(character) in block for block in _PHONETIC):
        return True
    if character.isascii() or unicodedata.category(character) not in {"Ll", "Lu", "Lm", "Lo", "Nl", "Nd", "So"}:
        return False
    plain = unicodedata.normalize("NFKC", character)
    return len(plain) == 1 and plain.isascii() and plain.isalnum()


@cache
def _find_script(character: str) -> str | None:
    """The script of a letter or digit, by the first word of its name; None for what is not a letter."""
    if character.isascii():
        return "LATIN" if character.isalpha() else None
    if not character.isalpha() and unicodedata.category(character) != "Nd":
        return None
    word = unicodedata.name(character, "").partition(" ")[0]
    return None if word in {"MODIFIER", "FEMININE", "MASCULINE", "MICRO"} else word
