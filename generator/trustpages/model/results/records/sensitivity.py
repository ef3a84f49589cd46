"""What another value of a policy parameter would change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shift:
    """What changes when one policy parameter has another value.

    `verdicts` lists `pact/obligation: before -> after`, `claims` the same by claim, `limitations` by rule, with
    a severity, `clear` or `not evaluable` on each side; `posture` is `before -> after` or empty.
    """

    parameter: str
    value: str
    tried: str
    verdicts: tuple[str, ...]
    posture: str
    limitations: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Every policy parameter tried at half and at double its value.

    `tried` counts the trials, `shifts` has those that change anything; `obligations` and `claims` are those whose
    verdict changes in any trial. `skipped` are parameters without another value to try.
    """

    tried: int
    shifts: tuple[Shift, ...]
    obligations: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
