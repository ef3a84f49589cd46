"""Which relative paths mean the same file on every system, and no file outside the folder."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from trustpages.model.refusal import Refusal
from trustpages.secrets import masked

_LONGEST = 200  # bytes; leaves room for the folder that the workspace stands in, even on Windows
_COMPONENT = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_DRIVE = re.compile(r"[A-Za-z]:")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)}
)
_SHOWN = 60


def safe_relative(text: str) -> PurePosixPath | Refusal:
    """`text` as a path below a folder, or why it is none.

    Components are ASCII letters, digits, `_`, `-` and `.`, separated by `/`; they begin with neither `.` nor `-`,
    end with no dot and are no device name of Windows. A path has at most 200 bytes.
    """
    if len(text) > _LONGEST:
        sentence = f"the path {shown(text)} has more than {_LONGEST} characters"
        return Refusal("path-too-long", sentence, "shorten the names of its folders")
    if text.startswith(("/", "\\", "~")) or _DRIVE.match(text):
        remedy = "write it relative to the folder of the file that names it"
        return Refusal("path-absolute", f"the path {shown(text)} does not begin in this folder", remedy)
    for component in text.split("/"):
        if refusal := _component_refusal(component, text):
            return refusal
    return PurePosixPath(text)


def shown(text: str) -> str:
    """A path in quotes, shortened, without secrets, in ASCII: a path that is refused may hold anything."""
    text = masked(text)
    return ascii(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}...")


def _component_refusal(component: str, text: str) -> Refusal | None:
    if component == "..":
        remedy = "keep the file in the folder of the file that names it, or below"
        return Refusal("path-outside", f"the path {shown(text)} leads out of its folder", remedy)
    if not _COMPONENT.fullmatch(component):
        remedy = "use letters a to z, digits, '_', '-' and '.', separated by '/', without '.' at either end of a name"
        return Refusal(
            "path-bad-name", f"the name {shown(component)} in {shown(text)} is not portable", remedy
        )
    if component.partition(".")[0].lower() in _DEVICES:
        sentence = f"the name {shown(component)} in {shown(text)} is a device on Windows"
        return Refusal("path-device-name", sentence, "give the file another name")
    return None
