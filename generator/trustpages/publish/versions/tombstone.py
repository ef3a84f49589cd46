"""What stands in the place of a withdrawn version: the reason, at each address that can show it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from trustpages.model.page import Artifact
from trustpages.publish.verifier.trustverify import STYLE, markup, styled_page
from trustpages.publish.versions.canonical import canonical, digest
from trustpages.publish.versions.events import one_line
from trustpages.publish.versions.manifest import FileDigest, listed

FORMAT = "trustpages.tombstone/1"

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="220" height="28" role="img">'
    "<title>{text}</title>"
    '<rect width="220" height="28" fill="#5c1a1a"/>'
    '<text x="110" y="19" fill="#ffffff" font-family="sans-serif" font-size="13" text-anchor="middle">'
    "withdrawn {on}</text></svg>\n"
)

FEED_NAME = "feed.xml"
_FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom">\n'
    "  <id>{id}</id>\n  <title>Withdrawn</title>\n  <updated>{on}T00:00:00Z</updated>\n"
    "  <author><name>The publisher</name></author>\n"
    "  <entry>\n    <id>{id}</id>\n    <title>{said}</title>\n    <updated>{on}T00:00:00Z</updated>\n"
    "    <summary>{said}</summary>\n"
    '    <link rel="alternate" type="text/html" href="index.html"/>\n  </entry>\n</feed>\n'
)
"""Whoever subscribed to a feed is told by it."""


def tombstone_list(version: str, reason: str, on: str, files: tuple[Artifact, ...]) -> bytes:
    """The list of what stands in the place of the version, as it is stored and hashed."""
    digests = [FileDigest(file.path, len(file.content), digest(file.content)) for file in files]
    return canonical(
        {
            "format": FORMAT,
            "version": version,
            "reason": one_line(reason),
            "on": on,
            "files": listed(digests),
        }
    )


def tombstones(version: str, reason: str, on: str, paths: tuple[str, ...]) -> tuple[Artifact, ...]:
    """A file with the reason for each of the paths whose kind can carry it.

    Pages, pictures in SVG, JSON, XML, CSV and plain text can; of other kinds nothing stays. `on` is
    the day, as text.
    """
    said = f"Version {version} was withdrawn on {on}: {one_line(reason)}"
    writers = {
        ".html": lambda path: _page(version, one_line(reason), on, path),
        ".svg": lambda _: _SVG.format(text=escape(said), on=on).encode(),
        ".json": lambda _: _json(version, reason, on),
        ".xml": lambda path: _xml(path, said, on),
        ".csv": lambda _: ('"' + said.replace('"', '""') + '"\n').encode(),
        ".txt": lambda _: f"{said}\n".encode(),
        ".md": lambda _: f"{said}\n".encode(),
    }
    made: list[Artifact] = []
    for path in paths:
        writer: Callable[[str], bytes] | None = writers.get(PurePosixPath(path).suffix)
        if writer is not None:
            made.append(Artifact(path, writer(path)))
    return tuple(made)


def _page(version: str, reason: str, on: str, path: str) -> bytes:
    up = "../" * path.count("/")
    body = (
        f'<p class="log">Version {version}</p>\n<h1>This version was withdrawn</h1>\n'
        f'<p class="reason">{markup(reason)}</p>\n'
        f"<p>Withdrawn on {on}. Do not rely on it, nor on a copy of it.</p>\n"
        f'<p class="lead"><a href="{up}../versions/index.html">All versions</a>, the newest first</p>\n'
        f'<p class="note">What stood here can be recognised by the digests in '
        f'<a href="{up}manifest.json">manifest.json</a>.</p>'
    )
    return styled_page(f"Version {version} was withdrawn", body, f"{up}{STYLE}").encode()


def _xml(path: str, said: str, on: str) -> bytes:
    if PurePosixPath(path).name == FEED_NAME:
        return _FEED.format(id=uuid5(NAMESPACE_URL, path + said).urn, said=escape(said), on=on).encode()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<withdrawn>{escape(said)}</withdrawn>\n'.encode()


def _json(version: str, reason: str, on: str) -> bytes:
    fields = {
        "format": "trustpages.withdrawn/1",
        "version": version,
        "withdrawn": on,
        "reason": one_line(reason),
    }
    return (json.dumps(fields, indent=2) + "\n").encode()
