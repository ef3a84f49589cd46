"""Nightly reports over a year of an agent exactly on its line: how often any of them says met, or breached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from support.builders import Values, a_bundle, a_context, a_pact, an_obligation, runs
from trustpages.assess.evidence.context import Case
from trustpages.assess.measures.ruling import Ruling
from trustpages.assess.obligations.judging import judge_obligation, rule_on_obligation
from trustpages.model.aggregate import DataAggregate, DataRequest
from trustpages.model.documents.base import Period
from trustpages.model.measured import Measured
from trustpages.model.vocabulary import Verdict

FIRST, NIGHTS = date(2026, 1, 1), 365
LINE = 0.95
RUNS_A_DAY = 20
ENOUGH = 5
"""Every fifth night, the last of the year among them, sees each verdict of record: what follows a review adds none."""
ROLLING: Values = {"rolling": 90}
WINDOWS: dict[str, Values] = {
    "fixed, the whole year": {"from": FIRST, "to": date(2026, 12, 31)},
    "fixed, the whole year, quarterly": {"from": FIRST, "to": date(2026, 12, 31), "reviews": "quarterly"},
    "90 days, never": ROLLING | {"review_dates": []},
    "90 days, yearly": ROLLING | {"reviews": "yearly"},
    "90 days, quarterly": ROLLING | {"reviews": "quarterly"},
    "90 days, monthly": ROLLING | {"reviews": "monthly"},
}
BASES = {"sample": "random", "census": "all"}


class RunLog(dict[DataRequest, DataAggregate]):
    """Runs of each day of the year, counted for the days that a request asks for."""

    def __init__(self, random: Generator, share: float) -> None:
        super().__init__()
        attempts = random.poisson(RUNS_A_DAY, NIGHTS)
        self._attempts = np.concatenate(([0], np.cumsum(attempts)))
        self._successes = np.concatenate(([0], np.cumsum(random.binomial(attempts, share))))

    def get(self, request: DataRequest, _: Any = None) -> DataAggregate:
        """What a file of the runs would hold of those days."""
        opens = 0 if request.first is None else max(0, (request.first - FIRST).days)
        closes = NIGHTS if request.last is None else min(NIGHTS, (request.last - FIRST).days + 1)
        attempts = int(self._attempts[closes] - self._attempts[opens])
        return DataAggregate(attempts, int(self._successes[closes] - self._successes[opens]), 0)


@dataclass(frozen=True)
class Years:
    """In what part of so many years a report ever said met, or breached, and ever something wrong.

    Of a sample both are wrong for an agent on its line; of a census what is not so of the runs of the window.
    """

    met: float
    breached: float
    wrong: float


def run_years(
    window: str, basis: str, years: int, seed: int, *, truth: float = LINE, every: int = 1, nightly: bool = False
) -> Years:
    """The reports of so many years, of each night or one in so many; with `nightly` each as if it were a review."""
    random, counts = np.random.default_rng(seed), np.zeros(3)
    first = _make_case(WINDOWS[window], BASES[basis])
    for _ in range(years):
        met = breached = wrong = False
        for case in _list_nights(first, RunLog(random, truth), every):
            ruling = rule_on_obligation(case) if nightly else judge_obligation(case).ruling
            met |= ruling.verdict is Verdict.MET
            breached |= ruling.verdict is Verdict.BREACHED
            wrong |= _is_wrong(ruling, basis)
        counts += met, breached, wrong
    return Years(*(float(count) for count in counts / years))


def _make_case(window: Values, selection: str) -> Case:
    rows = {"table": "log", "success": {"column": "ok", "equals": True}, "at": "started"}
    item = runs(None, None, data=rows, selection=selection)
    pact = a_pact(an_obligation(threshold={"at_least": LINE}, window=window), valid_from=FIRST)
    context = a_context(a_bundle(item, collected={"from": FIRST, "to": FIRST}), pacts=[pact])
    # No ruling is found again: the runs of one year equal those of another, as mappings of nothing.
    return Case(replace(context, rulings=None), pact, pact.obligations[0], verdict_only=True)


def _list_nights(case: Case, log: RunLog, every: int) -> Iterator[Case]:
    """The case as it is known on each night."""
    (item,) = case.context.evidence
    for night in range(every - 1, NIGHTS, every):
        today = FIRST + timedelta(days=night)
        known = replace(item, collected=Period(from_=FIRST, to=today))
        yield replace(case, context=replace(case.context, evidence=(known,), as_of=today, aggregates=log))


def _is_wrong(ruling: Ruling, basis: str) -> bool:
    if ruling.verdict not in (Verdict.MET, Verdict.BREACHED):
        return False
    if basis == "sample":
        return True
    kept = isinstance(ruling.quantity, Measured) and ruling.quantity.value >= LINE
    return (ruling.verdict is Verdict.MET) != kept
