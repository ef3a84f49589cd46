"""The page of decisions: what was bought and what shaped it, which changes were accepted, who may decide."""

from __future__ import annotations

from dataclasses import replace

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.listing import list_tables, rename_table
from trustpages.compose.sections.oversight import tabulate_decision_rights, tabulate_overrides
from trustpages.compose.wording.dates import mark_passed
from trustpages.compose.wording.labels import DECISION_RULES
from trustpages.compose.wording.names import to_title
from trustpages.compose.wording.numbers import format_share
from trustpages.model.documents.decisions import Decision
from trustpages.model.measured import Measured
from trustpages.model.pages.blocks import Row, Table
from trustpages.model.pages.page import Page
from trustpages.model.results.benchmarks import DecisionFinding, Procurement
from trustpages.model.results.follow_through import AcceptanceFinding
from trustpages.model.states import EXPIRED, LEANED_ON_RANK, NOT_VALID, SOUND_DECISION, UNFOUNDED_DECISION, VALID


def compose_decisions_page(composition: Composition) -> Page:
    """Buying decisions and what they leaned on; accepted changes; decision rights and overrides of every agent."""
    tables = [*tabulate_buying_decisions(composition), *tabulate_acceptances(composition)]
    # Of very many agents, each says on its own page who decides.
    for agent in () if composition.is_large else composition.report.agents:
        tables.append(rename_table(tabulate_decision_rights(agent), f"{agent.id}-rights", agent.agent.name))
        recorded = agent.findings.follow_through.overrides
        overrides = tabulate_overrides(recorded, agent, composition.report.as_of)
        tables.append(rename_table(overrides, f"{agent.id}-overrides", agent.agent.name))
    lead = "Who may decide what, who overrode it, and whether buying decisions leaned on a rank."
    if composition.is_large:
        lead = f"{lead} Who decides about an agent stands on the page of that agent."
    return list_tables(composition, paths.DECISIONS, "Decisions and overrides", lead, tuple(tables))


def tabulate_buying_decisions(composition: Composition) -> tuple[Table, ...]:
    """Every buying decision with what it leaned on, and how many leaned on rank; nothing where none is on record."""
    procurement = composition.report.portfolio.procurement
    if procurement is None:
        return ()
    return (_tabulate_decisions(composition, procurement), _tabulate_decision_shares(composition, procurement))


def tabulate_acceptances(composition: Composition) -> tuple[Table, ...]:
    """Every change that was accepted, by whom and until when; nothing where none is on record."""
    accepted = composition.report.portfolio.acceptances
    if not accepted:
        return ()
    columns = ("Why", "State", "By", "Role", "Day", "Until", "Change")
    rows = tuple(_make_acceptance_row(composition, finding) for finding in accepted)
    return (Table("acceptances", "Accepted changes", columns, rows),)


def _make_acceptance_row(composition: Composition, finding: AcceptanceFinding) -> Row:
    state = VALID if finding.holds else (NOT_VALID, f": {', '.join(finding.lacks)}") if finding.lacks else EXPIRED
    until = mark_passed(finding.until, composition.report.as_of)
    cells = (finding.reason, state, finding.by, to_title(finding.role), finding.on, until, finding.fingerprint)
    return Row(cells, finding.illustrative)


def _tabulate_decisions(composition: Composition, procurement: Procurement) -> Table:
    documents = {
        decision.id: (decision, group.illustrative or decision.illustrative)
        for group in composition.decisions
        for decision in group.decisions
    }
    rows = [
        _make_decision_row(decision, *documents[decision.decision])
        for decision in procurement.decisions
        if decision.decision in documents
    ]
    columns = ("Decision", "Finding", "Day", "Outcome", "Weight on benchmarks", "Why")
    return Table("decisions", "Buying decisions", columns, tuple(rows))


def _make_decision_row(finding: DecisionFinding, decision: Decision, illustrative: bool) -> Row:
    tone = UNFOUNDED_DECISION if not finding.classifiable else LEANED_ON_RANK if finding.rules else SOUND_DECISION
    weight = "unknown" if finding.benchmark_weight is None else format_share(finding.benchmark_weight)
    why = "; ".join(f"({rule}) {DECISION_RULES[rule]}" for rule in finding.rules)
    outcome = decision.outcome.replace("_", " ")
    return Row((decision.about, tone, decision.date, outcome, weight, why or "none"), illustrative)


def _tabulate_decision_shares(composition: Composition, procurement: Procurement) -> Table:
    value = procurement.by_value
    # It is a share of money, and read as a percentage like any other.
    by_value = composition.figure(replace(value, unit="share") if isinstance(value, Measured) else value)
    bounds = procurement.bounds
    rows = [
        Row(("Leaned mainly on rank", composition.figure(procurement.share))),
        Row(("Name no evidence, so that nobody can tell", procurement.unclassifiable)),
        Row(("Share of the value that leaned on rank", by_value if by_value.has_number else by_value.reason)),
    ]
    if bounds is not None and procurement.unclassifiable:
        rows.append(
            Row(
                (
                    "If none, or all, of those without evidence leaned on rank",
                    f"{format_share(bounds[0])} to {format_share(bounds[1])}",
                )
            )
        )
    if procurement.dominated_by:
        rows.append(Row(("One decision dominates the value", procurement.dominated_by)))
    return Table("decision-shares", "All records of the organisation", ("What", "Figure"), tuple(rows))
