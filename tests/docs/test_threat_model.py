"""Every claim of the threat model is tried: each names its attacks, and no attack is without a claim."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/explanation/threat-model.md"
ATTACKS = ROOT / "tests/attacks"
CLAIMS = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")][1:]
ELSEWHERE = {"third party", "crash, full disk"}
"""Nobody attacks there: what a browser asks for, and what a crash leaves, are measured where sites are built."""


def _find_tests(claim: list[str]) -> set[Path]:
    return {(PAGE.parent / path).resolve() for path in re.findall(r"\]\((\S+?)\)", claim[-1])}


def test_each_claim_names_its_attacks() -> None:
    assert len(CLAIMS) > 20
    for claim in CLAIMS:
        tests = _find_tests(claim)
        assert tests, claim
        assert all(test.is_file() for test in tests), claim
        who = claim[0].removeprefix("| ")
        assert who in ELSEWHERE or all(test.is_relative_to(ATTACKS) for test in tests), claim


def test_no_attack_is_without_a_claim() -> None:
    named = set[Path]().union(*map(_find_tests, CLAIMS))
    assert set(ATTACKS.rglob("test_*.py")) - named == set()
