"""SLA4OAI: the guarantees of an agreement on an API become promises, one pact for each plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trustpages.intake.importers.documents.objectives import (
    BOUND_ALONE,
    MONTHS_IN_DAYS,
    PROMISES_ALONE,
    Inexpressible,
    NoPromise,
    Objective,
    find_window,
    is_upper_bound,
    is_yaml_file,
    make_pact,
    promise_quantile,
    tidy,
)
from trustpages.intake.importers.importer import Doubt, Imported, ImportedDocument, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import pick_day, pick_list, pick_map, pick_text, to_label
from trustpages.intake.importers.yaml_values import read_yaml_file
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS: Final = tuple(
    re.compile(mark, re.MULTILINE) for mark in (r"(?:^|[\s{,])sla:\s", r"^metrics:", r"^(?:guarantees|plans|quotas):")
)
_OBJECTIVE: Final = re.compile(r"\s*([A-Za-z_][\w.-]{0,100})\s*(<=|>=|<|>)\s*(\d{1,12}(?:\.\d{1,9})?)\s*")
_MEAN: Final = re.compile(r"(?:avg|average|mean)-(.+)")
_QUANTILE: Final = re.compile(r"(?:p(\d{2})-(.+)|(.+)-p-?(\d{2}))")
_PERIODS: Final = {"hourly": "1h", "daily": "1d", "weekly": "1w", "monthly": "1M", "yearly": "1Y"}
_LIMITS: Final = ("quotas", "rates")


def _recognise(file: InputFile) -> str | None:
    fits = is_yaml_file(file) and all(mark.search(file.start) for mark in _MARKS)
    return "an agreement with sla and metrics" if fits else None


def _read(inputs: Inputs) -> Outcome:
    documents = inputs.read_each(_recognise, read_yaml_file, lambda file, read: _make_documents(file, read.value))
    if isinstance(documents, Fault):
        return documents
    if not documents:
        return inputs.refuse("sla", "name an agreement")
    return Imported(read=sum(document.read for document in documents), documents=tuple(documents))


def _make_documents(file: InputFile, sla: Json) -> Iterator[ImportedDocument]:
    """One pact for each plan, with what holds for all plans and the plan does not say otherwise; else one for all."""
    stem = pick_text(sla, "context", "id") or file.name.rpartition(".")[0]
    title = f"{stem} by {pick_text(sla, 'provider') or pick_text(sla, 'context', 'provider') or 'its provider'}"
    head: dict[str, Plain] = {}
    if consumer := pick_text(sla, "context", "consumer"):
        head["counterparty"] = consumer
    for key, name in (("valid_from", "effectiveDate"), ("valid_until", "expirationDate")):
        if day := pick_day(sla, "context", "validity", name):
            head[key] = day.isoformat()
    common = _list_guarantees(sla)
    plans = pick_map(sla, "plans")
    for plan in plans or ("",):
        terms = pick_map(plans, plan)
        guarantees = common | _list_guarantees(terms)
        found = [_make_objective(name, guarantee) for name, guarantee in guarantees.items()]
        limits = [*_list_limits(sla), *_list_limits(terms)]
        own = {"counterparty": f"customers of the plan {plan}"} if plan else {}
        yield make_pact(
            to_label(f"{stem} {plan}"),
            f"{title}, plan {plan}" if plan else title,
            [*found, *limits],
            own | head,
            _doubt_references(sla),
            (file.path,),
        )


def _list_guarantees(terms: Json) -> dict[str, Json]:
    """The guarantees by path, method and metric: of a plan they stand in the place of those for all plans."""
    found: dict[str, Json] = {}
    for path, methods in pick_map(terms, "guarantees").items():
        for method in pick_map(methods):
            for number, guarantee in enumerate(pick_list(methods, method)):
                match = _OBJECTIVE.fullmatch(pick_text(guarantee, "objective"))
                place = "" if path == method == "global" else f"{path} {method} "
                found[f"{place}{match[1] if match else f'guarantee-{number}'}"] = guarantee
    return found


def _list_limits(terms: Json) -> Iterator[Inexpressible]:
    for kind in _LIMITS:
        for path, methods in pick_map(terms, kind).items():
            for method, metrics in pick_map(methods).items():
                for metric in pick_map(metrics):
                    name = to_label(f"{kind} {path} {method} {metric}")
                    yield from (Inexpressible(name, "limit-of-use") for _ in pick_list(metrics, metric))


def _make_objective(name: str, guarantee: Json) -> Objective | Inexpressible:
    label, text = to_label(name), pick_text(guarantee, "objective")
    match = _OBJECTIVE.fullmatch(text)
    try:
        if match is None:
            raise NoPromise("no-bound")
        measure, threshold = _read_line(match[1], match[2], float(match[3]))
        period, window = pick_text(guarantee, "period"), pick_text(guarantee, "window")
        if period in ("secondly", "minutely"):
            raise NoPromise("window-below-a-day")
        days = find_window(_PERIODS.get(period, ""), rolling=window == "dynamic")
    except NoPromise as reason:
        return Inexpressible(label, str(reason))
    place = "" if name == match[1] else f" of {name.rpartition(' ')[0]}"
    return Objective(label, f"{match[1]}{place} {match[2]} {match[3]}, {period}", measure, threshold, days)


def _read_line(metric: str, op: str, bound: float) -> tuple[dict[str, Plain], dict[str, Plain]]:
    slug = to_label(metric)
    unit = "ms" if slug.endswith("-ms") else None
    line: dict[str, Plain] = {"at_most" if is_upper_bound(op) else "at_least": tidy(bound)}
    if "uptime" in slug or slug.endswith("-percentage"):
        score = "uptime" if "uptime" in slug else slug
        return {"kind": "score", "score": score, "unit": "%"}, line
    if match := _MEAN.fullmatch(slug):
        return {"kind": "mean", "value": match[1], **({"unit": unit} if unit else {})}, line
    if match := _QUANTILE.fullmatch(slug):
        q, value = int(match[1] or match[4]) / 100, match[2] or match[3]
        return promise_quantile(value, op, bound, q if is_upper_bound(op) else 1 - q, unit)
    raise NoPromise("statistic-not-said")


def _doubt_references(sla: Json) -> Iterator[Doubt]:
    names = [name for name, metric in pick_map(sla, "metrics").items() if name == "$ref" or "$ref" in pick_map(metric)]
    if names:
        sentence = "what some of its metrics measure stands in another file, and is taken from their names"
        yield Doubt(kind="metrics-elsewhere", sentence=sentence)


SLA4OAI = Importer(
    id="sla4oai",
    title="SLA4OAI agreements",
    recognise=_recognise,
    read=_read,
    does_not_show=(PROMISES_ALONE,),
    leaves_out=("Prices, configuration and hours of service.", BOUND_ALONE, MONTHS_IN_DAYS),
)
"""The importer of this format."""
