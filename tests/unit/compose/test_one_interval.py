"""Every figure of a report stands once: the same k of n of the same runs has the same limits wherever it is told."""

from __future__ import annotations

import html
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from support.builders import (
    AS_OF,
    Values,
    a_bundle,
    a_claim,
    a_pact,
    an_agent,
    an_incident,
    an_obligation,
    claims_of,
    days_before,
    incidents,
    runs,
)
from support.compose.rendered import rendered
from support.outputs.whole import Whole, make_whole
from support.workspaces.files import write_files
from support.workspaces.known import IN_ONE_PROCESS, known_whole
from trustpages.compose.site import ComposedSite
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.trust import Trust
from trustpages.model.measured import Measured
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.report import AgentReport

pytestmark = IN_ONE_PROCESS

PER = re.compile(r"per (?:(?P<many>[\d,.]+) )?\S+$")
PRINTED = re.compile(
    r"(?<![\d.])(?P<k>\d[\d,]*(?:\.\d+)?) of (?P<n>\d[\d,.]*); (?P<low>[\d.,]+)\s%? ?to (?P<high>[\d.,]+)\s?%"
)
NONE_SEEN = re.compile(
    r"none in (?P<n>\d[\d,.]*) (?:watched )?\w+ "
    r"\(up to (?P<high>[\d.,]+)(?:\s?%| (?:\w+ )*per (?P<per>[\d,.]+) \w+) cannot be"
)


def list_texts(site: ComposedSite) -> Iterator[str]:
    """Pages as Markdown, which hold the tables of their charts, and the cells of every spreadsheet."""
    paths = frozenset(page.path for page in site.pages)
    for page in site.pages:
        yield html.unescape(rendered(page, paths).content.decode())
    for sheet in site.spreadsheets:
        yield from (cell for row in sheet.rows for cell in row if isinstance(cell, str))


def write_events(root: Path) -> Path:
    """Bursts, runs of few customers, a detector that misses some, and every kind of promise and claim about them."""
    of: Values = {"rate": {"kind": "rate", "per": 1000}, "events": {"kind": "rate", "of": "events", "per": 100}}
    promises = [
        an_obligation(id="rate", measure=of["rate"], threshold={"at_most": 40.0}),
        an_obligation(id="events", measure=of["events"], threshold={"at_most": 5.0}),
        an_obligation(id="never", measure={"kind": "zero"}, threshold={"tolerable_rate": 0.01}),
        an_obligation(id="no-leak", measure={"kind": "zero", "at_or_above": "critical"}, threshold={}),
        an_obligation(id="success", threshold={"at_least": 0.9}),
    ]
    supports = [f"service/{promise.id}" for promise in promises]
    customers = [{"id": f"c{n}", "attempts": 80, "successes": 76} for n in range(5)]
    use = runs(
        None,
        None,
        supports=supports,
        clusters=customers,
        events=8,
        by_period=[0, 4, 0, 0, 0, 0, 4, 0],
        monitoring={"fraction": 0.5, "sensitivity": 0.6},
    )
    happened = [
        *incidents(3, supports=supports[:3]),
        an_incident(id="outage", supports=supports[:3], count=6, severity="major"),
    ]
    about: Values = {"obligation": "service/rate", "value": 40.0, "metric": "incident_rate", "operator": "at_most"}
    never: Values = {"obligation": "service/never", "value": None, "metric": "event", "operator": "never"}
    trust: Values = {"kind": "trust", "schema": "trustpages/1", "publisher": {"name": "Vendor"}, "as_of": AS_OF}
    claims = [
        a_claim(id="rate", **about),
        a_claim(id="never", **never),
        a_claim(id="leak", **never | {"obligation": "service/no-leak"}),
        a_claim(id="success", obligation="service/success", value=0.95),
    ]
    nothing = [customer | {"successes": 80} for customer in customers]
    quiet = runs(
        None,
        None,
        id="quiet",
        supports=["service/success", "service/never"],
        clusters=nothing,
        monitoring={"fraction": 1.0},
    )
    documents = [
        Trust.model_validate(trust),
        an_agent(),
        a_pact(*promises, valid_from=days_before(300)),
        a_bundle(use, *happened),
        claims_of(*claims),
        an_agent(id="quiet", name="Nothing seen"),
        a_pact(promises[4], promises[2], agent="quiet"),
        a_bundle(quiet, agent="quiet"),
        claims_of(a_claim(id="never", **never), agent="quiet"),
    ]
    return write_files(root, documents)


@pytest.fixture(scope="module", params=["demo", "bad news", "fourteen agents", "events"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    if request.param != "events":
        return known_whole(request.param)
    made = make_whole(write_events(tmp_path_factory.mktemp("events")))
    assert made is not None
    return made


@dataclass(frozen=True)
class Stated:
    """A figure where it stands: failures or events of n, and the limits of the share or rate of one.

    A promise that is reviewed several times is held to a higher level than a figure that nobody decides by.
    """

    place: str
    level: float
    of_events: bool
    k: float
    n: float
    low: float
    high: float


def find_measured(value: object, place: str) -> Iterator[tuple[str, Measured]]:
    """Every quantity below a result, with where it stands."""
    if isinstance(value, Measured):
        yield place, value
    elif isinstance(value, tuple | list):
        for number, part in enumerate(value):
            yield from find_measured(part, f"{place}/{number}")
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from find_measured(getattr(value, part.name), f"{place}/{part.name}")


def state(place: str, quantity: Measured, *, of_events: bool) -> Stated | None:
    """The quantity as failures or events of one; None for what is neither a share nor a rate of counts."""
    k, n, low, high = quantity.k, quantity.n, quantity.low, quantity.high
    if k is None or n is None or low is None or high is None or quantity.method in {"MOVER-D", "MOVER-R"}:
        return None
    per = PER.search(quantity.unit)
    if per is not None:
        many = float((per["many"] or "1").replace(",", ""))
        return Stated(place, quantity.level, True, k, n, low / many, high / many)
    if quantity.unit != "share":
        return None
    # A share of good runs and one of bad ones are the same figure.
    good = not of_events and 2 * k > n
    failures = (n - k, n, 1 - high, 1 - low) if good else (k, n, low, high)
    return Stated(place, quantity.level, of_events, *failures)


def counts_events(agent: AgentReport, result: ObligationResult) -> bool:
    """Whether a promise is about events or incidents, and not about outcomes of runs."""
    promises = {f"{pact.id}/{promise.id}": promise for pact in agent.pacts for promise in pact.obligations}
    return getattr(promises[result.ref].measure, "of", "runs") in {"incidents", "events"}


def list_stated(agent: AgentReport) -> Iterator[tuple[frozenset[str], Stated]]:
    """Figures about runs and events: of promises, of claims and of real use, with the runs that each is about."""
    happened = {item.id for item in agent.evidence if isinstance(item.item, Incident)}
    findings = agent.findings
    groups: list[tuple[tuple[str, ...], str, bool, object]] = [
        *(
            (result.pooled, f"promise {result.ref}", counts_events(agent, result), result.quantity)
            for result in findings.obligations
        ),
        *((claim.evidence, f"claim {claim.id}", False, claim.quantity) for claim in findings.claims),
        *((gap.evidence, f"gap {gap.claim}", False, gap.observed) for gap in findings.real_use.gaps),
    ]
    if findings.real_use.incidents is not None:
        use = findings.real_use.incidents
        groups.append((use.evidence, "real use", False, (use.rate, use.critical, use.failures)))
    for inputs, place, of_events, value in groups:
        for where, quantity in find_measured(value, place):
            stated = state(where, quantity, of_events=of_events)
            if stated is not None:
                yield frozenset(inputs) - happened, stated


def test_the_same_counts_of_the_same_runs_have_the_same_limits(whole: Whole) -> None:
    several = 0
    for agent in whole.report.agents:
        figures: dict[tuple[frozenset[str], float, bool, float, float], list[Stated]] = defaultdict(list)
        for inputs, stated in list_stated(agent):
            figures[inputs, stated.level, stated.of_events, stated.k, stated.n].append(stated)
        for group in figures.values():
            several += len(group) > 1
            assert all(
                math.isclose(stated.low, group[0].low, rel_tol=1e-9, abs_tol=1e-12)
                and math.isclose(stated.high, group[0].high, rel_tol=1e-9)
                for stated in group
            ), group
    assert several


def find_numbers(value: Any) -> Iterator[dict[str, Any]]:
    """Every quantity in the JSON of a record."""
    if isinstance(value, dict):
        if {"k", "n", "low", "high"} <= set(value) and isinstance(value["low"], float | int):
            yield value
        yield from (number for part in value.values() for number in find_numbers(part))
    elif isinstance(value, list):
        yield from (number for part in value for number in find_numbers(part))


def test_the_record_holds_the_limits_of_the_report(whole: Whole) -> None:
    for agent, record in zip(whole.report.agents, whole.record["agents"], strict=True):
        known = {
            (quantity.k, quantity.n, quantity.low, quantity.high)
            for part in (agent.findings, agent.limitations, agent.contests)
            for _, quantity in find_measured(part, "")
        }
        numbers = [number for number in find_numbers(record) if number["k"] is not None]
        assert all((number["k"], number["n"], number["low"], number["high"]) in known for number in numbers)


def to_number(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def list_printed(text: str) -> Iterator[tuple[str, float, float, float | None, float]]:
    """Counts with the limits that stand beside them, as shares or rates of one."""
    for found in PRINTED.finditer(text):
        low, high = (to_number(found[end]) / 100 for end in ("low", "high"))
        yield found[0], to_number(found["k"]), to_number(found["n"]), low, high
    for found in NONE_SEEN.finditer(text):
        many = to_number(found["per"]) if found["per"] else 100
        yield found[0], 0, to_number(found["n"]), None, to_number(found["high"]) / many


def test_pages_and_spreadsheets_print_the_limits_of_the_report(whole: Whole) -> None:
    limits: dict[tuple[float, float], set[tuple[float, float]]] = defaultdict(set)
    for agent in whole.report.agents:
        for _, quantity in find_measured(agent.findings, ""):
            if quantity.k is None or quantity.n is None or quantity.low is None or quantity.high is None:
                continue
            per = PER.search(quantity.unit)
            many = float((per["many"] or "1").replace(",", "")) if per else 1.0
            pair = quantity.low / many, quantity.high / many
            limits[round(quantity.k, 1), round(quantity.n, 1)].add(pair)
            limits[round(quantity.k, 1), math.floor(quantity.n)].add(pair)
    printed = [entry for text in list_texts(whole.site) for entry in list_printed(text)]
    assert printed
    for shown, k, n, low, high in printed:
        # Rounded outward, to a tenth of a per cent or a rate to three digits.
        assert any(
            known_high - 1e-12 <= high <= known_high * 1.01 + 0.0011
            and (low is None or known_low * 0.99 - 0.0011 <= low <= known_low + 1e-12)
            for known_low, known_high in limits[k, n]
        ), (shown, limits[k, n])
