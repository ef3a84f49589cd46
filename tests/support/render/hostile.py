"""Hostile strings that nobody here wrote, where the shared data are at hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "hostile"
TEXTS = ("xss_html", "markdown", "naughty_strings", "template_injection", "csv_formula")

shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared hostile strings are not at hand"),
]


@cache
def hostile_texts(name: str) -> tuple[str, ...]:
    """The strings of one file, in its order."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["text"] for line in lines)
