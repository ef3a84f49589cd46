"""Service-level objectives of agents as agent-sre writes them: each indicator becomes a promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from trustpages.intake.importers.documents.objectives import (
    BOUND_ALONE,
    PROMISES_ALONE,
    Inexpressible,
    NoPromise,
    Objective,
    find_window,
    is_upper_bound,
    is_yaml_file,
    make_pact,
    promise_quantile,
    promise_share,
    read_documents,
    tidy,
)
from trustpages.intake.importers.importer import Doubt, Imported, ImportedDocument, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json, pair_each
from trustpages.intake.importers.picks import pick_list, pick_map, pick_number, pick_text, to_label
from trustpages.intake.messages.quoting import quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_INDICATORS: Final = re.compile(r"^indicators:\s*\n\s*- type:", re.MULTILINE)
_SLI: Final = re.compile(r"^sli:\s*\n\s+\w", re.MULTILINE)
_TARGET: Final = re.compile(r"^target:", re.MULTILINE)


class _Share(NamedTuple):
    """How an indicator that is a share is promised."""

    good: str
    words: str
    of_bad: bool = False


_SHARES: Final = {
    "TaskSuccessRate": _Share("success", "Tasks succeed"),
    "ToolCallAccuracy": _Share("tool-call-correct", "Calls of tools are right"),
    "HallucinationRate": _Share("hallucination", "Answers are not made up", of_bad=True),
    "PolicyCompliance": _Share("policy-kept", "Policies are kept"),
}


def _recognise(file: InputFile) -> str | None:
    if not is_yaml_file(file) or "apiVersion:" in file.start:
        return None
    if _INDICATORS.search(file.start):
        return "indicators, each with its type"
    return "an sli with its target" if _SLI.search(file.start) and _TARGET.search(file.start) else None


def _read(inputs: Inputs) -> Outcome:
    found = inputs.read_each(_recognise, read_documents, pair_each)
    if isinstance(found, Fault):
        return found
    specs: dict[str, tuple[InputFile, dict[str, Json]]] = {}
    for file, value in found:
        spec = pick_map(value)
        name = pick_text(spec, "name") or file.name.rpartition(".")[0]
        if name in specs:
            sentence = f"{quote_path(file.path)} is a second file of {name}"
            return Fault("import-miscounted", sentence, "import one of them")
        specs[name] = file, spec
    if not specs:
        return inputs.refuse("indicators", "name a specification")
    documents = tuple(_make_document(name, specs) for name in specs)
    return Imported(read=sum(document.read for document in documents), documents=documents)


def _make_document(name: str, specs: Mapping[str, tuple[InputFile, dict[str, Json]]]) -> ImportedDocument:
    file, spec = specs[name]
    base = pick_text(spec, "inherits_from")
    inherited, doubts = specs.get(base), list[Doubt]()
    if inherited is not None:
        spec = inherited[1] | spec
    elif base:
        sentence = f"it inherits from {base}, which was not read: what stands there alone is absent"
        doubts.append(Doubt(kind="base-not-read", sentence=sentence))
    service = pick_text(spec, "service")
    head: dict[str, Plain] = {"counterparty": f"whoever uses {service}"} if service not in ("", "*") else {}
    files = (file.path, *((inherited[0].path,) if inherited else ()))
    return make_pact(to_label(name), name, list(_read_objectives(spec)), head, doubts, files)


def _read_objectives(spec: dict[str, Json]) -> Iterator[Objective | Inexpressible]:
    for indicator in pick_list(spec, "indicators"):
        label = to_label(pick_text(indicator, "type"), "indicator")
        try:
            yield _read_indicator(label, indicator)
        except NoPromise as reason:
            yield Inexpressible(label, str(reason))
    if "sli" in spec:
        label = to_label(pick_text(spec, "sli", "metric"), "sli")
        try:
            yield _read_sli(label, spec)
        except NoPromise as reason:
            yield Inexpressible(label, str(reason))
    if "error_budget" in spec:
        yield Inexpressible("error-budget", "error-budget")
    for name in pick_map(spec, "metadata"):
        if pick_number(spec, "metadata", name) is not None:
            yield Inexpressible(to_label(name), "named-in-metadata-alone")


def _read_indicator(label: str, indicator: Json) -> Objective:
    kind = pick_text(indicator, "type")
    measure: Mapping[str, Plain]
    threshold: Mapping[str, Plain]
    method: Literal["deterministic", "attested"] = "deterministic"
    if kind in _SHARES:
        good, words, of_bad = _SHARES[kind]
        target = _read_share(indicator)
        measure, threshold = promise_share(good, round(1 - target, 12) if of_bad else target, of_bad=of_bad)
        method = "attested"  # no file says who decides what is a success, or made up
    elif (limit := pick_number(indicator, "target_ms")) is not None:
        percentile = pick_number(indicator, "percentile")
        if percentile is None:
            raise NoPromise("statistic-not-said")
        words = "Answers come in time"
        measure, threshold = promise_quantile("seconds", "lte", limit / 1000, round(percentile / 100, 12), "seconds")
    elif (limit := pick_number(indicator, "target_usd")) is not None:
        words = "A task costs little"
        measure, threshold = {"kind": "mean", "value": "cost-usd", "unit": "USD"}, {"at_most": tidy(limit)}
    else:
        raise NoPromise("unknown-indicator")
    window = find_window(pick_text(indicator, "window"), rolling=True)
    return Objective(label, f"{words}.", measure, threshold, window, method)


def _read_share(value: Json) -> float:
    target = pick_number(value, "target")
    if target is None:
        raise NoPromise("no-target")
    return target if target <= 1 else round(target / 100, 12)


def _read_sli(label: str, spec: dict[str, Json]) -> Objective:
    """The target is how often, in percent, the metric has to reach its threshold."""
    percent, bound = pick_number(spec, "target"), pick_number(spec, "sli", "threshold")
    if percent is None or bound is None:
        raise NoPromise("no-target")
    comparison = pick_text(spec, "sli", "comparison")
    measure, threshold = promise_quantile(label, comparison, bound, round(percent / 100, 12))
    side = "at most" if is_upper_bound(comparison) else "at least"
    promise = pick_text(spec, "description") or f"{label} stays {side} where it is promised."
    return Objective(label, promise, measure, threshold, find_window(pick_text(spec, "window"), rolling=True))


AGENT_SLO = Importer(
    id="agent-slo",
    title="Objectives of agents (agent-sre)",
    recognise=_recognise,
    read=_read,
    does_not_show=(PROMISES_ALONE, "Who decides whether a task succeeded or an answer was made up."),
    leaves_out=("Alerts on the rate at which an error budget is used up.", BOUND_ALONE),
)
"""The importer of this format."""
