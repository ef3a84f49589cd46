"""A faster and stricter scanner for ruamel.yaml.

`LineFeedReader` and `RunScanner` give the same tokens as ruamel.yaml's classes for text without carriage returns,
byte order marks and directives, which `read_source` guarantees; the tests hold them against each other. The
patterns are possessive throughout, so that no text makes them try anything twice. What is not as simple as
a pattern is left to ruamel.yaml. `StrictScanner` refuses what ruamel.yaml accepts although YAML does not.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.error import FileMark
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import ScalarToken

# Blank lines, comments and what indents the next token; inside brackets that may be tabs.
_GAP_IN_BLOCK = re.compile(r"(?: [ ]*+ (?:\#[^\n\0]*+)?+ \n )*+ [ ]*+ (?:\#[^\n\0]*+)?+", re.VERBOSE)
_GAP_IN_BRACKETS = re.compile(r"(?: [ \t]*+ (?:\#[^\n\0]*+)?+ \n )*+ [ \t]*+ (?:\#[^\n\0]*+)?+", re.VERBOSE)

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

# Quoted text on one line in which every character stands for itself.
_QUOTED = {'"': re.compile(r'"([^"\\\n\0]*+)"'), "'": re.compile(r"'([^'\n\0]*+)'(?!')")}


class LineFeedReader(Reader):
    """Reads one string whose lines end in line feeds, and moves through it a run at a time."""

    def forward(self, length: int = 1) -> None:
        """Passes `length` characters."""
        begin, end = self.pointer, self.pointer + length
        breaks = self.buffer.count("\n", begin, end)
        if breaks:
            self.line += breaks
            self.column = end - self.buffer.rindex("\n", begin, end) - 1
        else:
            self.column += length
        self.pointer = self.index = end

    def get_mark(self) -> FileMark:
        """The current position, without the text around it."""
        return FileMark(self.name, self.index, self.line, self.column)


class RunScanner(Scanner):
    """Reads gaps and ordinary scalars by one regular expression each, and looks ahead only where it must."""

    scanner_processing_version = (1, 2)  # directives are refused before scanning

    def need_more_tokens(self) -> bool:
        """Whether the first token may still change its meaning."""
        if not self.tokens or not self.possible_simple_keys:
            # Only a token that may turn out to be a key can change, which ruamel.yaml looks for at every token.
            return not self.tokens and not self.done
        return bool(super().need_more_tokens())

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
        pattern = _PLAIN_IN_BRACKETS if self.flow_context else _PLAIN_IN_BLOCK
        match = pattern.match(reader.buffer, reader.pointer)
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
            reader.forward()
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
        self.reader.forward(length)
        return ScalarToken(value, style is None, start, self.reader.get_mark(), style)


UNINDENTED_BRACKET = "unindented line in brackets"
UNINDENTED_QUOTE = "unindented line in a quoted text"
COMMENT_WITHOUT_SPACE = "comment without a space before it"
QUESTION_IN_BRACKETS = "question mark before a text in brackets"
COLON_IN_BRACKETS = "colon before a delimiter in brackets"

_LONGEST_TAG = 1000


class StrictScanner(RunScanner):
    """Refuses comments that touch what they follow, unindented lines in brackets or quotes, and two signs in brackets.

    In `[?x]` the question mark is part of the text, and in `[x:]` the colon is not; ruamel.yaml reads both the other
    way round, and readers differ (https://github.com/yaml/pyyaml/issues/128). A closing bracket may stand below its
    key, as it does in much YAML that people write.
    """

    _line = -1  # of the latest token

    def scan_to_next_token(self) -> Any:
        """Passes white space and comments."""
        reader = self.reader
        at = reader.pointer
        if reader.buffer[at] == "#" and at and reader.buffer[at - 1] not in " \t\n":
            raise ScannerError(None, None, COMMENT_WITHOUT_SPACE, reader.get_mark())
        return super().scan_to_next_token()

    def unwind_indent(self, column: int) -> None:
        """Closes blocks that end at `column`; inside brackets, where none ends, checks the indentation."""
        reader = self.reader
        begins_line, self._line = reader.line != self._line, reader.line
        if not self.flow_context:
            super().unwind_indent(column)
        elif begins_line and reader.peek() not in "]}\0" and not self._is_indented(reader.pointer - column):
            raise ScannerError(None, None, UNINDENTED_BRACKET, reader.get_mark())

    def fetch_key(self) -> Any:
        """The sign `?` that begins a key; in brackets it needs a space after it."""
        reader = self.reader
        if self.flow_context and reader.peek(1) not in " \t\n\0":
            raise ScannerError(None, None, QUESTION_IN_BRACKETS, reader.get_mark())
        return super().fetch_key()

    def scan_plain(self) -> Any:
        """The next plain scalar; in brackets none ends in a colon."""
        token = super().scan_plain()
        if self.flow_context and token.value.endswith(":"):
            mark = token.start_mark
            raise ScannerError(None, mark, COLON_IN_BRACKETS, mark)
        return token

    def scan_tag(self) -> Any:
        """The next tag, which is refused later; a long one here, since decoding takes quadratic time."""
        token = super().scan_tag()
        if len(token.value[1]) > _LONGEST_TAG:
            raise ScannerError("while scanning a tag", token.start_mark, None, token.start_mark)
        return token

    def scan_flow_scalar(self, style: str) -> Any:
        """The next quoted scalar."""
        token = super().scan_flow_scalar(style)
        if token.start_mark.line != token.end_mark.line and not self.flow_context:
            line = token.start_mark.index
            for _ in range(token.start_mark.line, token.end_mark.line):
                line = self.reader.buffer.index("\n", line) + 1
                if not self._is_indented(line):
                    raise ScannerError(None, token.start_mark, UNINDENTED_QUOTE, token.start_mark)
        return token

    def _is_indented(self, line: int) -> bool:
        """Whether the line that begins at offset `line` is blank or goes deeper than the block around it."""
        margin = self.reader.buffer[line : line + self.indent + 1]
        return not margin.strip(" ") or margin.lstrip(" ")[0] == "\n"
