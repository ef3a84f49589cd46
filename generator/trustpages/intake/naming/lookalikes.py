"""Names that are taken for others: foreign letters in a word (homoglyphs), characters that nobody sees, two names that
look the same, one producer under two spellings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from trustpages.intake.messages.quoting import quote
from trustpages.intake.naming.walker import DocumentIds
from trustpages.model.ids import SeenByReaders
from trustpages.model.names import (
    LATIN_LOOK,
    find_invisible,
    find_loose_marks,
    identify_name,
    make_skeleton,
    strip_invisible,
)
from trustpages.model.problem import Place, Problem, ProblemLevel

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
    """A problem for each name with characters that nobody sees; a warning for each that holds doubtful letters, looks
    like another name of the workspace, or is a second spelling of a producer.
    """
    documents = sorted(documents, key=lambda document: document.source.file)
    first: dict[str, tuple[str, Place]] = {}
    for name, place in _find_names(documents).items():
        if invisible := find_invisible(name):
            sentence = f"the name {quote(name)} holds {_list_letters(invisible)}, which nobody sees"
            yield Problem(place, "invisible-character", sentence, "delete it; it makes another name of this one")
            continue
        if doubtful := find_doubtful_letters(name):
            yield _warn(
                place, f"the name {quote(name)} holds {_list_letters(doubtful)}, easily taken for something else"
            )
        other, at = first.setdefault(make_skeleton(name), (name, place))
        if other.casefold() != name.casefold():
            yield _warn(place, f"the name {quote(name)} looks like {quote(other)} at {at}")
    yield from _check_producers(documents)


def _check_producers(documents: Iterable[DocumentIds]) -> Iterator[Problem]:
    first: dict[str, tuple[str, Place]] = {}
    for name, place in _find_names(documents, below="producer").items():
        other, at = first.setdefault(identify_name(name), (name, place))
        # What looks the same is told above.
        if name != other and (make_skeleton(other) != make_skeleton(name) or other.casefold() == name.casefold()):
            sentence = f"the producer {quote(name)} is counted as {quote(other)} at {at}, by another spelling"
            yield _warn(
                place, sentence, "write a producer alike everywhere, or give two organisations names that differ"
            )


def _list_letters(letters: tuple[str, ...]) -> str:
    named = [f"U+{ord(letter):04X} ({unicodedata.name(letter, 'no name')})" for letter in letters[:_SHOWN]]
    rest = len(letters) - len(named)
    return ", ".join(named) + (f" and {rest} more" if rest else "")


def find_doubtful_letters(name: str) -> tuple[str, ...]:
    """The letters of a name that make it look like what it is not; empty for a name in one script a word."""
    found = [*find_loose_marks(name)]
    for word in strip_invisible(name).split():
        found.extend(letter for letter in word if _is_disguised(letter))
        scripts = {script for letter in word if (script := _find_script(letter))}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            found.extend(letter for letter in word if _find_script(letter) not in {None, "LATIN"})
        elif scripts and "LATIN" not in scripts and len(word) > 1 and word.translate(LATIN_LOOK).isascii():
            found.extend(letter for letter in word if _find_script(letter))
        # Apostrophes, vowel signs and the like belong into words; any other sign between two letters hides there.
        plain = "".join("x" if unicodedata.category(sign)[0] in "PM" else sign for sign in word)
        found.extend(re.findall(r"(?<=\w)([^\w\s\x00-\x7f])(?=\w)", plain))
    return tuple(dict.fromkeys(found))


def _find_names(documents: Iterable[DocumentIds], below: str = "") -> dict[str, Place]:
    """Each distinct name with its first place; only those under the key `below`, if it is given."""
    found: dict[str, Place] = {}
    for document in documents:
        for name in document.names:
            is_wanted = not below or below in name.path
            if isinstance(name.mark, SeenByReaders) and is_wanted and name.text not in found:
                found[name.text] = document.source.place_of(name.path)
    return found


def _warn(
    place: Place, sentence: str, remedy: str = "write it with plain letters, or make sure that it is meant"
) -> Problem:
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
