"""The words in which states are shown, and the names by which the style sheet knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trustpages.compose.views import Tone
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.loop import LedgerState, ReviewState
from trustpages.model.vocabulary import (
    BenchmarkStatus,
    ClaimVerdict,
    IncidentSeverity,
    Posture,
    Severity,
    Verdict,
)

POSTURES: Final[Mapping[Posture, Tone]] = {
    Posture.SUPPORTED: Tone(
        "Supported", "supported", "Every promise is backed by current evidence, and not by benchmarks alone."
    ),
    Posture.PROVISIONAL: Tone(
        "Provisional", "provisional", "Nothing important is open, but the evidence is thin or of one kind."
    ),
    Posture.CONDITIONAL: Tone(
        "Conditional",
        "conditional",
        "A promise that matters is open or broken: rely on it only with the stated care.",
    ),
    Posture.RESTRICTED: Tone(
        "Restricted",
        "restricted",
        "An important promise is broken, unproven or about to break: a person approves each action.",
    ),
    Posture.BLOCKED: Tone(
        "Blocked", "blocked", "A critical promise is broken or has no evidence: do not rely on this agent."
    ),
}

VERDICTS: Final[Mapping[Verdict, Tone]] = {
    Verdict.MET: Tone("Met", "met", "The evidence shows that the promise is kept."),
    Verdict.LEANING_MET: Tone(
        "Leaning met", "leaning-met", "The evidence fits keeping and breaking it; it leans towards kept."
    ),
    Verdict.LEANING_BREACH: Tone(
        "Leaning breach",
        "leaning-breach",
        "The evidence fits keeping and breaking it; it leans towards broken.",
    ),
    Verdict.BREACHED: Tone("Breached", "breached", "The evidence shows that the promise is broken."),
    Verdict.INCOMPLETE: Tone(
        "Incomplete", "incomplete", "Outcomes are missing, and the verdict depends on them."
    ),
    Verdict.MISSING: Tone("No evidence", "missing", "Nothing current and sufficient was measured."),
    Verdict.NOT_APPLICABLE: Tone(
        "Not applicable", "not-applicable", "A recorded reason says that it does not apply."
    ),
}

SEVERITIES: Final[Mapping[Severity, Tone]] = {
    Severity.CRITICAL: Tone("Critical", "critical", "Would change the decision."),
    Severity.HIGH: Tone("High", "high", "Weighs heavily."),
    Severity.MEDIUM: Tone("Medium", "medium", "Should be known."),
    Severity.LOW: Tone("Low", "low", "Good to know."),
}

INCIDENT_SEVERITIES: Final[Mapping[IncidentSeverity, Tone]] = {
    IncidentSeverity.CRITICAL: Tone("Critical", "critical"),
    IncidentSeverity.MAJOR: Tone("Major", "high"),
    IncidentSeverity.MINOR: Tone("Minor", "low"),
}

FRESHNESS: Final[Mapping[FreshnessStatus, Tone]] = {
    FreshnessStatus.FRESH: Tone("Fresh", "fresh"),
    FreshnessStatus.DUE_SOON: Tone("Due soon", "due-soon"),
    FreshnessStatus.STALE: Tone("Stale", "stale"),
    FreshnessStatus.EXPIRED: Tone("Expired", "expired"),
    FreshnessStatus.MISSING: Tone("Undated", "expired"),
    FreshnessStatus.INVALID: Tone("Invalid date", "expired"),
}

CLAIMS: Final[Mapping[ClaimVerdict, Tone]] = {
    ClaimVerdict.SUPPORTED: Tone("Supported", "met"),
    ClaimVerdict.PARTIALLY_SUPPORTED: Tone("Partially supported", "leaning-met"),
    ClaimVerdict.UNSUPPORTED: Tone("Unsupported", "missing"),
    ClaimVerdict.OUT_OF_SCOPE: Tone("Out of scope", "incomplete"),
    ClaimVerdict.CONTRADICTED: Tone("Contradicted", "breached"),
    ClaimVerdict.STALE: Tone("Stale", "stale"),
}

LEDGER: Final[Mapping[LedgerState, Tone]] = {
    LedgerState.ON_TIME: Tone("On time", "met"),
    LedgerState.LATE: Tone("Late", "leaning-breach"),
    LedgerState.PENDING: Tone("Not due yet", "not-applicable"),
    LedgerState.NOT_ENACTED: Tone("Did not happen", "breached"),
    LedgerState.OVERRIDDEN: Tone("Overridden", "leaning-met"),
    LedgerState.OVERRIDE_LAPSED: Tone("Override lapsed", "breached"),
    LedgerState.WAIVED: Tone("Waived", "not-applicable"),
    LedgerState.REVERSED: Tone("Taken back", "leaning-breach"),
    LedgerState.MISSED_TRIGGER: Tone("Never recorded", "breached"),
    LedgerState.INVALID: Tone("Contradictory record", "breached"),
}

REVIEWS: Final[Mapping[ReviewState, Tone]] = {
    ReviewState.CURRENT: Tone("Current", "fresh"),
    ReviewState.DUE_SOON: Tone("Due soon", "due-soon"),
    ReviewState.OVERDUE: Tone("Overdue", "expired"),
    ReviewState.NEVER: Tone("Never reviewed", "expired"),
}

BENCHMARKS: Final[Mapping[BenchmarkStatus, Tone]] = {
    BenchmarkStatus.ACTIVE: Tone("Active", "fresh"),
    BenchmarkStatus.SUPERSEDED: Tone("Superseded", "stale"),
    BenchmarkStatus.DEPRECATED: Tone("Deprecated", "stale"),
    BenchmarkStatus.RETIRED: Tone("Retired", "expired"),
}
