"""The options of a run and the results that commands return.

Imports nothing that reads, computes or builds, so that an answer from the result cache is immediate.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trustpages.model.vocabulary import Audience

if TYPE_CHECKING:
    from trustpages.intake.history.lines import RevisionPlace

INVALID: Final = 3
"""The exit code where the evidence is not valid."""

GATE: Final = 4
"""The exit code where it is valid, and a gate of the workspace is not met."""


class OwnTemplates(StrEnum):
    """How far a run goes by the templates of the workspace."""

    UNUSED = "unused"  # only the shipped ones
    SANDBOXED = "sandboxed"  # all but those that no sandbox holds
    TRUSTED = "trusted"  # those as well


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of a run; None leaves a choice to `trust.yml`.

    `start` is where the search for the workspace begins; `today` is the clock, read once by the command.
    `previous` is the JSON report to compare with; without it, the one that `trust.yml` names, unless `takes_named` is
    False. `log_before` is set for a site that becomes a published version, and is printed in it: the checkpoint of the
    log before that version. `here` is the user's current folder, to which printed paths are relative. A `fresh` run
    neither reads nor writes caches. `at` is the revision that `start` is a private copy of. `exports` are the kinds of
    documents that a site has of each agent, `release` names the version that it becomes.
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
    own_templates: OwnTemplates = OwnTemplates.SANDBOXED
    at: RevisionPlace | None = None
    exports: tuple[str, ...] = ()
    release: str = ""

    @property
    def versioned(self) -> bool:
        """True if the site becomes a published version."""
        return self.log_before is not None

    def after(self, previous: Path | None) -> Choice:
        """The same options with this previous report, or none at all, whatever `trust.yml` names."""
        return replace(self, previous=previous, takes_named=False)


Step = Callable[[str], AbstractContextManager[None]]
"""Shows a step of long work while it lasts."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """The folder of a site (None: the evidence is invalid), a summary, complaints for stderr.

    `inputs_digest` is that of the documents and data files that the site was made from.
    """

    folder: Path | None
    summary: str
    complaints: tuple[str, ...]
    inputs_digest: str = ""


_DEFAULT_OUT = "site"


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What to print, a summary for a person, and the exit code."""

    text: str
    summary: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The folder of the site (None: not built), a summary, complaints for stderr, the exit code."""

    out: Path | None
    summary: str
    complaints: tuple[str, ...]
    exit_code: int


def choose_site_folder(root: Path, out: Path | None) -> Path:
    """The folder that a site of the workspace at `root` goes to: the one named, else `site/` in the workspace."""
    return Path(os.path.abspath(out or root / _DEFAULT_OUT))
