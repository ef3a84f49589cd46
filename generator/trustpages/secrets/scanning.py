"""Searches files, file names and messages for secrets, and masks what is found; the secret itself is never kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from trustpages.model.problem import Explanation, Place, Problem
from trustpages.secrets.decodings import decode
from trustpages.secrets.randomness import is_placeholder
from trustpages.secrets.rules import PUBLISHED_SAMPLES, RULES, SecretRule

CODES: Final = (
    Explanation(
        "secret-found",
        "Something looks like a password, a key or a token",
        "What is published cannot be taken back, so a publication stops, and the value is never printed. Withdraw the "
        "credential where it was issued, then take it out of the evidence and of its history in git. If it is no "
        "secret, say so in trust.yml: `secrets: {allow: [{sha256: 0123456789abcdef, reason: A sample from the "
        "manual}]}`, with the digest that the message names.",
    ),
)
"""Every code that this package reports."""

SHOWN_DIGITS = 16
"""Hexadecimal digits of a digest that a message shows, and the fewest that an entry of the allow-list has."""

_REMEDY = "withdraw it and take it out; if it is no secret, add the digest to 'secrets.allow' in trust.yml"


@dataclass(frozen=True, slots=True, order=True)
class SecretMatch:
    """The rule that matched, where, and the SHA-256 of the value in hexadecimal digits."""

    place: Place
    rule: str
    sha256: str

    def problem(self) -> Problem:
        """The finding as a problem, which names the value by the beginning of its digest alone."""
        sentence = f"this looks like a secret: {self.rule} (sha256 {self.sha256[:SHOWN_DIGITS]})"
        return Problem(self.place, "secret-found", sentence, _REMEDY)


def digest_secret(value: str) -> str:
    """SHA-256 of a value in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


MOST_MATCHES = 100
NOTHING_ALLOWED: frozenset[str] = frozenset()


def find_secrets(path: str, data: bytes, allowed: frozenset[str] = NOTHING_ALLOWED) -> tuple[SecretMatch, ...]:
    """What looks like a secret in a file, each value once, sorted by place; linear in the size of `data`.

    Entities of HTML, tags, escapes and base64 are seen through. `allowed` are beginnings of digests of values that
    are no secrets. Lines and columns are those of the file, as far as its encoding leaves them where they are.
    At most `MOST_MATCHES` are given.
    """
    found: dict[str, SecretMatch] = {}
    for text in decode(data):
        for match in _match_rules(text.text, allowed):
            if match.sha256 not in found:
                found[match.sha256] = SecretMatch(Place(path, *text.place(match.offset)), match.rule.name, match.sha256)
                if len(found) == MOST_MATCHES:
                    return tuple(sorted(found.values()))
    return tuple(sorted(found.values()))


def find_secrets_in_name(path: str, allowed: frozenset[str] = NOTHING_ALLOWED) -> tuple[tuple[SecretMatch, ...], str]:
    """What looks like a secret in the path of a file, and the path as it may be shown."""
    shown = mask_secrets(path)
    found = (SecretMatch(Place(shown), match.rule.name, match.sha256) for match in _match_rules(path, allowed))
    return tuple(sorted(found)), shown


def mask_secrets(text: str) -> str:
    """The text with `[secret]` for each value in it that looks like one, whatever is allowed."""
    # From the end, so that the offsets of those before it still hold.
    for match in sorted(_match_rules(text, NOTHING_ALLOWED), key=lambda match: -match.offset):
        text = f"{text[: match.offset]}[secret]{text[match.offset + len(match.value) :]}"
    return text


def mask_problem(problem: Problem) -> Problem:
    """The problem as a person may see it: what it quotes may hold a secret."""
    return replace(
        problem,
        place=replace(problem.place, file=mask_secrets(problem.place.file)),
        sentence=mask_secrets(problem.sentence),
        remedy=mask_secrets(problem.remedy),
    )


@dataclass(frozen=True, slots=True)
class _RuleMatch:
    rule: SecretRule
    value: str
    offset: int
    sha256: str


_RULES_BY_WORD: Final = {
    word: tuple(number for number, rule in enumerate(RULES) if word in rule.words)
    for word in sorted({word for rule in RULES for word in rule.words})
}


def _choose_rules(text: str) -> list[SecretRule]:
    """The rules of which a word is in the text, in their order: to look for words is far faster than for patterns."""
    lowered = text.lower()
    numbers = {number for word, numbers in _RULES_BY_WORD.items() if word in lowered for number in numbers}
    return [RULES[number] for number in sorted(numbers)]


def _match_rules(text: str, allowed: frozenset[str]) -> Iterator[_RuleMatch]:
    """Every match of every rule that is no placeholder and not allowed; no two overlap."""
    taken = bytearray(len(text))
    for rule in _choose_rules(text):
        pattern = rule.compile()
        for match in pattern.finditer(text):
            start, end = match.span("value" if "value" in pattern.groupindex else 0)
            if taken.find(1, start, end) < 0 and _is_secret(rule, text, match, text[start:end]):
                taken[start:end] = b"\1" * (end - start)
                sha256 = digest_secret(text[start:end])
                if not sha256.startswith((*allowed, *PUBLISHED_SAMPLES)):
                    yield _RuleMatch(rule, text[start:end], start, sha256)


def _is_secret(rule: SecretRule, text: str, match: re.Match[str], value: str) -> bool:
    before = text[match.start() - 1 : match.start()]
    if not rule.is_free and before.isalnum():
        return False
    return (rule.is_certain or not is_placeholder(value)) and rule.judge(value)
