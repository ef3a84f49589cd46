"""The promises and the limitations of an agent as spreadsheets: numbers as they were computed, unrounded."""

from __future__ import annotations

import math

from trustpages.compose import paths
from trustpages.model.measured import Measured
from trustpages.model.page import Cell, Spreadsheet
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport, Report

_STANDING = ("as_of", "audience", "valid_until", "illustrative")
_PROMISES = (
    *("agent", "promise", "text", "severity", "verdict", "status", "k", "n", "n_eff"),
    *("estimate", "low", "high", "level", "method", "unit", "reason", "evidence", *_STANDING),
)
_LIMITATIONS = ("agent", "rule", "severity", "text", "removed_by", "about", *_STANDING)


def spreadsheets(report: Report, agent: AgentReport) -> tuple[Spreadsheet, ...]:
    """Both spreadsheets of `agent`; each row carries day, audience and expiry, so that none travels without them."""
    until = agent.valid_until.day
    standing = (report.as_of.isoformat(), report.audience.value, until.isoformat() if until else None)
    promises = tuple(
        (
            agent.id,
            *_promise(obligation),
            *standing,
            _yes(obligation.illustrative or obligation.illustrative_evidence),
        )
        for obligation in agent.obligations
    )
    limitations = tuple(
        (agent.id, *_limitation(one), *standing, _yes(agent.illustrative))
        for one in agent.limitations.triggered
    )
    return (
        Spreadsheet(paths.promises_csv(agent.id), _PROMISES, promises),
        Spreadsheet(paths.limitations_csv(agent.id), _LIMITATIONS, limitations),
    )


def _promise(one: ObligationResult) -> tuple[Cell, ...]:
    found = one.quantity
    head = (one.ref, one.promise, one.severity.value, one.verdict.value)
    if not isinstance(found, Measured):
        absent: tuple[Cell, ...] = (None,) * 9
        return (*head, found.status.value, *absent, found.reason, _joined(one.pooled))
    counts = (found.k, found.n, found.n_eff)
    limits = (_finite(found.value), _finite(found.low), _finite(found.high), found.level)
    return (*head, found.status.value, *counts, *limits, found.method, found.unit, None, _joined(one.pooled))


def _limitation(one: Limitation) -> tuple[Cell, ...]:
    return (one.rule, one.severity.value, one.text, one.removed_by, _joined(one.subjects))


def _finite(value: float | None) -> Cell:
    return "infinite" if value is not None and math.isinf(value) else value


def _joined(names: tuple[str, ...]) -> str:
    return "; ".join(names)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
