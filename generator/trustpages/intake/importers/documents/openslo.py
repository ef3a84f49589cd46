"""OpenSLO: each objective of an SLO becomes a promise, where it counts events over days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from trustpages.intake.importers.documents.objectives import (
    BOUND_ALONE,
    MONTHS_IN_DAYS,
    PROMISES_ALONE,
    Inexpressible,
    NoPromise,
    Objective,
    find_window,
    is_yaml_file,
    make_pact,
    promise_quantile,
    promise_share,
    read_documents,
)
from trustpages.intake.importers.importer import Imported, ImportedDocument, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair_each
from trustpages.intake.importers.picks import pick, pick_list, pick_map, pick_number, pick_text, to_label
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_VERSION: Final = re.compile(r"^apiVersion:\s*[\"']?(openslo(?:\.com)?/v\d\w*)", re.MULTILINE)
_UNITS: Final = {"Minute": "m", "Hour": "h", "Day": "d", "Week": "w", "Month": "M", "Quarter": "Q", "Year": "Y"}


def _recognise(file: InputFile) -> str | None:
    match = _VERSION.search(file.start) if is_yaml_file(file) else None
    return match and f"apiVersion {match[1]}"


def _read(inputs: Inputs) -> Outcome:
    documents = inputs.read_each(_recognise, read_documents, pair_each)
    if isinstance(documents, Fault):
        return documents
    slos: list[tuple[InputFile, Json]] = []
    indicators: dict[str, Json] = {}
    versions: set[str] = set()
    for file, document in documents:
        if pick_text(document, "kind") == "SLO":
            slos.append((file, document))
            versions.add(pick_text(document, "apiVersion"))
        elif pick_text(document, "kind") == "SLI":
            indicators[pick_text(document, "metadata", "name")] = document
    if not slos:
        return inputs.refuse("SLO", "name a file of kind SLO")
    documents_made = tuple(_make_document(file, slo, indicators) for file, slo in slos)
    return Imported(
        read=sum(document.read for document in documents_made),
        documents=documents_made,
        schema_version=", ".join(sorted(versions)),
    )


def _make_document(file: InputFile, slo: Json, indicators: Mapping[str, Json]) -> ImportedDocument:
    name = pick_text(slo, "metadata", "name")
    title = pick_text(slo, "metadata", "displayName") or pick_text(slo, "displayName") or name
    head: dict[str, Plain] = {}
    if service := pick_text(slo, "spec", "service"):
        head["counterparty"] = f"whoever uses {service}"
    return make_pact(to_label(name, "slo"), title, list(_read_objectives(slo, indicators)), head, (), (file.path,))


def _read_objectives(slo: Json, indicators: Mapping[str, Json]) -> Iterator[Objective | Inexpressible]:
    name = to_label(pick_text(slo, "metadata", "name"), "slo")
    objectives = pick_list(slo, "spec", "objectives")
    for number, objective in enumerate(objectives, 1):
        own = pick_text(objective, "displayName")
        label = name if len(objectives) == 1 else f"{name}-{to_label(own, str(number))}"
        said = pick_text(slo, "spec", "description") or pick_text(slo, "metadata", "displayName") or name
        try:
            measure, threshold = _read_line(slo, objective, indicators)
            window = _read_window(slo)
        except NoPromise as reason:
            yield Inexpressible(label, str(reason))
        else:
            promise = said if len(objectives) == 1 or not own else f"{said} ({own})"
            yield Objective(label, promise, measure, threshold, window)


def _read_line(slo: Json, objective: Json, indicators: Mapping[str, Json]) -> tuple[dict[str, Plain], dict[str, Plain]]:
    method = pick_text(slo, "spec", "budgetingMethod")
    if method != "Occurrences":
        raise NoPromise("time-slices" if method else "no-budgeting-method")
    percent = pick_number(objective, "targetPercent")
    target = pick_number(objective, "target") if percent is None else round(percent / 100, 12)
    if target is None:
        raise NoPromise("no-target")
    indicator = _find_indicator(slo, objective, indicators)
    slug = to_label(pick_text(indicator, "metadata", "name") or pick_text(slo, "metadata", "name"), "indicator")
    kinds = pick_map(indicator, "spec") or pick_map(indicator)
    ratio = pick_map(kinds, "ratioMetric") or pick_map(objective, "ratioMetrics")
    if ratio:
        if "good" not in ratio and "bad" not in ratio:
            raise NoPromise("raw-ratio")
        return promise_share(slug, target, of_bad="good" not in ratio)
    if "thresholdMetric" not in kinds:
        raise NoPromise("no-indicator")
    bound = pick_number(objective, "value")
    if bound is None:
        raise NoPromise("no-bound")
    return promise_quantile(slug, pick_text(objective, "op"), bound, target)


def _find_indicator(slo: Json, objective: Json, indicators: Mapping[str, Json]) -> Json:
    for holder in (objective, pick(slo, "spec")):
        if indicator := pick_map(holder, "indicator"):
            return indicator
        if reference := pick_text(holder, "indicatorRef"):
            if reference not in indicators:
                raise NoPromise("indicator-elsewhere")
            return indicators[reference]
    return None


def _read_window(slo: Json) -> dict[str, Plain]:
    windows = pick_list(slo, "spec", "timeWindow") or pick_list(slo, "spec", "timeWindows")
    if len(windows) != 1:
        raise NoPromise("several-windows" if windows else "no-window")
    duration = pick_text(windows[0], "duration")
    if not duration:  # v1alpha
        duration = f"{pick_text(windows[0], 'count')}{_UNITS.get(pick_text(windows[0], 'unit'), '')}"
    return find_window(duration, rolling=pick(windows[0], "isRolling") is True)


OPENSLO = Importer(
    id="openslo",
    title="OpenSLO",
    recognise=_recognise,
    read=_read,
    does_not_show=(PROMISES_ALONE,),
    leaves_out=("Sources of data, alerts and annotations.", BOUND_ALONE, MONTHS_IN_DAYS),
)
"""The importer of this format."""
