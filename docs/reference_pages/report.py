"""The page of the JSON report: its keys, and the records that stand in them."""

from __future__ import annotations

from dataclasses import fields
from inspect import getdoc
from typing import get_type_hints

from reference_pages.markdown import code, page, table
from reference_pages.records import explained_fields, members, named_types, records, vocabularies
from trustpages.model.measured import OWN_KEY, Measured, Status
from trustpages.model.results.benchmarks import Procurement
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.disputes import Contest, JointContest
from trustpages.model.results.evidence import ItemFreshness, SetAside
from trustpages.model.results.findings import Findings, name_metric
from trustpages.model.results.follow_through import LedgerEntry, OverrideFinding
from trustpages.model.results.obligation import Budget, LeftOut, SinceReview, Target, WhatWouldChange
from trustpages.model.results.parts import Counts, Difference, SourceResult, StratumResult
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ReportChange
from trustpages.model.results.records.history import (
    Breach,
    EvidenceRecord,
    PactRecord,
    TaskOutcomes,
    UndeclaredChange,
    VanishedItem,
    WithdrawnBreach,
)
from trustpages.model.results.records.obligation import ObligationRecord
from trustpages.model.results.records.report import FORMAT, GateRecord, ReportRecord
from trustpages.model.results.records.sensitivity import Sensitivity
from trustpages.model.results.standing import AuthorityResult, PastStanding, PastVerdict
from trustpages.model.vocabulary import Posture, Severity, Verdict

_LEAD = f"""
`trustpages report --format json` prints it, and every site carries it as `report.json`, with one file for each agent
beside it. Its `format` is `{FORMAT}`: keys may be added, an incompatible change gets a new version beside the old one.

Absence is never a number. A quantity always has a `status`. With `ok` or `exploratory` it has a `value`; with
`insufficient`, `undefined`, `missing` or `invalid` the same keys are null and a `reason` says why.
"""
METRICS: tuple[tuple[str, tuple[type, ...]], ...] = tuple(
    (name_metric(finding), tuple(named_types(get_type_hints(Findings)[finding.name])))
    for finding in fields(Findings)
    if OWN_KEY not in finding.metadata
)
_ROOTS: tuple[type, ...] = (
    *(
        Target,
        Counts,
        LeftOut,
        ItemFreshness,
        WhatWouldChange,
        Budget,
        SinceReview,
        SourceResult,
        StratumResult,
        Difference,
    ),
    *(AuthorityResult, ClaimResult, LedgerEntry, OverrideFinding),
    *(
        Breach,
        UndeclaredChange,
        EvidenceRecord,
        PactRecord,
        SetAside,
        Contest,
        JointContest,
        TaskOutcomes,
        VanishedItem,
        WithdrawnBreach,
        PastStanding,
        PastVerdict,
        GateRecord,
        ReportChange,
        Sensitivity,
    ),
    *(record for _, details in METRICS for record in details),
    *(Procurement, Posture, Verdict, Severity),
)


def report() -> str:
    """The format of the JSON report."""
    return page(
        "The JSON report",
        _LEAD,
        "## The whole",
        keys(ReportRecord),
        "## Agents",
        keys(AgentRecord),
        "## Obligations",
        keys(ObligationRecord),
        "## Metrics",
        "Each has a `status`, the headline quantity where there is one, and `details`.",
        table(("Key", "Details"), ((code(key), _links(details)) for key, details in METRICS)),
        "## Quantities",
        str(getdoc(Measured)),
        members(Status),
        "## Records",
        "Days are `YYYY-MM-DD`, shares run from 0 to 1.",
        *records(_ROOTS),
        "## Vocabularies",
        *vocabularies(_ROOTS),
    )


def keys(record: type) -> str:
    """A table of the keys of a record."""
    listed = ((", ".join(code(name) for name in names), words) for names, words in explained_fields(record))
    return table(("Key", "Meaning"), listed)


def _links(details: tuple[type, ...]) -> str:
    return ", ".join(f"[{detail.__name__}](#{detail.__name__.lower()})" for detail in details)
