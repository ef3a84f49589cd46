"""L19 to L24: what a benchmark itself is worth."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.assess.limitations.rule import Facts, Found, Occasion, Rule
from trustpages.assess.limitations.words import percent
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity

NO_RESULT = NotEvaluable("no benchmark result is on record")
UNREPORTED = "What an agent that does nothing scores on {benchmark} was never reported."


def _name(facts: Facts, benchmark: str) -> str:
    found = facts.context.benchmarks.get(benchmark)
    return found.name if found else benchmark


def _contamination(facts: Facts) -> Found:
    known = [one for one in facts.results if one.contamination not in {"unknown", ""}]
    if not known:
        return NotEvaluable("no benchmark on record says whether its tasks are public")
    return (
        Occasion({"benchmark": _name(facts, one.benchmark)}, one.evidence)
        for one in known
        if one.contamination == "exposed"
    )


def _tuned(facts: Facts) -> Found:
    known = [one for one in facts.results if one.tuned_on is not None]
    if not known:
        return NotEvaluable("no benchmark result says whether test tasks were used to tune the agent")
    return (
        Occasion({"k": one.tuned_on or 0, "n": one.n_tasks or "an unstated number of"}, one.evidence)
        for one in known
        if one.tuned_on
    )


def _saturated(facts: Facts) -> Found:
    known = [one for one in facts.benchmarks if one.saturated is not None]
    if not known:
        return NotEvaluable("no benchmark has its best entries with sample sizes on record")
    return (
        Occasion({"benchmark": _name(facts, one.benchmark)}, one.benchmark) for one in known if one.saturated
    )


def _judge(facts: Facts) -> Found:
    if not facts.proof:
        return NotEvaluable("there is no evidence")
    return (Occasion({"evidence": one}, one) for one in facts.judgment.uncalibrated)


def _checklist(facts: Facts) -> Found:
    if all(not one.sections for one in facts.benchmarks):
        return NotEvaluable("no benchmark's own validity was audited")
    return _gaps(facts)


def _gaps(facts: Facts) -> Iterator[Occasion]:
    for benchmark in facts.benchmarks:
        for section in benchmark.sections:
            if section.name == "outcome validity" and section.failed:
                slots: dict[str, Slot] = {
                    "k": len(section.failed),
                    "n": section.applicable,
                    "items": section.failed,
                }
                yield Occasion({**slots, "benchmark": _name(facts, benchmark.benchmark)}, benchmark.benchmark)


def _baseline(facts: Facts) -> Found:
    if not facts.results:
        return NO_RESULT
    return _trivial(facts, {one.benchmark: one.baseline for one in facts.results})


def _trivial(facts: Facts, baselines: dict[str, float | None]) -> Iterator[Occasion]:
    for benchmark, baseline in sorted(baselines.items()):
        if baseline is None:
            yield Occasion({"benchmark": _name(facts, benchmark)}, benchmark, sentence=UNREPORTED)
        elif baseline >= facts.context.policy.benchmark.trivial:
            yield Occasion({"x": percent(baseline), "benchmark": _name(facts, benchmark)}, benchmark)


RULES = (
    Rule(
        "L19",
        "contamination_possible",
        Severity.HIGH,
        "tasks are public, none are held out, and the training cutoff is later than their release or unknown",
        "The test questions of {benchmark} were public before the model was trained (or the training date is "
        "unknown); the score may reflect memory.",
        "held-out or newer tasks",
        "a benchmark that says whether its tasks are public",
        _contamination,
    ),
    Rule(
        "L20",
        "tuned_on_test",
        Severity.CRITICAL,
        "test tasks were used to tune the agent",
        "{k} of {n} test tasks were used to tune the agent.",
        "a clean split",
        "a benchmark result that says how many test tasks were used for tuning",
        _tuned,
    ),
    Rule(
        "L21",
        "saturated",
        Severity.MEDIUM,
        "the three best entries cannot be told apart, or the best one touches the ceiling",
        "The best agents score the same on {benchmark} within error; it no longer separates them.",
        "a harder benchmark",
        "the best entries of a leaderboard with sample sizes",
        _saturated,
    ),
    Rule(
        "L22",
        "judge_unvalidated",
        Severity.HIGH,
        "an AI judge decided success without calibration against people",
        "Success was decided by an AI judge whose agreement with people was not measured.",
        "calibration on at least 100 items",
        "evidence",
        _judge,
    ),
    Rule(
        "L23",
        "checklist_gaps",
        Severity.HIGH,
        "an audit of the benchmark found an outcome-validity check that it does not meet",
        '{benchmark} fails {k} of {n} applicable checks on whether "pass" means the task was done: {items}.',
        "a mended benchmark or version",
        "an audit of a benchmark",
        _checklist,
    ),
    Rule(
        "L24",
        "trivial_baseline",
        Severity.MEDIUM,
        "an agent that does nothing scores 0.1 or more, or nobody reported what it scores",
        "An agent that does nothing scores {x} on {benchmark}.",
        "a score clearly above the baseline, and the baseline itself where it is unknown",
        "a benchmark result",
        _baseline,
    ),
)
