"""Changes in sentences that name things as documents do: what the log tells, and what `verify` prints."""

from __future__ import annotations

from typing import Final

from trustpages.model.results.records.changes import ChangeTopic, ReportChange, ValueChange
from trustpages.secrets.scanning import mask_secrets

LONGEST: Final = 60
"""Characters of a value that are shown."""

_ASPECTS: Final = {"by_rules": "authority by the rules", "granted": "authority granted"}
_NEW_OR_GONE: Final = {ChangeTopic.CLAIM: ("is made", "is no longer made")}


def describe_change(change: ReportChange, kind: str = "evidence") -> str:
    """What changed, in one sentence; `kind` is that of an item whose content did, where it is known."""
    is_evidence = change.changed is ChangeTopic.EVIDENCE
    if is_evidence and change.aspect:
        return f"the record of {kind} {change.agent}/{change.subject} was amended"
    if is_evidence and change.after == "incident":
        return f"incident {change.agent}/{change.subject} was opened"
    subject = _name_subject(change)
    new, gone = _NEW_OR_GONE.get(change.changed, ("is new", "is gone"))
    # The subject of these is the promise or pact, which is on both sides: what came or went is only a part of it.
    if change.changed not in (ChangeTopic.TERMS, ChangeTopic.PACT):
        if change.before is None:
            return f"{subject} {new}"
        if change.after is None:
            return f"{subject} {gone}"
    return f"{subject}: {_describe_sides(change)}"


def _name_subject(change: ReportChange) -> str:
    name = f"{change.agent}/{change.subject}"
    match change.changed:
        case ChangeTopic.AGENT:
            return f"agent {change.agent}"
        case ChangeTopic.POSTURE | ChangeTopic.AUTHORITY | ChangeTopic.VERSION:
            return f"{_ASPECTS.get(change.aspect, change.changed.value)} of {change.agent}"
        case ChangeTopic.VERDICT:
            return f"promise {name}"
        case ChangeTopic.LIMITATION:
            return f"limitation {name}{f' about {change.aspect}' if change.aspect else ''}"
        case ChangeTopic.CLAIM | ChangeTopic.CONSEQUENCE | ChangeTopic.EVIDENCE:
            return f"{f'{change.aspect} of ' if change.aspect else ''}{change.changed.value} {name}"
        case ChangeTopic.TERMS | ChangeTopic.PACT:
            return f"{change.aspect.replace('_', ' ')} of {name}"


def _describe_sides(change: ReportChange | ValueChange) -> str:
    sides = ("nothing" if side is None else mask_secrets(side) for side in (change.before, change.after))
    return " > ".join(side if len(side) <= LONGEST else f"{side[:LONGEST]}..." for side in sides)


def describe_value(change: ValueChange) -> str:
    """Where in the report a value differs, and both, as JSON."""
    return f"{change.path} {_describe_sides(change)}"
