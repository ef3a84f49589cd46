"""A table as Parquet, uncompressed and without statistics: the same bytes on any machine, whatever libraries it has.

The format: https://parquet.apache.org/docs/file-format/. One row group, one plain page a column, every cell optional.
Metadata is Thrift in its compact form: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Final, TypeAlias

_MAGIC: Final = b"PAR1"
_MAKER: Final = "trustpages"
# Types, encodings and repetitions of the format.
_DOUBLE, _BYTES = 5, 6
_UTF8, _PLAIN, _RLE, _OPTIONAL, _UNCOMPRESSED, _DATA_PAGE = 0, 0, 3, 1, 0, 0
# Types of Thrift's compact protocol.
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12

Value: TypeAlias = str | float | None
_Field: TypeAlias = tuple[int, int, bytes]
"""Number, type and content of a field of a struct."""


def to_parquet(
    columns: Sequence[str], rows: Sequence[Sequence[Value]], numeric: frozenset[str], about: Mapping[str, str]
) -> bytes:
    """The rows as Parquet: `numeric` columns hold doubles, the others UTF-8 text; None is null.

    `about` goes into the metadata of the file, by name. Raises ValueError for a row of another width.
    """
    content, chunks = bytearray(_MAGIC), []
    if any(len(row) != len(columns) for row in rows):
        raise ValueError("a row differs in width from the columns")
    for number, column in enumerate(columns):
        cells = [row[number] for row in rows]
        page = _write_page(cells, is_number=column in numeric)
        chunks.append(_describe_chunk(column, len(cells), len(content), len(page), is_number=column in numeric))
        content += page
    footer = _write_footer(columns, len(rows), chunks, len(content) - len(_MAGIC), numeric, about)
    return bytes(content) + footer + struct.pack("<I", len(footer)) + _MAGIC


def _write_page(cells: Sequence[Value], *, is_number: bool) -> bytes:
    levels = b"".join(
        _varint(len(list(run)) << 1) + bytes([there]) for there, run in groupby(cell is not None for cell in cells)
    )
    there = [cell for cell in cells if cell is not None]
    values = struct.pack(f"<{len(there)}d", *map(float, there)) if is_number else b"".join(map(_write_text, there))
    body = struct.pack("<I", len(levels)) + levels + values
    head = _struct((1, _I32, _i32(len(cells))), (2, _I32, _i32(_PLAIN)), (3, _I32, _i32(_RLE)), (4, _I32, _i32(_RLE)))
    size = _i32(len(body))
    return _struct((1, _I32, _i32(_DATA_PAGE)), (2, _I32, size), (3, _I32, size), (5, _STRUCT, head)) + body


def _write_text(value: Value) -> bytes:
    encoded = str(value).encode("utf-8", "replace")
    return struct.pack("<I", len(encoded)) + encoded


def _describe_chunk(column: str, count: int, offset: int, size: int, *, is_number: bool) -> bytes:
    """A `ColumnChunk` with its metadata."""
    metadata = _struct(
        (1, _I32, _i32(_DOUBLE if is_number else _BYTES)),
        (2, _LIST, _list(_I32, [_i32(_PLAIN), _i32(_RLE)])),
        (3, _LIST, _list(_BINARY, [_binary(column)])),
        (4, _I32, _i32(_UNCOMPRESSED)),
        (5, _I64, _i32(count)),
        (6, _I64, _i32(size)),
        (7, _I64, _i32(size)),
        (9, _I64, _i32(offset)),
    )
    return _struct((2, _I64, _i32(offset)), (3, _STRUCT, metadata))


def _write_footer(
    columns: Sequence[str],
    count: int,
    chunks: Sequence[bytes],
    size: int,
    numeric: frozenset[str],
    about: Mapping[str, str],
) -> bytes:
    """The `FileMetaData`."""
    root = _struct((4, _BINARY, _binary("table")), (5, _I32, _i32(len(columns))))
    group = _struct((1, _LIST, _list(_STRUCT, chunks)), (2, _I64, _i32(size)), (3, _I64, _i32(count)))
    told = [_struct((1, _BINARY, _binary(key)), (2, _BINARY, _binary(value))) for key, value in about.items()]
    return _struct(
        (1, _I32, _i32(1)),
        (2, _LIST, _list(_STRUCT, [root, *(_describe_column(name, name in numeric) for name in columns)])),
        (3, _I64, _i32(count)),
        (4, _LIST, _list(_STRUCT, [group])),
        (5, _LIST, _list(_STRUCT, told)),
        (6, _BINARY, _binary(_MAKER)),
    )


def _describe_column(name: str, is_number: bool) -> bytes:
    kind = (1, _I32, _i32(_DOUBLE if is_number else _BYTES))
    fields = (kind, (3, _I32, _i32(_OPTIONAL)), (4, _BINARY, _binary(name)))
    return _struct(*fields) if is_number else _struct(*fields, (6, _I32, _i32(_UTF8)))


def _struct(*fields: _Field) -> bytes:
    """A struct: each field behind the difference of its number to the one before."""
    written, before = bytearray(), 0
    for number, kind, content in fields:
        written += bytes([(number - before) << 4 | kind]) + content
        before = number
    return bytes(written) + b"\0"


def _list(kind: int, entries: Iterable[bytes]) -> bytes:
    held = list(entries)
    head = bytes([len(held) << 4 | kind]) if len(held) < 15 else bytes([0xF0 | kind]) + _varint(len(held))
    return head + b"".join(held)


def _binary(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    return _varint(len(encoded)) + encoded


def _i32(number: int) -> bytes:
    """A whole number that is not negative, of either size, in zigzag form."""
    return _varint(number << 1)


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)
