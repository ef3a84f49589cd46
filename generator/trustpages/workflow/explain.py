"""What `explain` does: one code in a paragraph, or the list of all."""

from __future__ import annotations

import difflib
import json
import re
import textwrap
from dataclasses import asdict

from trustpages.model.explained import Explained
from trustpages.model.problem import CannotGoOn
from trustpages.workflow.explained import explanations

WIDTH = 88

_ONE_DIGIT = re.compile(r"^l(\d)$", re.ASCII)


def explain(code: str, form: str) -> str:
    """The paragraph of `code`, in any case; a rule may be written L3 for L03.

    Raises CannotGoOn `unknown-code` with the nearest codes.
    """
    known = explanations()
    by_lower = {one.lower(): one for one in known}
    found = by_lower.get(_ONE_DIGIT.sub(r"l0\1", code.lower()))
    if found is None:
        near = difflib.get_close_matches(code.lower(), by_lower, n=3)
        remedy = (
            f"did you mean {' or '.join(by_lower[one] for one in near)}?"
            if near
            else "see trustpages explain"
        )
        raise CannotGoOn("unknown-code", f"there is nothing called '{code}'", remedy)
    entry = known[found]
    return _json(asdict(entry)) if form == "json" else _text(entry)


def listing(form: str) -> str:
    """All codes with their titles."""
    entries = tuple(explanations().values())
    if form == "json":
        return _json([asdict(entry) for entry in entries])
    width = max(len(entry.code) for entry in entries)
    return "".join(f"{entry.code:<{width}}  {entry.title}\n" for entry in entries)


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _text(entry: Explained) -> str:
    parts = [f"{entry.code}: {entry.title}", *(_filled(part) for part in entry.paragraph.split("\n\n"))]
    return "\n\n".join(parts) + "\n"


def _filled(part: str) -> str:
    """A paragraph in lines of readable length; indented examples stay as they are."""
    return part if part.startswith((" ", "`" * 3)) else textwrap.fill(part, WIDTH)
