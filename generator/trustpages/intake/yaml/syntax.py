"""Diagnosis of YAML syntax errors: what the author most likely did, and the place that wants mending.

The parser's own words name its tokens. Here each of its errors is mapped to a sentence about the text, and to
the place where the text wants mending, which for an open quote or bracket is where it was opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from trustpages.intake.yaml.strict_scanner import (
    COLON_IN_BRACKETS,
    COMMENT_WITHOUT_SPACE,
    QUESTION_IN_BRACKETS,
    UNINDENTED_BRACKET,
    UNINDENTED_QUOTE,
)

_COLON_WITHOUT_SPACE = re.compile(r"[ ]*(?:- )?[\w-]+(:)[^\s:/]")
_TOO_LARGE_ESCAPE = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")

_QUOTES_IN_QUOTES = """inside '…' a quote is written twice, inside "…" with a backslash before it"""


@dataclass(frozen=True, slots=True)
class SyntaxFailure:
    """Offsets in `text` where the parser failed and where the token that it was reading began, and its message."""

    text: str
    at: int
    since: int
    said: str

    @property
    def character(self) -> str:
        """The character at which the parser gave up; empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def line_start(self) -> int:
        """Where the line begins in which the parser gave up."""
        return self.text.rfind("\n", 0, self.at) + 1

    @property
    def line_above(self) -> int:
        """Where the line above that one begins."""
        return self.text.rfind("\n", 0, max(self.line_start - 1, 0)) + 1

    @property
    def before(self) -> str:
        """What stands in that line before the failure."""
        return self.text[self.line_start : self.at]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong, how to mend it, and the offset of the character that wants mending."""

    at: int
    sentence: str
    remedy: str
    code: str = "yaml-syntax"


def diagnose(failure: SyntaxFailure) -> Diagnosis:
    """The most likely mistake behind `failure`."""
    # A tab in the indentation ends in any of several errors, so it is looked for first.
    if failure.character == "\t" or failure.before.lstrip(" ").startswith("\t"):
        at = failure.text.index("\t", failure.line_start)
        remedy = "replace it by spaces; indent by two for each level"
        return Diagnosis(at, "a tab stands where only spaces may stand", remedy)
    for words, explain in _KNOWN:  # the first wins: some of the parser's errors hold the words of several
        if words in failure.said:
            return explain(failure)
    remedy = "check indentation, quotes and brackets around it"
    return Diagnosis(failure.at, "this cannot be read as YAML", remedy)


def diagnose_breakdown(text: str, reached: int) -> Diagnosis:
    """The most likely reason why the parser raised something else than its own errors somewhere after `reached`."""
    if escape := _TOO_LARGE_ESCAPE.search(text, reached):
        sentence = f"the escape '{escape.group()}' is beyond the last character, U+10FFFF"
        return Diagnosis(escape.start(), sentence, "write the character itself, or correct the escape")
    return Diagnosis(reached, "the text after this cannot be read as YAML", "simplify it and check again")


def _explain_open_quote(failure: SyntaxFailure) -> Diagnosis:
    remedy = f"add the closing quote; {_QUOTES_IN_QUOTES}"
    sentence = "the quote that opens here is not closed before the next unindented line"
    return Diagnosis(failure.since, sentence, remedy)


def _explain_no_colon(failure: SyntaxFailure) -> Diagnosis:
    remedy = "write 'key: value', '- item', or indent the line to continue the text above"
    sentence = "this line is neither a key with a value nor part of what stands above"
    return Diagnosis(failure.since, sentence, remedy)


def _explain_colon(failure: SyntaxFailure) -> Diagnosis:
    if ": " in failure.before:
        sentence = "a second colon with a space follows in the value of a key"
        return Diagnosis(failure.at, sentence, "put the whole value in quotes")
    if above := _COLON_WITHOUT_SPACE.match(failure.text, failure.line_above, failure.line_start):
        return Diagnosis(above.start(1), "there is no space after this colon", "write 'key: value'")
    remedy = "give keys of one mapping the same indentation, or delete the value of the key above"
    return Diagnosis(failure.at, "a key stands inside the value of the line above", remedy)


def _explain_list_item(failure: SyntaxFailure) -> Diagnosis:
    remedy = "begin the list in the next line, indented; put a lone dash in quotes if it is text"
    return Diagnosis(failure.at, "a list item cannot begin here", remedy)


def _explain_complex_key(failure: SyntaxFailure) -> Diagnosis:
    return Diagnosis(failure.at, "a question mark begins a key here", "put the text in quotes")


def _explain_out_of_line(failure: SyntaxFailure) -> Diagnosis:
    if failure.before.rstrip().endswith(('"', "'")):
        remedy = f"put all of the text in quotes; {_QUOTES_IN_QUOTES}"
        return Diagnosis(failure.at, "text follows a closing quote", remedy)
    if failure.character in {"]", "}", ","}:
        return _explain_stray(failure)
    if failure.character == "-":
        remedy = "give all items of a list the same indentation, below the key that they belong to"
        return Diagnosis(failure.at, "this list item lines up with nothing above", remedy)
    if failure.text[failure.line_above : failure.line_start].isspace():
        return _explain_block_indent(failure)
    remedy = "give keys of one mapping the same indentation"
    return Diagnosis(failure.at, "the indentation of this line fits nothing above", remedy)


def _explain_open_bracket(failure: SyntaxFailure) -> Diagnosis:
    if "got '<scalar>'" in failure.said or "got '['" in failure.said or "got '{'" in failure.said:
        return Diagnosis(failure.at, "a comma is missing before this", "separate items by commas")
    remedy = "close it, and separate items by commas; put brackets that are text in quotes"
    return Diagnosis(failure.since, "the bracket that opens here is not closed where it should be", remedy)


def _explain_no_content(failure: SyntaxFailure) -> Diagnosis:
    if not failure.character:
        return Diagnosis(failure.at, "the file ends inside a bracket", "close every [ and {")
    return _explain_stray(failure)


def _explain_stray(failure: SyntaxFailure) -> Diagnosis:
    sentence = f"'{failure.character}' stands where a value is expected"
    return Diagnosis(failure.at, sentence, "delete it, open its bracket, or put the text in quotes")


def _explain_escape(failure: SyntaxFailure) -> Diagnosis:
    at = failure.text.rfind("\\", 0, failure.at + 1)
    remedy = "write \\\\ for a backslash, or use single quotes, in which it stands for itself"
    return Diagnosis(at, "the backslash does not begin an escape that YAML knows", remedy)


def _explain_block_header(failure: SyntaxFailure) -> Diagnosis:
    sign = failure.text[failure.since : failure.since + 1]
    sentence = f"text follows the sign '{sign}', which announces text in the lines below"
    return Diagnosis(failure.since, sentence, f"put the text in quotes if the '{sign}' belongs to it")


def _explain_block_indent(failure: SyntaxFailure) -> Diagnosis:
    remedy = "indent all lines of a text alike, and leave no spaces in empty lines before it"
    return Diagnosis(failure.at, "this text is indented less than a blank line or the text above it", remedy)


def _explain_reference(failure: SyntaxFailure) -> Diagnosis:
    sign = failure.text[failure.since : failure.since + 1]
    sentence = f"'{sign}' at the beginning of a value refers to another part of the file"
    code = "yaml-alias" if sign == "*" else "yaml-anchor"
    return Diagnosis(failure.since, sentence, "put the text in quotes", code)


def _explain_tag(failure: SyntaxFailure) -> Diagnosis:
    sentence = "'!' at the beginning of a value asks for a type"
    return Diagnosis(failure.since, sentence, "delete the tag, or put the text in quotes", "yaml-tag")


def _explain_directive(failure: SyntaxFailure) -> Diagnosis:
    at = max(failure.text.rfind("\n%", 0, failure.at) + 1, 0)
    sentence = "a line that begins with '%' is a YAML directive"
    return Diagnosis(at, sentence, "delete it or indent it", "yaml-directive")


def _explain_after_end(failure: SyntaxFailure) -> Diagnosis:
    remedy = "delete it, or the line '...' before it"
    return Diagnosis(failure.at, "text follows the end of the document", remedy)


def _explain_no_beginning(failure: SyntaxFailure) -> Diagnosis:
    if failure.text.rfind("\n%", 0, failure.at) >= 0:
        return _explain_directive(failure)
    return _explain_after_end(failure) if failure.character not in {"]", "}", ","} else _explain_stray(failure)


def _explain_comment(failure: SyntaxFailure) -> Diagnosis:
    sentence = "this '#' touches what stands before it, so it begins no comment"
    return Diagnosis(failure.at, sentence, "write a space before it, or put all of the text in quotes")


def _explain_line_in_bracket(failure: SyntaxFailure) -> Diagnosis:
    at = failure.line_start + len(failure.before) - len(failure.before.lstrip(" "))
    remedy = "close the bracket above, or indent the lines inside it by spaces"
    return Diagnosis(at, "a bracket above is still open, but this line is not indented", remedy)


def _explain_question_in_brackets(failure: SyntaxFailure) -> Diagnosis:
    sentence = "some YAML readers take this question mark for the sign of a key, others for a part of the text"
    return Diagnosis(failure.at, sentence, "put the text in quotes")


def _explain_colon_in_brackets(failure: SyntaxFailure) -> Diagnosis:
    sentence = "some YAML readers take the colon at the end of this text for a part of it, others for the end of a key"
    return Diagnosis(failure.at, sentence, "put the text in quotes, or write a space and a value after the colon")


def _explain_reserved(failure: SyntaxFailure) -> Diagnosis:
    sentence = f"unquoted text cannot begin with '{failure.character}'"
    return Diagnosis(failure.at, sentence, "put the text in quotes")


_KNOWN: tuple[tuple[str, Callable[[SyntaxFailure], Diagnosis]], ...] = (
    (COMMENT_WITHOUT_SPACE, _explain_comment),
    (UNINDENTED_BRACKET, _explain_line_in_bracket),
    (UNINDENTED_QUOTE, _explain_open_quote),
    (QUESTION_IN_BRACKETS, _explain_question_in_brackets),
    (COLON_IN_BRACKETS, _explain_colon_in_brackets),
    ("cannot start any token", _explain_reserved),
    ("scanning a quoted scalar", _explain_open_quote),
    ("could not find expected ':'", _explain_no_colon),
    ("mapping values are not allowed", _explain_colon),
    ("sequence entries are not allowed", _explain_list_item),
    ("mapping keys are not allowed", _explain_complex_key),
    ("expected <block end>", _explain_out_of_line),
    ("expected ',' or ", _explain_open_bracket),
    ("expected the node content", _explain_no_content),
    ("a double-quoted scalar", _explain_escape),
    ("more indented follow up line", _explain_block_indent),
    ("a block scalar", _explain_block_header),
    ("an alias", _explain_reference),
    ("an anchor", _explain_reference),
    ("a tag", _explain_tag),
    ("an tag", _explain_tag),
    ("undefined tag handle", _explain_tag),
    ("a directive", _explain_directive),
    ("an directive", _explain_directive),
    ("expected '<document start>'", _explain_no_beginning),
    ("after document end marker", _explain_after_end),
)
"""Words of the parser's errors, the most specific first; what they mean for the author."""
