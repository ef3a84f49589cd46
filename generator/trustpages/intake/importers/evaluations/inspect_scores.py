"""Scores in logs of Inspect AI: what a value is worth, how repeats are reduced, what is doubtful about them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from trustpages.intake.importers.fields import find_count, find_objects, find_text, say, shorten
from trustpages.intake.importers.importer import Doubt, Headline, Record
from trustpages.intake.importers.inputs import Json
from trustpages.intake.importers.picks import pick, pick_list, pick_map, pick_number

Sample = Mapping[str, Json]

_WORTH = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0, "yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
_SHARES = ("accuracy", "mean")
_UNFINISHED: Final = {"error": "ended with an error", "cancelled": "was cancelled", "started": "did not end"}


def choose_scorer(log: Json, samples: Sequence[Sample]) -> str | None:
    """The scorer that decides: the headline of the log, else the first that it names."""
    named = [find_text(pick(log, "results", "headline"), "score")]
    named += [find_text(score, "name") for score in find_objects(log, "results", "scores")]
    named += [find_text(scorer, "name") for scorer in find_objects(log, "eval", "scorers")]
    named += [name for sample in samples for name in pick_map(dict(sample), "scores")]
    return next((name for name in named if name), None)


def find_score(sample: Sample, name: str) -> dict[str, Json]:
    """The score of that name; a scorer that gives several values has them under its own name."""
    scores = pick_map(dict(sample), "scores")
    if name in scores:
        return pick_map(scores, name)
    for score in scores.values():
        if name in pick_map(score, "value"):
            return {**pick_map(score), "value": pick(score, "value", name)}
    return pick_map(dict(sample), "score") if not scores else {}


def to_credit(value: Json) -> float | None:
    """What a value is worth as Inspect AI itself reckons; None for what is no single number, such as NaN."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        return _WORTH.get(value, _WORTH.get(value.lower() if len(value) > 1 else value))
    return pick_number({"value": value}, "value")


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
            value = pick_number(score, "metrics", metric, "value")
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


def find_doubts(log: Json, samples: Sequence[Sample], records: Sequence[Record], scorer: str | None) -> Iterator[Doubt]:
    """What the log gives reason to doubt: how the run ended, and what was changed in it and after it."""
    status = find_text(log, "status") or "started"
    if status in _UNFINISHED:
        sentence = f"The run {_UNFINISHED[status]}: {len(samples):,} of {len(records):,} samples are in the log."
        yield Doubt(kind="run-unfinished", sentence=sentence, is_grave=True)
    reasons = Counter(record.unknown for record in records)
    if stopped := reasons["stopped-early"]:
        sentence = (
            f"{stopped:,} of {len(records):,} tries were stopped early because of how the tries before them came out: "
            "the share over those that ran is not the share over all."
        )
        yield Doubt(kind="stopped-early", sentence=sentence, is_grave=True)
    if partial := sum("score" in record.marks for record in records):
        sentence = f"{say(partial, 'sample')} earned part of the credit: not good here, part of what is stated."
        yield Doubt(kind="part-credit", sentence=sentence)
    yield from _find_edits(samples, scorer)
    invalid = [record.good for sample, record in zip(samples, records, strict=False) if sample.get("invalidation")]
    if invalid:
        sentence = (
            f"Declared invalid after the run and still counted, here and in the figures stated: "
            f"{say(len(invalid), 'sample')}, {invalid.count(True):,} of them good."
        )
        yield Doubt(kind="invalidated-samples", sentence=sentence, is_grave=True)
    edits = [edit for update in find_objects(log, "log_updates") for edit in find_objects(update, "edits")]
    tags = [tag for edit in edits for tag in pick_list(edit, "tags_add") if isinstance(tag, str)]
    if tags:
        yield Doubt(kind="marked-after-run", sentence=shorten(f"The log was marked after the run: {', '.join(tags)}."))
    if changes := find_objects(log, "config_updates"):
        sentence = f"Settings were changed while it ran, {say(len(changes), 'time')}."
        yield Doubt(kind="settings-changed", sentence=sentence)
    if retried := sum(bool(sample.get("error_retries")) for sample in samples):
        sentence = f"{say(retried, 'sample')} ended with an error and ran again: only the last try counts."
        yield Doubt(kind="tried-again", sentence=sentence)


def _find_edits(samples: Sequence[Sample], decides: str | None) -> Iterator[Doubt]:
    """Scores that were edited or added after the run, by scorer, with what they were at first."""
    names = {name: None for sample in samples for name in pick_map(dict(sample), "scores")}
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
