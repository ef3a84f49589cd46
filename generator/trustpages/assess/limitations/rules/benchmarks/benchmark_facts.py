"""L87 to L90: what a score, its benchmark's document and the scores beside it say of one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustpages.assess.evidence.reported_figures import check_score, may_be_uneven
from trustpages.assess.limitations.assessed_agent import AssessedAgent
from trustpages.assess.limitations.engine import Occasion, Occasions, Rule, check_unknown, reaches
from trustpages.assess.limitations.rules.benchmarks.benchmark_scores import NO_RESULT, find_benchmark_item
from trustpages.assess.limitations.sentences import format_percent, format_percent_down, format_percent_up, get_limits
from trustpages.model.measured import Measured
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.sentence import Reference
from trustpages.model.vocabulary import Severity

PUBLIC_PART = (
    "The result {evidence} is on the part {split} of {benchmark}, which everybody has; the part that is kept secret "
    "was not run."
)
NEAR_NOTHING = (
    "The score {evidence} ({s}; {low} to {high}) is not shown to be above the {x} that an agent scores on {benchmark} "
    "by doing nothing."
)
NEAR_NOTHING_UNSURE = (
    "The score {evidence} ({s}, of unknown error) is not shown to be above the {x} that an agent scores on {benchmark} "
    "by doing nothing."
)
BELOW_PEOPLE = "People solve {x} of {benchmark}; the score {evidence} ({s}; {low} to {high}) is not above that."
LEFT_OUT_OF_AVERAGE = (
    "The score {evidence} ({s}) counts {n} of the {all} tasks of {benchmark}; how far the other {out} would move it is "
    "not known, since it is, or may be, an average of something else."
)
ON_BOARD = "the leaderboard of {}"


def _find_other_version(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    occasions, unknown = [], []
    for result in agent.results:
        item, benchmark = find_benchmark_item(agent, result), agent.context.benchmarks.get(result.benchmark)
        if item is None or benchmark is None:
            continue
        slots: dict[str, Slot] = {"evidence": Reference(result.evidence), "benchmark": benchmark.name}
        if not benchmark.is_described(item.benchmark_version):
            versions = {"a": item.benchmark_version or "", "b": benchmark.version or ""}
            occasions.append(Occasion(slots | versions, (result.evidence,)))
        elif item.benchmark_version is not None and benchmark.version is None:
            unknown.append(result.evidence)
        if benchmark.held_out and item.split is not None and benchmark.is_held_out(item.split) is False:
            occasions.append(Occasion(slots | {"split": item.split}, (result.evidence,), sentence=PUBLIC_PART))
    return check_unknown(occasions, unknown, "the documents of some benchmarks do not say which version they describe")


def _find_tasks_left_out(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    occasions, unknown = [], []
    for result in agent.results:
        tasks, there_are = result.n_tasks, result.tasks_there_are
        if tasks is None or there_are is None:
            unknown.append(result.evidence)
        elif tasks < there_are:
            share = result.interval.value if isinstance(result.interval, Measured) else result.score
            slots: dict[str, Slot] = {
                "evidence": Reference(result.evidence),
                "benchmark": agent.benchmark_name(result.benchmark),
                "n": tasks,
                "all": there_are,
                "out": there_are - tasks,
                "s": _format_share(result),
                "low": format_percent_down(share * tasks / there_are),
                "high": format_percent_up((share * tasks + there_are - tasks) / there_are),
            }
            item = find_benchmark_item(agent, result)
            is_average = item is not None and may_be_uneven(item.average, check_score(item))
            sentence = LEFT_OUT_OF_AVERAGE if is_average else None
            occasions.append(Occasion(slots, (result.evidence,), sentence=sentence))
    return check_unknown(occasions, unknown, "how many tasks there are, or were run, is not known of some results")


def _format_share(result: ResultQuality) -> str:
    """The score in the form of the limits beside it."""
    return format_percent(result.interval.value if isinstance(result.interval, Measured) else result.score)


def _find_unlike_harnesses(agent: AssessedAgent) -> Occasions:
    compared = list(_list_compared_harnesses(agent))
    if not compared:
        return NotEvaluable("no scores are compared")
    occasions, unknown = [], []
    for what, harnesses in compared:
        # Spelling apart: "SWE-agent" and "swe-agent" are one.
        named = {harness.casefold().strip(): harness for harness in sorted(filter(None, harnesses), reverse=True)}
        if len(named) > 1:
            slots: dict[str, Slot] = {"what": what, "k": len(named), "harnesses": tuple(sorted(named.values()))}
            occasions.append(Occasion(slots, (what,)))
        elif None in harnesses:
            unknown.append(what)
    return check_unknown(
        occasions, unknown, "with which harness scores were measured is not recorded in some comparisons"
    )


def _list_compared_harnesses(agent: AssessedAgent) -> Iterator[tuple[str, Sequence[str | None]]]:
    """What is compared, and the harness of each score that is compared there."""
    benchmarks = agent.context.benchmarks
    for rank in agent.findings.ranks:
        rows = (
            comparison.rows for comparison in benchmarks[rank.benchmark].comparisons if comparison.id == rank.comparison
        )
        yield rank.title, [row.harness for each in rows for row in each]
    for versions in agent.findings.versions:
        items = (evidence.item for name in versions.evidence if (evidence := agent.context.item(name)) is not None)
        yield f"{versions.version} against {versions.other}", [getattr(item, "harness", None) for item in items]
    for result in agent.results:
        item = find_benchmark_item(agent, result)
        entries = benchmarks[result.benchmark].entries if result.benchmark in benchmarks else ()
        if item is not None and item.rank is not None and entries:
            board = ON_BOARD.format(agent.benchmark_name(result.benchmark))
            yield board, [item.harness, *(entry.harness for entry in entries)]


def _find_score_at_the_ends(agent: AssessedAgent) -> Occasions:
    if not agent.results:
        return NO_RESULT
    occasions = [occasion for result in agent.results for occasion in _describe_ends(agent, result)]
    lines = {result.evidence: (result.baseline, result.human, result.ceiling) for result in agent.results}
    unknown = [name for name, known in lines.items() if all(line is None for line in known)]
    why = "what doing nothing, people, and wrong labels come to is not known for some results"
    return check_unknown(occasions, unknown, why)


def _describe_ends(agent: AssessedAgent, result: ResultQuality) -> Iterator[Occasion]:
    slots: dict[str, Slot] = {
        "evidence": Reference(result.evidence),
        "benchmark": agent.benchmark_name(result.benchmark),
        "s": _format_share(result),
    }
    about = (result.evidence,)
    if result.ceiling is not None and not reaches(result.ceiling, result.score):
        wrong = {"x": format_percent(result.ceiling), "wrong": format_percent(1 - result.ceiling)}
        yield Occasion(slots | wrong, about)
    known = get_limits(result.interval)
    low, high = known or (result.score, result.score)
    # A normal interval can run beyond the scale, and no share does.
    limits = {"low": format_percent_down(max(low, 0.0)), "high": format_percent_up(min(high, 1.0))}
    # At or below it the score speaks against the agent, which another rule says more strongly (L80).
    if (
        result.baseline is not None
        and (low if known else 0.0) <= result.baseline < result.score
        and (known or result.baseline)
    ):
        nothing = {"x": format_percent(result.baseline)}
        yield Occasion(slots | limits | nothing, about, sentence=NEAR_NOTHING if known else NEAR_NOTHING_UNSURE)
    if result.human is not None and low <= result.human:
        people = {"x": format_percent(result.human)}
        yield Occasion(slots | limits | people, about, Severity.MEDIUM, BELOW_PEOPLE)


def _reaches_down(result: ResultQuality, limits: tuple[float, float] | None) -> bool:
    """Whether a score above that of doing nothing is not shown to be above it."""
    if result.baseline is None or result.baseline >= result.score:
        return False
    # Of a score whose error nobody knows nothing is shown, except where doing nothing solves nothing.
    return limits[0] <= result.baseline if limits else result.baseline > 0


FACT_RULES = (
    Rule(
        id="L87",
        slug="other_tasks",
        severity=Severity.HIGH,
        meaning="What is known of the benchmark may not hold for the tasks that the agent was tried on.",
        fires="a result names another version of its benchmark than the document describes, or a public part of one "
        "that keeps tasks secret",
        sentence="The result {evidence} is on version {a} of {benchmark}; what is known of the benchmark is about "
        "version {b}.",
        removed_by="a document of the version that was run, or a result on the part that is kept secret",
        needs="a benchmark result, and a document that says which version it describes",
        find=_find_other_version,
    ),
    Rule(
        id="L88",
        slug="tasks_left_out",
        severity=Severity.MEDIUM,
        meaning="Tasks that were left out may be those that the agent cannot do.",
        fires="a score counts fewer tasks than its benchmark, or the part of it that was run, has",
        sentence="The score {evidence} ({s}) counts {n} of the {all} tasks of {benchmark}. With the other {out} it "
        "would lie between {low}, had all of them failed, and {high}.",
        removed_by="a result on all tasks",
        needs="a benchmark result with its number of tasks, and how many there are",
        find=_find_tasks_left_out,
    ),
    Rule(
        id="L89",
        slug="unlike_harnesses",
        severity=Severity.HIGH,
        meaning="Who comes first may be a matter of the program around the model, and not of the agent.",
        fires="scores that are compared, as entrants, versions or positions, were measured with different harnesses",
        sentence="Scores that were measured with {k} different harnesses are compared in {what}: {harnesses}. A "
        "difference may be that of the harness.",
        removed_by="scores that were measured with one harness",
        needs="a comparison that says with which harness each score was measured",
        find=_find_unlike_harnesses,
    ),
    Rule(
        id="L90",
        slug="score_at_the_ends",
        severity=Severity.HIGH,
        graded="medium where people do as well or better",
        meaning="The score says less than it seems: doing nothing, people, or wrong labels come to as much.",
        fires="the interval of a score reaches down to the score of doing nothing, or to what people solve, or the "
        "score is higher than correct answers can reach",
        sentence="The score {evidence} ({s}) is above the {x} that correct answers reach on {benchmark}, where {wrong} "
        "of the labels are known to be wrong.",
        removed_by="a score that is shown to be above both baselines; correct labels",
        needs="the score of doing nothing, that of people, or the share of wrong labels",
        find=_find_score_at_the_ends,
    ),
)
