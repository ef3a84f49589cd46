"""What git knows of evidence, in words: when it was changed last, by whom, and who else has read it."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.compose.wording.names import spell_out
from trustpages.compose.wording.numbers import count_of
from trustpages.model.sentence import read_days
from trustpages.model.workspace import LastChange


def describe_change(change: LastChange | None) -> str:
    """The last change as the end of a sentence that begins with a file; empty where git does not tell."""
    if change is None:
        return ""
    if change.commit is None:
        return f", {change.day}"
    by = f", by {change.author}" if change.author else ""
    day = spell_out(read_days(change.day), None)
    return f", last changed in commit {change.commit}, {day}{by}{_describe_readers(change)}"


def _describe_readers(change: LastChange) -> str:
    if change.is_read is None:
        return ""
    names = " and ".join(change.readers)
    if change.is_read:
        return f"; read by {names}" if names else "; read by somebody other than its author"
    older = f"; read by {names}, and older lines of it" if names else "; read"
    return f"{older} by nobody but its author on record"


def describe_second_reader(change: LastChange | None) -> str:
    """Who has read the last change besides its author, as a cell; empty where nobody knows."""
    if change is None or change.is_read is None:
        return ""
    names = ", ".join(change.readers)
    return names if change.is_read else f"{names}; older lines nobody else" if names else "nobody else"


def count_unread(changes: Iterable[LastChange | None]) -> str:
    """How many items nobody but their authors has read on record; empty where git tells of none."""
    known = [change.is_read for change in changes if change is not None and change.is_read is not None]
    unread = known.count(False)
    if not known:
        return ""
    if not unread:
        return f"Git names a second reader for {'it' if len(known) == 1 else f'each of the {len(known)}'}."
    names = f"{unread} of {count_of(len(known), 'item')}"
    return f"{names} {'has' if unread == 1 else 'have'} been read by nobody but the author, as far as git tells."
