"""Aggregates of Every Eval Ever as boards: one for each evaluation, with all models and scaffolds that have a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from trustpages.intake.importers.importer import Doubt, Entrant, ImportedBoard
from trustpages.intake.importers.inputs import InputFile, Json
from trustpages.intake.importers.leaderboards.entrants import tell_entrants_apart
from trustpages.intake.importers.leaderboards.tables import read_cell
from trustpages.intake.importers.picks import (
    keep_known,
    pick_count,
    pick_flag,
    pick_list,
    pick_map,
    pick_number,
    pick_text,
    pick_unix_day,
    to_label,
)
from trustpages.model.source_map import Plain


def is_share(result: Json) -> bool:
    """Whether the score is a share of the best that there is, and more of it is better."""
    metric = pick_map(result, "metric_config")
    score = pick_number(result, "score_details", "score")
    limits = pick_number(metric, "min_score"), pick_number(metric, "max_score")
    return limits == (0, 1) and score is not None and 0 <= score <= 1 and pick_flag(metric, "lower_is_better") is False


def name_model(value: Json) -> str | None:
    """The model of an aggregate by its id, else by its name."""
    return (pick_text(value, "model_info", "id") or pick_text(value, "model_info", "name"))[:100] or None


def make_boards(aggregates: Sequence[tuple[InputFile, Json]]) -> tuple[ImportedBoard, ...]:
    """A board of each evaluation whose scores are shares; what is in a unit of its own has none."""
    rows: dict[str, list[tuple[InputFile, Json, Json]]] = defaultdict(list)
    for file, value in aggregates:
        for result in pick_list(value, "evaluation_results"):
            if is_share(result) and pick_text(result, "evaluation_name"):
                rows[pick_text(result, "evaluation_name")].append((file, value, result))
    return tuple(_make_board(name, listed) for name, listed in sorted(rows.items()))


def _make_board(evaluation: str, rows: Sequence[tuple[InputFile, Json, Json]]) -> ImportedBoard:
    days = [day for _, value, _ in rows if (day := _find_day(value))]
    entrants = tell_entrants_apart(_read_entry(file, value, result) for file, value, result in rows)
    sources = sorted({name for _, value, _ in rows if (name := pick_text(value, "source_metadata", "source_name"))})
    ranked = sorted(entrants, key=lambda entrant: (-(entrant.score or 0), entrant.label))
    # The whole is called by the benchmark's own name, a part of it with more behind that: "GAIA - GAIA Level 1".
    benchmark = evaluation.partition(" - ")[0]
    return ImportedBoard(
        name=to_label(evaluation),
        title=(f"{evaluation}, {sources[0]}" if len(sources) == 1 else evaluation)[:200],
        benchmark=benchmark[:200],
        entrants=tuple(ranked),
        day=max(days, default=None),
        doubts=tuple(_doubt_board(rows)),
        files=tuple(dict.fromkeys(file.path for file, _, _ in rows)),
    )


def _find_day(value: Json) -> date | None:
    return pick_unix_day(value, "evaluation_timestamp") or pick_unix_day(value, "retrieved_timestamp")


def _read_entry(file: InputFile, value: Json, result: Json) -> Entrant:
    score = pick_number(result, "score_details", "score")
    further = pick_map(result, "generation_config", "additional_details")
    harness = pick_text(value, "model_info", "additional_details", "agent_scaffold")
    error = pick_number(result, "score_details", "uncertainty", "standard_error", "value")
    runs = read_cell(pick_text(further, "runs"))
    is_whole = " - " not in pick_text(result, "evaluation_name")  # the rank of the whole stands at its parts as well
    rank = read_cell(pick_text(further, "hal_rank")) if is_whole else None
    keys: dict[str, Plain] = {"se": error} if error is not None and 0 < error <= 1 else {}
    unverified = pick_text(further, "verified").lower() == "false"
    return Entrant(
        name=pick_text(value, "model_info", "name")[:200] or name_model(value) or "unnamed",
        version=harness[:200] or None,
        score=score,
        n_tasks=pick_count(result, "score_details", "uncertainty", "num_samples") or None,
        trials=int(runs) if runs is not None and runs >= 1 and runs == int(runs) else None,
        harness=harness[:200] or None,
        rank=int(rank) if rank is not None and rank >= 1 and rank == int(rank) else None,
        day=pick_unix_day(result, "evaluation_timestamp") or pick_unix_day(value, "evaluation_timestamp"),
        reported=(pick_text(result, "score_details", "details", "accuracy_raw") or f"{score:g}")[:200],
        note="not verified by the maintainers of the board" if unverified else "",
        values=keep_known({"cost_usd": read_cell(pick_text(further, "total_cost_usd")), "standard_error": error}),
        keys={**keys, "split": pick_text(result, "evaluation_name")[:200]},
        doubts=tuple(_doubt_entry(value, result, unverified=unverified)),
        files=(file.path,),
    )


def _doubt_entry(value: Json, result: Json, *, unverified: bool) -> Iterator[Doubt]:
    if pick_text(value, "source_metadata", "source_type") == "documentation":
        yield Doubt(kind="copied-score", sentence="the score was copied from a publication, not taken from a run")
    if pick_count(result, "score_details", "uncertainty", "num_samples") is None:
        yield Doubt(kind="samples-not-counted", sentence="on how many samples the score rests is not stated")
    if unverified:
        yield Doubt(kind="not-verified", sentence="the maintainers of the board have not verified the entry")


def _doubt_board(rows: Sequence[tuple[InputFile, Json, Json]]) -> Iterator[Doubt]:
    copied = sum(pick_text(value, "source_metadata", "source_type") == "documentation" for _, value, _ in rows)
    if copied:
        sentence = f"scores that were copied from a publication, not taken from a run: {copied:,} of {len(rows):,}"
        yield Doubt(kind="copied-score", sentence=sentence)
    without = sum(pick_count(result, "score_details", "uncertainty", "num_samples") is None for _, _, result in rows)
    if without:
        sentence = f"scores of which it is not stated on how many samples they rest: {without:,} of {len(rows):,}"
        yield Doubt(kind="samples-not-counted", sentence=sentence)
