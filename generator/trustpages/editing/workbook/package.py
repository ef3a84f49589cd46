"""The archive that a workbook is: opened under bounds, and written again with a few of its parts exchanged.

A workbook comes from whoever sent it. What is too large, packed to burst, encrypted or carries macros is refused before
any of it is read; XML with a document type is refused by the reader of its parts.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from trustpages.model.problem import TrustpagesError

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of the file as it was sent."""
MOST_UNPACKED: Final = 64 * 1024 * 1024
"""Of all of its parts together."""
MOST_PARTS: Final = 2_000
MOST_RATIO: Final = 200
"""So many times as large as its packed form a part may be, above a size that no bomb needs."""
_HARMLESS: Final = 1024 * 1024
_OLD_FORM: Final = b"\xd0\xcf\x11\xe0"
"""Begins files of the older form, and those that are encrypted."""
_MACROS: Final = ("vbaproject.bin", "vbadata.xml", "macrosheets/")
_NEW_PART: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a workbook by name, as they were, with the archive they came in."""

    content: bytes
    parts: Mapping[str, bytes]

    def replace(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with these parts changed or added; the others keep their bytes, place and moment."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.content)) as old, zipfile.ZipFile(buffer, "w") as new:
            for entry in old.infolist():
                copied = zipfile.ZipInfo(entry.filename, entry.date_time)
                copied.compress_type, copied.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
                new.writestr(copied, changed.get(entry.filename, self.parts[entry.filename]))
            for name in sorted(changed.keys() - self.parts.keys()):
                added = zipfile.ZipInfo(name, _NEW_PART)
                added.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(added, changed[name])
        return buffer.getvalue()


def open_package(content: bytes, name: str) -> Package:
    """The parts of a workbook.

    Raises TrustpagesError: `workbook-unreadable`, `workbook-too-large`, `workbook-macros`.
    """
    if len(content) > MOST_BYTES:
        raise _refuse_size(name, f"is larger than {MOST_BYTES // 2**20} MiB")
    if name.lower().endswith((".xlsm", ".xltm", ".xlsb", ".xlam")):
        raise refuse_macros(name)
    if content.startswith(_OLD_FORM):
        raise refuse_workbook(name, "is encrypted, or of the form before 2007")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive, name)
            return Package(content, {entry.filename: archive.read(entry) for entry in archive.infolist()})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refuse_workbook(name, "is no archive that can be read") from error


def _check_entries(archive: zipfile.ZipFile, name: str) -> None:
    """Refuses by what the entries state of themselves; reading one that lies ends at the size that it states."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_PARTS:
        raise _refuse_size(name, f"has more than {MOST_PARTS} parts")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _refuse_size(name, f"unpacks to more than {MOST_UNPACKED // 2**20} MiB")
    if any(entry.file_size > max(_HARMLESS, MOST_RATIO * entry.compress_size) for entry in entries):
        raise _refuse_size(name, f"has a part that unpacks to more than {MOST_RATIO} times its size")
    if len(set(names)) != len(names) or any(entry.flag_bits & 1 for entry in entries):
        raise refuse_workbook(name, "has a part twice, or an encrypted one")
    if any(part.startswith("/") or ".." in PurePosixPath(part).parts for part in names):
        raise refuse_workbook(name, "has a part that leads elsewhere")
    if any(mark in part.lower() for part in names for mark in _MACROS):
        raise refuse_macros(name)


def refuse_workbook(name: str, why: str) -> TrustpagesError:
    """That a file cannot be read as a workbook, and why."""
    return TrustpagesError("workbook-unreadable", f"{name} {why}", "save it as an ordinary .xlsx and try again")


def refuse_macros(name: str) -> TrustpagesError:
    """That a file holds a program."""
    return TrustpagesError("workbook-macros", f"{name} has macros", "save it as .xlsx, which has none, and try again")


def _refuse_size(name: str, why: str) -> TrustpagesError:
    return TrustpagesError("workbook-too-large", f"{name} {why}", "leave out sheets that ask nothing, and try again")
