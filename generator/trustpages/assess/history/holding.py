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
from trustpages.assess.history.vanished import gone_behind, vanished_since, without_verdict
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
        return tuple(item.name for item in self.vanished) if self.past is not None else None


def history_of(context: Context, previous: Previous | None) -> History:
    """What the agent leaves behind for the next report, and what the earlier one leaves behind for this one."""
    past = past_of(previous, context.id)
    evidence, pacts = evidence_records(context.evidence), pact_records(context, past)
    if past is None:
        return History(None, evidence, pacts)
    return History(
        past=past,
        evidence=evidence,
        pacts=pacts,
        vanished=vanished_since(context, past, evidence),
        withdrawn=withdrawn_breaches(context, past),
    )


def with_history(
    context: Context, results: Sequence[ObligationResult], history: History
) -> tuple[ObligationResult, ...]:
    """The results of all obligations, held to what was published; breaches are marked for the next report.

    A published breach stands until it is cleared. Where evidence that was published is gone there is no verdict.
    Terms that changed without a word are noted. None of it makes a verdict better than it is without the past.
    """
    documents = {
        f"{pact.id}/{obligation.id}": (pact, obligation) for pact, obligation in context.obligations()
    }
    return tuple(_held(context, result, *documents[result.ref], history) for result in results)


def _held(
    context: Context, result: ObligationResult, pact: Pact, obligation: Obligation, history: History
) -> ObligationResult:
    past = history.past
    if past is not None:
        undeclared = undeclared_changes(past, pact, obligation, result, context.as_of)
        silent = next((one.in_silence for one in history.pacts if one.id == pact.id), ())
        result = replace(result, undeclared=undeclared, notes=(*result.notes, *silent))
    if result.verdict is Verdict.BREACHED:
        return replace(result, breach=breach_seen(result, context.as_of))
    return result if past is None else _held_to(context, result, past, history.vanished)


def _held_to(
    context: Context, result: ObligationResult, past: Past, vanished: Sequence[Vanished]
) -> ObligationResult:
    gone = gone_behind(result, vanished)
    published = published_breaches(past).get(result.ref)
    if published is not None and not is_cleared(context, past, result, published.breach, gone):
        return still_breached(context, result, published.breach)
    return without_verdict(result, gone) if gone else result


def held_authority(authority: AuthorityResult, history: History) -> AuthorityResult:
    """The authority by the rules, no higher than the published one while evidence behind that is gone.

    A consequence that lowered it would otherwise be undone by taking away its record.
    """
    if history.past is None or not history.vanished:
        return authority
    published, ladder = history.past.agent.authority.by_rules, authority.ladder
    if published not in ladder or ladder.index(published) >= ladder.index(authority.by_rules):
        return authority
    reason = f"no more than '{published}', as published, while evidence that was published is gone"
    return replace(
        authority,
        by_rules=published,
        differs=published != authority.granted,
        reasons=(*authority.reasons, reason),
    )
