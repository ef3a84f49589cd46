"""The faster scanner against the one that it replaces."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from trustpages.intake.yaml.parser import RunYaml
from trustpages.intake.yaml.source import DEFAULT, SourceText, read_source

_LONGEST = 4_000  # of a file, for the slow one

PIECES = (
    *(" ", "  ", "\n", "\n  ", "\n    ", ": ", ":", "- ", "-", "#", " # c", '"', "'", "[", "]", "{", "}", ","),
    *("?", "? ", "|\n", ">-\n", "\t", "\\", "...", "---", "\n---\n", "a", "key", "two words", "1.5", "é", "x:y"),
    *("http://a/b", "&a ", "*a", "!t ", "%", "@", '"q r"', "'it''s'", '"a\\n"', "a: b\n", "- c\n", "[d, e]"),
)
WRITTEN = (
    "a: b\nc:\n  - d e\n  - f\n",
    "a: one\n  two\n\n  three\nb: x\n",
    "a: x # c\nb: 'y'  # d\n",
    "{a: b, c: [d e, f], g: http://x/y}\n",
    "[a\n, b c\n  d]\n",
    "a : b\n? c\n: d\n",
    "a: x:y z\nb: - c\n",
    "a: b\n---\nc: d\n...\n",
    "a:\n b:\n  c\n d: e\n",
    "plain",
    "plain ",
    "a: b:",
    "a: 'x\n  y'\nb: \"z\"",
)


def tokens_of(text: str, *, fast: bool) -> tuple[list[Any], str]:
    """Everything that an event says, and the kind of error at the end, if there was one."""
    yaml = RunYaml() if fast else YAML(typ="safe", pure=True)
    seen: list[Any] = []
    try:
        for event in yaml.parse(text):
            marks = [(mark.index, mark.line, mark.column) for mark in (event.start_mark, event.end_mark)]
            seen.append((type(event), getattr(event, "value", None), getattr(event, "style", None), *marks))
    except (YAMLError, ValueError, AssertionError, AttributeError, TypeError, IndexError) as error:
        return seen, f"{type(error).__name__}: {getattr(error, 'problem', '')}"
    return seen, ""


@pytest.mark.parametrize("text", WRITTEN)
def test_both_scanners_agree_on_written_text(text: str) -> None:
    assert tokens_of(text, fast=True) == tokens_of(text, fast=False)


CASES = Path(__file__).parents[3] / "cases"
HOSTILE = Path(__file__).parents[5] / "shared" / "hostile"


def test_both_scanners_agree_on_every_case() -> None:
    for path in sorted(CASES.glob("**/*.yml")):
        text = path.read_bytes().decode("utf-8", "replace")
        agree(text[:_LONGEST])


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpora are not here")
def test_both_scanners_agree_on_the_corpora_of_others() -> None:
    for path in sorted(HOSTILE.glob("*yaml*.jsonl")):
        for line in path.read_text("ascii").splitlines():
            agree(base64.b64decode(json.loads(line)["b64"])[:_LONGEST].decode("utf-8", "replace"))


def agree(text: str) -> None:
    """Both scanners say the same of the text, if the reader would let it come to them."""
    source = read_source(text.encode(), "f.yml", DEFAULT)
    if isinstance(source, SourceText) and "\n%" not in text:
        assert tokens_of(source.text, fast=True) == tokens_of(source.text, fast=False), text


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=400, deadline=None)
def test_both_scanners_agree_on_any_text(text: str) -> None:
    fast, slow = tokens_of(text, fast=True), tokens_of(text, fast=False)
    assert fast[1].partition(":")[0] == slow[1].partition(":")[0]
    assert fast[0] == slow[0]
