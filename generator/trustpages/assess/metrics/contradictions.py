"""Records of consequences that cannot be true as they stand."""

from __future__ import annotations

from datetime import date

from trustpages.model.documents.items import ConsequenceEvent


def contradiction_of(event: ConsequenceEvent, as_of: date) -> str | None:
    """What makes the record impossible, if anything does."""
    if event.enacted_at is not None and event.enacted_at < event.triggered_at:
        return "recorded as enacted before it was triggered"
    if event.enacted_at is not None and event.enacted_at > as_of:
        return f"recorded as enacted on {event.enacted_at}, which lies in the future"
    if event.due_at is not None and event.due_at < event.triggered_at:
        return "recorded as due before it was triggered"
    if event.reversed_at is not None and (event.enacted_at is None or event.reversed_at < event.enacted_at):
        return "recorded as taken back before it was enacted"
    return None
