"""What is read in one pass against what the parser makes of the same text."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustpages.intake.yaml import reader
from trustpages.intake.yaml.ordinary import read_ordinary
from trustpages.intake.yaml.source import DEFAULT, Limits, SourceText, read_source
from trustpages.model.source_map import Located

ROOT = Path(__file__).parents[4]
CASES, HOSTILE = ROOT / "tests/cases", ROOT.parent / "shared" / "hostile"
PIECES = (
    *(" ", "  ", "\n", "\n  ", "\n    ", ": ", ":", "- ", "-", "#", " # c", '"', "'", "[", "]", "{", "}", ", ", "?"),
    *("|\n", ">-\n  ", "\t", "\\", "---", "a", "key", "two words", "1.5", "é", "x:y", "http://a/b", "&a ", "*a", "!t "),
    *(
        "a:\n",
        "b:\n  ",
        "- - ",
        "- a: b\n  c: d\n",
        "c: |\n  x\n\n  y\n",
        "d: >-\n    x\n    y\n",
        '"a\\\n   b"',
        "null",
    ),
    *(
        "yes",
        "0x1",
        "-1",
        ".5",
        "{e: f}",
        "[d, e]",
        "k: x\n   y z\n",
        "'k': ",
        '"k":',
        "'it''s'",
        '"a\\n"',
        "~",
        "%",
        "@",
    ),
)


def read(text: str, limits: Limits = DEFAULT) -> Located | None:
    """What is read in one pass, if it is; the parser says the same of it, and finds nothing wrong."""
    source = read_source(text.encode("utf-8", "replace"), "f.yml", limits)
    document = read_ordinary(source, limits) if isinstance(source, SourceText) else None
    if document is not None:
        parsed, problems = reader.load(text.encode("utf-8", "replace"), "f.yml", limits)
        assert problems == ()
        assert parsed == document, text
        assert repr(parsed.value if parsed else None) == repr(document.value)  # 1 is no True, and keys keep their order
        assert parsed is not None
        assert (parsed.lines, parsed.spans) == (document.lines, document.spans), text
    return document


def test_documents_that_people_write_are_ordinary() -> None:
    written = [*(CASES / "valid").rglob("*.yml"), *(ROOT / "evidence").rglob("*.yml"), ROOT / "trust.yml"]
    assert [path for path in written if read(path.read_text("utf-8")) is None] == []


def test_no_case_is_read_otherwise() -> None:
    for path in sorted(CASES.glob("**/*.yml")):
        read(path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text",
    [
        "a: b\nc:\n  - d e\n  - f # g\n# h\n",
        "a: one\n  two\n   three\nb: x # c\n",
        "- {a: b, c: [d e, f], g: http://x/y,\n   h: 'it''s',}\n",
        "a: [\n  b,\n\n  c\n]",
        "a:\n- b: 1\n  c:\nd: ~\n",
        'a: "b \\"c\\" \\\\ \\n \\\n   d"\n',
        "a: >\n  b\n  c\n\n\n  d\n\n# e\ne: |-\n  f\n   g\n",
        "- - a\n  - b: c\n    d: e\n- f\n",
        '{"a": [1, -0.5, true],\n"b": {}}\n',
    ],
)
def test_ordinary_forms_are_read(text: str) -> None:
    assert read(text) is not None


@pytest.mark.parametrize(
    "text",
    ["", "a", "a: &b c", "a: *b", "a: !t b", "a: b\na: c", "yes: 1", "a: no", "é: 1", "---\na: b", "a:\tb", "a: b: c"],
)
def test_all_else_is_left_to_the_parser(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "within", "beyond"),
    [
        ("[[1]]", Limits(depth=2), Limits(depth=1)),
        ("- 1\n- {a: 2}\n", Limits(events=11), Limits(events=10)),
        ("a: xxx", Limits(scalar=12), Limits(scalar=11)),
    ],
)
def test_bounds_are_kept(text: str, within: Limits, beyond: Limits) -> None:
    assert (read(text, within) is None, read(text, beyond) is None) == (False, True)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@settings(max_examples=500, deadline=None)
def test_no_text_is_read_otherwise(text: str) -> None:
    read(text)


LINES = [path.read_text("utf-8").split("\n") for path in sorted((CASES / "valid").rglob("*.yml"))]


@given(st.sampled_from(LINES), st.randoms(use_true_random=False), st.sampled_from(PIECES))
@settings(max_examples=300, deadline=None)
def test_no_damaged_part_of_a_document_is_read_otherwise(document: list[str], chance: Random, piece: str) -> None:
    begin = chance.randrange(len(document))
    part = dedent("\n".join(document[begin : begin + chance.randint(1, 8)]))
    at = chance.randrange(len(part) + 1)
    read(part[:at] + piece + part[at + chance.randint(0, 2) :])


@pytest.mark.shared
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the shared corpora are not here")
def test_the_corpora_of_others_are_not_read_otherwise() -> None:
    for path in sorted(HOSTILE.glob("*yaml*.jsonl")):
        for line in path.read_text("ascii").splitlines():
            read(base64.b64decode(json.loads(line)["b64"]).decode("utf-8", "replace"))
