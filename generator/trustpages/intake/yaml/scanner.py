"""A faster scanner for ruamel.yaml.

`LineFeedReader` and `RunScanner` give the same tokens as ruamel.yaml's classes for text without carriage
returns, byte order marks and directives, which `read_source` guarantees; the tests hold them against each other. The
patterns are possessive throughout, so that no text makes them try anything twice. What is not as simple as
a pattern is left to ruamel.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from ruamel.yaml.error import FileMark
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner
from ruamel.yaml.tokens import ScalarToken, Token

# Blank lines, comments and what indents the next token; inside brackets that may be tabs.
_GAP_IN_BLOCK = re.compile(r"(?: [ ]*+ (?:\#[^\n\0]*+)?+ \n )*+ [ ]*+ (?:\#[^\n\0]*+)?+", re.VERBOSE)
_GAP_IN_BRACKETS = re.compile(r"(?: [ \t]*+ (?:\#[^\n\0]*+)?+ \n )*+ [ \t]*+ (?:\#[^\n\0]*+)?+", re.VERBOSE)

# Most unquoted text: without the signs that need a second look, so that it is passed in one run.
_WORDS_IN_BLOCK = re.compile(r"[^\t\n\0:#]++(?<![ ])(?=:[ \n]|\n|\0)")
_WORDS_IN_BRACKETS = re.compile(r"[^\t\n\0:#,?\[\]{}]++(?<![ ])(?=:[ ]|[,\]}])")

# Unquoted text on one line up to a colon and a space, the end of the line or, inside brackets, a delimiter: runs
# without spaces and colons, colons inside words, spaces between words unless a comment may begin.
_PLAIN_IN_BLOCK = re.compile(
    r"""(?: [^ \t\n\0:]++
          | : (?=[^ \t\n\0])
          | [ ]++ (?=[^ \t\n\0:#] | :[^ \t\n\0])
        )++ (?= :[ \n] | \n | \0 )""",
    re.VERBOSE,
)
_PLAIN_IN_BRACKETS = re.compile(
    r"""(?: [^ \t\n\0:,?\[\]{}]++
          | : (?=[^ \t\n\0:,?\[\]{}])
          | [ ]++ (?=[^ \t\n\0:,?\[\]{}#])
        )++ (?= :[ ] | [,\]}] )""",
    re.VERBOSE,
)

_PLAIN = ((_WORDS_IN_BLOCK, _PLAIN_IN_BLOCK), (_WORDS_IN_BRACKETS, _PLAIN_IN_BRACKETS))

# Quoted text on one line in which every character stands for itself.
_QUOTED = {'"': re.compile(r'"([^"\\\n\0]*+)"'), "'": re.compile(r"'([^'\n\0]*+)'(?!')")}

# What may begin something else than plain text; a full stop may begin the line that ends a document.
_SIGNS: Final = frozenset("\0 \t\n\x85\u2028\u2029-?:,[]{}#&*!|>'\"%@`.")

_LONGEST_KEY: Final = 1024
VERSION: Final = (1, 2)
"""Of YAML: directives that could say otherwise are refused before scanning."""


class LineFeedReader(Reader):
    """Reads one string whose lines end in line feeds, and moves through it a run at a time."""

    _mark: FileMark | None = None  # of the latest position that was asked for

    def forward(self, length: int = 1) -> None:
        """Passes `length` characters."""
        if length == 1:
            self.pass_one()
            return
        begin, end = self.pointer, self.pointer + length
        breaks = self.buffer.count("\n", begin, end)
        if breaks:
            self.line += breaks
            self.column = end - self.buffer.rindex("\n", begin, end) - 1
        else:
            self.column += length
        self.pointer = self.index = end

    def pass_one(self) -> None:
        """Passes one character, which may be a line break."""
        if self.buffer[self.pointer] == "\n":
            self.line += 1
            self.column = 0
        else:
            self.column += 1
        self.pointer = self.index = self.pointer + 1

    def pass_in_line(self, length: int) -> None:
        """Passes `length` characters that hold no line break."""
        self.column += length
        self.pointer = self.index = self.pointer + length

    def get_mark(self) -> FileMark:
        """The current position, without the text around it."""
        mark = self._mark
        if mark is None or mark.index != self.index:  # where one token ends another one begins
            mark = self._mark = FileMark(self.name, self.index, self.line, self.column)
        return mark


class RunScanner(Scanner):
    """Reads gaps and ordinary scalars by one regular expression each, and looks ahead only where it must."""

    scanner_processing_version = VERSION
    _is_settled = False  # whether it is known that the first token will not change its meaning

    @cached_property
    def reader(self) -> LineFeedReader:
        """What is read from."""
        found: LineFeedReader = self.loader.reader
        return found

    @cached_property
    def _fetchers(self) -> dict[str, Callable[[], None]]:
        """What a sign begins, whatever follows it."""
        return {
            ",": self.fetch_flow_entry,
            "[": self.fetch_flow_sequence_start,
            "]": self.fetch_flow_sequence_end,
            "{": self.fetch_flow_mapping_start,
            "}": self.fetch_flow_mapping_end,
            "'": self.fetch_single,
            '"': self.fetch_double,
        }

    def check_token(self, *choices: type[Token]) -> bool:
        """Whether the next token is of one of these types, or there is one at all."""
        if not self._is_settled:
            self._settle()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def peek_token(self) -> Any:
        """The next token, which stays."""
        if not self._is_settled:
            self._settle()
        return self.tokens[0] if self.tokens else None

    def get_token(self) -> Any:
        """The next token, which is taken."""
        if not self._is_settled:
            self._settle()
        if not self.tokens:
            return None
        self.tokens_taken += 1
        self._is_settled = False
        return self.tokens.pop(0)

    def _settle(self) -> None:
        while self.need_more_tokens():
            self.fetch_more_tokens()
        self._is_settled = True

    def need_more_tokens(self) -> bool:
        """Whether the first token may still change its meaning: only one that may turn out to be a key can."""
        if self.done or not self.tokens:
            return not self.done
        if not self.possible_simple_keys:
            return False
        self.stale_possible_simple_keys()
        first = min([key.token_number for key in self.possible_simple_keys.values()], default=None)
        return bool(first == self.tokens_taken)

    def save_possible_simple_key(self) -> None:
        """Notes that the next token may turn out to be a key, where one may stand."""
        if self.allow_simple_key:
            super().save_possible_simple_key()

    def stale_possible_simple_keys(self) -> None:
        """Forgets what can no longer turn out to be a key, mostly nothing."""
        line, since = self.reader.line, self.reader.index - _LONGEST_KEY
        for key in self.possible_simple_keys.values():
            if key.line != line or key.index < since:
                super().stale_possible_simple_keys()
                return

    def fetch_more_tokens(self) -> None:
        """Adds the next token, and those for blocks that end before it."""
        reader = self.reader
        if reader.buffer[reader.pointer] in " \n#\t":
            self.scan_to_next_token()
            self.stale_possible_simple_keys()
        self.unwind_indent(reader.column)
        sign = reader.buffer[reader.pointer]
        if sign not in _SIGNS:
            self.fetch_plain()
        elif (fetch := self._fetchers.get(sign)) is not None:
            fetch()
        elif sign == ":" and reader.buffer[reader.pointer + 1] in " \n":
            self.fetch_value()
        elif sign == "-" and reader.buffer[reader.pointer + 1] == " ":
            self.fetch_block_entry()
        else:
            super().fetch_more_tokens()  # finds that nothing is left to be passed

    def scan_to_next_token(self) -> Any:
        """Passes white space and comments."""
        reader = self.reader
        line, begin = reader.line, reader.pointer
        gap = (_GAP_IN_BRACKETS if self.flow_context else _GAP_IN_BLOCK).match(reader.buffer, begin)
        if gap is not None and gap.end() > begin:
            reader.forward(gap.end() - begin)
            if reader.line > line and not self.flow_context:
                self.allow_simple_key = True

    def scan_plain(self) -> Any:
        """The next plain scalar; by the slow way if it may go on in the next line."""
        reader = self.reader
        words, plain = _PLAIN[bool(self.flow_context)]
        match = words.match(reader.buffer, reader.pointer) or plain.match(reader.buffer, reader.pointer)
        if match is None:
            return super().scan_plain()
        ends_line = reader.buffer[match.end()] == "\n"
        if ends_line:
            begin = match.end() + 1
            margin = reader.buffer[begin : begin + self.indent + 1].lstrip(" ")
            if not margin or margin[0] == "\n":  # the next line is blank, or continues this scalar
                return super().scan_plain()
        token = self._make_scalar(match.group(), len(match.group()), None)
        self.allow_simple_key = ends_line
        if ends_line:
            reader.pass_one()
        return token

    def scan_flow_scalar(self, style: str) -> Any:
        """The next quoted scalar; by the slow way if it has escapes or more than one line."""
        reader = self.reader
        match = _QUOTED[style].match(reader.buffer, reader.pointer)
        if match is None:
            return super().scan_flow_scalar(style)
        return self._make_scalar(match.group(1), len(match.group()), style)

    def _make_scalar(self, value: str, length: int, style: str | None) -> ScalarToken:
        start = self.reader.get_mark()
        self.reader.pass_in_line(length)
        return ScalarToken(value, style is None, start, self.reader.get_mark(), style)
