"""Steps of `explain`: one code in a paragraph, or the list of all codes.

Importing every rule and metric takes a second, so the explanations are read from a file: a wheel carries it, written by
`hatch_build.py`, and a checkout keeps one in the cache for the state of its code.
"""

from __future__ import annotations

import json
import os
import re
import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from trustpages.model.problem import Explanation, TrustpagesError

PACKAGED = Path(__file__).with_name("explained.json")
"""The file in an installed wheel; a checkout has none."""

_PACKAGE = Path(__file__).resolve().parents[2]
_STATES = 5  # of the code, for whoever goes back and forth between them


def load_explanations() -> Mapping[str, Explanation]:
    """Everything that has a code, metrics first; what `codes.explain_everything` says."""
    try:
        content = PACKAGED.read_bytes()
    except FileNotFoundError:
        content = _read_kept()
    return {entry["code"]: Explanation(**entry) for entry in json.loads(content)}


def format_explanations(entries: Mapping[str, Explanation]) -> str:
    """The content of the file, in the order of `entries`."""
    values = [{"code": entry.code, "title": entry.title, "paragraph": entry.paragraph} for entry in entries.values()]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _read_kept() -> bytes:
    """The explanations of this checkout: from the cache, or from the catalogs if its code changed."""
    from trustpages.system.cache_folder import prepare_explanations_cache

    cache = prepare_explanations_cache(_PACKAGE)
    state = fingerprint_code(_PACKAGE) if cache else ""
    content = cache.get(state) if cache else None
    if content is None:
        from trustpages.workflow.codes import explain_everything

        content = format_explanations(explain_everything()).encode()
        if cache:
            cache.put(state, content)
            cache.trim(_STATES)
    return content


def fingerprint_code(package: Path) -> str:
    """A digest that changes whenever a Python file below the folder is written, added, renamed or removed.

    It reads no file. A time of change is set by the system on each write, whatever a tool makes of the other times.
    """
    lines = []
    for parent, folders, names in os.walk(package):
        folders.sort()
        for name in sorted(name for name in names if name.endswith(".py")):
            path = os.path.join(parent, name)
            status = os.stat(path)
            lines.append(f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")
    return sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


WIDTH = 88

_ONE_DIGIT = re.compile(r"^l(\d)$", re.ASCII)
_RULE = re.compile(r"^l\d+$", re.ASCII)


def explain_code(code: str, form: str) -> str:
    """The paragraph of `code`, in any case; a rule may be written L3 for L03.

    Raises TrustpagesError `unknown-code` with the nearest codes.
    """
    known = load_explanations()
    by_lower = {name.lower(): name for name in known}
    found = by_lower.get(_ONE_DIGIT.sub(r"l0\1", code.lower()))
    if found is None:
        import difflib  # late, since few codes are misspelled

        # The number of a rule is no word with a typo: one that looks alike is about something else.
        near = [] if _RULE.match(code.lower()) else difflib.get_close_matches(code.lower(), by_lower, n=3)
        remedy = f"did you mean {' or '.join(by_lower[name] for name in near)}?" if near else "see trustpages explain"
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
