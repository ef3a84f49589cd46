"""The words for states (posture, verdict, severity, freshness, …), and their names in the style sheet.

A state has its word here alone: sentences of rules, pages, the feed, the terminal and gates take it from here.
`report.json` has the names that documents have.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from trustpages.model.pages.values import StateLabel
from trustpages.model.results.evidence import FreshnessStatus, Retraction
from trustpages.model.results.follow_through import LedgerState, ReviewState
from trustpages.model.results.records.changes import Turn
from trustpages.model.vocabulary import (
    AnswerBasis,
    BenchmarkStatus,
    ClaimVerdict,
    IncidentSeverity,
    Posture,
    Severity,
    Verdict,
)

StateT = TypeVar("StateT", bound=StrEnum)

POSTURES: Final[Mapping[Posture, StateLabel]] = {
    Posture.SUPPORTED: StateLabel(
        "Supported", "supported", "Every promise is backed by current evidence, and not by benchmarks alone."
    ),
    Posture.PROVISIONAL: StateLabel(
        "Provisional",
        "provisional",
        "The important promises are kept; a lesser one is open or broken, or the evidence is thin or of one kind.",
    ),
    Posture.CONDITIONAL: StateLabel(
        "Conditional",
        "conditional",
        "A promise that matters is not shown to be kept, or something found against the agent has no answer.",
    ),
    Posture.RESTRICTED: StateLabel(
        "Restricted", "restricted", "An important promise is broken, about to break, or without evidence."
    ),
    Posture.BLOCKED: StateLabel(
        "Blocked", "blocked", "A critical promise is broken or without evidence, or nothing is promised at all."
    ),
}

VERDICTS: Final[Mapping[Verdict, StateLabel]] = {
    Verdict.MET: StateLabel("Met", "met", "The evidence shows that the promise is kept."),
    Verdict.LEANING_MET: StateLabel(
        "Leaning met", "leaning-met", "The evidence fits keeping and breaking it; it leans towards kept."
    ),
    Verdict.LEANING_BREACH: StateLabel(
        "Leaning breach", "leaning-breach", "The evidence fits keeping and breaking it; it leans towards broken."
    ),
    Verdict.BREACHED: StateLabel("Breached", "breached", "The evidence shows that the promise is broken."),
    Verdict.ON_TRACK: StateLabel("On track", "on-track", "It is not judged yet; so far it is kept."),
    Verdict.AT_RISK: StateLabel("At risk", "at-risk", "It is not judged yet; so far it is not kept."),
    Verdict.INCOMPLETE: StateLabel(
        "Incomplete", "incomplete", "Outcomes are missing, and the verdict depends on them."
    ),
    Verdict.MISSING: StateLabel("No evidence", "missing", "Nothing current and sufficient was measured."),
    Verdict.NOT_APPLICABLE: StateLabel(
        "Not applicable", "not-applicable", "A recorded reason says that it does not apply."
    ),
}

SEVERITIES: Final[Mapping[Severity, StateLabel]] = {
    Severity.CRITICAL: StateLabel("Critical", "critical", "Would change the decision."),
    Severity.HIGH: StateLabel("High", "high", "Weighs heavily."),
    Severity.MEDIUM: StateLabel("Medium", "medium", "Should be known."),
    Severity.LOW: StateLabel("Low", "low", "Good to know."),
}

INCIDENT_SEVERITIES: Final[Mapping[IncidentSeverity, StateLabel]] = {
    IncidentSeverity.CRITICAL: StateLabel("Critical", "critical"),
    IncidentSeverity.MAJOR: StateLabel("Major", "high"),
    IncidentSeverity.MINOR: StateLabel("Minor", "low"),
}

FRESHNESS: Final[Mapping[FreshnessStatus, StateLabel]] = {
    FreshnessStatus.FRESH: StateLabel("Fresh", "fresh"),
    FreshnessStatus.DUE_SOON: StateLabel("Due soon", "due-soon"),
    FreshnessStatus.STALE: StateLabel("Stale", "stale"),
    FreshnessStatus.EXPIRED: StateLabel("Expired", "expired"),
    FreshnessStatus.MISSING: StateLabel("Undated", "expired"),
    FreshnessStatus.INVALID: StateLabel("Invalid date", "expired"),
}

CLAIMS: Final[Mapping[ClaimVerdict, StateLabel]] = {
    ClaimVerdict.SUPPORTED: StateLabel("Supported", "met"),
    ClaimVerdict.PARTIALLY_SUPPORTED: StateLabel("Partially supported", "leaning-met"),
    ClaimVerdict.UNSUPPORTED: StateLabel("Unsupported", "missing"),
    ClaimVerdict.OUT_OF_SCOPE: StateLabel("Out of scope", "incomplete"),
    ClaimVerdict.CONTRADICTED: StateLabel("Contradicted", "breached"),
    ClaimVerdict.STALE: StateLabel("Stale", "stale"),
}

LEDGER: Final[Mapping[LedgerState, StateLabel]] = {
    LedgerState.ON_TIME: StateLabel("On time", "met"),
    LedgerState.LATE: StateLabel("Late", "leaning-breach"),
    LedgerState.PENDING: StateLabel("Not due yet", "not-applicable"),
    LedgerState.NOT_ENACTED: StateLabel("Did not happen", "breached"),
    LedgerState.OVERRIDDEN: StateLabel("Overridden", "leaning-met"),
    LedgerState.OVERRIDE_LAPSED: StateLabel("Override lapsed", "breached"),
    LedgerState.WAIVED: StateLabel("Waived", "not-applicable"),
    LedgerState.REVERSED: StateLabel("Taken back", "leaning-breach"),
    LedgerState.MISSED_TRIGGER: StateLabel("Never recorded", "breached"),
    LedgerState.INVALID: StateLabel("Contradictory record", "breached"),
}

REVIEWS: Final[Mapping[ReviewState, StateLabel]] = {
    ReviewState.CURRENT: StateLabel("Current", "fresh"),
    ReviewState.DUE_SOON: StateLabel("Due soon", "due-soon"),
    ReviewState.OVERDUE: StateLabel("Overdue", "expired"),
    ReviewState.NEVER: StateLabel("Never reviewed", "expired"),
}

BENCHMARKS: Final[Mapping[BenchmarkStatus, StateLabel]] = {
    BenchmarkStatus.ACTIVE: StateLabel("Active", "fresh"),
    BenchmarkStatus.SUPERSEDED: StateLabel("Superseded", "stale"),
    BenchmarkStatus.DEPRECATED: StateLabel("Deprecated", "stale"),
    BenchmarkStatus.RETIRED: StateLabel("Retired", "expired"),
}

RELIABLE: Final = StateLabel("May be relied on", "rely")
WITH_CARE: Final = StateLabel("With care", "care")
NOT_RELIABLE: Final = StateLabel("Do not rely on it", "no")
NOTHING_RELIABLE: Final = StateLabel(RELIABLE.word, "unpromised")
UNPROMISED: Final = StateLabel("Nothing is promised", "unpromised")

DISPUTED = StateLabel("Disputed", "leaning-breach", "Somebody says that it does not hold, and that is not settled.")
TURNS: Final[Mapping[Turn, StateLabel]] = {
    Turn.BETTER: StateLabel("Better", "met"),
    Turn.WORSE: StateLabel("Worse", "breached"),
    Turn.NEUTRAL: StateLabel("Different", "not-applicable"),
    Turn.LOST: StateLabel("Cannot be evaluated any more", "missing"),
    Turn.DISPUTED: StateLabel(
        "Better, disputed", "not-applicable", "What shows it is disputed, and that is not settled."
    ),
}
RETRACTIONS: Final[Mapping[Retraction, StateLabel]] = {
    Retraction.WITHDRAWN: StateLabel("Withdrawn", "expired"),
    Retraction.CORRECTED: StateLabel("Corrected", "expired"),
    Retraction.REFUTED: StateLabel("Refuted", "expired"),
}
AGAINST = StateLabel("Against the agent", "breached", "What it found speaks against the agent.")
CONTROL_RECORD = StateLabel("Control record", "not-applicable")
LEANED_ON_RANK = StateLabel("Leaned on rank", "breached")
SOUND_DECISION = StateLabel("Sound", "met")
UNFOUNDED_DECISION = StateLabel("Names no evidence", "missing")
OPEN = StateLabel("Open", "leaning-breach")
IN_PLACE = StateLabel("In place", "met")
CLOSED = StateLabel("Closed", "met")
PAST_DEADLINE = StateLabel("Past its deadline", "breached")
VALID = StateLabel("Valid", "met")
NOT_VALID = StateLabel("Not valid", "breached")
EXPIRED = FRESHNESS[FreshnessStatus.EXPIRED]

ANSWERED: Final[Mapping[AnswerBasis, StateLabel]] = {
    AnswerBasis.EVIDENCE: StateLabel("Evidence", "evidence", "Current evidence answers it, well or badly."),
    AnswerBasis.WORD: StateLabel("Vendor's word", "word", "The vendor says so, and no evidence bears it out."),
    AnswerBasis.NOTHING: StateLabel("Unanswered", "missing", "Nothing current on record answers it."),
}
COVERED: Final[Mapping[AnswerBasis, StateLabel]] = {
    AnswerBasis.EVIDENCE: StateLabel("Carried by evidence", "evidence", "Current evidence answers it, well or badly."),
    AnswerBasis.WORD: ANSWERED[AnswerBasis.WORD],
    AnswerBasis.NOTHING: StateLabel("Not covered", "missing", "Nothing current on record answers it."),
}


def mark_expired(posture: StateLabel) -> StateLabel:
    """The posture of a report that does not hold any more: it must not look better than one that does."""
    return StateLabel(f"{EXPIRED.word}, was {posture.word}", EXPIRED.name, posture.meaning)


def word_of(labels: Mapping[StateT, StateLabel], value: str) -> str:
    """The word of the state that machines call `value`; where there is none, `value` without its dashes."""
    # A report of an earlier version may name states that this one no longer has.
    words = {state.value: label.word for state, label in labels.items()}
    return words.get(value, value.replace("-", " ").replace("_", " ").capitalize())
