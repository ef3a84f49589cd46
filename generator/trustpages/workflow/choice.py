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
    `previous` is the JSON report that this one is held against; where there is none, the one that `trust.yml` names
    is, unless the run was settled otherwise (`takes_named`). `log_before` is the checkpoint that a site which becomes a
    version prints: the log as it stood before; None for a site that becomes none.
    `here` is the folder in which the user stands, for whom paths are shown. A `fresh` run uses nothing that was made
    before, and keeps nothing.
    """

    start: Path
    as_of: date | None
    audience: Audience | None
    today: date
    previous: Path | None = None
    log_before: str | None = None
    here: Path | None = None
    fresh: bool = False
    takes_named: bool = True

    @property
    def versioned(self) -> bool:
        """Whether the site becomes a version."""
        return self.log_before is not None

    def after(self, previous: Path | None) -> Choice:
        """The same run, held against this earlier report and no other; None is none at all."""
        return replace(self, previous=previous, takes_named=False)
