"""Scores in logs of Inspect AI: what a value is worth, how repeats are reduced, what was edited after the run."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from trustpages.intake.importers.fields import (
    find,
    find_count,
    find_number,
    find_object,
    find_objects,
    find_text,
    say,
    shorten,
)
from trustpages.intake.importers.importer import Doubt, Headline
from trustpages.intake.importers.inputs import Json

Sample = Mapping[str, Json]

_WORTH = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0, "yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
_SHARES = ("accuracy", "mean")


def choose_scorer(log: Json, samples: Sequence[Sample]) -> str | None:
    """The scorer that decides: the headline of the log, else the first that it names."""
    named = [find_text(find(log, "results", "headline"), "score")]
    named += [find_text(score, "name") for score in find_objects(log, "results", "scores")]
    named += [find_text(scorer, "name") for scorer in find_objects(log, "eval", "scorers")]
    named += [name for sample in samples for name in find_object(dict(sample), "scores")]
    return next((name for name in named if name), None)


def find_score(sample: Sample, name: str) -> dict[str, Json]:
    """The score of that name; a scorer that gives several values has them under its own name."""
    scores = find_object(dict(sample), "scores")
    if name in scores:
        return find_object(scores, name)
    for score in scores.values():
        if name in find_object(score, "value"):
            return {**find_object(score), "value": find(score, "value", name)}
    return find_object(dict(sample), "score") if not scores else {}


def to_credit(value: Json) -> float | None:
    """What a value is worth as Inspect AI itself reckons; None for what is no single number, such as NaN."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        return _WORTH.get(value, _WORTH.get(value.lower() if len(value) > 1 else value))
    return find_number({"value": value}, "value")


def restate_figures(log: Json, samples: Sequence[Sample], epochs: int) -> Iterator[Headline]:
    """Each mean that the log states beside the same from its samples: repeats are reduced first, then averaged."""
    for score in find_objects(log, "results", "scores"):
        name, reducer = find_text(score, "name") or "score", find_text(score, "reducer")
        reduced = _reduce_samples(samples, name, reducer or "mean")
        # Logs before `scored_samples` count samples times epochs, which is the number of samples for one epoch only.
        stated = find_count(score, "scored_samples")
        if stated is None and epochs == 1:
            stated = find_count(log, "results", "completed_samples")
        for metric in _SHARES:
            value = find_number(score, "metrics", metric, "value")
            if value is not None:
                known = [worth for worth in reduced if worth is not None]
                yield Headline(
                    name=shorten(f"{name} {metric}{f' ({reducer})' if reducer else ''}"),
                    value=value,
                    n=stated,
                    recomputed=math.fsum(known) / len(known) if known and len(known) == len(reduced) else None,
                    recomputed_n=len(known) if known and len(known) == len(reduced) else None,
                )


def _reduce_samples(samples: Sequence[Sample], name: str, reducer: str) -> list[float | None]:
    worths: dict[str, list[float]] = defaultdict(list)
    for sample in samples:
        credit = to_credit(find_score(sample, name).get("value"))
        if credit is not None:
            worths[str(sample.get("id"))].append(credit)
    return [_reduce(repeats, reducer) for repeats in worths.values()]


def _reduce(repeats: Sequence[float], reducer: str) -> float | None:
    good = sum(credit >= 1 for credit in repeats)
    if reducer == "mean":
        return math.fsum(repeats) / len(repeats)
    if reducer == "max":
        return max(repeats)
    if found := re.fullmatch(r"at_least_(\d{1,4})", reducer):
        return float(good >= int(found[1]))
    if found := re.fullmatch(r"pass_at_(\d{1,4})", reducer):
        return 1 - math.comb(len(repeats) - good, int(found[1])) / max(math.comb(len(repeats), int(found[1])), 1)
    return None


def find_edits(samples: Sequence[Sample], decides: str | None) -> Iterator[Doubt]:
    """Scores that were edited or added after the run, by scorer, with what they were at first."""
    names = {name: None for sample in samples for name in find_object(dict(sample), "scores")}
    for name in names:
        scores = [score for sample in samples if (score := find_score(sample, name))]
        edited = [score for score in scores if find_objects(score, "history")]
        if not edited:
            continue
        shown = shorten(name)
        if all(_is_added(score) for score in scores):
            of = f"{len(scores):,} of {len(samples):,} samples"
            sentence = f"The scores of {shown} were added after the run, on {of}."
            yield Doubt(kind="added-scores", sentence=sentence, is_grave=name == decides)
            continue
        before = [to_credit(_first_value(score)) for score in scores]
        after = [to_credit(score.get("value")) for score in scores]
        turned = sum(old != new for old, new in zip(before, after, strict=True))
        sentence = (
            f"Somebody edited {say(len(edited), 'score')} of {shown} after the run, {turned:,} to another outcome: "
            f"at first {before.count(1.0):,} of {len(scores):,} were good, now {after.count(1.0):,}."
        )
        yield Doubt(kind="edited-scores", sentence=sentence, is_grave=name == decides and turned > 0)


def _is_added(score: Mapping[str, Json]) -> bool:
    """Whether the first entry of its history is an edit already: there was no score before."""
    history = find_objects(dict(score), "history")
    return bool(history) and history[0].get("provenance") is not None


def _first_value(score: Mapping[str, Json]) -> Json:
    history = find_objects(dict(score), "history")
    return history[0].get("value") if history else score.get("value")
