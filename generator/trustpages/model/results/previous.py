"""The previous report, as far as a later one is held against it, and the typed changes since.

The names are those of the published JSON report, so that its bytes can be read straight into these types; keys
that are not listed here are of no interest. What is absent in an older report has a default.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import FailFast

from trustpages.model.results.follow_through import LedgerState
from trustpages.model.results.history import (
    Breach,
    EvidenceRecord,
    PactRecord,
    UndeclaredChange,
    VanishedItem,
    WithdrawnBreach,
)
from trustpages.model.results.standing import PastStanding
from trustpages.model.vocabulary import Audience, ClaimVerdict, Posture, Severity, Verdict


@dataclass(frozen=True, slots=True)
class PublishedAuthority:
    """How much the agent was allowed to do alone."""

    ladder: tuple[str, ...]
    granted: str
    by_rules: str


@dataclass(frozen=True, slots=True)
class PublishedObligation:
    """A promise with the verdict that was published, and the days that it was judged by."""

    pact: str
    id: str
    promise: str
    severity: Severity
    verdict: Verdict
    window: tuple[date | None, date] | None = None
    since: date | None = None
    breach: Breach | None = None
    undeclared: tuple[UndeclaredChange, ...] = ()

    @property
    def ref(self) -> str:
        """`pact/obligation`."""
        return f"{self.pact}/{self.id}"


@dataclass(frozen=True, slots=True)
class PublishedClaim:
    """A public sentence with its verdict and predicate; older reports have no predicate."""

    id: str
    verdict: ClaimVerdict
    text: str = ""
    predicate: str = ""
    changed: tuple[UndeclaredChange, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedConsequence:
    """A consequence in the ledger, with what had become of it."""

    id: str
    state: LedgerState


@dataclass(frozen=True, slots=True)
class PublishedLimitation:
    """A limitation that was disclosed; `subjects` are what it was about, none for the whole agent."""

    rule: str
    severity: Severity
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedAgent:
    """What was published about one agent; `version` is what was deployed then."""

    id: str
    posture: Posture
    authority: PublishedAuthority
    obligations: tuple[PublishedObligation, ...] = ()
    pacts: tuple[PactRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    claims: tuple[PublishedClaim, ...] = ()
    limitations: tuple[PublishedLimitation, ...] = ()
    consequences: tuple[PublishedConsequence, ...] = ()
    version: str = ""
    vanished: tuple[VanishedItem, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()
    history: tuple[PastStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviousReport:
    """The earlier report; `digest` is the SHA-256 of the bytes that it was read from."""

    format: str
    as_of: date
    audience: Audience
    agents: Annotated[tuple[PublishedAgent, ...], FailFast()] = ()
    digest: str = ""

    def agent(self, id_: str) -> PublishedAgent | None:
        """What was published about the agent of that id, if anything was."""
        return next((agent for agent in self.agents if agent.id == id_), None)


class ChangeTopic(StrEnum):
    """What a change is about, in the order in which a reader wants to know."""

    AGENT = "agent"
    POSTURE = "posture"
    AUTHORITY = "authority"
    VERSION = "version"
    VERDICT = "verdict"
    CLAIM = "claim"
    CONSEQUENCE = "consequence"
    LIMITATION = "limitation"
    EVIDENCE = "evidence"
    TERMS = "terms"
    PACT = "pact"


class Turn(StrEnum):
    """Whether a change is for the better; neutral where neither state is better than the other."""

    BETTER = "better"
    WORSE = "worse"
    NEUTRAL = "neutral"


_OPPOSITE = {Turn.BETTER: Turn.WORSE, Turn.WORSE: Turn.BETTER, Turn.NEUTRAL: Turn.NEUTRAL}


@dataclass(frozen=True, slots=True)
class ReportChange:
    """One difference from the earlier report; `before` or `after` is None where the thing was not there.

    `subject` is the id of what changed: `pact/obligation`, a claim, a consequence, an item, a pact, the rule of a
    limitation.
    `aspect` says what about it: the term of an obligation, the subject of a limitation. `words` is the sentence of
    a promise or claim that only one of the reports has.
    """

    agent: str
    changed: ChangeTopic
    subject: str
    before: str | None
    after: str | None
    turn: Turn = Turn.NEUTRAL
    aspect: str = ""
    words: str = ""

    @property
    def reversed(self) -> ReportChange:
        """The same change seen from the other side."""
        return replace(self, before=self.after, after=self.before, turn=_OPPOSITE[self.turn])


CLAIM_FIELDS = ("text", "predicate")
"""What a claim is judged by; a change of either makes it another claim under the old name."""
