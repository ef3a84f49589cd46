"""The data of an agent as one table: promises, claims, limitations and evidence, each row with its limits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.pages.evidence import find_freshness, label_item
from trustpages.compose.sections.claims import explain_verdict
from trustpages.model.measured import Measured, Quantity
from trustpages.model.pages.exported import Limits
from trustpages.model.pages.page import Cell, DataTable
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS, SEVERITIES, VERDICTS

_NUMBERS = ("k", "n", "n_eff", "estimate", "low", "high", "level")
_FIGURE = ("status", *_NUMBERS, "unbounded", "method", "unit", "reason", "evidence")
_ABOUT = ("agent", "agent_version", "posture", "as_of", "valid_until", "expired", "audience", "illustrative")
COLUMNS = ("kind", "id", "text", "state", "severity", "ends", *_FIGURE, *_ABOUT, "limits", "inputs_sha256")
_NOTHING: tuple[Cell, ...] = (None,) * len(_FIGURE)


def compose_data(composition: Composition, agent: AgentReport, limits: Limits) -> DataTable:
    """The table; the worst limitation and how many there are stand in every row, so that none travels without."""
    named = dict(limits)
    standing: tuple[Cell, ...] = (
        agent.id,
        agent.agent.version,
        named["posture"],
        named["as-of"],
        agent.valid_until.day.isoformat() if agent.valid_until.day else None,
        "yes" if "expired" in named else "no",
        composition.report.audience.value,
        "yes" if agent.illustrative else "no",
        f"{named['limitations']}. The worst: {named['worst-limitation']}",
        composition.report.inputs_digest,
    )
    rows = tuple((*row, *standing) for row in _list_rows(agent))
    return DataTable(paths.agent_data(agent.id), COLUMNS, rows, _NUMBERS)


def _list_rows(agent: AgentReport) -> Iterator[tuple[Cell, ...]]:
    """What stands in a row before what all rows have in common."""
    for promise in agent.findings.obligations:
        head = ("promise", promise.ref, promise.promise, VERDICTS[promise.verdict].word)
        severity = SEVERITIES[promise.severity].word
        yield (*head, severity, None, *_list_figure(promise.quantity, promise.pooled, ""))
    for claim in agent.findings.claims:
        withdrawn = claim.withdrawn.isoformat() if claim.withdrawn else None
        figure = _list_figure(claim.quantity, claim.evidence, explain_verdict(agent, claim))
        yield ("claim", claim.id, claim.text, CLAIMS[claim.verdict].word, None, withdrawn, *figure)
    for limitation in agent.limitations.triggered:
        names = "; ".join(limitation.subjects)
        severity = SEVERITIES[limitation.severity].word
        figure = (*_NOTHING[:-2], limitation.removed_by, names)
        yield ("limitation", limitation.rule, limitation.text, "Triggered", severity, None, *figure)
    for evidence, record in zip(agent.evidence, agent.evidence_records, strict=True):
        if evidence.evidence_class is not None:
            fresh = find_freshness(agent, evidence)
            ends = fresh.expires_on.isoformat() if fresh is not None and fresh.expires_on else None
            title = evidence.item.title or evidence.id
            figure = (*_NOTHING[:-1], record.digest)
            yield ("evidence", evidence.id, title, label_item(agent, evidence).word, None, ends, *figure)


def _list_figure(quantity: Quantity, evidence: tuple[str, ...], reason: str) -> tuple[Cell, ...]:
    names = "; ".join(evidence)
    if not isinstance(quantity, Measured):
        told = reason or quantity.reason
        return (quantity.status.value, *(None,) * len(_NUMBERS), "no", None, None, told, names)
    limits = (quantity.value, quantity.low, quantity.high)
    unbounded = "yes" if any(limit is not None and math.isinf(limit) for limit in limits) else "no"
    numbers = (quantity.k, quantity.n, quantity.n_eff, *limits, quantity.level)
    return (quantity.status.value, *numbers, unbounded, quantity.method, quantity.unit, reason or None, names)
