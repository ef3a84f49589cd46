"""Files that were made to break a reader: each is refused in good time, and says why."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from trustpages.intake.yaml import load
from trustpages.model.problem import Problem

MIB = 1 << 20


def laughs() -> str:
    lines = ['a0: &a0 ["lol"]'] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines)


def merges() -> str:
    lines = ["m0: &m0 {k: v}"] + [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 9)]
    return "\n".join(lines)


BOMBS: tuple[tuple[str, bytes, str], ...] = (
    ("laughs", laughs().encode(), "yaml-anchor"),
    ("merge bomb", merges().encode(), "yaml-anchor"),
    ("cycle", b"a: &a [*a]", "yaml-anchor"),
    ("merge cycle", b"a: &a {<<: *a}", "yaml-anchor"),
    ("depth in brackets", b"[" * 100_000, "yaml-depth"),
    ("depth in braces", b"{a: " * 50_000, "yaml-depth"),
    ("depth in blocks", b"".join(b" " * n + b"-\n" for n in range(500)), "yaml-depth"),
    ("depth in dashes", b"- " * 50_000, "yaml-depth"),
    ("complex keys", b"? " * 50_000, "yaml-key-not-string"),
    ("10 MB scalar", b"a: " + b"x" * (10 * MIB), "yaml-too-large"),
    ("long scalar", b"a: " + b"x" * (100 << 10), "yaml-scalar-too-long"),
    ("long scalar by escapes", b'a: "' + b"\\U0001F600" * 20_000 + b'"', "yaml-scalar-too-long"),
    ("UTF-16 with mark", "a: b".encode("utf-16"), "yaml-encoding"),
    ("UTF-16 without mark", "a: b".encode("utf-16-le"), "yaml-encoding"),
    ("UTF-16 big end first", "a: b".encode("utf-16-be"), "yaml-encoding"),
    ("UTF-32 with mark", "a: b".encode("utf-32"), "yaml-encoding"),
    ("overlong UTF-8", b"a: \xc0\x80", "yaml-encoding"),
    ("surrogate in UTF-8", b"a: \xed\xa0\x80", "yaml-encoding"),
    ("mark in the middle", "a: 1\n\ufeffb: 2\n".encode(), "yaml-control-character"),
    ("two marks", "\ufeff\ufeffa: 1\n".encode(), "yaml-control-character"),
    ("NUL", b"a: x\0y", "yaml-control-character"),
    ("NUL by escape", b'a: "\\0"', "yaml-control-character"),
    ("half a pair by escape", b'a: "\\uD800"', "yaml-control-character"),
    ("pair in the wrong order", b'a: "\\uDE00\\uD83D"', "yaml-control-character"),
    ("bidi in a comment", "a: 1 # \u2067x\n".encode(), "yaml-control-character"),
    ("bidi by escape", b'a: "\\u202E"', "yaml-control-character"),
    ("bidi in a key by escape", b'"\\u2066a": 1', "yaml-control-character"),
    ("non-character", "a: \ufdd0".encode(), "yaml-control-character"),
    ("non-character of a high plane", b'a: "\\U0001FFFE"', "yaml-control-character"),
    ("next line", "a: b\u0085c: d\n".encode(), "yaml-control-character"),
    ("line separator", "# a\u2028b: 1\n".encode(), "yaml-control-character"),
    ("lone carriage return", b"# a\rb: 1\n", "yaml-control-character"),
    ("delete", b"a: \x7f", "yaml-control-character"),
    ("1 MiB of NUL", b"a" * 3 + b"\0" * (MIB - 3), "yaml-control-character"),
    ("directive", b"%YAML 1.1\n---\na: no\n", "yaml-directive"),
    ("directive below comments", b"\n# x\n  # y\n%TAG ! tag:x,2000:\n---\na: !b c\n", "yaml-directive"),
    ("python object", b"a: !!python/object/apply:os.system ['true']\n", "yaml-tag"),
    ("python object, verbatim", b"a: !<tag:yaml.org,2002:python/name:os.system> x\n", "yaml-tag"),
    ("long tag", b"a: " + b"!" * 500_000, "yaml-tag"),
    ("binary", b"a: !!binary aGk=\n", "yaml-tag"),
    ("5,000-digit integer", b"a: " + b"9" * 5000, "yaml-number-range"),
    ("1 MB of hex", b"a: 0x" + b"f" * 60_000, "yaml-ambiguous-scalar"),
    ("many underscores", b"a: " + b"1_" * 30_000 + b"1", "yaml-ambiguous-scalar"),
    ("overflow", b"a: 1e999\n", "yaml-number-range"),
    ("duplicate", b"score: 0.9\nscore: 0.4\n", "yaml-duplicate-key"),
    ("duplicate in another form", "caf\u00e9: 1\ncafe\u0301: 2\n".encode(), "yaml-duplicate-key"),
    ("duplicate by escape", b'a: 1\n"\\u0061": 2\n', "yaml-duplicate-key"),
    ("many problems", b"- yes\n" * 100_000, "yaml-ambiguous-scalar"),
    ("many duplicates", b"a: 1\n" * 100_000, "yaml-duplicate-key"),
    ("list as key", b"? [a]\n: b\n", "yaml-key-not-string"),
    ("true as key", b"true: 1\n", "yaml-key-not-string"),
    ("nothing as key", b"~: 1\n", "yaml-key-not-string"),
    ("no as key", b"no: 1\n", "yaml-ambiguous-scalar"),
    ("spaces", b" " * MIB, "yaml-empty"),
    ("line feeds", b"\n" * MIB, "yaml-empty"),
    ("comment", b"#" * MIB, "yaml-empty"),
    ("nothing", b"", "yaml-empty"),
    ("dashes alone", b"---\n", "yaml-empty"),
)


@pytest.mark.parametrize(("data", "code"), [(data, code) for _, data, code in BOMBS], ids=[n for n, *_ in BOMBS])
def test_a_hostile_file_is_refused_in_good_time(
    data: bytes, code: str, figure: Callable[[int, str, str], None]
) -> None:
    began = time.process_time()
    document, problems = load(data, "f.yml")
    took = time.process_time() - began
    assert took < 3  # 1 s on a quiet machine
    assert document is None
    assert problems[0].code == code
    assert len(problems) <= 101
    assert all(len(str(problem)) < 500 for problem in problems)
    str(problems).encode()
    figure(11, "hostile files: refused without a foreign exception", "1/1")
    figure(11, "hostile files: processor seconds at worst", f"{took:.2f} s")


LARGEST = ("laughs", "merge bomb", "depth in brackets", "10 MB scalar", "many problems")


def test_a_bomb_takes_little_memory(count: Callable[[int, int], int], figure: Callable[[int, str, str], None]) -> None:
    tried = [data for name, data, _ in BOMBS if name in LARGEST or count(1, 0)]
    worst = max(_peak(data) for data in tried)
    assert worst < 64 * MIB
    figure(11, f"{len(tried)} hostile files: megabytes of memory at worst", f"{worst / 1e6:.0f} MB")


def _peak(data: bytes) -> int:
    tracemalloc.start()
    try:
        load(data, "f.yml")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def only(data: bytes) -> Problem:
    _, [problem] = load(data, "f.yml")
    return problem


def test_both_places_of_a_duplicate_are_named() -> None:
    problem = only(b"a:\n  score: 0.9\n  n: 5\n".replace(b"n: 5", b"score: 0.4"))
    assert (problem.place.line, problem.place.column) == (3, 3)
    assert "line 3, column 3" in problem.sentence
    assert "line 2, column 3" in problem.sentence


def test_code_points_are_named() -> None:
    assert "U+202E (right-to-left override)" in only("a: x\u202ey\n".encode()).sentence
    assert "U+0000 (control character)" in only(b'a: "\\0"').sentence


def test_invisible_letters_are_escaped_in_messages() -> None:
    problem = only("a\u200b: 1\na\u200b: 2\n".encode())
    assert "'a\\u200b'" in problem.sentence


@pytest.mark.parametrize("text", ["a\u200bb", "a\u00adb", "\u200fx", "e\u0301", "\U0001f600", "\ue000"])
def test_other_unusual_letters_pass(text: str) -> None:
    document, problems = load(f"a: {text}\n".encode(), "f.yml")
    assert not problems
    assert document is not None
    assert document.value == {"a": text}


def test_a_pair_of_escaped_surrogates_is_one_character() -> None:
    document, _ = load(b'a: "\\uD83D\\uDE00"', "f.yml")
    assert document is not None
    assert document.value == {"a": "\U0001f600"}


@pytest.mark.parametrize("text", ["null", "~", "[]", "{}", '""', "0", "--- null"])
def test_a_written_value_is_not_empty(text: str) -> None:
    document, problems = load(text.encode(), "f.yml")
    assert document is not None
    assert not problems


def test_one_file_leaves_nothing_behind_for_the_next() -> None:
    load(b"%YAML 1.1\n---\na: no\n", "f.yml")
    document, _ = load(b"a: 012a\n", "f.yml")
    assert document is not None
    assert document.value == {"a": "012a"}
