"""Whether a public sentence may be said on the day of a report: what bars it, the weightiest bar first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from trustpages.model.documents.base import has_passed
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.findings import ClaimRecord
from trustpages.model.vocabulary import ClaimVerdict, Severity


class Bar(StrEnum):
    """Why a sentence may not be said."""

    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    VERDICT = "verdict"
    STALE = "stale"
    CRITICAL = "critical"
    DISPUTED = "disputed"


def find_bar(agent: AgentRecord, claim: ClaimRecord, as_of: date) -> Bar | None:
    """What keeps the sentence from being said; None where the evidence of today bears it out and nothing is against it.

    A sentence that the evidence supports is barred still where the whole report has expired, where a critical
    limitation is about it, as where real use fails more often than it says, and where it would not be supported
    without what an open dispute contests.
    """
    bars = (
        (Bar.WITHDRAWN, claim.withdrawn is not None),
        (Bar.EXPIRED, has_passed(agent.valid_until, as_of)),
        (Bar.VERDICT, claim.verdict is not ClaimVerdict.SUPPORTED),
        (Bar.STALE, claim.stale),
        (Bar.CRITICAL, _has_critical_limitation(agent, claim.id)),
        (Bar.DISPUTED, any(claim.id in _list_turned(contest.claims) for contest in agent.contests)),
    )
    return next((bar for bar, holds in bars if holds), None)


def may_be_said(agent: AgentRecord, claim: ClaimRecord, as_of: date) -> bool:
    """Whether nothing keeps the sentence from being said."""
    return find_bar(agent, claim, as_of) is None


def _has_critical_limitation(agent: AgentRecord, claim: str) -> bool:
    return any(
        limitation.severity is Severity.CRITICAL and claim in limitation.subjects for limitation in agent.limitations
    )


def _list_turned(claims: object) -> Collection[str]:
    """The claims whose verdict hangs on what is contested."""
    listed = claims if isinstance(claims, list) else ()
    return {str(turned["claim"]) for turned in listed if isinstance(turned, dict) and "claim" in turned}
