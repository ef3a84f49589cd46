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
class Contest:
    """A dispute that is open, or was upheld against a promise or a claim, which nothing else tells.

    `items` are contested, as are `named`: the promises and claims that it names. `rests_on` are the promises and
    claims whose figure rests on any of it. `verdicts`, `claims` and `posture` would be others without the items;
    `posture` is None where it would not.
    """

    dispute: str
    opened: date
    by: str
    about: str
    is_open: bool
    items: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    verdicts: tuple[ContestedVerdict, ...] = ()
    claims: tuple[ContestedClaim, ...] = ()
    posture: Posture | None = None

    @property
    def flips(self) -> bool:
        """Whether anything would be otherwise without what is contested."""
        return bool(self.verdicts or self.claims or self.posture)
