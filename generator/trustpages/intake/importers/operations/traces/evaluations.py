"""What evaluators said of runs: a label, or a score that is 1 or 0; anything else is no outcome."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Record

_GOOD: Final = frozenset({"pass", "passed", "correct", "true", "yes", "good", "success", "accepted", "relevant"})
_OF_ITSELF: Final = re.compile(r"hallucinat|toxic|error|harm|leak|pii|refus|inject|jailbreak|bias|unsafe|violat|fail")
"""Names of what is better absent, so that true is hardly good."""

_NEUTRAL: Final = frozenset({"true", "false", "yes", "no", ""})
_BAD: Final = frozenset(
    {"fail", "failed", "incorrect", "false", "no", "bad", "failure", "rejected", "not_relevant", "irrelevant"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What one evaluator said of a run, which is known by its trace and span.

    `method` is how it was decided, in the words of items; `judge` is the model that was asked, where it is named.
    """

    run: tuple[str, str]
    name: str
    label: str = ""
    score: float | None = None
    has_failed: bool = False
    method: str = "attested"
    judge: str = ""

    @property
    def outcome(self) -> tuple[bool | None, str]:
        """Good or bad, or why that is not known."""
        label = self.label.strip().lower().replace(" ", "_")
        if self.has_failed:
            return None, "evaluator-error"
        if label in _GOOD or label in _BAD:
            return label in _GOOD, ""
        if label:
            return None, "label-not-known"
        if self.score in (0, 1):
            return self.score == 1, ""
        return None, "score-without-line" if self.score is not None else "no-score"


def judge_run(
    records: Sequence[Record], runs: Sequence[tuple[str, str]], evaluations: Sequence[Evaluation]
) -> tuple[tuple[Record, ...], tuple[Doubt, ...]]:
    """The records of the runs with what was said of each; a run of which nothing was said is unknown.

    Where evaluators contradict each other about a run, its outcome is unknown, too.
    """
    said: dict[tuple[str, str], list[Evaluation]] = defaultdict(list)
    for evaluation in evaluations:
        said[evaluation.run].append(evaluation)
    judged = tuple(
        record if record.left_out else _judge(record, said.get(run, []))
        for record, run in zip(records, runs, strict=True)
    )
    doubts: list[Doubt] = []
    if neutral := sum(found.outcome[0] is not None and found.label.lower() in _NEUTRAL for found in evaluations):
        name = evaluations[0].name
        shown = shorten(name, 60)
        sentence = f"Nothing says whether true is good of '{shown}': it counts as good, in {say(neutral, 'run')}."
        is_grave = _OF_ITSELF.search(name.lower()) is not None
        doubts.append(Doubt(kind="polarity-not-stated", sentence=sentence, is_grave=is_grave))
    if again := sum(len(found) > 1 for found in said.values()):
        sentence = f"{say(again, 'run')} of {len(records):,} were evaluated more than once; only what agrees counts."
        doubts.append(Doubt(kind="evaluated-again", sentence=sentence))
    if turned := _count_turned(evaluations):
        sentence = f"{turned:,} outcomes called good have a lower score than one that is called bad; labels count here."
        doubts.append(Doubt(kind="labels-against-scores", sentence=sentence))
    return judged, tuple(doubts)


def _judge(record: Record, evaluations: Sequence[Evaluation]) -> Record:
    outcomes = {evaluation.outcome for evaluation in evaluations}
    known = {good for good, _ in outcomes if good is not None}
    if len(known) == 1:
        return replace(record, good=known.pop(), unknown="")
    if known:
        return replace(record, good=None, unknown="evaluators-disagree")
    reason = min((why for _, why in outcomes), default=record.unknown or "not-evaluated")
    return replace(record, good=None, unknown=reason)


def _count_turned(evaluations: Sequence[Evaluation]) -> int:
    """How many good labels stand beside a lower score than some bad label does."""
    scored = [(evaluation.outcome[0], evaluation.score) for evaluation in evaluations if evaluation.label]
    highest_bad = max((score for good, score in scored if good is False and score is not None), default=None)
    if highest_bad is None:
        return 0
    return sum(good is True and score is not None and score < highest_bad for good, score in scored)
