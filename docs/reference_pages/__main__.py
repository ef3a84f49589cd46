"""Writes the reference pages anew: `make reference`."""

from __future__ import annotations

from pathlib import Path

from reference_pages.catalog import pages

REFERENCE = Path(__file__).resolve().parents[1] / "reference"


def main() -> None:
    """Replaces every generated page; pages that are written by hand stay as they are."""
    for path, text in pages().items():
        file = REFERENCE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
