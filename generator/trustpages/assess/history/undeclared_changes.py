"""Terms of pacts and public claims as they are published, and changes of them that nobody declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from operator import attrgetter

from pydantic import BaseModel

from trustpages.assess.evidence.context import Context
from trustpages.model.documents.pact import Obligation, Pact, Window
from trustpages.model.documents.thresholds import Threshold
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.history import PactRecord, RenewalRecord, TermsRecord, UndeclaredChange
from trustpages.model.results.records.pact_steps import STEP_OF_TERM, find_version_step
from trustpages.model.results.records.terms import say_the_same
from trustpages.model.sentence import Sentence, read_days

THRESHOLD, WINDOW, SHARES = "threshold", "window", "population_shares"
"""Terms that judge what was collected before they were changed; a pact declares each change of them."""

_BY_VERSION = ("severity", "measure", "verification", "consequences")
"""Terms whose change a new version of the pact announces, by as large a step as each demands."""


def describe_terms(obligation: Obligation) -> TermsRecord:
    """The terms of an obligation in words."""
    followed = (f"{when.value}: {describe_fields(consequence)}" for when, consequence in obligation.consequences())
    return TermsRecord(
        id=obligation.id,
        severity=obligation.severity.value,
        measure=describe_fields(obligation.measure),
        threshold=_describe_threshold(obligation.threshold),
        window=_describe_window(obligation.window),
        verification=obligation.verification.value,
        consequences="; ".join(followed) or "none",
        population_shares=", ".join(
            f"{part.stratum} {part.share:g}" for part in sorted(obligation.population_shares, key=attrgetter("stratum"))
        )
        or "none",
    )


def describe_line(obligation: Obligation) -> str:
    """What it takes to keep the promise, in words: measure, target, and how long a rolling window is."""
    terms, window = describe_terms(obligation), obligation.window
    # Fixed windows move from one period to the next, and days of review with the calendar.
    rolling = "" if window.rolling is None else f"; {window.rolling} days"
    return f"{terms.measure}; {terms.threshold}{rolling}"


def describe_fields(model: BaseModel, leave_out: frozenset[str] = frozenset({"summary"})) -> str:
    """What a mapping says, its kind first; defaults are left out, and so are summaries, which bind nobody."""
    values = model.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(leave_out))
    kinds = [str(values.pop(key)) for key in ("kind", "action") if key in values]
    # By their names, so that no change of our own models looks like a change of terms.
    others = sorted(values.items())
    return ", ".join(
        (*kinds, *(f"{key.replace('_', ' ')} {value}{' days' if key == 'within' else ''}" for key, value in others))
    )


def _describe_threshold(threshold: Threshold) -> str:
    parts = ((name.replace("_", " "), getattr(threshold, name)) for name in type(threshold).model_fields)
    return ", ".join(f"{name} {value:g}" for name, value in parts if value is not None) or "none"


def _describe_window(window: Window) -> str:
    if window.rolling is not None:
        days = f"{window.rolling} days"
    elif window.months is not None:
        days = f"{window.months} calendar month{'' if window.months == 1 else 's'}"
    else:
        days = f"{window.from_ or 'the beginning'} to {window.to or 'today'}"
    least = f", {window.min_samples} outcomes or more" if window.min_samples > 1 else ""
    covered = f", {window.min_coverage:g} of its days" if window.min_coverage is not None else ""
    return days + least + covered + _describe_reviews(window)


def _describe_reviews(window: Window) -> str:
    dates = ", ".join(day.isoformat() for day in sorted(window.review_dates))
    return "".join(f", judged {when}" for when in (window.reviews, f"on {dates}" if dates else None) if when)


def find_undeclared_changes(
    past: PreviousAgent, pact: Pact, obligation: Obligation, result: ObligationResult, as_of: date
) -> tuple[UndeclaredChange, ...]:
    """Terms that are not as published and not declared to have changed, and older such changes.

    A change of threshold, window or shares of the parts is declared by `changes`, that of another term by a new
    version of the pact. Each stays until the window of the promise begins after it.
    """
    published = next((record.undeclared for record in past.agent.obligations if record.ref == result.ref), ())
    changes = {
        change.field: replace(change, before=read_days(change.before), after=read_days(change.after))
        for change in published
    }
    changes |= {change.field: change for change in _find_term_changes(past, pact, obligation, as_of)}
    first = result.window[0] if result.window is not None else None
    return tuple(
        change
        for _, change in sorted(changes.items())
        if (first is None or change.until >= first) and not _is_declared(obligation, change)
    )


def _find_term_changes(
    past: PreviousAgent, pact: Pact, obligation: Obligation, as_of: date
) -> Iterator[UndeclaredChange]:
    earlier = next((record for record in past.agent.pacts if record.id == pact.id), None)
    if earlier is None:
        return
    before = next((terms for terms in earlier.obligations if terms.id == obligation.id), None)
    if before is None:
        return
    after = describe_terms(obligation)
    step = find_version_step(earlier.version, pact.version)
    silent = (THRESHOLD, WINDOW, SHARES, *(term for term in _BY_VERSION if step > STEP_OF_TERM[term]))
    for field in silent:
        old, new = getattr(before, field), getattr(after, field)
        if old is not None and not say_the_same(old, new):
            yield UndeclaredChange(field, read_days(old), read_days(new), past.as_of, as_of)


def _is_declared(obligation: Obligation, change: UndeclaredChange) -> bool:
    """Whether the pact declares a change of that term, made since the report that still had it as it was."""
    return any(
        declared.field == change.field and change.since <= declared.date <= change.until
        for declared in obligation.changes
    )


def record_pacts(context: Context, past: PreviousAgent | None) -> tuple[PactRecord, ...]:
    """Every pact of the agent with its terms, in the order of the documents."""
    published = {record.id: record for record in past.agent.pacts} if past else {}
    return tuple(
        PactRecord(
            id=pact.id,
            version=pact.version,
            valid_from=pact.valid_from,
            valid_until=pact.valid_until,
            renewal=RenewalRecord(pact.renewal.mode, pact.renewal.due, pact.renewal.attested) if pact.renewal else None,
            obligations=tuple(describe_terms(obligation) for obligation in pact.obligations),
            in_silence=_collect_silent_events(pact, published.get(pact.id), context.as_of),
        )
        for pact in context.agent.pacts
    )


def _collect_silent_events(pact: Pact, earlier: PactRecord | None, as_of: date) -> tuple[str, ...]:
    """What happened to the pact in silence; a new version or attestation ends all of it."""
    if earlier is None or pact.version != earlier.version or _is_attested_anew(pact, earlier, as_of):
        return ()
    kept = {obligation.id for obligation in pact.obligations}
    events = (
        *map(read_days, earlier.in_silence),
        *_find_silent_renewals(pact, earlier, as_of),
        *(
            f"The promise {obligation.id} was taken out without a new version."
            for obligation in earlier.obligations
            if obligation.id not in kept
        ),
    )
    return tuple(dict.fromkeys(events))  # what the earlier report had already stands once


def _is_attested_anew(pact: Pact, earlier: PactRecord, as_of: date) -> bool:
    known = earlier.renewal.attested if earlier.renewal else ()
    attested = pact.renewal.attested if pact.renewal else ()
    return any(day <= as_of and day not in known for day in attested)


def _find_silent_renewals(pact: Pact, earlier: PactRecord, as_of: date) -> Iterator[str]:
    """That the pact goes on past the day that was published as its end or its renewal."""
    due = earlier.renewal.due if earlier.renewal else None
    # An attestation made for this due day is on or after it; earlier ones were for earlier days.
    attested = earlier.renewal is not None and any(due is None or day >= due for day in earlier.renewal.attested)
    if earlier.renewal is not None and due is not None and due < as_of and not attested:
        if earlier.renewal.mode == "automatic":
            yield Sentence("It renewed itself on ", due, ": nobody attested it anew.")
        else:
            moved = pact.renewal.due if pact.renewal and pact.renewal.due != due else None
            new_day = (", and the day was moved to ", moved) if moved else ()
            yield Sentence(
                "It goes on past ", due, ", the day of its renewal, without being attested anew", *new_day, "."
            )
    end = earlier.valid_until
    if end is not None and pact.valid_until != end:
        later = ("moved to ", pact.valid_until) if pact.valid_until else ("taken away",)
        yield Sentence("Its end on ", end, " was ", *later, " without a new version.")
    elif end is not None and end < as_of:
        yield Sentence("It goes on past ", end, ", its last day, as it was.")
