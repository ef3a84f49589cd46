"""The leaderboards of aider: one run of all exercises a model and edit format, with a first and a second try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose

from trustpages.intake.importers.importer import Doubt, Entrant, Headline, ImportedBoard, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import find_last_day, gather_boards, tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import to_share
from trustpages.intake.importers.picks import (
    keep_known,
    pick_count,
    pick_day,
    pick_list,
    pick_number,
    pick_text,
    to_label,
)
from trustpages.intake.importers.yaml_values import YamlValue, read_yaml_file
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ("pass_rate_1:", "edit_format:", "test_cases:")
_ENDINGS = (".yml", ".yaml")
_ROUNDING = 0.0005001  # one decimal of a percentage


def _recognise(file: InputFile) -> str | None:
    is_board = file.has_marks(_MARKS, _ENDINGS)
    return "a list with pass_rate_1 and edit_format" if is_board else None


def _read(inputs: Inputs) -> Outcome:
    boards = inputs.read_each(_recognise, read_yaml_file, _read_boards)
    if isinstance(boards, Fault):
        return boards
    return gather_boards(inputs, boards, "aider", lacks="entries", remedy="name a file of the board")


def _read_boards(file: InputFile, found: YamlValue) -> Iterator[ImportedBoard]:
    if entries := [entry for entry in pick_list(found.value) if isinstance(entry, dict)]:
        yield _read_board(file, entries, found.twice)


def _read_board(file: InputFile, entries: list[dict[str, Json]], twice: tuple[str, ...]) -> ImportedBoard:
    stem = file.name.rpartition(".")[0]
    entrants = tell_entrants_apart(_read_entry(entry, place) for place, entry in enumerate(entries))
    tasks = {entrant.n_tasks for entrant in entrants}
    most = max((number for number in tasks if number), default=None)
    facts: dict[str, Plain] = {"n_tasks": most} if most and len(tasks) == 1 else {}
    return ImportedBoard(
        name=to_label(f"aider {stem}"),
        title=f"aider {stem.replace('_', ' ')}"[:200],
        benchmark=f"aider {stem.replace('_', ' ')}",
        entrants=entrants,
        day=find_last_day(entrants),
        facts=facts,
        doubts=tuple(_doubt_board(entrants, most, twice)),
        files=(file.path,),
    )


def _read_entry(entry: Json, place: int) -> Entrant:
    """One run. The score is that of the last try, which is made after the failing tests were shown."""
    tries = 2 if pick_number(entry, "pass_rate_2") is not None else 1
    rate = pick_number(entry, f"pass_rate_{tries}")
    count = _count(entry, to_share(rate), pick_count(entry, f"pass_num_{tries}"))
    flags = tuple(_find_flags(entry, count))
    editor = pick_text(entry, "editor_model")
    form = " with ".join(filter(None, (pick_text(entry, "edit_format"), editor and f"{editor} as editor")))
    keys: dict[str, Plain] = {"attempts_allowed": tries, "method": "deterministic"}
    return Entrant(
        name=pick_text(entry, "model") or f"entry {place + 1}",
        version=pick_text(entry, "dirname")[:200] or None,
        score=count.score,
        unknown="" if count.score is not None else "no-score",
        n_tasks=count.n,
        harness=f"aider, {form}"[:200] if form else "aider",
        day=pick_day(entry, "date"),
        reported=f"{rate:g}%" if count.score is not None else None,
        note="; ".join(doubt.sentence for doubt in flags),
        values=keep_known(
            {
                "first_try": to_share(pick_number(entry, "pass_rate_1")) if tries > 1 else None,
                "well_formed": to_share(pick_number(entry, "percent_cases_well_formed")),
                "cost_usd": pick_number(entry, "total_cost") or None,  # 0 is written where nobody counted
                "seconds_a_task": pick_number(entry, "seconds_per_case"),
                "test_timeouts": pick_number(entry, "test_timeouts"),
            }
        ),
        keys=keys | ({"k": count.passed} if count.fits else {}),
        headlines=tuple(_check_rate(count)),
        doubts=flags,
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """A rate with the exercises that it is of: those planned where only that gives the rate, else those that ran."""

    score: float | None
    passed: int | None
    n: int | None
    ran: int | None

    @property
    def recomputed(self) -> float | None:
        """The share of passed exercises."""
        known = self.passed is not None and self.n and self.passed <= self.n
        return self.passed / self.n if known and self.passed is not None and self.n else None

    @property
    def fits(self) -> bool:
        """Whether the rate is that share, but for rounding."""
        known = self.score is not None and self.recomputed is not None
        return known and isclose(self.score or 0, self.recomputed or 0, abs_tol=_ROUNDING)


def _count(entry: Json, score: float | None, passed: int | None) -> _Count:
    ran, planned = pick_count(entry, "test_cases") or None, pick_count(entry, "total_tests") or None
    of_ran, of_planned = _Count(score, passed, ran, ran), _Count(score, passed, planned, ran)
    return of_planned if of_planned.fits and not of_ran.fits else of_ran


def _check_rate(count: _Count) -> Iterator[Headline]:
    """The rate beside the passed exercises; what differs by rounding alone is the same."""
    if count.score is not None and count.recomputed is not None:
        recomputed = count.score if count.fits else count.recomputed
        yield Headline(name="pass-rate", value=count.score, n=count.n, recomputed=recomputed, recomputed_n=count.n)


def _find_flags(entry: Json, count: _Count) -> Iterator[Doubt]:
    score, n, planned = count.score, count.n, pick_count(entry, "total_tests")
    if score is not None and count.recomputed is not None and not count.fits:
        sentence = f"the rate is said to be {score:.1%}, and the passed exercises are {count.recomputed:.1%}"
        yield Doubt(kind="rate-differs", sentence=sentence, is_grave=True)
    elif count.recomputed is None and score is not None and n and not _is_whole(score, n):
        sentence = f"{score:.1%} of {n:,} exercises is no whole number of them"
        yield Doubt(kind="no-whole-number", sentence=sentence)
    if count.ran and planned and count.ran < planned:
        counted = "count as failed" if n == planned else "do not count"
        sentence = f"{count.ran:,} of {planned:,} exercises were run; the others {counted}"
        yield Doubt(kind="exercises-left-out", sentence=sentence, is_grave=n != planned)
    if "-dirty" in pick_text(entry, "commit_hash"):
        yield Doubt(kind="changed-program", sentence="the program had changes that no commit holds")


def _is_whole(score: float, cases: int) -> bool:
    return isclose(score, round(score * cases) / cases, abs_tol=_ROUNDING)


def _doubt_board(entrants: tuple[Entrant, ...], most: int | None, twice: tuple[str, ...]) -> Iterator[Doubt]:
    fewer = sum(most is not None and entrant.n_tasks is not None and entrant.n_tasks < most for entrant in entrants)
    if fewer:
        sentence = f"{fewer:,} of {len(entrants):,} entries count fewer exercises than the {most:,} of the others"
        yield Doubt(kind="fewer-exercises", sentence=sentence)
    if twice:
        sentence = f"an entry names a key twice, of which the last was taken: {', '.join(dict.fromkeys(twice))}"
        yield Doubt(kind="key-twice", sentence=sentence[:500])


AIDER = Importer(
    id="aider-leaderboard",
    title="aider leaderboards",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "Each entry is one run: how much it would vary from run to run is not shown.",
        "The second try is made after the failing tests were shown, which users do not have.",
    ),
    leaves_out=("Single exercises, commands, and counts of malformed answers and errors.",),
)
"""The importer of this format."""
