"""The terms of a promise in words, and changes of them that nobody declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from trustpages.assess.history.past import Past
from trustpages.model.documents.pact import Obligation, Pact, Threshold, Window
from trustpages.model.results.history import TermsRecord, UndeclaredChange
from trustpages.model.results.obligation import ObligationResult

THRESHOLD, WINDOW = "threshold", "window"
"""Terms that judge what was collected before they were changed; a pact declares each change of them."""

OTHER_TERMS = ("severity", "measure", "verification", "consequences")
"""Terms whose change a new version of the pact announces."""


def terms_of(obligation: Obligation) -> TermsRecord:
    """The terms of an obligation in words; what is only counted, such as looks, is no term."""
    followed = (f"{when.value}: {listed(consequence)}" for when, consequence in obligation.consequences())
    return TermsRecord(
        id=obligation.id,
        severity=obligation.severity.value,
        measure=listed(obligation.measure),
        threshold=_threshold(obligation.threshold),
        window=_window(obligation.window),
        verification=obligation.verification.value,
        consequences="; ".join(followed) or "none",
    )


def listed(model: BaseModel, leave_out: frozenset[str] = frozenset({"summary"})) -> str:
    """What a mapping says, key by key; defaults are left out, and so are summaries, which bind nobody."""
    values = model.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(leave_out))
    return ", ".join(_said(key, value) for key, value in values.items())


def _said(key: str, value: object) -> str:
    if key in {"kind", "action"}:
        return str(value)
    return f"{key.replace('_', ' ')} {value}{' days' if key == 'within' else ''}"


def _threshold(threshold: Threshold) -> str:
    parts = ((name.replace("_", " "), getattr(threshold, name)) for name in type(threshold).model_fields)
    return ", ".join(f"{name} {value:g}" for name, value in parts if value is not None) or "none"


def _window(window: Window) -> str:
    if window.rolling is not None:
        days = f"{window.rolling} days"
    else:
        days = f"{window.from_ or 'the beginning'} to {window.to or 'today'}"
    least = f", {window.min_samples} outcomes or more" if window.min_samples > 1 else ""
    covered = f", {window.min_coverage:g} of its days" if window.min_coverage is not None else ""
    return days + least + covered


def undeclared_changes(
    past: Past, pact: Pact, obligation: Obligation, result: ObligationResult, as_of: date
) -> tuple[UndeclaredChange, ...]:
    """Terms that are not as published and not declared to have changed, and older such changes.

    A change of threshold or window is declared by `changes`, that of another term by a new version of the pact.
    Each stays until the window of the promise begins after it.
    """
    found = {one.field: one for one in _of_before(past, result)}
    found |= {change.field: change for change in _seen_now(past, pact, obligation, as_of)}
    first = result.window[0] if result.window is not None else None
    return tuple(
        change
        for _, change in sorted(found.items())
        if (first is None or change.until >= first) and not _is_declared(obligation, change)
    )


def _of_before(past: Past, result: ObligationResult) -> tuple[UndeclaredChange, ...]:
    return next(
        (obligation.undeclared for obligation in past.agent.obligations if obligation.ref == result.ref), ()
    )


def _seen_now(past: Past, pact: Pact, obligation: Obligation, as_of: date) -> Iterator[UndeclaredChange]:
    earlier = next((one for one in past.agent.pacts if one.id == pact.id), None)
    before = next((one for one in earlier.obligations if one.id == obligation.id), None) if earlier else None
    if earlier is None or before is None:
        return
    after = terms_of(obligation)
    silent = (THRESHOLD, WINDOW, *(OTHER_TERMS if earlier.version == pact.version else ()))
    for field in silent:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield UndeclaredChange(field, old, new, past.as_of, as_of)


def _is_declared(obligation: Obligation, change: UndeclaredChange) -> bool:
    """Whether the pact declares a change of that term, made since the report that still had it as it was."""
    return any(
        one.field == change.field and change.since <= one.date <= change.until for one in obligation.changes
    )
