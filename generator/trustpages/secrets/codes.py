"""What is refused about secrets, why, and what to do instead."""

from __future__ import annotations

from typing import Final

from trustpages.model.explained import Explained

CODES: Final = (
    Explained(
        "secret-found",
        "Something looks like a password, a key or a token",
        "What is published cannot be taken back, so a publication stops, and the value is never printed. Withdraw the "
        "credential where it was issued, then take it out of the evidence and of its history in git. If it is no "
        "secret, say so in trust.yml: `secrets: {allow: [{sha256: 0123456789abcdef, reason: A sample from the "
        "manual}]}`, with the digest that the message names.",
    ),
)
"""Every code that this package reports."""
