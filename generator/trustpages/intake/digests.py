"""Digests of what an audience may see: equal for equal values, whatever else a file holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from trustpages.model.located import Plain


def digest_of(value: Plain) -> str:
    """SHA-256 of a plain value in its canonical JSON form: sorted keys, no blanks, UTF-8."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def digest_of_all(parts: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over pairs of path and digest, one a line as `digest  path`, sorted by path."""
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(set(parts)))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()
