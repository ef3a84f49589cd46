"""The state of the gate on selective disclosure in words; they tell no more of what is withheld than that one state."""

from __future__ import annotations

from trustpages.compose.wording.names import to_title
from trustpages.model.documents.trust import Gates, SwitchedOff
from trustpages.model.pages.values import Said
from trustpages.model.vocabulary import Audience

HEADING = "Compared with all evidence"
"""What the words are about."""


def describe_gate(gates: Gates, audience: Audience, *, looks_better: bool | None) -> Said:
    """Whether a report for this audience looks better than the complete one, or who switched that gate off.

    Empty for the audience that sees everything. `looks_better` is None where the two could not be held against each
    other.
    """
    if audience is Audience.INTERNAL:
        return ""
    match looks_better:
        case None:
            state = "not compared"
        case True:
            state = "this report looks better"
        case False:
            state = "nothing looks better here"
    off = gates.selective_disclosure
    if isinstance(off, SwitchedOff):
        role = f" ({to_title(off.off_by.role)})" if off.off_by.role else ""
        return (f"{state}; the check was switched off by {off.off_by.name}{role} on ", off.since, f": {off.reason}")
    return f"{state}; the check is switched off, and nobody says by whom" if not off else state
