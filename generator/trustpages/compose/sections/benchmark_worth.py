"""What a benchmark is worth itself: what it measures and does not, its checklist, what doing nothing scores."""

from __future__ import annotations

from trustpages.compose.wording.labels import YES_NO
from trustpages.compose.wording.names import to_sentence, to_title
from trustpages.compose.wording.numbers import format_share
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.pages.blocks import Columns, FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.values import Fact
from trustpages.model.results.benchmarks import BenchmarkQuality
from trustpages.model.states import BENCHMARKS


def show_scope(document: Benchmark) -> Section:
    """What it does not measure, what it only suggests, what it measures; in this order."""
    scope = (
        ("It does not measure", document.does_not_measure),
        ("It only suggests", document.suggests),
        ("It measures", document.measures),
    )
    return Section("", (Columns(scope, "Nobody has said."), Text(_describe_baseline(document), "caution")))


def show_worth(document: Benchmark, quality: BenchmarkQuality | None) -> Section:
    """Its state, and the checks that it meets and does not."""
    said = to_sentence(quality.saturation_words, None) if quality else ""
    state = Panel((Text(BENCHMARKS[document.status]), *((Text(said),) if said else ())))
    facts = FactList(_describe_benchmark(document))
    return Section(
        "What it is itself worth", (state, facts, _tabulate_checklist(quality), _tabulate_failed_checks(document))
    )


def _describe_benchmark(document: Benchmark) -> tuple[Fact, ...]:
    since = ("since ", document.status_date) if document.status_date else ""
    facts = [
        Fact("Version", document.version or "not stated"),
        Fact("State", BENCHMARKS[document.status].word, note=since),
        Fact("Tasks", "not stated" if document.n_tasks is None else document.n_tasks),
        Fact("Tasks can be read by anyone", YES_NO[document.tasks_public]),
        Fact("Part of the tasks is kept secret", YES_NO[document.held_out]),
        Fact("Public since", document.released or "not stated"),
        Fact("Success is decided", (document.grader or "not stated").replace("_", " ")),
    ]
    if document.human_baseline is not None:
        facts.append(Fact("People solve", format_share(document.human_baseline)))
    if document.label_noise:
        facts.append(Fact("Labels known to be wrong", format_share(document.label_noise)))
    if document.maintainer:
        facts.insert(0, Fact("Maintained by", document.maintainer))
    if document.successor:
        facts.append(Fact("Maintainers point to", document.successor))
    return tuple(facts)


def _tabulate_checklist(quality: BenchmarkQuality | None) -> Table:
    sections = () if quality is None else quality.sections
    return Table(
        "checklist",
        "Validity checklist",
        ("Section", "Fulfilled", "Applicable", "Unknown", "Share"),
        tuple(
            Row(
                (
                    to_title(section.name),
                    section.met,
                    section.applicable,
                    section.unknown,
                    _describe_share(section.bounds),
                )
            )
            for section in sections
        ),
        numeric=(1, 2, 3, 4),
        empty="No audit of this benchmark's own validity is on record.",
    )


def _describe_share(bounds: tuple[float, float] | None) -> str:
    """A share of items, all of which were looked at: between its bounds where some are not decided."""
    if bounds is None:
        return ""
    low, high = map(format_share, bounds)
    return low if low == high else f"{low} to {high}"


def _tabulate_failed_checks(document: Benchmark) -> Table:
    checklist = document.checklist
    sections = () if checklist is None else (checklist.outcome_validity, checklist.task_validity, checklist.reporting)
    rows = [
        Row((id_, result.check or "", result.reason or ""))
        for section in sections
        for id_, result in section.items()
        if result.result == "not_met"
    ]
    return Table("failed", "Checks that it does not meet", ("Item", "Check", "Reason"), tuple(rows), empty="None.")


def _describe_baseline(document: Benchmark) -> str:
    if document.trivial_baseline is None:
        return "What an agent that does nothing scores was never reported."
    return f"An agent that does nothing scores {format_share(document.trivial_baseline)}; only what is above counts."
