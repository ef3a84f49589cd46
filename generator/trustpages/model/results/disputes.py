"""What a dispute contests, and what of the report hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trustpages.model.measured import Quantity
from trustpages.model.vocabulary import ClaimVerdict, Posture, Severity, Verdict


@dataclass(frozen=True, slots=True)
class ContestedVerdict:
    """A promise whose verdict would be `after` without what is contested; `quantity` is what would be seen then."""

    obligation: str
    promise: str
    severity: Severity
    before: Verdict
    after: Verdict
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ContestedClaim:
    """A claim whose verdict would be `after` without what is contested."""

    claim: str
    text: str
    before: ClaimVerdict
    after: ClaimVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutContested:
    """What would be otherwise without the contested `items`; `posture` is None where that would not."""

    items: tuple[str, ...] = ()
    verdicts: tuple[ContestedVerdict, ...] = ()
    claims: tuple[ContestedClaim, ...] = ()
    posture: Posture | None = None

    @property
    def flips(self) -> bool:
        """Whether anything would be otherwise without what is contested."""
        return bool(self.verdicts or self.claims or self.posture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest(WithoutContested):
    """A dispute that is open, or was upheld against a promise or a claim, which nothing else tells.

    `named` are the promises and claims that it names, contested as its items are. `rests_on` are the promises and
    claims whose figure rests on any of it.
    """

    dispute: str
    opened: date
    by: str
    about: str
    is_open: bool
    named: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JointContest(WithoutContested):
    """Several open disputes, where without all that they contest more would be otherwise than without any one's."""

    disputes: tuple[str, ...]
