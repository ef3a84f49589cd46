"""What `explain` does: one code in a paragraph, or the list of all."""

from __future__ import annotations

import difflib
import textwrap

from trustpages.compose.plain import plain
from trustpages.compose.report_json import to_bytes
from trustpages.model.explained import Explained
from trustpages.model.problem import CannotGoOn
from trustpages.workflow.codes import everything

WIDTH = 88


def explain(code: str, form: str) -> str:
    """The paragraph of `code`, in any case.

    Raises CannotGoOn `unknown-code` with the nearest codes.
    """
    known = everything()
    by_lower = {one.lower(): one for one in known}
    found = by_lower.get(code.lower())
    if found is None:
        near = difflib.get_close_matches(code.lower(), by_lower, n=3)
        remedy = (
            f"did you mean {' or '.join(by_lower[one] for one in near)}?"
            if near
            else "see trustpages explain"
        )
        raise CannotGoOn("unknown-code", f"there is nothing called '{code}'", remedy)
    entry = known[found]
    return to_bytes(plain(entry)).decode() if form == "json" else _text(entry)


def listing(form: str) -> str:
    """All codes with their titles."""
    entries = tuple(everything().values())
    if form == "json":
        return to_bytes(plain(entries)).decode()
    width = max(len(one.code) for one in entries)
    return "".join(f"{one.code:<{width}}  {one.title}\n" for one in entries)


def _text(entry: Explained) -> str:
    parts = [f"{entry.code}: {entry.title}", *(_filled(one) for one in entry.paragraph.split("\n\n"))]
    return "\n\n".join(parts) + "\n"


def _filled(part: str) -> str:
    """A paragraph in lines of readable length; indented examples stay as they are."""
    return part if part.startswith((" ", "`" * 3)) else textwrap.fill(part, WIDTH)
