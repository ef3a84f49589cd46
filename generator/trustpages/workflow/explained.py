"""The explanations as a file that comes with the program, so that `explain` answers at once.

To ask the catalogs themselves would load every rule and metric first, which takes a second. The file is written
by `make reference`, and a test holds it against the catalogs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from trustpages.model.explained import Explained

FILE = Path(__file__).with_name("explained.json")


def explanations() -> Mapping[str, Explained]:
    """Everything that has a code, metrics first; what `codes.everything` says."""
    return {load["code"]: Explained(**load) for load in json.loads(FILE.read_bytes())}


def as_json(entries: Mapping[str, Explained]) -> str:
    """The text of the file, one code after the other in the order of `entries`."""
    values = [
        {"code": entry.code, "title": entry.title, "paragraph": entry.paragraph} for entry in entries.values()
    ]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
