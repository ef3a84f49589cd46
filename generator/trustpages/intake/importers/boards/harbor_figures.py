"""What a Harbor job states, and what to doubt about it: its mean has meant two things, and leaves out what failed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from statistics import fmean

from trustpages.intake.importers.importer import Doubt, Headline
from trustpages.intake.importers.inputs import Json
from trustpages.intake.importers.picks import pick_count, pick_list, pick_map, pick_number, pick_text

_NO_AGENTS = ("oracle", "nop")


@dataclass(frozen=True, slots=True)
class HarborTrial:
    """A trial, of its own result.json or, where that is absent, of what the job says of it."""

    name: str
    task: str
    rewards: Mapping[str, float]
    exception: str = ""
    result: Json = None
    path: str = ""

    @property
    def reward(self) -> float | None:
        """The reward that tells success: the one called `reward`, or the only one."""
        only = next(iter(self.rewards.values())) if len(self.rewards) == 1 else None
        return self.rewards.get("reward", only)


def _is_over_all(job: Json) -> bool:
    """Whether means are over all trials, as in 0.1, and not over those with a reward, as since there are schemas."""
    return pick_count(job, "schema_version") is None


def check_figures(job: Json, stats: Json, trials: Sequence[HarborTrial]) -> Iterator[Headline]:
    """The stated means and pass@k of a job, each as its own version defines it."""
    rewarded = [trial for trial in trials if trial.rewards]
    base = list(trials) if _is_over_all(job) else rewarded
    for figures in pick_list(stats, "metrics"):
        for name in pick_map(figures):
            stated = pick_number(figures, name)
            is_share = stated is not None and 0 <= stated <= 1
            if not is_share or stated is None:
                continue
            rewards = [(trial.reward if name == "mean" else trial.rewards.get(name)) or 0 for trial in base]
            is_known = name == "mean" or any(name in trial.rewards for trial in trials)
            mean = fmean(rewards) if rewards and is_known else None
            n = None if _is_over_all(job) else pick_count(stats, "n_trials")
            yield Headline(name=name[:100] or "mean", value=stated, n=n, recomputed=mean, recomputed_n=len(base))
    by_task: dict[str, list[bool]] = defaultdict(list)
    for trial in rewarded:
        by_task[trial.task].append((trial.reward or 0) >= 1)
    for power in pick_map(stats, "pass_at_k"):
        stated, tries = pick_number(stats, "pass_at_k", power), int(power) if re.fullmatch(r"[0-9]{1,4}", power) else 0
        if stated is None or not 0 <= stated <= 1:
            continue
        enough = [goods for goods in by_task.values() if 0 < tries <= len(goods)]
        missed = [comb(goods.count(False), tries) / comb(len(goods), tries) for goods in enough]
        yield Headline(name=f"pass@{power}", value=stated, recomputed=1 - fmean(missed) if missed else None)


def find_doubts(job: Json, name: str, stats: Json, trials: Sequence[HarborTrial], absent: int) -> Iterator[Doubt]:
    """What a job gives reason to doubt: of `absent` trials nothing was recorded."""
    if name.partition("__")[0] in _NO_AGENTS:
        sentence = "what ran is no agent but the reference solution, or nothing at all, to try out the tasks"
        yield Doubt(kind="no-agent", sentence=sentence, is_grave=True)
    if pick_text(job, "finished_at") == "" or absent:
        sentence = f"the job was not finished: {absent:,} of its trials were not recorded"
        yield Doubt(kind="unfinished", sentence=sentence, is_grave=True)
    if retries := pick_count(job, "stats", "n_retries"):
        sentence = f"{retries:,} trials were run again after an error; what became of their earlier tries is not kept"
        yield Doubt(kind="tried-again", sentence=sentence)
    yield from _doubt_means(job, stats, trials)
    yield from _doubt_rewards(trials)


def _doubt_means(job: Json, stats: Json, trials: Sequence[HarborTrial]) -> Iterator[Doubt]:
    stated = next(
        (mean for figures in pick_list(stats, "metrics") if (mean := pick_number(figures, "mean")) is not None), None
    )
    rewarded = [trial for trial in trials if trial.rewards]
    missing = len(trials) - len(rewarded)
    if stated is not None and missing:
        over_all = sum(trial.reward or 0 for trial in trials) / len(trials)
        sentence = (
            f"the stated mean of {stated:.3g} counts {missing:,} of {len(trials):,} trials without a reward as failed"
            if _is_over_all(job)
            else f"the stated mean of {stated:.3g} is over the {len(rewarded):,} trials with a reward; over all "
            f"{len(trials):,} that were started it is {over_all:.3g}"
        )
        yield Doubt(kind="mean-and-missing-rewards", sentence=sentence, is_grave=True)
    tasks = {trial.task for trial in trials}
    unrewarded = len(tasks - {trial.task for trial in rewarded})
    if unrewarded and pick_map(stats, "pass_at_k"):
        sentence = f"pass@k leaves out {unrewarded:,} of {len(tasks):,} tasks, which have no reward in any trial"
        yield Doubt(kind="tasks-without-rewards", sentence=sentence, is_grave=True)


def _doubt_rewards(trials: Sequence[HarborTrial]) -> Iterator[Doubt]:
    rewarded = [trial for trial in trials if trial.rewards]
    for key in sorted({key for trial in rewarded for key in trial.rewards}):
        without = sum(key not in trial.rewards for trial in rewarded)
        if without:
            sentence = (
                f"{without:,} of {len(rewarded):,} rewarded trials give no '{key[:60]}'; its mean counts them as 0"
            )
            yield Doubt(kind="reward-not-given", sentence=sentence)
    partly = sum(0 < (trial.reward or 0) < 1 for trial in trials)
    if partly:
        sentence = f"{partly:,} trials earned a part of the reward; only the whole reward counts as good here"
        yield Doubt(kind="part-rewards", sentence=sentence)
    sums = {(trial.task, sum_) for trial in trials if (sum_ := pick_text(trial.result, "task_checksum"))}
    if len(sums) > len({task for task, _ in sums}):
        sentence = "trials of one task ran on different versions of it: their checksums differ"
        yield Doubt(kind="task-changed", sentence=sentence, is_grave=True)
