"""Feeds as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.model.pages.page import Feed, FeedEntry
from trustpages.render.encoder import encode_title


def to_atom(feed: Feed, language: str = "en") -> bytes:
    """The feed as bytes of XML, the same for the same feed; every text of it is encoded."""
    updated = f"{feed.updated.isoformat()}T00:00:00Z"
    entries = "".join(_write_entry(entry, updated) for entry in feed.entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{encode_title(language)}">\n'
        f"  <id>{encode_title(feed.id)}</id>\n"
        f"  <title>{encode_title(feed.title)}</title>\n"
        f"  <updated>{updated}</updated>\n"
        f"  <author><name>{encode_title(feed.author)}</name></author>\n"
        f'  <link rel="alternate" type="text/html" href="{encode_title(feed.home)}"/>\n'
        f"{entries}</feed>\n"
    ).encode()


def _write_entry(entry: FeedEntry, updated: str) -> str:
    return (
        "  <entry>\n"
        f"    <id>{encode_title(entry.id)}</id>\n"
        f"    <title>{encode_title(entry.title)}</title>\n"
        f"    <updated>{updated}</updated>\n"
        f'    <link rel="alternate" type="text/html" href="{encode_title(entry.link)}"/>\n'
        '    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\n'
        f"{_write_lines('p', entry.sentences)}{_write_list(entry.points)}"
        "    </div></content>\n"
        "  </entry>\n"
    )


def _write_list(points: Iterable[str]) -> str:
    items = _write_lines("li", points)
    return f"      <ul>\n{items}      </ul>\n" if items else ""


def _write_lines(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"      <{tag}>{encode_title(text)}</{tag}>\n" for text in texts)
