"""The sentence on a promise whose verdict is open, by the kind of its measure."""

from __future__ import annotations

from trustpages.assess.limitations.rule import Occasion
from trustpages.assess.limitations.words import amount, k_of_n, phrase
from trustpages.model.measured import Measured
from trustpages.model.results.limitation import Slot
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.vocabulary import Severity, Verdict

BOTH = "fit both keeping and breaking it"
SETTLED = " About {n80} runs would settle it."

MET = '{k} met "{obligation}" (target {T}); the data ' + BOTH + "."
COUNTED = '{k} runs count against "{obligation}" (target {T}); the data ' + BOTH + "."
EVENTS = '{x} {x:event|events} in {n} {unit}, against "{obligation}" (target {T}); the data ' + BOTH + "."
NONE_SEEN = 'No breach of "{obligation}" was seen in {n} {unit}; the data ' + BOTH + "."
MORE_WITHOUT = " {n80} further {unit} without one would settle it."
UNCOUNTED = 'The evidence for "{obligation}" (target {T}) fits both keeping and breaking it.'
INCOMPLETE = (
    'Of the outcomes that were recorded, {k} met "{obligation}" (target {T}); the data '
    + BOTH
    + ", depending on {m} "
    "{m:outcome|outcomes} that {m:is|are} missing."
)


def open_promise(one: ObligationResult, unit: str) -> Occasion:
    """The occasion on which a promise is neither shown to be kept nor broken; high for a critical one.

    `unit` is what use is measured in: runs, or the exposure of a rate.
    """
    severity = Severity.HIGH if one.severity is Severity.CRITICAL else Severity.MEDIUM
    slots: dict[str, Slot] = {
        "obligation": phrase(one.promise),
        "T": one.target.text,
        "m": one.unknown,
        "unit": unit,
    }
    if not isinstance(one.quantity, Measured) or one.quantity.k is None or one.quantity.n is None:
        return Occasion(slots, (one.ref,), severity, UNCOUNTED)
    slots["k"], slots["n"] = k_of_n(one.quantity), amount(one.quantity.n)
    slots["x"] = int(one.quantity.k)
    return Occasion(slots, (one.ref,), severity, _sentence(one, slots))


def _sentence(one: ObligationResult, slots: dict[str, Slot]) -> str | None:
    """The sentence for the kind of measure; puts in how many runs would settle it, where that is known."""
    runs, without = one.would_change.runs_to_settle, one.would_change.successes_to_meet
    match one.kind:
        case "zero":
            return _with(slots, NONE_SEEN, MORE_WITHOUT, without)
        case "rate":
            return _with(slots, EVENTS, MORE_WITHOUT, without)
        case _ if one.verdict is Verdict.INCOMPLETE:
            return INCOMPLETE
        case "proportion" if one.target.direction == "at_most":
            return _with(slots, COUNTED, SETTLED, runs)
        case _:
            return _with(slots, MET, SETTLED, runs)


def _with(slots: dict[str, Slot], sentence: str, ending: str, runs: int | None) -> str:
    if not runs:
        return sentence
    slots["n80"] = runs
    return f"{sentence}{ending}"
