"""What reaches a bound is read, what passes it by one is refused; and what a refusal tells of the file."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import pytest

from trustpages.intake.yaml import load
from trustpages.intake.yaml.source import DEFAULT


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in load(data, "f.yml")[1]]


def of_size(size: int) -> bytes:
    return b"a: 1\n#" + b"x" * (size - 6)


def of_depth(depth: int) -> bytes:
    return b"[" * depth + b"1" + b"]" * depth


def of_events(events: int) -> bytes:
    """A list: the stream, the document and the list begin and end, and each item is one."""
    return b"- 1\n" * (events - 6)


def of_scalar(length: int) -> bytes:
    return b"a: " + b"x" * length


def test_the_bounds_are_those_of_the_documentation() -> None:
    bounds = (DEFAULT.size, DEFAULT.depth, DEFAULT.events, DEFAULT.scalar, DEFAULT.problems)
    assert bounds == (1_048_576, 32, 30_000, 65_536, 100)


@pytest.mark.parametrize(
    ("made", "bound", "code"),
    [
        (of_size, DEFAULT.size, "yaml-too-large"),
        (of_depth, DEFAULT.depth, "yaml-depth"),
        (of_events, DEFAULT.events, "yaml-too-many-events"),
        (of_scalar, DEFAULT.scalar, "yaml-scalar-too-long"),
    ],
    ids=["size", "depth", "events", "scalar"],
)
def test_a_bound_may_be_reached_and_not_passed(made: Callable[[int], bytes], bound: int, code: str) -> None:
    assert codes(made(bound)) == []
    assert codes(made(bound + 1)) == [code]


def test_no_more_problems_are_listed_than_the_bound_says() -> None:
    assert codes(b"- yes\n" * 100) == ["yaml-ambiguous-scalar"] * 100
    assert len(codes(b"- yes\n" * 200)) in {DEFAULT.problems, DEFAULT.problems + 1}


@pytest.mark.parametrize(
    ("word", "meant"), [("yes", "true"), ("On", "true"), ("no", "false"), ("OFF", "false"), ("True", "true")]
)
def test_a_doubtful_word_is_told_with_what_it_could_mean(word: str, meant: str) -> None:
    [problem] = load(f"a: {word}".encode(), "f.yml")[1]
    assert problem.sentence == f"'{word}' is {meant} to some YAML readers and text to others"
    assert problem.remedy == f'write {meant}, or "{word}" if it is text'


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF32_LE, "UTF-32"),
        (codecs.BOM_UTF32_BE, "UTF-32"),
        (codecs.BOM_UTF16_LE, "UTF-16"),
        (codecs.BOM_UTF16_BE, "UTF-16"),
    ],
)
def test_another_encoding_is_named(mark: bytes, name: str) -> None:
    [problem] = load(mark + b"a\0\0\0", "f.yml")[1]
    assert name in problem.sentence
