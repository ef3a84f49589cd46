"""L19 to L24: contamination, tuning on the test, saturation, unvalidated judges, audits and baselines of benchmarks."""

from __future__ import annotations

from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import NO_EVIDENCE, Occasion, Occasions, Rule, check_unknown, reaches
from trustpages.assess.limitations.rules.benchmarks.benchmark_scores import A_RESULT, NO_RESULT
from trustpages.assess.limitations.sentences import format_percent
from trustpages.model.sentence import refer
from trustpages.model.vocabulary import Method, Severity

CUTOFF_UNKNOWN = (
    "The test questions of {benchmark} are public and it is not known when the model was trained; the "
    "{k:score|scores} may reflect memory."
)
TUNED_UNKNOWN_SIZE = "{k} test {k:task|tasks} of {benchmark} {k:was|were} used to tune the agent."
UNREPORTED = "What an agent that does nothing scores on {benchmark} was never reported."


def _find_contamination_possible(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    exposed = [result for result in agent.results if result.contamination == "exposed"]
    unknown = [result.evidence for result in agent.results if result.contamination == "unknown"]
    names = tuple(sorted({agent.benchmark_name(result.benchmark) for result in exposed}))
    about = tuple(result.evidence for result in exposed)
    sentence = CUTOFF_UNKNOWN if agent.document.training_cutoff is None else None
    occasions = [Occasion({"benchmark": names, "k": len(exposed)}, about, sentence=sentence)] if exposed else []
    why = "whether tasks are public, held out or older than the model is not known for some results"
    return check_unknown(occasions, unknown, why)


def _find_tuned_on_test(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    occasions = [
        Occasion(
            {"k": result.tuned_on, "n": result.n_tasks or 0, "benchmark": agent.benchmark_name(result.benchmark)},
            (result.evidence,),
            sentence=None if result.n_tasks else TUNED_UNKNOWN_SIZE,
        )
        for result in agent.results
        if result.tuned_on
    ]
    unknown = [result.evidence for result in agent.results if result.tuned_on is None]
    why = "whether test tasks were used to tune the agent is not recorded for some results"
    return check_unknown(occasions, unknown, why)


def _find_saturated(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    benchmarks = agent.findings.benchmarks.benchmarks
    occasions = [
        Occasion(
            {"benchmark": agent.benchmark_name(quality.benchmark), "words": quality.saturation_words},
            (quality.benchmark,),
        )
        for quality in benchmarks
        if quality.saturated
    ]
    judged = {quality.benchmark for quality in benchmarks if quality.saturated is not None}
    unknown = sorted({result.benchmark for result in agent.results} - judged)
    why = "the best entries are not on record with their sample sizes for some benchmarks"
    return check_unknown(occasions, unknown, why)


def _find_judge_unvalidated(agent: AssessedAgent) -> Occasions:
    if not agent.proof:
        return NO_EVIDENCE
    # A score that does not say how it was decided was decided as its benchmark decides.
    by_grader = (
        result.evidence
        for result in agent.results
        if result.method is Method.ATTESTED
        and (benchmark := agent.context.benchmarks.get(result.benchmark)) is not None
        and benchmark.grader == "llm_judge"
    )
    items = tuple(sorted({*agent.findings.judgment.uncalibrated, *by_grader}))
    return (Occasion({"items": refer(items)}, items),) if items else ()


def _find_checklist_gaps(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    audited = {
        quality.benchmark: section
        for quality in agent.findings.benchmarks.benchmarks
        for section in quality.sections
        if section.name == "outcome validity"
    }
    occasions = [
        Occasion(
            {
                "benchmark": agent.benchmark_name(name),
                "k": len(section.failed),
                "n": section.applicable,
                "items": section.failed,
            },
            (name,),
        )
        for name, section in audited.items()
        if section.failed
    ]
    undecided = {name for name, section in audited.items() if section.unknown}
    unaudited = {result.benchmark for result in agent.results} - set(audited)
    why = "what a pass means was not audited, or not decided in full, for some benchmarks"
    return check_unknown(occasions, sorted(undecided | unaudited), why)


def _find_trivial_baseline(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    baselines = sorted({result.benchmark: result.baseline for result in agent.results}.items())
    unreported = tuple(name for name, value in baselines if value is None)
    occasions = [
        Occasion({"x": format_percent(value), "benchmark": agent.benchmark_name(name)}, (name,))
        for name, value in baselines
        if value is not None and reaches(value, agent.policy.benchmark.trivial)
    ]
    if unreported:
        names = tuple(agent.benchmark_name(name) for name in unreported)
        occasions.insert(0, Occasion({"benchmark": names}, unreported, sentence=UNREPORTED))
    return occasions


BENCHMARK_RULES = (
    Rule(
        id="L19",
        slug="contamination_possible",
        severity=Severity.HIGH,
        meaning="The model may have seen the questions before the exam.",
        fires="tasks are public, none are held out, and the model's training ended after their release or at a day "
        "that nobody states",
        sentence="The test questions of {benchmark} were public before the model was trained; the {k:score|scores} may "
        "reflect memory.",
        removed_by="held-out or newer tasks",
        needs="a result on a benchmark that says whether its tasks are public, held out, and since when",
        find=_find_contamination_possible,
    ),
    Rule(
        id="L20",
        slug="tuned_on_test",
        severity=Severity.CRITICAL,
        meaning="The agent was trained on the exam; its score says nothing about new work.",
        fires="test tasks were used to tune the agent",
        sentence="{k} of {n} test tasks of {benchmark} {k:was|were} used to tune the agent.",
        removed_by="a clean split",
        needs="a benchmark result that says how many test tasks were used for tuning, none included",
        find=_find_tuned_on_test,
    ),
    Rule(
        id="L21",
        slug="saturated",
        severity=Severity.MEDIUM,
        meaning="A top place on this benchmark no longer sets an agent apart.",
        fires="the three best entries cannot be told apart, or the best one touches the ceiling",
        sentence="The best agents score the same on {benchmark} within error; it no longer separates them ({words}).",
        removed_by="a harder benchmark",
        needs="the best entries of the leaderboard with their sample sizes",
        find=_find_saturated,
    ),
    Rule(
        id="L22",
        slug="judge_unvalidated",
        severity=Severity.HIGH,
        meaning="An AI decided what counts as success, and nobody checked whether people would agree.",
        fires="an AI judge decided success without calibration against people",
        sentence="Success in {items} was decided by an AI judge whose agreement with people was not measured.",
        removed_by="calibration on at least 100 items",
        needs="evidence",
        find=_find_judge_unvalidated,
    ),
    Rule(
        id="L23",
        slug="checklist_gaps",
        severity=Severity.HIGH,
        meaning="A pass on this benchmark does not always mean that the task was done.",
        fires="an audit of the benchmark found an outcome-validity check that it does not meet",
        sentence='{benchmark} fails {k} of {n} applicable checks on whether "pass" means the task was done: {items}.',
        removed_by="a mended benchmark or version",
        needs="an audit of the benchmark's outcome validity",
        find=_find_checklist_gaps,
    ),
    Rule(
        id="L24",
        slug="trivial_baseline",
        severity=Severity.MEDIUM,
        meaning="Part of the score comes for free; only what lies above the do-nothing score counts.",
        fires="an agent that does nothing scores 0.1 or more, or nobody reported what it scores",
        sentence="An agent that does nothing scores {x} on {benchmark}.",
        removed_by="the result of that baseline where it is unknown, else a benchmark on which doing nothing fails",
        needs=A_RESULT,
        find=_find_trivial_baseline,
    ),
)
