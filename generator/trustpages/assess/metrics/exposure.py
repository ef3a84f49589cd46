"""How much real use there was, and which part of it was watched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from trustpages.assess.context import Context
from trustpages.assess.metrics.production import attempts_in
from trustpages.model.documents.items import Runs
from trustpages.model.results.evidence import Evidence

RUNS = "runs"


@dataclass(frozen=True, slots=True)
class Exposed:
    """Watched exposure: `amount` in `unit`, 0 where none is on record.

    `monitored` is the share of all runs that is watched, None where some item does not say.
    """

    amount: float
    unit: str
    monitored: float | None
    notes: tuple[str, ...] = ()


def exposure_of(context: Context, runs: Sequence[Evidence]) -> Exposed:
    """The exposure of these items in runs, else in the first unit that any of them gives.

    Only the watched part counts: incidents elsewhere would not appear, and dividing by all would hide that.
    An item that does not say how it was watched counts whole, which makes its rate a lower bound.
    """
    unit = _unit(context, runs)
    sized = [(_amount(context, run, unit), _fraction(run)) for run in runs]
    known = [(amount, fraction) for amount, fraction in sized if amount is not None]
    watched = math.fsum(amount * (1.0 if fraction is None else fraction) for amount, fraction in known)
    return Exposed(watched, unit, _monitored(known), _notes(known, len(sized) - len(known), unit))


def _unit(context: Context, runs: Sequence[Evidence]) -> str:
    if any(attempts_in(context, run) is not None for run in runs):
        return RUNS
    units = {given.unit for run in runs if isinstance(run.item, Runs) for given in run.item.exposure}
    return min(units, default=RUNS)


def _amount(context: Context, evidence: Evidence, unit: str) -> float | None:
    given = evidence.item.exposure if isinstance(evidence.item, Runs) else ()
    stated = next((one.amount for one in given if one.unit == unit), None)
    return attempts_in(context, evidence) if unit == RUNS and stated is None else stated


def _fraction(evidence: Evidence) -> float | None:
    monitoring = evidence.item.monitoring if isinstance(evidence.item, Runs) else None
    return monitoring.fraction if monitoring else None


def _monitored(known: Sequence[tuple[float, float | None]]) -> float | None:
    total = math.fsum(amount for amount, _ in known)
    stated = [amount * fraction for amount, fraction in known if fraction is not None]
    return math.fsum(stated) / total if total and len(stated) == len(known) else None


def _notes(known: Sequence[tuple[float, float | None]], without: int, unit: str) -> tuple[str, ...]:
    notes = []
    if any(fraction is None for _, fraction in known):
        notes.append("nobody says which share of the runs is watched: the rate is a lower bound")
    if any(fraction is not None and fraction < 1 for _, fraction in known):
        notes.append("only watched use is in the denominator")
    if without:
        notes.append(f"items of real use without exposure in {unit}: {without}")
    return tuple(notes)
