"""Zip archives in memory, unpacked under bounds, with members compressed by zstd as well."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.system.extras import describe_missing

_MOST_MEMBERS: Final = 50_000
_ZSTD: Final = 93


def unpack_zip(content: bytes, path: str, most: int) -> Mapping[str, bytes] | Fault:
    """The files in a zip archive by name, of at most so many bytes together; zstd needs the extra `importers`."""
    shown = quote_path(path)
    damaged = Fault("import-archive", f"{shown} is damaged, or no zip archive", "write it again")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            if len(entries) > _MOST_MEMBERS or sum(entry.file_size for entry in entries) > most:
                sentence = f"{shown} holds more than {most:,} bytes or {_MOST_MEMBERS:,} files"
                return Fault("import-too-large", sentence, "import one run at a time")
            found: dict[str, bytes] = {}
            left = most
            for entry in entries:
                member = _unpack_entry(archive, entry, content, shown, left)
                if isinstance(member, Fault):
                    return member
                left -= len(member)
                found[entry.filename] = member
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return damaged


def _unpack_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, packed: bytes, shown: str, left: int
) -> bytes | Fault:
    too_large = Fault("import-too-large", f"{shown} unpacks to too much", "import one run at a time")
    if entry.compress_type == _ZSTD:
        return _unpack_zstd(entry, packed, shown, left)
    with archive.open(entry) as stream:
        content = stream.read(left + 1)
    return too_large if len(content) > left else content


def _unpack_zstd(entry: zipfile.ZipInfo, packed: bytes, shown: str, left: int) -> bytes | Fault:
    """A member compressed by zstd, of one frame or several: Python's zipfile knows the method from 3.14 on."""
    try:
        from backports import zstd  # heavy and rarely needed
    except ImportError:
        missing = describe_missing("backports.zstd", "importers")
        return Fault("import-extra", f"{shown} is compressed by zstd: {missing.sentence}", missing.remedy)
    header = 30  # the fixed part of a local header, behind which name and extra field follow by their lengths
    start = entry.header_offset
    fixed = packed[start : start + header]
    name, extra = int.from_bytes(fixed[26:28], "little"), int.from_bytes(fixed[28:30], "little")
    begin = start + header + name + extra
    rest = packed[begin : begin + entry.compress_size]
    found = bytearray()
    while rest:
        frame = zstd.ZstdDecompressor()
        try:
            found += frame.decompress(rest, left + 1 - len(found))
        except zstd.ZstdError:
            return Fault("import-archive", f"{shown} is damaged", "write it again")
        if len(found) > left:
            return Fault("import-too-large", f"{shown} unpacks to too much", "import one run at a time")
        if not frame.eof:
            return Fault("import-archive", f"{shown} is damaged", "write it again")
        rest = frame.unused_data
    if zlib.crc32(found) != entry.CRC:
        return Fault("import-archive", f"{shown} is damaged", "write it again")
    return bytes(found)
