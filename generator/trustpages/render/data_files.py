"""Files for other programs: tables as CSV without formulas (RFC 4180), feeds as Atom (RFC 4287)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from trustpages.model.page import Cell, Feed, FeedEntry
from trustpages.render.encoder import encode_title

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as UTF-8 CSV after RFC 4180, one line of column names first.

    Text that a spreadsheet could take for a formula begins with an apostrophe; numbers are
    written as they are, and None is an empty cell. Raises ValueError where a row differs in
    width from `columns`.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_neutralize(column) for column in columns])
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells, the table {len(columns)} columns")
        writer.writerow([_format_cell(cell) for cell in row])
    return buffer.getvalue().encode("utf-8", "replace")


def _format_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _neutralize(cell)
        case bool():
            return str(cell).lower()
        case _:
            return str(cell)


def _neutralize(text: str) -> str:
    """`text` with an apostrophe before what starts a formula; blanks before it do not hide it.

    NUL is dropped, since spreadsheets skip it and see the sign behind it.
    """
    text = text.replace("\0", "")
    starts = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{text}" if starts else text


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
