"""What a user chose for one run: where, as of when, for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class Choice:
    """The inputs of a run; None leaves a choice to `trust.yml`.

    `start` is where the search for the workspace begins; `today` is the clock, read once by the command.
    `previous` is the JSON report that this one is held against. A site that becomes a version is `versioned`.
    `here` is the folder in which the user stands, for whom paths are shown. A `fresh` run uses nothing that was made
    before, and keeps nothing.
    """

    start: Path
    as_of: date | None
    audience: Audience | None
    today: date
    previous: Path | None = None
    versioned: bool = False
    here: Path | None = None
    fresh: bool = False

    def after(self, previous: Path | None) -> Choice:
        """The same run, held against this earlier report."""
        return replace(self, previous=previous)
