"""Who may decide, who overrode it, what is disputed, and which controls there are.

The state of a row stands second, where a narrow screen still shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.dates import mark_passed
from trustpages.compose.wording.names import name_decision, name_promise, to_title
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.agent import Agent
from trustpages.model.documents.base import has_passed
from trustpages.model.documents.bundle import Dispute, Override
from trustpages.model.pages.blocks import FactList, Row, Section, Table, Text
from trustpages.model.pages.values import Fact, Link, StateLabel
from trustpages.model.results.follow_through import OverrideFinding
from trustpages.model.results.report import AgentReport
from trustpages.model.states import NOT_VALID, OPEN, SEVERITIES, VALID

MOST_OVERRIDES: Final = 2
"""So many overrides are named on the page of an agent."""


def show_deciders(composition: Composition, agent: AgentReport) -> Section:
    """Who decides, who overrode it, who answers for the agent."""
    document, overrides = agent.agent, agent.findings.follow_through.overrides
    return Section(
        "Who decides",
        (
            FactList((*_describe_agent(document, composition), Fact("Its work", document.workflow.summary))),
            tabulate_decision_rights(agent),
            *((tabulate_overrides(overrides, agent, composition.report.as_of),) if overrides else ()),
        ),
    )


def show_deciders_in_short(composition: Composition, agent: AgentReport) -> Section:
    """Who decides what, who may override it and did; what they must leave behind is for analysts."""
    document, overrides, as_of = agent.agent, agent.findings.follow_through.overrides, composition.report.as_of
    rights = tabulate_decision_rights(agent)
    short = replace(rights, columns=rights.columns[:3], rows=tuple(map(_leave_out_last, rights.rows)), level=0)
    more = Text(Link("What each must leave behind, and every override", paths.analyst(agent.id)), "more")
    return Section(
        "Who decides",
        (FactList((*_describe_agent(document, composition), *_name_overrides(overrides, as_of))), short, more),
    )


def _name_overrides(overrides: tuple[OverrideFinding, ...], as_of: date) -> Iterator[Fact]:
    """Who overrode a promise, and whether they might; those that are not valid first."""
    ordered = sorted(overrides, key=lambda override: (override.valid, override.on, override.id))
    for override in ordered[:MOST_OVERRIDES]:
        ended = has_passed(override.expires, as_of)
        valid = "valid until its end" if ended else "valid"
        state = valid if override.valid else f"not valid: {', '.join(override.lacks)}"
        yield Fact("Overridden by", override.by, note=(override.on, f", {state}"))
    if len(ordered) > MOST_OVERRIDES:
        yield Fact("Overrides on record", len(ordered))


def _leave_out_last(row: Row) -> Row:
    return replace(row, cells=row.cells[:-1])


def _describe_agent(document: Agent, composition: Composition) -> tuple[Fact, ...]:
    day = document.find_version_day(composition.report.as_of)
    role = f" ({to_title(document.owner.role).lower()})" if document.owner.role else ""
    since = ("since ", day) if day is not None else "not deployed yet"
    return (Fact("Its owner", f"{document.owner.name}{role}"), Fact("Version", document.version, note=since))


def show_disputes(composition: Composition, agent: AgentReport) -> Section:
    """What was contested."""
    del composition
    return Section("What is disputed", (replace(tabulate_disputes(agent), level=0),))


def show_controls(composition: Composition, agent: AgentReport) -> Section:
    """What is done to keep the promises, and what it costs."""
    del composition
    reach = Fact("How far a failure reaches", SEVERITIES[agent.agent.blast_radius].word)
    table = replace(tabulate_controls(agent), level=0)
    return Section("Controls, and what they cost", (FactList((reach,)), table))


def tabulate_overrides(overrides: tuple[OverrideFinding, ...], agent: AgentReport, as_of: date) -> Table:
    """Who overrode what, and whether they might."""
    return Table(
        "overrides",
        "Overrides",
        ("Promise", "State", "By", "Role", "Day", "Expires"),
        tuple(
            Row(
                (
                    Link(name_promise(agent, override.obligation), paths.evidence(agent.id, override.id)),
                    VALID if override.valid else (NOT_VALID, f": {', '.join(override.lacks)}"),
                    override.by,
                    to_title(override.role) if override.role else "no role given",
                    override.on,
                    mark_passed(override.expires, as_of) if override.expires else "never said",
                ),
                override.illustrative,
            )
            for override in overrides
        ),
        empty="No override is on record.",
    )


def tabulate_decision_rights(agent: AgentReport) -> Table:
    """Who may decide what."""
    return Table(
        "decision-rights",
        "Who may decide what",
        ("Decision", "Owner", "May override", "Must leave behind"),
        tuple(
            Row(
                (
                    name_decision(decision_right.decision),
                    to_title(decision_right.owner),
                    ", ".join(map(to_title, decision_right.may_override)) or "Nobody",
                    ", ".join(decision_right.evidence_required) or "nothing",
                )
            )
            for decision_right in agent.agent.decision_rights
        ),
        empty="Nobody is named who may decide anything.",
    )


def tabulate_disputes(agent: AgentReport) -> Table:
    """What was contested, and how it ended."""
    disputes = [(item.item, item.illustrative) for item in agent.evidence if isinstance(item.item, Dispute)]
    disputes.sort(key=lambda pair: (pair[0].opened, pair[0].id), reverse=True)
    return Table(
        "disputes",
        "Disputes",
        ("About", "State", "Raised by", "Opened", "Settlement"),
        tuple(_make_dispute_row(agent, item, illustrative) for item, illustrative in disputes),
        empty="No dispute is on record.",
    )


def _make_dispute_row(agent: AgentReport, item: Dispute, illustrative: bool) -> Row:
    return Row(
        (
            Link(item.about, paths.evidence(agent.id, item.id)),
            OPEN if item.status == "open" else StateLabel(item.status.capitalize(), "not-applicable"),
            item.by.name,
            item.opened,
            item.settlement or "none",
        ),
        illustrative,
    )


def tabulate_controls(agent: AgentReport) -> Table:
    """What is done to keep the promises, and what it costs."""
    rows = [
        Row(
            (
                control.summary,
                f"{format_number(control.cost.amount)} {control.cost.unit} per {control.cost.per}"
                if control.cost
                else "not recorded",
            )
        )
        for control in agent.agent.controls
    ]
    hours = agent.findings.reviews.hours
    if hours:
        rows.append(Row(("Reviews of the last twelve months", count_of(hours, "hour"))))
    overridden = sum(isinstance(item.item, Override) for item in agent.evidence)
    if overridden:
        rows.append(Row(("Overrides on record", overridden)))
    return Table("controls", "Controls and their cost", ("Control", "Cost"), tuple(rows), empty="None is recorded.")
