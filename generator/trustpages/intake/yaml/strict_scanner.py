"""A scanner that refuses what ruamel.yaml accepts although YAML does not."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.scanner import ScannerError

from trustpages.intake.yaml.scanner import RunScanner

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
            if self.indent > column:
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
