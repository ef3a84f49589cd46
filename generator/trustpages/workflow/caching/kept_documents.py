"""Parsed documents of earlier runs, found by the digest of their bytes.

What the reader of YAML makes of a file hangs on its bytes alone, so a tree with its marks can stand for them: places
come out the same. A file with problems is read anew each time. All that one run has read lies in one sealed pack,
since a file for each document would cost more than to parse it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Final, TypeAlias, cast

from trustpages.intake import yaml
from trustpages.intake.files.authored_page import LoadYaml
from trustpages.model.problem import Problem
from trustpages.model.source_map import Lines, Located, Plain, Spans
from trustpages.system.cache import FileCache
from trustpages.workflow.caching.fingerprint import fingerprint_program
from trustpages.workflow.caching.values import pack, unpack

MOST_PACKS: Final = 8
"""In one folder: of the versions of the program that somebody goes back and forth between."""
MOST_BYTES: Final = 256 << 20
"""Of one pack, which is held in memory while documents are read."""

_Packed: TypeAlias = "dict[bytes, bytes]"


class KeptDocuments:
    """What the reader of YAML makes of files, each parsed once; from `packed` where it has their bytes."""

    def __init__(self, packed: Mapping[bytes, bytes] | None = None) -> None:
        self._packed = packed or {}
        self._known: dict[tuple[bytes, str], tuple[Located | None, tuple[Problem, ...]]] = {}

    def load(self, data: bytes, file: str) -> tuple[Located | None, tuple[Problem, ...]]:
        """What the reader of YAML makes of a file."""
        digest = sha256(data).digest()
        key = digest, file
        if key not in self._known:
            kept = self._packed.get(digest)
            self._known[key] = yaml.load(data, file) if kept is None else (_unpack(kept, file), ())
        return self._known[key]

    def pack(self) -> dict[bytes, bytes] | None:
        """All trees that were asked for, by digest; None if none of them is new."""
        read = {digest: located for (digest, _), (located, _) in self._known.items() if located is not None}
        if read.keys() <= self._packed.keys():
            return None
        return {digest: self._packed.get(digest) or pack_document(located) for digest, located in read.items()}


@contextmanager
def keep_documents(cache: FileCache | None, name: str, parsed: _Packed | None = None) -> Iterator[LoadYaml]:
    """Reads YAML files with the pack `name` in `cache`, which afterwards has those that were read, and no others.

    `name` tells apart what is read at different times. Documents that were `parsed` before, by the digest of their
    bytes, are neither read nor kept. The files are the same whatever the cache holds.
    """
    parsed = parsed or {}
    if cache is None:
        yield KeptDocuments(parsed).load
        return
    digest = sha256(f"{fingerprint_program()} {name}".encode()).hexdigest()
    documents = KeptDocuments({**_open_pack(cache.get(digest)), **parsed})
    yield documents.load
    if (read := documents.pack()) is not None:
        packed = {key: tree for key, tree in read.items() if key not in parsed}
        if sum(map(len, packed.values())) <= MOST_BYTES:
            cache.put(digest, pack(packed))
            cache.trim(MOST_PACKS)


def _open_pack(content: bytes | None) -> _Packed:
    return {} if content is None else cast("_Packed", unpack(content))  # sealed: what `keep_documents` made


def pack_document(document: Located) -> bytes:
    """A document that was parsed, as it is kept under the digest of its bytes."""
    spans = document.spans
    marks = (document.lines.starts, spans.starts, spans.ends, spans.keys, spans.first, spans.children)
    return pack((document.value, document.lines.length, [array("I", offsets).tobytes() for offsets in marks]))


def _unpack(content: bytes, file: str) -> Located:
    value, length, marks = cast("tuple[Plain, int, list[bytes]]", unpack(content))
    starts, *spans = (array("I", offsets) for offsets in marks)
    return Located(file, value, Lines(starts, length), Spans(*spans))
