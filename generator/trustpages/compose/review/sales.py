"""What a change does to sentences, badges, cards and answers that sales uses, and from which day."""

from __future__ import annotations

from collections import Counter
from typing import Final

from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.review import name_agent, say_first_large, say_state, spell_out_for_readers
from trustpages.model.pages.blocks import Bullets, Section, Text
from trustpages.model.results.review import ChangeReview, SayableChange

NO_MORE: Final = "may be used no more"
NOT_AT_ALL: Final = "may not be used"
OTHERWISE: Final = "must be replaced"
FROM_NOW: Final = "may be used now"
_USES: Final = (NO_MORE, NOT_AT_ALL, OTHERWISE, FROM_NOW)
_KINDS: Final = {"claim": "Sentence", "badge": "Badge", "card": "Card", "answer": "Answer"}


def show_sales(review: ChangeReview, *, can_fold: bool) -> Section:
    """Which sentences, badges, cards and answers change, those that may be used no more first."""
    if not review.sayable:
        return Section("", (Text("For sales: nothing that may be said or shown changes."),))
    ordered = sorted(review.sayable, key=lambda change: _USES.index(_find_use(change)))
    counts = Counter(map(_find_use, ordered))
    listed = ", ".join(f"{counts[use]} {use}" for use in _USES if counts[use])
    told = Bullets(tuple(_say_use(review, change) for change in ordered))
    return Section(f"For sales: {listed}", (told,), folded=can_fold)


def _find_use(change: SayableChange) -> str:
    if not change.may_be_said:
        return NOT_AT_ALL if change.before is None else NO_MORE
    return FROM_NOW if change.before is None else OTHERWISE


def _say_use(review: ChangeReview, change: SayableChange) -> str:
    kind = _KINDS.get(change.kind, change.kind.capitalize())
    known = review.names.get(change.agent, {}).get(change.subject, change.subject)
    subject = spell_out_for_readers(review, change.agent, known)
    since = f" from {format_day(change.since)}" if change.since else ""
    was = ", ".join(
        f"{say_state(review, change.agent, side, '')} {when}"
        for side, when in ((change.before, "before"), (change.after, "now"))
        if side
    )
    said = f"{kind} “{subject}” of {name_agent(review, change.agent)}: {_find_use(change)}{since}."
    return f"{said} {say_first_large(was)}." if was else said
