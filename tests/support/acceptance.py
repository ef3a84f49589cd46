"""The acceptance tests of the security specification, and the figures that a run measured for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

Measure: TypeAlias = "tuple[int, str, str]"

TESTS = {
    1: "text never changes a page",
    2: "nothing runs in a real browser",
    3: "what is withheld changes nothing",
    4: "kill -9 while publishing",
    5: "an error at every call to the system",
    6: "entries of the log rewritten under a pin",
    7: "files of a published folder changed",
    8: "the same bytes in other surroundings",
    9: "requests to third parties",
    10: "violations of the policy",
    11: "hostile YAML",
    12: "the YAML test suite",
    13: "verification offline",
    14: "folders that must not verify",
    15: "secrets",
    16: "paths that lead out",
    17: "archives",
    18: "eight publishers at once",
    19: "what a problem says",
    20: "old sites, new verifier",
    21: "two verifiers",
    22: "spellings of signed JSON",
    23: "an older tree under a newer pin",
    24: "expiry",
    25: "narrative Markdown",
    26: "pictures",
    27: "labels of charts",
    28: "cells of downloads",
    29: "links, pipes, devices",
    30: "evidence that changes during a build",
    31: "letters that look alike",
    32: "commitments that can be guessed",
    33: "a badge after withdrawal",
    34: "errors of a template's author",
    35: "full disks",
    36: "folders that cannot be written to",
    37: "mutation of the program",
    38: "empty environment, no network",
    39: "audit of dependencies",
    40: "many versions",
}

OUT_OF_REACH = {
    32: "not applicable: no commitment to a withheld value is published",
    37: "not part of this run: `make mutation`",
    39: "not part of this run: `make audit`, which needs the advisories of PyPI",
}


def table(measures: Iterable[Measure]) -> list[str]:
    """A line for each figure, in the order of the tests; a test without figure says so.

    Figures of the same name come from parts of one test: `k/n` are added up, of seconds and megabytes the most is kept.
    """
    found: dict[int, dict[str, str]] = {}
    for number, what, came_out in measures:
        known = found.setdefault(number, {})
        known[what] = _added(known[what], came_out) if what in known else came_out
    lines = []
    for number, name in TESTS.items():
        rows = found.get(number) or {"": OUT_OF_REACH.get(number, "no figure in this run")}
        lines += [f"{number:>2}  {name:<42}  {what:<62}  {came_out}" for what, came_out in rows.items()]
    return lines


def _added(one: str, other: str) -> str:
    amounts = [re.fullmatch(r"([\d.]+) (s|MB)", text) for text in (one, other)]
    if all(amounts):
        return max((one, other), key=lambda text: float(text.partition(" ")[0]))
    fractions = [re.fullmatch(r"(\d+)/(\d+)", text) for text in (one, other)]
    if not all(fractions):
        return other if one == other else f"{one}; {other}"
    sums = [sum(int(each[part]) for each in fractions if each) for part in (1, 2)]
    return f"{sums[0]}/{sums[1]}"
