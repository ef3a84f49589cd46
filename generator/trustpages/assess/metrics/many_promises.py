"""Many promises at once: which verdicts stand if all of an agent's promises are judged as one family (Holm 1979)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.assess.evidence.context import Case, Context
from trustpages.assess.measures.ruling import INFERRED, PICKED
from trustpages.assess.metrics.metric import Metric
from trustpages.assess.obligations.judging import judge_obligation
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.obligation import ManyPromises, ObligationResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.distributions import tail

_BY_INTERVAL = frozenset({INFERRED, PICKED})
_DECIDED = frozenset({Verdict.MET, Verdict.BREACHED})


def judge_together(
    context: Context, obligations: Sequence[ObligationResult], triggers: Sequence[OpenTrigger]
) -> ManyPromises:
    """The verdicts that an interval decided, and those of them that stand at the levels of Holm's procedure.

    Of m promises that an interval judges, a verdict of the first step stands at the level 1 - alpha/m; with r standing,
    the others are tried at 1 - alpha/(m - r), until a step adds none. Then the chance that any verdict that stands is
    wrong is at most alpha, however the promises hang together.
    """
    judged = [result for result in obligations if result.decided_by in _BY_INTERVAL]
    open_ = {result.ref: result.verdict for result in judged if result.verdict in _DECIDED}
    decided, standing = tuple(open_), set[str]()
    cases = {
        case.ref: case
        for pact, obligation in context.obligations()
        if (case := Case(context, pact, obligation, triggers, verdict_only=True)).ref in open_
    }
    while open_:
        level = 1 - tail(context.policy.level) / (len(judged) - len(standing))
        settled = {ref for ref, verdict in open_.items() if _rule_at(cases[ref], level) is verdict}
        if not settled:
            break
        standing |= settled
        open_ = {ref: verdict for ref, verdict in open_.items() if ref not in settled}
    return ManyPromises(len(judged), decided, tuple(ref for ref in decided if ref in standing))


def _rule_at(case: Case, level: float) -> Verdict:
    """The verdict on one promise at another level."""
    policy = case.context.policy.model_copy(update={"level": level})
    return judge_obligation(replace(case, context=replace(case.context, policy=policy))).ruling.verdict


MANY_PROMISES = Metric(
    id="many-promises",
    title="Many promises at once",
    question="Which verdicts stand if all promises of the agent are judged as one family?",
    needs="at least one promise that an interval decides.",
    smallest="one promise; of one alone every verdict stands.",
    formula="Each verdict errs in at most 2.5 of 100 windows on either side, so that among m promises up to m/40 look "
    "broken by chance. Holm's procedure judges them as one family: with m promises that an interval judges and r that "
    "stand, the others are judged anew at the level 1 − α/(m − r), until a step adds none. That any verdict that "
    "stands is wrong has at most the chance α, however the promises hang together. The verdicts of the report are "
    "those of each promise by itself, since each was agreed by itself.",
    cannot_tell="which of the verdicts that do not stand is the false one.",
    sources="Holm 1979.",
    compute=judge_together,
    reads=("obligations", "triggers"),
)
