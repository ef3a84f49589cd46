"""The kinds of step that are tried, in a fixed order."""

from __future__ import annotations

from trustpages.advise.definition import DEFINITION_KINDS
from trustpages.advise.evidence import EVIDENCE_KINDS
from trustpages.advise.follow_through import FOLLOW_THROUGH_KINDS
from trustpages.advise.promising import PROMISING_KINDS
from trustpages.advise.rhythm import RHYTHM_KINDS
from trustpages.advise.situation import StepKind

KINDS: tuple[StepKind, ...] = (
    *PROMISING_KINDS,
    *DEFINITION_KINDS,
    *EVIDENCE_KINDS,
    *FOLLOW_THROUGH_KINDS,
    *RHYTHM_KINDS,
)
