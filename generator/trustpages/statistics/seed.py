"""Seeded random generators: the seed is derived from the evidence itself, so that a rebuild repeats every digit."""

from __future__ import annotations

import hashlib

import numpy as np


def derive_seed(canonical: bytes) -> int:
    """The first 8 bytes of SHA-256 of the canonical bundle, as a big-endian number."""
    return int.from_bytes(hashlib.sha256(canonical).digest()[:8], "big")


def seeded_generator(seed: int) -> np.random.Generator:
    """A generator whose stream depends on `seed` alone."""
    return np.random.Generator(np.random.PCG64(seed))
