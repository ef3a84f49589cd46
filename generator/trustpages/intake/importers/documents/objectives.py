"""Objectives of services as promises of a pact: which measure, line and window each has, or why it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from trustpages.intake.importers.importer import Doubt, ImportedDocument
from trustpages.intake.importers.inputs import InputFile, Json
from trustpages.intake.importers.yaml_values import read_yaml
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

PROMISES_ALONE: Final = "An objective is a promise: it shows nothing of what was achieved."
"""What no format of objectives shows."""

BOUND_ALONE: Final = "Whether the bound itself still counts: below 500 and up to 500 are the same here."
MONTHS_IN_DAYS: Final = "The exact length of rolling months, quarters and years, which have 30, 90 and 365 days here."
_DURATION: Final = re.compile(r"(\d{1,4})\s*([mhdwMQY])")
_DAYS: Final = {"d": 1, "w": 7, "M": 30, "Q": 90, "Y": 365}
_CALENDAR: Final[Mapping[str, tuple[int, str]]] = {"M": (1, "monthly"), "Q": (3, "quarterly"), "Y": (12, "yearly")}
_NEW_DOCUMENT: Final = re.compile(r"^(?:---|\.\.\.)(?:[ \t].*)?$", re.MULTILINE)
_YAML_NAME: Final = re.compile(r".+\.ya?ml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Objective:
    """A promise that a pact can have."""

    name: str
    promise: str
    measure: Mapping[str, Plain]
    threshold: Mapping[str, Plain]
    window: Mapping[str, Plain]
    verification: Literal["deterministic", "attested"] = "deterministic"


@dataclass(frozen=True, slots=True)
class Inexpressible:
    """An objective that no promise says, and why: one or two words with hyphens."""

    name: str
    reason: str


class NoPromise(Exception):
    """Why an objective cannot be a promise, as a reason."""


def is_yaml_file(file: InputFile) -> bool:
    """Whether a file is YAML by its name."""
    return _YAML_NAME.fullmatch(file.name) is not None


def read_documents(file: InputFile) -> list[Json] | Fault:
    """Each of the YAML documents in a file."""
    text = file.text()
    if isinstance(text, Fault):
        return text
    found: list[Json] = []
    for part in _NEW_DOCUMENT.split(text):
        if part.strip():
            read = read_yaml(part.encode(), file.path)
            if isinstance(read, Fault):
                return read
            found.append(read.value)
    return found


def find_window(duration: str, *, rolling: bool) -> dict[str, Plain]:
    """The window of a duration such as `2w`, `24h` or `1M`. Raises NoPromise where promises have none like it."""
    match = _DURATION.fullmatch(duration.strip())
    if match is None:
        raise NoPromise("no-window")
    number, unit = int(match[1]), match[2]
    if unit in "mh":
        if unit == "m" or number % 24:
            raise NoPromise("window-below-a-day")
        number, unit = number // 24, "d"
    if not number:
        raise NoPromise("no-window")
    if rolling or (number, unit) == (1, "d"):
        days = number * _DAYS[unit]
        return {"rolling": "1 day" if days == 1 else f"{days} days"}
    if number != 1 or unit not in _CALENDAR:
        raise NoPromise("calendar-window")
    months, reviews = _CALENDAR[unit]
    return {"months": months, "reviews": reviews}


def promise_share(good: str, target: float, *, of_bad: bool = False) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """Measure and threshold of a share of good events, or of bad ones. Raises NoPromise for an empty target."""
    if not 0 < target <= 1:
        raise NoPromise("no-target")
    line: dict[str, Plain] = {"at_most": _subtract(target)} if of_bad else {"at_least": target}
    return {"kind": "proportion", "good": good}, line


def promise_quantile(
    value: str, op: str, bound: float, target: float, unit: str | None = None
) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """Measure and threshold of a share of events within a bound. Raises NoPromise where no number of runs shows it."""
    if not 0 < target < 1:
        raise NoPromise("target-of-all" if target == 1 else "no-target")
    is_upper = is_upper_bound(op)
    measure: dict[str, Plain] = {"kind": "quantile", "q": target if is_upper else _subtract(target), "value": value}
    if unit:
        measure["unit"] = unit
    return measure, {"at_most" if is_upper else "at_least": tidy(bound)}


def is_upper_bound(op: str) -> bool:
    """Whether an operator bounds from above. Raises NoPromise where it is none."""
    if op in ("lt", "lte", "<", "<="):
        return True
    if op in ("gt", "gte", ">", ">="):
        return False
    raise NoPromise("no-bound")


def tidy(bound: float) -> int | float:
    """A whole number as one."""
    return int(bound) if bound.is_integer() else bound


def _subtract(share: float) -> float:
    return round(1 - share, 12)


def make_pact(
    name: str,
    title: str,
    found: Sequence[Objective | Inexpressible],
    head: Mapping[str, Plain],
    doubts: Iterable[Doubt],
    files: Sequence[str],
) -> ImportedDocument:
    """The pact of these objectives, each with a name of its own, and as severe as one can be: no format says that."""
    taken: set[str] = set()
    entries = tuple(_to_entry(each, taken) for each in found if isinstance(each, Objective))
    return ImportedDocument(
        kind="pact",
        name=name,
        title=title,
        entries=entries,
        head=head,
        left_out=tuple((each.name, each.reason) for each in found if isinstance(each, Inexpressible)),
        doubts=tuple(doubts),
        files=tuple(files),
    )


def _to_entry(objective: Objective, taken: set[str]) -> Mapping[str, Plain]:
    return {
        "id": _tell_apart(objective.name, taken),
        "promise": objective.promise,
        "severity": "critical",
        "measure": dict(objective.measure),
        "threshold": dict(objective.threshold),
        "window": dict(objective.window),
        "verification": objective.verification,
    }


def _tell_apart(name: str, taken: set[str]) -> str:
    free = next(each for each in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    taken.add(free)
    return free
