"""What stands behind a public sentence, now and on the day on which it was first said, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from trustpages.model.documents.claims import Claim
from trustpages.model.pages.exported import SayableClaim
from trustpages.model.vocabulary import ClaimVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PastItem:
    """An item that stood behind the sentence; `now` is what became of it since."""

    id: str
    digest: str
    collected_to: date | None
    now: Literal["as it was", "changed", "gone", "counts for nothing any more"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBasis:
    """What a state of the workspace, or a published version, tells of the sentence.

    `name` is a commit or a version, empty where it may not be named; `digest` that of its inputs or of its manifest.
    Where there is no such state, or it cannot be read, `missing` says why. `verdict` is None where the sentence
    is not on record there.
    """

    source: Literal["git", "published"]
    name: str = ""
    day: date | None = None
    digest: str = ""
    text: str = ""
    verdict: ClaimVerdict | None = None
    reason: str = ""
    version: str = ""
    evidence: tuple[PastItem, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substantiation:
    """The file of one claim: its document, what may be said today, what stood behind it on its first day, what changed.

    `past` are the states that were asked, `changes` sentences about what is otherwise now.
    """

    claim: Claim
    today: SayableClaim
    as_of: date
    past: tuple[PastBasis, ...]
    changes: tuple[str, ...]
    digests: tuple[tuple[str, str], ...]
