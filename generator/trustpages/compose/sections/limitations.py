"""Limitations as readers meet them, and what other choices of policy would change (sensitivity)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_subject
from trustpages.compose.sections.first_screen.adverse import find_worst_limitation
from trustpages.compose.wording.names import spell_out, to_sentence
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.pages.blocks import Panel, Row, Section, Table, Text
from trustpages.model.pages.findings import LimitationList, LimitationView
from trustpages.model.pages.values import Link, StateLabel
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.records.sensitivity import Shift
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.states import CLAIMS, POSTURES, SEVERITIES, VERDICTS, StateT, word_of
from trustpages.system.latest import keep_latest

DOES_NOT_SHOW: Final = "What the evidence does not show"
ALSO_NOT_SHOWN: Final = "What else the evidence does not show"


@keep_latest(64)  # the pages of an agent, and what is exported of it, show the same
def view_limitation(limitation: Limitation, agent: AgentReport | None) -> LimitationView:
    """One limitation, with a link to what it is about where that has a page."""
    return LimitationView(
        rule=limitation.rule,
        anchor=paths.rule(limitation.rule),
        severity=SEVERITIES[limitation.severity],
        text=to_sentence(limitation.text, agent),
        removed_by=to_sentence(limitation.removed_by, agent),
        about=None if agent is None else link_subject(limitation.subject, agent),
    )


MOST_DECISIVE: Final = 3
"""So many limitations stand on the page of an agent, the worst on its first screen; the others are counted by topic."""


def show_worst_limitations(composition: Composition, agent: AgentReport) -> Section:
    """The limitations that weigh most besides the one on the first screen, and how many more are about what."""
    worst = find_worst_limitation(agent)
    others = [limitation for limitation in agent.limitations.triggered if limitation is not worst]
    shown = MOST_DECISIVE - (worst is not None)
    # What they are about is in their sentences already.
    views = tuple(replace(view_limitation(limitation, agent), about=None) for limitation in others[:shown])
    rest = _count_topics(others[shown:], agent)
    counted = ", ".join(f"{format_number(rest[topic])} about {topic}" for topic in TOPICS if rest[topic])
    link = Link("All limitations", composition.limitations_of(agent))
    more = (f"There are further limits: {counted}. ", link) if counted else (link,)
    none = Text("Nothing else." if worst else NOTHING_FOUND, "empty")
    title = ALSO_NOT_SHOWN if worst else DOES_NOT_SHOW
    return Section(title, (Panel((LimitationList(views) if views else none, Text(more, "more"))),))


TOPICS: Final = ("its promises", "its claims", "benchmarks", "single pieces of evidence", "the agent as a whole")


def _count_topics(limitations: Iterable[Limitation], agent: AgentReport) -> Counter[str]:
    """How many limitations are about what: a promise, else a claim, a benchmark, an item, else the agent."""
    findings = agent.findings
    known = (
        {promise.ref for promise in findings.obligations},
        {claim.id for claim in findings.claims},
        {quality.benchmark for quality in findings.benchmarks.benchmarks},
        {item.id for item in agent.evidence},
    )
    counts: Counter[str] = Counter()
    for limitation in limitations:
        topics = (topic for topic, names in zip(TOPICS, known, strict=False) if names.intersection(limitation.subjects))
        counts[next(topics, TOPICS[-1])] += 1
    return counts


def show_limitations(composition: Composition, agent: AgentReport) -> Section:
    """The worst limitations of an agent, how many more there are, and the page that has them all."""
    limitations = agent.limitations
    views = tuple(
        view_limitation(limitation, agent) for limitation in limitations.triggered[: composition.shown_limitations]
    )
    more = len(limitations.triggered) - len(views)
    every = f"All limitations, {more} more than here" if more else "All limitations"
    return Section(
        DOES_NOT_SHOW,
        (
            Panel(
                (
                    LimitationList(views) if views else Text(NOTHING_FOUND, "empty"),
                    Text(
                        (
                            Link(every, composition.limitations_of(agent)),
                            f"; {count_of(len(limitations.not_evaluable), 'rule')} could not be evaluated, "
                            f"{len(limitations.clear)} found nothing.",
                        ),
                        "more",
                    ),
                )
            ),
        ),
    )


NOTHING_FOUND: Final = "No rule found a limitation. That is rare: see what could not be evaluated."


def tabulate_sensitivity(agent: AgentReport) -> Table:
    """Every policy parameter whose half or double changes something about the agent, and what it changes."""
    sensitivity = agent.sensitivity
    shifts = sensitivity.shifts if sensitivity is not None else ()
    tried = sensitivity.tried if sensitivity is not None else 0
    return Table(
        f"{agent.id}-sensitivity",
        "What other choices of policy would change",
        ("Parameter", "Value", "Tried", "What changes"),
        tuple(
            Row((shift.parameter, shift.value, shift.tried, "; ".join(_describe_shift(agent, shift))))
            for shift in shifts
        ),
        numeric=(1, 2),
        empty=f"{tried:,} other values were tried, half and double of each parameter: none changes anything.",
        searchable=False,
    )


def _describe_shift(agent: AgentReport, shift: Shift) -> Iterator[str]:
    for change in shift.verdicts:
        ref, _, states = change.partition(": ")
        yield spell_out(Sentence(Reference(ref), f": {_describe_states(states, VERDICTS)}"), agent)
    for change in shift.claims:
        yield f"claim {_describe_change(change, CLAIMS)}"
    if shift.posture:
        yield _describe_change(f"posture: {shift.posture}", POSTURES)
    for change in shift.limitations:
        yield _describe_change(change, SEVERITIES)


def _describe_change(change: str, labels: Mapping[StateT, StateLabel]) -> str:
    name, _, states = change.partition(": ")
    return f"{name}: {_describe_states(states, labels)}"


def _describe_states(states: str, labels: Mapping[StateT, StateLabel]) -> str:
    return " → ".join(word_of(labels, state).lower() for state in states.split(" -> "))
