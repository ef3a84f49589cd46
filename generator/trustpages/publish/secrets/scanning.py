"""Secrets in the bytes of one file, or in its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustpages.model.problem import Place
from trustpages.publish.secrets.chance import bits_per_character, is_mixed, stands_in
from trustpages.publish.secrets.finding import Finding, digest_of_value
from trustpages.publish.secrets.readings import readings
from trustpages.publish.secrets.rules import RULES, Rule

MOST = 100
NOTHING_ALLOWED: frozenset[str] = frozenset()


def scan(path: str, data: bytes, allowed: frozenset[str] = NOTHING_ALLOWED) -> tuple[Finding, ...]:
    """What looks like a secret in a file, each value once, sorted by place; linear in the size of `data`.

    Entities of HTML, tags and base64 are seen through. `allowed` are beginnings of digests of values that are no
    secrets. Lines and columns are those of the file, as far as its encoding leaves them where they are. Nobody
    needs more than `MOST` findings of one file.
    """
    found: dict[str, Finding] = {}
    for text in readings(data):
        for rule, value, offset in _matches(text.text):
            digest = digest_of_value(value)
            if digest not in found and not any(digest.startswith(one) for one in allowed):
                found[digest] = Finding(Place(path, *text.place(offset)), rule.name, digest)
                if len(found) == MOST:
                    return tuple(sorted(found.values()))
    return tuple(sorted(found.values()))


def scan_name(path: str, allowed: frozenset[str] = NOTHING_ALLOWED) -> tuple[tuple[Finding, ...], str]:
    """What looks like a secret in the path of a file, and the path as it may be shown."""
    shown, found = path, []
    for rule, value, _ in _matches(path):
        digest = digest_of_value(value)
        if not any(digest.startswith(one) for one in allowed):
            shown = shown.replace(value, "[secret]")
            found.append((rule, digest))
    return tuple(sorted(Finding(Place(shown), rule.name, digest) for rule, digest in found)), shown


def _matches(text: str) -> Iterator[tuple[Rule, str, int]]:
    """Every match of every rule that is no stand-in: the rule, the value, its offset; no two overlap."""
    lowered = text.lower()
    taken = bytearray(len(text))
    for rule in RULES:
        if not any(word in lowered for word in rule.words):
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span("value" if "value" in rule.pattern.groupindex else 0)
            if taken.find(1, start, end) < 0 and _is_secret(rule, text, match, text[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield rule, text[start:end], start


def _is_secret(rule: Rule, text: str, match: re.Match[str], value: str) -> bool:
    before = text[match.start() - 1 : match.start()]
    if not rule.is_free and (before.isalnum() or before == "_"):
        return False
    if not rule.is_certain and stands_in(value):
        return False
    if rule.is_mixed and not is_mixed(value):
        return False
    return bits_per_character(value) >= rule.bits
