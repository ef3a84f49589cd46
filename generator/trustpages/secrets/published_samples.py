"""Keys that their issuers publish for everybody: in sample code, in manuals, as the fixed key of an emulator.

They open nothing, and reports about code quote them. Anything else that is no secret belongs into `secrets.allow`.
"""

from __future__ import annotations

from typing import Final

PUBLISHED_SAMPLES: Final[frozenset[str]] = frozenset(
    {
        # Google API keys in the sample apps of https://github.com/firebase/firebase-android-sdk
        "3f370c9dd8225c63",
        "27a9a42931dff7eb",
        "49f777db995e8260",
        "a6c814bc555ae62c",
        "8731261cb72d8626",
        "37f8f09bdf12c2f2",
        "2037abcaffb2b777",
        "eb540d2b6ee2a0a4",
        "4c98242dcadc8b29",
        "a19f89ab3555eac1",
        # Test keys in the examples of https://docs.stripe.com/keys
        "2cafc0970149a84f",
        "f2d6ca16515033e5",
        # The fixed keys of the storage emulator and of the Cosmos DB emulator, the same on every machine
        "0011cc25eb432071",
        "aa6547439583c3a2",
        # The token with which https://jwt.io opens
        "7f75367e78812551",
    }
)
"""The first sixteen digits of the SHA-256 of each."""
