"""From the bytes of a file to text that is safe to scan, or to the reasons why not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from trustpages.intake.yaml.characters import IN_FILES, named
from trustpages.intake.yaml.limits import Limits
from trustpages.model.located import Lines
from trustpages.model.problem import Place, Problem

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
class Source:
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


def read_source(data: bytes, file: str, limits: Limits) -> Source | tuple[Problem, ...]:
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
    source = Source(file, text, Lines.of(text))
    return tuple(islice(_text_problems(source), limits.problems)) or source


def _decode(data: bytes, file: str) -> str | Problem:
    if encoding := _other_encoding(data):
        sentence = f"the file is {encoding}, not UTF-8"
        return Problem(Place(file, 1, 1), "yaml-encoding", sentence, _SAVE_AS_UTF_8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(data, error.start, file)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return text + "\n" if _UNENDED_BLANK_LINE.search(text) else text


def _other_encoding(data: bytes) -> str | None:
    if len(data) > 1 and data[:2].count(0) == 1:
        return "UTF-16"  # Windows tools write it without a mark; every other byte of ASCII in it is 0
    return next((name for mark, name in _OTHER_ENCODINGS if data.startswith(mark)), None)


def _undecodable(data: bytes, offset: int, file: str) -> Problem:
    before = data[:offset].decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    place = Lines.of(before).place(file, len(before))
    sentence = f"byte 0x{data[offset]:02x} is not UTF-8"
    return Problem(place, "yaml-encoding", sentence, _SAVE_AS_UTF_8)


def _text_problems(source: Source) -> Iterator[Problem]:
    yield from _control_characters(source)
    if directive := _DIRECTIVE.match(source.text):
        sentence = "the file begins with a YAML directive"
        remedy = "delete the line; files are read as YAML 1.2"
        yield source.problem(directive.end() - 1, "yaml-directive", sentence, remedy)


def _control_characters(source: Source) -> Iterator[Problem]:
    """One problem for each line that holds such characters, where the first of them stands."""
    remedy = "delete it; it is invisible, or shows the text in another order than it is read"
    reached = 0
    while first := IN_FILES.search(source.text, reached):
        begin, reached = first.start(), source.lines.end(first.start())
        sentence = f"the line holds {named(IN_FILES.findall(source.text, begin, reached))}"
        yield source.problem(begin, "yaml-control-character", sentence, remedy)
