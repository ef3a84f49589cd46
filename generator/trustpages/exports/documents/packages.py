"""Presentations as zip archives: what may be in a template, and archives whose bytes repeat."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from trustpages.model.problem import TrustpagesError

LARGEST_TEMPLATE: Final = 32 << 20
MOST_PARTS: Final = 2_000
LARGEST_UNPACKED: Final = 256 << 20
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MADE: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(?=<)")
# Programs, what another program would open, and what the reader's computer would fetch.
_UNFIT_PARTS: Final = re.compile(r"vbaproject|activex|oleobject", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)


def refuse_unfit_template(path: Path) -> None:
    """Raises TrustpagesError `export-template` where the file is no presentation that can be sent on."""
    why = _find_fault(path)
    if why:
        remedy = "save it as .pptx without macros, embedded files and linked pictures, or leave --template out"
        raise TrustpagesError("export-template", f"{path} cannot be the template: {why}", remedy)


def _find_fault(path: Path) -> str:
    """What is wrong with the template; empty where nothing is."""
    if path.stat().st_size > LARGEST_TEMPLATE:
        return f"it is larger than {LARGEST_TEMPLATE >> 20} MB"
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                return "it unpacks to too much"
            names = [part.filename for part in parts]
            if "ppt/presentation.xml" not in names:
                return "it is no presentation"
            if unfit := next((name for name in names if _UNFIT_PARTS.search(name)), None):
                return f"it holds {unfit}, which could run or be opened"
            if b"macroEnabled" in archive.read("[Content_Types].xml"):
                return "it may hold macros"
            links = (name for name in names if name.endswith(".rels"))
            if linked := next((name for name in links if _ELSEWHERE.search(archive.read(name))), None):
                return f"{linked} names something that lies elsewhere"
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return "it is no presentation"
    return ""


def _forget_moment(name: str, content: bytes) -> bytes:
    """A part of the workbook behind a chart, without the moment at which it was made."""
    return _MADE.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if name == "docProps/core.xml" else content


def _settle_chart(name: str, content: bytes) -> bytes:
    """A part of a presentation; the workbook behind a chart is an archive itself."""
    return pack_again(content, _forget_moment) if name.endswith(".xlsx") else content


def pack_again(archive: bytes, settle: Callable[[str, bytes], bytes] = _settle_chart) -> bytes:
    """The same parts in the same order, without the time at which they were written.

    `settle` is given the name and the content of each part, and returns it without a time that it holds itself.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            entry = zipfile.ZipInfo(part.filename, _EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            after.writestr(entry, settle(part.filename, before.read(part)))
    return written.getvalue()
