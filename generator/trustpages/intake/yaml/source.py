"""The decoded text of one YAML file: size limits, encoding, forbidden characters, and the collector of its problems."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn

from trustpages.model.problem import Place, Problem
from trustpages.model.source_map import Lines


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file, each included: what reaches a bound is read, what passes it is refused."""

    size: int = 1 << 20
    """Bytes of the file."""
    depth: int = 32
    """Lists and mappings inside one another."""
    events: int = 30_000
    """Scalars, and beginnings and ends of lists, mappings, document and stream."""
    scalar: int = 64 << 10
    """Bytes of one scalar in UTF-8."""
    problems: int = 100
    """Problems that are listed before the reader stops."""


DEFAULT = Limits()

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
# These show text in another order than it is read (CVE-2021-42574, https://trojansource.codes).
_BIDI = "\u202a-\u202e\u2066-\u2069"
_SURROGATE = "\ud800-\udfff"
_LAST_OF_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_NON_CHARACTER = f"\ufdd0-\ufdef{_LAST_OF_PLANES}"
_BYTE_ORDER_MARK = "\ufeff"
_LINE_SEPARATOR = "\u2028\u2029"

FORBIDDEN_IN_VALUES = re.compile(f"[{_CONTROL}{_BIDI}{_SURROGATE}{_NON_CHARACTER}{_BYTE_ORDER_MARK}]")
"""What no value may hold, not even by an escape."""

FORBIDDEN_IN_FILES = re.compile(f"[{_CONTROL}{_BIDI}{_SURROGATE}{_NON_CHARACTER}{_BYTE_ORDER_MARK}{_LINE_SEPARATOR}]")
"""What no file may hold as it stands: the above, and what only some readers take for a line break."""

_SURROGATES = re.compile(f"[{_SURROGATE}]")
_LISTED = 5


def join_surrogates(text: str) -> str:
    """`text` with each pair of escaped surrogates as the one character that it means in JSON."""
    if not _SURROGATES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def name_characters(characters: list[str]) -> str:
    """The distinct `characters` by code point and name, the first five of them, printable everywhere."""
    distinct = list(dict.fromkeys(characters))
    listed = ", ".join(f"U+{ord(character):04X} ({_name_character(character)})" for character in distinct[:_LISTED])
    return listed + (f" and {len(distinct) - _LISTED} more" if len(distinct) > _LISTED else "")


def _name_character(character: str) -> str:
    if character == "\r":
        return "carriage return"
    if character == _BYTE_ORDER_MARK:
        return "byte order mark"
    if _SURROGATES.match(character):
        return "half of a surrogate pair"
    category = unicodedata.category(character)
    if category == "Cc":
        return "control character"
    return unicodedata.name(character, "non-character").lower()


_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE_AS_UTF_8 = "save the file as UTF-8"
_UNENDED_BLANK_LINE = re.compile(r"(?<![^\n]) ++\Z")  # the parser would not count it as a line of a block
_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?+\n)*+%")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, its lines ended by line feeds, without a leading byte order mark."""

    file: str
    text: str
    lines: Lines

    def place(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        return self.lines.place(self.file, offset)

    def problem(self, offset: int, code: str, sentence: str, remedy: str) -> Problem:
        """A problem at the character at `offset`."""
        return Problem(self.place(offset), code, sentence, remedy)


def read_source(data: bytes, file: str, limits: Limits) -> SourceText | tuple[Problem, ...]:
    """The text of `data`, or what stands in the way: size, encoding, characters, directives.

    The size is looked at first, so nothing is done with a file that is too large.
    """
    if len(data) > limits.size:
        sentence = f"the file has {len(data):,} bytes, more than the {limits.size:,} that it may have"
        remedy = "split it, or move per-run records into a CSV, JSONL or Parquet file beside it"
        return (Problem(Place(file), "yaml-too-large", sentence, remedy),)
    text = _decode(data, file)
    if isinstance(text, Problem):
        return (text,)
    source = SourceText(file, text, Lines.of(text))
    return tuple(islice(_check_text(source), limits.problems)) or source


def _decode(data: bytes, file: str) -> str | Problem:
    encoding = next((name for mark, name in _OTHER_ENCODINGS if data.startswith(mark)), None)
    if len(data) > 1 and data[:2].count(0) == 1:
        encoding = "UTF-16"  # Windows tools write it without a mark; every other byte of ASCII in it is 0
    if encoding:
        sentence = f"the file is {encoding}, not UTF-8"
        return Problem(Place(file, 1, 1), "yaml-encoding", sentence, _SAVE_AS_UTF_8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
        place = Lines.of(before).place(file, len(before))
        return Problem(place, "yaml-encoding", f"byte 0x{data[error.start]:02x} is not UTF-8", _SAVE_AS_UTF_8)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return text + "\n" if _UNENDED_BLANK_LINE.search(text) else text


def _check_text(source: SourceText) -> Iterator[Problem]:
    """One problem for each line that holds forbidden characters, at the first of them, and one for a directive."""
    remedy = "delete it; it is invisible, or shows the text in another order than it is read"
    reached = 0
    while first := FORBIDDEN_IN_FILES.search(source.text, reached):
        begin, reached = first.start(), source.lines.end(first.start())
        sentence = f"the line holds {name_characters(FORBIDDEN_IN_FILES.findall(source.text, begin, reached))}"
        yield source.problem(begin, "yaml-control-character", sentence, remedy)
    if directive := _DIRECTIVE.match(source.text):
        sentence = "the file begins with a YAML directive"
        remedy = "delete the line; files are read as YAML 1.2"
        yield source.problem(directive.end() - 1, "yaml-directive", sentence, remedy)


class StopReading(Exception):
    """Raised where the rest of the file cannot or must not be read; caught inside this package."""


class ProblemCollector:
    """Problems of `source` in the order in which they were met, at most `limits.problems` and one more."""

    def __init__(self, source: SourceText, limits: Limits) -> None:
        self.problems: list[Problem] = []
        self._source = source
        self._most = limits.problems

    def add(self, offset: int, code: str, sentence: str, remedy: str) -> None:
        """Adds a problem at `offset`; reading goes on. Raises `StopReading` when there are too many."""
        if len(self.problems) >= self._most:
            sentence = f"the file has more than {self._most} problems; the rest is not listed"
            self.stop(offset, "yaml-too-many-problems", sentence, "mend the ones above and check again")
        self.problems.append(self._source.problem(offset, code, sentence, remedy))

    def stop(self, offset: int, code: str, sentence: str, remedy: str) -> NoReturn:
        """Adds a problem at `offset` and raises `StopReading`."""
        self.problems.append(self._source.problem(offset, code, sentence, remedy))
        raise StopReading
