"""The results of today, held to what was published before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trustpages.assess.context import Context
from trustpages.assess.history.breaches import (
    breach_seen,
    is_cleared,
    published_breaches,
    still_breached,
    withdrawn_breaches,
)
from trustpages.assess.history.pacts import pact_records
from trustpages.assess.history.past import Past, past_of
from trustpages.assess.history.records import evidence_records
from trustpages.assess.history.terms import undeclared_changes
from trustpages.assess.history.vanished import HISTORY, gone_behind, vanished_since, without_verdict
from trustpages.model.documents.pact import Obligation, Pact
from trustpages.model.previous import Previous
from trustpages.model.results.history import EvidenceRecord, PactRecord, Vanished, WithdrawnBreach
from trustpages.model.results.loop import AuthorityResult
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class History:
    """One agent's records for the next report, and what the earlier one says of it; `past` is None without one."""

    past: Past | None
    evidence: tuple[EvidenceRecord, ...]
    pacts: tuple[PactRecord, ...]
    vanished: tuple[Vanished, ...] = ()
    withdrawn: tuple[WithdrawnBreach, ...] = ()

    @property
    def names_of_vanished(self) -> tuple[str, ...] | None:
        """What the limitation says is gone; None where there is no earlier report."""
        return tuple(one.name for one in self.vanished) if self.past is not None else None
