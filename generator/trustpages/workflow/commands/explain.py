"""Steps of `explain`: one code in a paragraph, or the list of all codes.

The explanations come from a file that ships with the program, since importing every rule and metric takes a second.
`make reference` writes it from the catalogs, and a test compares the two.
"""

from __future__ import annotations

import difflib
import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from trustpages.model.problem import Explanation, TrustpagesError

FILE = Path(__file__).with_name("explained.json")


def load_explanations() -> Mapping[str, Explanation]:
    """Every explanation by its code, metrics first, as `explain_everything` collects them."""
    return {load["code"]: Explanation(**load) for load in json.loads(FILE.read_bytes())}


def format_explanations(entries: Mapping[str, Explanation]) -> str:
    """The content of the file, in the order of `entries`."""
    values = [
        {"code": entry.code, "title": entry.title, "paragraph": entry.paragraph} for entry in entries.values()
    ]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


WIDTH = 88

_ONE_DIGIT = re.compile(r"^l(\d)$", re.ASCII)


def explain_code(code: str, form: str) -> str:
    """The paragraph of `code`, in any case; a rule may be written L3 for L03.

    Raises TrustpagesError `unknown-code` with the nearest codes.
    """
    known = load_explanations()
    by_lower = {name.lower(): name for name in known}
    found = by_lower.get(_ONE_DIGIT.sub(r"l0\1", code.lower()))
    if found is None:
        near = difflib.get_close_matches(code.lower(), by_lower, n=3)
        remedy = (
            f"did you mean {' or '.join(by_lower[name] for name in near)}?"
            if near
            else "see trustpages explain"
        )
        raise TrustpagesError("unknown-code", f"there is nothing called '{code}'", remedy)
    entry = known[found]
    return _format_json(asdict(entry)) if form == "json" else _format_text(entry)


def list_codes(form: str) -> str:
    """All codes with their titles."""
    entries = tuple(load_explanations().values())
    if form == "json":
        return _format_json([asdict(entry) for entry in entries])
    width = max(len(entry.code) for entry in entries)
    return "".join(f"{entry.code:<{width}}  {entry.title}\n" for entry in entries)


def _format_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _format_text(entry: Explanation) -> str:
    parts = [f"{entry.code}: {entry.title}", *(_fill(part) for part in entry.paragraph.split("\n\n"))]
    return "\n\n".join(parts) + "\n"


def _fill(part: str) -> str:
    """A paragraph in lines of readable length; indented examples stay as they are."""
    return part if part.startswith((" ", "`" * 3)) else textwrap.fill(part, WIDTH)
