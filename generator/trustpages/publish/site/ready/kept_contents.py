"""What was read of pages in earlier builds: two files for each folder of an agent, one with all that is short.

The other has the contents, which are read when a page is written and are never in memory all at once. Both have marks
in the places of the fingerprint of the inputs, which any change of evidence changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from trustpages.model.artifact import PageFile
from trustpages.model.pages.page import DIGITS_SHOWN
from trustpages.publish.site.engine import MARK, MARK_END, ReadPage
from trustpages.publish.site.gate import PageFacts
from trustpages.publish.site.page_cache import PageCache


@dataclass(frozen=True, slots=True)
class ReadContent:
    """A page that was read, without its content.

    `facts` are those of the content, None if a page with it cannot pass.
    """

    page: ReadPage
    facts: PageFacts | None


@dataclass(frozen=True, slots=True)
class KeptContents:
    """What `cache` has of the pages that an engine has read, by their digests, for inputs with that `fingerprint`."""

    cache: PageCache
    engine: str
    fingerprint: str

    def find_pages(self, folder: str) -> dict[str, ReadContent | None]:
        """Those of a folder; None where a page goes through the engine."""
        kept = self._get("contents", folder)
        return {} if kept is None else {digest: _from_json(values) for digest, values in json.loads(kept).items()}

    def find_bodies(self, folder: str) -> dict[str, bytes]:
        """The contents of the pages of a folder, in HTML."""
        index, _, rest = (self._get("bodies", folder) or b"{}").partition(b"\n")
        bodies, start = {}, 0
        for digest, length in json.loads(index).items():
            bodies[digest] = rest[start : start + length]
            start += length
        return bodies if start == len(rest) else {}

    def store(self, folder: str, pages: Mapping[str, ReadContent | None], bodies: Mapping[str, bytes]) -> None:
        """Keeps the pages of a folder in the place of those that it had."""
        each = (f'"{digest}":{_to_json(page)}' for digest, page in pages.items())
        self._put("contents", folder, f"{{{','.join(each)}}}".encode())
        index = json.dumps({digest: len(body) for digest, body in bodies.items()}, separators=(",", ":"))
        self._put("bodies", folder, b"\n".join((index.encode(), b"".join(bodies.values()))))

    def _get(self, kind: str, folder: str) -> bytes | None:
        content = self.cache.files.get(self._name(kind, folder))
        return content and unmark(content, self.fingerprint)

    def _put(self, kind: str, folder: str, content: bytes) -> None:
        self.cache.files.put(self._name(kind, folder), mark(content, self.fingerprint))

    def _name(self, kind: str, folder: str) -> str:
        return sha256(f"{kind}\n{self.cache.programs}\n{self.engine}\n{folder}".encode()).hexdigest()


def digest_page(page: PageFile, fingerprint: str) -> str:
    """SHA-256 over a page without the fingerprint."""
    content = page.content
    # With its length, since a page might have a mark itself.
    return sha256(f"{page.path}\n{len(content)}\n".encode() + mark(content, fingerprint)).hexdigest()


def mark(content: bytes, fingerprint: str) -> bytes:
    """The content with marks for the fingerprint: no page that is ready has one, and JSON has them only as escapes."""
    if not fingerprint:
        return content
    whole, short = fingerprint.encode(), fingerprint[:DIGITS_SHOWN].encode()
    return content.replace(whole, MARK.encode()).replace(short, MARK_END.encode())


def unmark(content: bytes, fingerprint: str) -> bytes:
    """The content with the fingerprint where its marks are."""
    whole, short = fingerprint.encode(), fingerprint[:DIGITS_SHOWN].encode()
    return content.replace(MARK.encode(), whole).replace(MARK_END.encode(), short)


def _to_json(content: ReadContent | None) -> str:
    if content is None:
        return "null"
    page, facts = content.page, content.facts or PageFacts("", frozenset(), (), ())
    values = [page.shell, page.values, page.headings, page.entries, sorted(facts.anchors), facts.links]
    return json.dumps(values, separators=(",", ":"), ensure_ascii=False)


def _from_json(values: Any) -> ReadContent | None:
    if values is None:
        return None
    shell, shown, headings, entries, anchors, links = values
    page = ReadPage(shell, tuple((name, text) for name, text in shown), tuple(headings), "", entries)
    return ReadContent(page, PageFacts("", frozenset(anchors), tuple(links), ()))
