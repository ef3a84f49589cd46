"""A place at which something looks like a secret; the value itself is not kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from trustpages.model.problem import Place, Problem

SHOWN_DIGITS = 16
"""Hexadecimal digits of a digest that a message shows, and the fewest that an entry of the allow-list has."""

_REMEDY = "withdraw it and take it out; if it is no secret, add the digest to 'secrets.allow' in trust.yml"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """The rule that matched, where, and the SHA-256 of the value in hexadecimal digits."""

    place: Place
    rule: str
    sha256: str

    def problem(self) -> Problem:
        """The finding as a problem, which names the value by the beginning of its digest alone."""
        sentence = f"this looks like a secret: {self.rule} (sha256 {self.sha256[:SHOWN_DIGITS]})"
        return Problem(self.place, "secret-found", sentence, _REMEDY)


def digest_of_value(value: str) -> str:
    """SHA-256 of a value in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
