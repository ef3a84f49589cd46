"""Names, days and text as formats of other tools want them; the same input gives the same names."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from trustpages.model.pages.exported import ExportedAgent, Limits

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"([\\`*_\[\]<>&])")
_BLOCK_MARK = re.compile(r"^(?=[#+\-=~])|^(\d{1,9})(?=[.)](?:\s|$))")


def to_slug(text: str) -> str:
    """Small letters and digits with single hyphens between, accents dropped; `x` where the text has none of them."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(sign))
    return _NOT_IN_NAMES.sub("-", plain).strip("-") or "x"


def begin(day: date) -> str:
    """The first moment of a UTC day."""
    return f"{day.isoformat()}T00:00:00Z"


def end(day: date) -> str:
    """The last second of a UTC day."""
    return f"{day.isoformat()}T23:59:59Z"


def count_seconds(day: date) -> str:
    """The first moment of a UTC day as Unix time in a string."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))


def identify(exported: ExportedAgent, *parts: str) -> UUID:
    """An id of something of the agent for this audience: the same in every report.

    Ids of what only this report has begin with `identify_report`.
    """
    return uuid5(
        NAMESPACE_URL, "/".join(("trustpages", exported.publisher.name, exported.audience, exported.id, *parts))
    )


def identify_report(exported: ExportedAgent, *parts: str) -> UUID:
    """An id of something in the report of this day and of these inputs."""
    return identify(exported, exported.as_of.isoformat(), exported.inputs_digest, *parts)


def join_limits(limits: Limits) -> str:
    """The limits as one text, a sentence each."""
    return " ".join(f"{name.replace('-', ' ').capitalize()}: {sentence.rstrip('.')}." for name, sentence in limits)


def on_one_line(text: str) -> str:
    """The text without line feeds and blanks at its ends."""
    return _SPACES.sub(" ", text).strip()


def as_markdown(text: str) -> str:
    """Text that CommonMark reads as nothing but text, on one line: what evidence says has no markup."""
    escaped = _MARKUP.sub(r"\\\1", on_one_line(text))
    return _BLOCK_MARK.sub(lambda match: f"{match[1] or ''}\\", escaped)
