"""Pacts as they are published, with what happened to them without a new version or attestation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.assess.context import Context
from trustpages.assess.history.past import Past
from trustpages.assess.history.terms import terms_of
from trustpages.model.documents.pact import Pact
from trustpages.model.results.history import PactRecord, RenewalRecord


def pact_records(context: Context, past: Past | None) -> tuple[PactRecord, ...]:
    """Every pact of the agent with its terms, in the order of the documents."""
    return tuple(_record(pact, past, context.as_of) for pact in context.agent.pacts)


def _record(pact: Pact, past: Past | None, as_of: date) -> PactRecord:
    renewal = pact.renewal
    earlier = next((one for one in past.agent.pacts if one.id == pact.id), None) if past else None
    return PactRecord(
        id=pact.id,
        version=pact.version,
        valid_from=pact.valid_from,
        valid_until=pact.valid_until,
        renewal=RenewalRecord(renewal.mode, renewal.due, renewal.attested) if renewal else None,
        obligations=tuple(terms_of(obligation) for obligation in pact.obligations),
        in_silence=_in_silence(pact, earlier, as_of) if earlier else (),
    )


def _in_silence(pact: Pact, earlier: PactRecord, as_of: date) -> tuple[str, ...]:
    """What happened to the pact in silence; a new version or attestation ends all of it."""
    if pact.version != earlier.version or _is_attested_anew(pact, earlier, as_of):
        return ()
    found = (*earlier.in_silence, *_renewed(pact, earlier, as_of), *_taken_out(pact, earlier))
    return tuple(dict.fromkeys(found))


def _is_attested_anew(pact: Pact, earlier: PactRecord, as_of: date) -> bool:
    known = earlier.renewal.attested if earlier.renewal else ()
    attested = pact.renewal.attested if pact.renewal else ()
    return any(day <= as_of and day not in known for day in attested)


def _renewed(pact: Pact, earlier: PactRecord, as_of: date) -> Iterator[str]:
    """That the pact goes on past the day that was published as its end or its renewal."""
    due = earlier.renewal.due if earlier.renewal else None
    if (
        earlier.renewal is not None
        and due is not None
        and due < as_of
        and not _was_attested(earlier.renewal, due)
    ):
        if earlier.renewal.mode == "automatic":
            yield f"It renewed itself on {due}: nobody attested it anew."
        else:
            moved = pact.renewal.due if pact.renewal and pact.renewal.due != due else None
            new_day = f", and the day was moved to {moved}" if moved else ""
            yield f"It goes on past {due}, the day of its renewal, without being attested anew{new_day}."
    end = earlier.valid_until
    if end is not None and pact.valid_until != end:
        later = f"moved to {pact.valid_until}" if pact.valid_until else "taken away"
        yield f"Its end on {end} was {later} without a new version."
    elif end is not None and end < as_of:
        yield f"It goes on past {end}, its last day, as it was."


def _was_attested(renewal: RenewalRecord, due: date) -> bool:
    # An attestation made for this due day is on or after it; earlier ones were for earlier days.
    return any(day >= due for day in renewal.attested)


def _taken_out(pact: Pact, earlier: PactRecord) -> Iterator[str]:
    kept = {obligation.id for obligation in pact.obligations}
    for obligation in earlier.obligations:
        if obligation.id not in kept:
            yield f"The promise {obligation.id} was taken out without a new version."
