"""Secrets in the bytes of one file, or in its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from trustpages.model.problem import Place, Problem
from trustpages.secrets.chance import stands_in
from trustpages.secrets.finding import Finding, digest_of_value
from trustpages.secrets.published_samples import PUBLISHED_SAMPLES
from trustpages.secrets.readings import readings
from trustpages.secrets.rule import Rule
from trustpages.secrets.rules import RULES

MOST = 100
NOTHING_ALLOWED: frozenset[str] = frozenset()


def scan(path: str, data: bytes, allowed: frozenset[str] = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """What looks like a secret in a file, each value once, sorted by place; linear in the size of `data`.

    Entities of HTML, tags, escapes and base64 are seen through. `allowed` are beginnings of digests of values that
    are no secrets. Lines and columns are those of the file, as far as its encoding leaves them where they are.
    Nobody needs more than `MOST` findings of one file.
    """
    found: dict[str, Finding] = {}
    for text in readings(data):
        for match in _matches(text.text, allowed):
            if match.sha256 not in found:
                found[match.sha256] = Finding(
                    Place(path, *text.place(match.offset)), match.rule.name, match.sha256
                )
                if len(found) == MOST:
                    return tuple(sorted(found.values()))
    return tuple(sorted(found.values()))


def scan_name(path: str, allowed: frozenset[str] = NOTHING_ALLOWED) -> tuple[tuple[Finding, ...], str]:
    """What looks like a secret in the path of a file, and the path as it may be shown."""
    found, shown = list(_matches(path, allowed)), masked(path)
    return tuple(sorted(Finding(Place(shown), one.rule.name, one.sha256) for one in found)), shown


def masked(text: str) -> str:
    """The text with `[secret]` for each value in it that looks like one, whatever is allowed."""
    for match in sorted(_matches(text, NOTHING_ALLOWED), key=lambda match: -match.offset):
        text = f"{text[: match.offset]}[secret]{text[match.offset + len(match.value) :]}"
    return text


def without_secrets(problem: Problem) -> Problem:
    """The problem as a person may see it: what it quotes may hold a secret."""
    return replace(
        problem,
        place=replace(problem.place, file=masked(problem.place.file)),
        sentence=masked(problem.sentence),
        remedy=masked(problem.remedy),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    rule: Rule
    value: str
    offset: int
    sha256: str


def _matches(text: str, allowed: frozenset[str]) -> Iterator[_Match]:
    """Every match of every rule that is no stand-in and not allowed; no two overlap."""
    lowered = text.lower()
    taken = bytearray(len(text))
    for rule in RULES:
        if not any(word in lowered for word in rule.words):
            continue
        pattern = rule.pattern()
        for match in pattern.finditer(text):
            start, end = match.span("value" if "value" in pattern.groupindex else 0)
            if taken.find(1, start, end) < 0 and _is_secret(rule, text, match, text[start:end]):
                taken[start:end] = b"\1" * (end - start)
                sha256 = digest_of_value(text[start:end])
                if not any(sha256.startswith(one) for one in (*allowed, *PUBLISHED_SAMPLES)):
                    yield _Match(rule, text[start:end], start, sha256)


def _is_secret(rule: Rule, text: str, match: re.Match[str], value: str) -> bool:
    before = text[match.start() - 1 : match.start()]
    if not rule.is_free and before.isalnum():
        return False
    return (rule.is_certain or not stands_in(value)) and rule.judge(value)
