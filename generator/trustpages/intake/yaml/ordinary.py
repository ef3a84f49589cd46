"""Reads ordinary YAML in one pass; whatever else a file holds, and whatever is wrong in it, is the parser's to read.

Ordinary is what people write: mappings and lists in blocks or brackets, text with or without quotes, folded or kept,
comments on lines of their own or behind a value. What is read here the parser reads as the same values at the same
places, without a problem; the tests hold the two against each other. Every pattern is possessive, and none is tried
at a place more than once or twice, so that no text takes more than linear time.
"""

from __future__ import annotations

import re
from typing import Final

from trustpages.intake.yaml.cursor import NodeCursor, NotOrdinaryError
from trustpages.intake.yaml.scalars import read_plain_scalar
from trustpages.intake.yaml.source import Limits, SourceText
from trustpages.model.problem import Fault
from trustpages.model.source_map import Located, Plain

_LONGEST_KEY: Final = 1000

_QUOTED = r""" "(?:[^"\\\n\0]++|\\["\\/n])*+" | '(?:[^'\n\0]++|'')*+' """
_KEY = re.compile(rf"(?: [A-Za-z_][A-Za-z0-9_./-]{{0,200}}+ | {_QUOTED} ):(?=[ \n\0])", re.VERBOSE)
# In double quotes a backslash at the end of a line takes away the break, and what indents the next line.
_TEXT_IN_QUOTES = re.compile(_QUOTED.replace("/n]", r"/n]|\\\n[ ]++"), re.VERBOSE)
_ESCAPE = re.compile(r"\\(?:(\n[ ]++)|(.))")
# Unquoted text in one line: runs without spaces and colons, colons inside words, spaces between words.
_PLAIN = re.compile(r"(?: [^ \n\0:]++ | :(?=[^ \n\0]) | [ ]++(?=[^ \n\0:#]|:[^ \n\0]) )++", re.VERBOSE)
_PLAIN_IN_BRACKETS = re.compile(
    r"(?: [^ \n\0:,?\[\]{}]++ | :(?=[^ \n\0:,?\[\]{}]) | [ ]++(?=[^ \n\0:,?\[\]{}#]) )++", re.VERBOSE
)
# What else than plain text a character may begin; a hyphen begins some of it.
_SIGNS: Final = frozenset("\0 \n?:,[]{}#&*!|>'\"%@`")
_NO_TEXT_AFTER_HYPHEN: Final = frozenset(" \n\0,[]{}")

# The rest of a line behind a value, blank lines and comments, the indentation of what follows.
_REST = re.compile(r"(?:[ ]++\#[^\n\0]*+|[ ]*+)(?:\n(?:[ ]*+(?:\#[^\n\0]*+)?\n)*+|(?=\0))([ ]*+)")
_GAP = re.compile(r"(?:[ ]*+(?:\#[^\n\0]*+)?\n)*+([ ]*+)")
_CONTINUED = re.compile(r"[ ]*+\n([ ]*+)(?=[^ \n\0#])")
_BLOCK = re.compile(r"([|>])(-?)\n([ ]*+)(?=[^ \n\0])")
_LINE = re.compile(r"([^\n\0]*+)\n")
_UNUSUAL = re.compile(r"\t|^(?:---|\.\.\.)", re.MULTILINE)


def read_ordinary(source: SourceText, limits: Limits) -> Located | None:
    """The document, or None where it holds anything that is not ordinary."""
    if _UNUSUAL.search(source.text):
        return None
    reader = _OrdinaryReader(source.text, limits)
    try:
        value = reader.read()
    except NotOrdinaryError:
        return None
    return Located(source.file, value, source.lines, reader.spans.collect())


class _OrdinaryReader(NodeCursor):
    """Reads one text; `indent` is how far the block around a value is indented, `key` where its key begins."""

    def read(self) -> Plain:
        """The value of the document, which begins where a line does."""
        self.enter_line(_GAP)
        if self.column != 0:
            raise NotOrdinaryError
        is_in_brackets = self.text[self.at] in "[{"
        value = self._read_inline(-1, None, []) if is_in_brackets else self._read_block(0, None, [])
        if self.column != -1 or self.events > self.limits.events:
            raise NotOrdinaryError
        return value

    def _read_block(self, indent: int, key: int | None, nodes: list[int]) -> Plain:
        """The mapping or list in a block that is indented so far and begins here; its node is added to `nodes`."""
        children: list[int] = []
        node = self.open(self.at, key, nodes)
        self.column = indent  # it may begin behind a hyphen
        if _KEY.match(self.text, self.at):
            value = self._read_mapping(indent, children)
        elif self.text.startswith("- ", self.at):
            value = self._read_list(indent, children)
        else:
            raise NotOrdinaryError
        self.close(node, children, None)
        return value

    def _read_mapping(self, indent: int, children: list[int]) -> Plain:
        value: dict[str, Plain] = {}
        while True:
            start = self.at
            key, end = self._read_key(value)
            if self.skip_spaces() in "\n#\0":
                self.at = end + 1
                self.enter_line(_REST)
                is_list = self.column == indent and self.text.startswith("- ", self.at)
                if self.column > indent or is_list:
                    value[key] = self._read_block(self.column, start, children)
                else:
                    value[key] = None
                    children.append(self.add(end, end, start))
            else:
                value[key] = self._read_inline(indent, start, children)
            if self.column < indent:
                return value
            if self.column > indent:
                raise NotOrdinaryError

    def _read_list(self, indent: int, children: list[int]) -> Plain:
        value: list[Plain] = []
        while self.column == indent and self.text.startswith("- ", self.at):
            dash = self.at
            self.at += 1
            sign = self.skip_spaces()
            if sign in "\n#\0":
                raise NotOrdinaryError
            if _KEY.match(self.text, self.at) or self.text.startswith("- ", self.at):
                value.append(self._read_block(indent + self.at - dash, None, children))
            else:
                value.append(self._read_inline(indent, None, children))
        if self.column > indent:
            raise NotOrdinaryError
        return value

    def _read_inline(self, indent: int, key: int | None, nodes: list[int]) -> Plain:
        """The value that begins in this line, behind a key or a hyphen of a block that is indented so far."""
        sign = self.text[self.at]
        if sign in "|>":
            return self._read_lines(indent, key, nodes)
        if sign in "[{":
            value = self._read_brackets(indent, key, nodes)
        elif sign in "\"'":
            value = self._read_quoted(indent, key, nodes)
        else:
            value = self._read_plain(_PLAIN, indent, key, nodes)
        self.enter_line(_REST)
        return value

    def _read_plain(self, pattern: re.Pattern[str], indent: int | None, key: int | None, nodes: list[int]) -> Plain:
        """Unquoted text; without `indent` it ends with its line."""
        start = self.at
        sign, after = self.text[start], self.text[start + 1 : start + 2]
        if sign in _SIGNS or (sign == "-" and after in _NO_TEXT_AFTER_HYPHEN):
            raise NotOrdinaryError
        lines = [self.match(pattern)[0]]
        while indent is not None and (more := _CONTINUED.match(self.text, self.at)) and len(more[1]) > indent:
            self.at = more.end()
            lines.append(self.match(pattern)[0])
        text = " ".join(lines)
        value = read_plain_scalar(text)
        if isinstance(value, Fault):
            raise NotOrdinaryError
        self.add_text(text, start, self.at, key, nodes)
        return value

    def _read_quoted(self, indent: int, key: int | None, nodes: list[int]) -> str:
        start = self.at
        quoted = self.match(_TEXT_IN_QUOTES)[0]
        if "\n" in quoted and any(len(more[1] or "") - 1 <= indent for more in _ESCAPE.finditer(quoted) if not more[2]):
            raise NotOrdinaryError
        text = _unquote(quoted)
        self.add_text(text, start, self.at, key, nodes)
        return text

    def _read_lines(self, indent: int, key: int | None, nodes: list[int]) -> str:
        """Text in the lines below a sign, each of them kept or folded."""
        start, header = self.at, self.match(_BLOCK)
        margin, is_folded = header[3], header[1] == ">"
        if len(margin) <= indent:
            raise NotOrdinaryError
        self.at -= len(margin)
        lines: list[str] = []
        last = end = self.at
        while line := _LINE.match(self.text, self.at):
            text = line[1]
            is_blank = not text.strip(" ")
            if not is_blank and not text.startswith(margin):
                break
            inner = text[len(margin) :]
            if (is_blank and inner) or (is_folded and inner.startswith(" ")):
                raise NotOrdinaryError
            lines.append(inner)
            self.at = line.end()
            if not is_blank:
                last, end = len(lines), line.start() + len(text.rstrip(" "))
        value = (_fold(lines[:last]) if is_folded else "\n".join(lines[:last])) + ("" if header[2] else "\n")
        self.add_text(value, start, end, key, nodes)
        self.enter_line(_GAP)
        return value

    def _read_brackets(self, indent: int, key: int | None, nodes: list[int]) -> Plain:
        """The mapping or list in brackets that begins here; its lines are indented further than the block around it."""
        children: list[int] = []
        node = self.open(self.at, key, nodes)
        is_mapping = self.text[self.at] == "{"
        mapping: dict[str, Plain] = {}
        entries: list[Plain] = []
        closing = "}" if is_mapping else "]"
        self.at += 1
        sign = self.skip_gap(indent)
        while sign != closing:
            if is_mapping:
                start = self.at
                name, _ = self._read_key(mapping)
                self.skip_gap(indent)
                mapping[name] = self._read_in_brackets(indent, start, children)
            else:
                entries.append(self._read_in_brackets(indent, None, children))
            sign = self.skip_gap(indent)
            if sign == ",":
                self.at += 1
                sign = self.skip_gap(indent)
            elif sign != closing:
                raise NotOrdinaryError
        self.at += 1
        self.close(node, children, self.at)
        return mapping if is_mapping else entries

    def _read_in_brackets(self, indent: int, key: int | None, nodes: list[int]) -> Plain:
        sign = self.text[self.at]
        if sign in "[{":
            return self._read_brackets(indent, key, nodes)
        if sign in "\"'":
            return self._read_quoted(indent, key, nodes)
        return self._read_plain(_PLAIN_IN_BRACKETS, None, key, nodes)

    def _read_key(self, mapping: dict[str, Plain]) -> tuple[str, int]:
        """The key that stands here, and where it ends."""
        text = self.match(_KEY)[0][:-1]
        is_quoted = text[0] in "\"'"
        key = _unquote(text) if is_quoted else text
        is_key = is_quoted or isinstance(read_plain_scalar(text), str)
        # The parser composes letters and accents, and takes no longer key.
        if not is_key or key in mapping or not key.isascii() or len(text) > _LONGEST_KEY:
            raise NotOrdinaryError
        self.events += 1
        return key, self.at - 1


def _unquote(text: str) -> str:
    inner = text[1:-1]
    if text[0] == "'":
        return inner.replace("''", "'")
    return _ESCAPE.sub(_unescape, inner) if "\\" in inner else inner


def _unescape(match: re.Match[str]) -> str:
    sign: str = match[2] or ""
    return "\n" if sign == "n" else sign


def _fold(lines: list[str]) -> str:
    """The lines with a space for each break between two of them; blank ones stand for a break each."""
    folded, breaks = "", 0
    for number, line in enumerate(lines):
        if not line:
            breaks += 1
            continue
        folded += ("\n" * breaks if breaks else " " if number else "") + line
        breaks = 0
    return folded
