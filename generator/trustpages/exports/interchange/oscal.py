"""OSCAL 1.2 assessment results: promises as objectives, evidence as observations, limitations as risks."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.values import (
    as_markdown,
    begin,
    end,
    identify,
    identify_report,
    join_limits,
    on_one_line,
)
from trustpages.model.pages.exported import ExportedAgent, ExportedItem, ExportedLimitation, ExportedPromise, Limits
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import EvidenceClass, Verdict

OSCAL_VERSION = "1.2.3"
_NAMESPACE = "urn:trustpages"

_METHODS = {EvidenceClass.AUDIT: "EXAMINE", EvidenceClass.GOVERNANCE: "EXAMINE", EvidenceClass.HUMAN_REVIEW: "EXAMINE"}
"""Everything else was tried out or counted."""


def _write(exported: ExportedAgent) -> WrittenExport:
    observed = {item.evidence.id for item in exported.items if item.collected_to is not None}
    left_out = tuple(
        f"{item.evidence.id}: nobody says on which days it was collected"
        for item in exported.items
        if item.evidence.id not in observed
    )
    plan = str(identify(exported, "pacts"))
    document: dict[str, Json] = {
        "uuid": str(identify_report(exported, "assessment-results")),
        "metadata": _write_metadata(exported),
        "import-ap": {"href": f"#{plan}", "remarks": "There is no plan: what was promised is assessed."},
        "results": [_write_result(exported, observed, left_out)],
        "back-matter": {"resources": [{"uuid": plan, "title": "Pacts", "description": _describe_pacts(exported)}]},
    }
    file = ExportedFile(name=f"{exported.id}.oscal.json", documents=({"assessment-results": document},))
    return WrittenExport(files=(file,), left_out=left_out)


def _write_metadata(exported: ExportedAgent) -> Json:
    names = sorted({item.evidence.producer.name for item in exported.items} | {exported.publisher.name})
    parties: list[Json] = [
        {"uuid": str(identify(exported, "party", name)), "type": "organization", "name": on_one_line(name)}
        for name in names
    ]
    return {
        "title": as_markdown(f"Trust report on {exported.name}"),
        "last-modified": begin(exported.as_of),
        "version": f"{exported.as_of.isoformat()}+{exported.inputs_digest[:12]}",
        "oscal-version": OSCAL_VERSION,
        "props": list(_write_limits(exported.limits)),
        "parties": parties,
    }


def _write_limits(limits: Limits) -> Iterator[Json]:
    for name, sentence in limits:
        yield {"name": name, "ns": _NAMESPACE, "value": on_one_line(sentence)}


def _describe_pacts(exported: ExportedAgent) -> str:
    said = (
        f"{pact.title or pact.id}, version {pact.version}, with {pact.counterparty}" for pact in exported.report.pacts
    )
    return as_markdown("; ".join(said) or "Nothing is promised.")


def _write_result(exported: ExportedAgent, observed: set[str], left_out: tuple[str, ...]) -> Json:
    objectives: list[Json] = [{"objective-id": _name_objective(promise)} for promise in exported.promises]
    items = [item for item in exported.items if item.evidence.id in observed]
    judged = [promise for promise in exported.promises if promise.result.verdict is not Verdict.NOT_APPLICABLE]
    reviewed: dict[str, Json] = {"control-selections": [{"include-all": {}}]}
    if objectives:
        reviewed["control-objective-selections"] = [{"include-objectives": objectives}]
    written: dict[str, Json] = {
        "uuid": str(identify_report(exported, "result")),
        "title": as_markdown(f"What the evidence says of {exported.name}, and what it does not show"),
        "description": as_markdown(join_limits(exported.limits)),
        "start": begin(exported.as_of),
        "props": list(_write_limits(exported.limits)),
        "reviewed-controls": reviewed,
        "observations": [_write_observation(exported, item) for item in items],
        "risks": [_write_risk(exported, limitation, observed) for limitation in exported.limitations],
        "findings": [_write_finding(exported, promise, observed) for promise in judged],
        "remarks": as_markdown(_remark(exported, left_out)),
    }
    return {key: value for key, value in written.items() if value != []}


def _remark(exported: ExportedAgent, left_out: tuple[str, ...]) -> str:
    spared = [promise.ref for promise in exported.promises if promise.result.verdict is Verdict.NOT_APPLICABLE]
    parts = (
        f"No finding, since they do not apply: {', '.join(spared)}." if spared else "",
        f"Evidence that is no observation: {'; '.join(left_out)}." if left_out else "",
        "An objective is satisfied only where current evidence shows that the promise is kept; the reason is other "
        "where it shows neither that nor the contrary.",
    )
    return " ".join(filter(None, parts))


def _write_observation(exported: ExportedAgent, item: ExportedItem) -> Json:
    evidence = item.evidence
    written: dict[str, Json] = {
        "uuid": str(identify(exported, "observation", evidence.id)),
        "title": as_markdown(item.title),
        "description": as_markdown(item.summary),
        "props": [
            {"name": "evidence", "ns": _NAMESPACE, "value": evidence.id},
            {"name": "relationship", "ns": _NAMESPACE, "value": item.relationship},
        ],
        "methods": [_METHODS.get(evidence.evidence_class or EvidenceClass.RUNTIME, "TEST")],
        "origins": [
            {"actors": [{"type": "party", "actor-uuid": str(identify(exported, "party", evidence.producer.name))}]}
        ],
    }
    if item.collected_to is not None:
        written["collected"] = begin(item.collected_to)
    if item.expires_on is not None:
        written["expires"] = end(item.expires_on)
    return written


def _write_risk(exported: ExportedAgent, limitation: ExportedLimitation, observed: set[str]) -> Json:
    text = as_markdown(limitation.text)
    about = sorted(set(limitation.subjects) & observed)
    written: dict[str, Json] = {
        "uuid": str(_identify_limitation(exported, limitation)),
        "title": f"{limitation.severity.word}, {limitation.rule}",
        "description": text,
        "statement": text,
        "props": [{"name": "severity", "ns": _NAMESPACE, "value": limitation.severity.name}],
        "status": "open",
    }
    if about:
        written["related-observations"] = _relate(exported, about)
    return written


def _identify_limitation(exported: ExportedAgent, limitation: ExportedLimitation) -> str:
    return str(identify(exported, "limitation", limitation.rule, *limitation.subjects, limitation.text))


def _write_finding(exported: ExportedAgent, promise: ExportedPromise, observed: set[str]) -> Json:
    result = promise.result
    pooled = [name for name in result.pooled if name in observed]
    risks = [limitation for limitation in exported.limitations if promise.ref in limitation.subjects]
    written: dict[str, Json] = {
        "uuid": str(identify(exported, "finding", promise.ref)),
        "title": as_markdown(result.promise),
        "description": as_markdown(promise.summary),
        "props": [
            {"name": "verdict", "ns": _NAMESPACE, "value": promise.state.word},
            {"name": "severity", "ns": _NAMESPACE, "value": result.severity.value},
        ],
        "target": {
            "type": "objective-id",
            "target-id": _name_objective(promise),
            "status": {**_judge(promise), "remarks": as_markdown(promise.state.meaning)},
        },
    }
    if pooled:
        written["related-observations"] = _relate(exported, pooled)
    if risks:
        written["related-risks"] = [{"risk-uuid": _identify_limitation(exported, risk)} for risk in risks]
    return written


def _relate(exported: ExportedAgent, items: list[str]) -> list[Json]:
    return [{"observation-uuid": str(identify(exported, "observation", name))} for name in items]


def _judge(promise: ExportedPromise) -> dict[str, Json]:
    if promise.is_kept_today:
        return {"state": "satisfied", "reason": "pass"}
    is_broken = promise.result.verdict is Verdict.BREACHED
    return {"state": "not-satisfied", "reason": "fail" if is_broken else "other"}


def _name_objective(promise: ExportedPromise) -> str:
    """A name in OSCAL begins with a letter and has no slash; no id has two hyphens in a row."""
    return f"p--{promise.ref.replace('/', '--')}"


OSCAL = ExportFormat(
    id="oscal",
    title="OSCAL assessment results",
    version=OSCAL_VERSION,
    form="json",
    write=_write,
    keeps="Every promise as a finding with its verdict, every limitation as an open risk, evidence as observations: "
    "who collected it, when, and until when it is current.",
    loses="Verdicts between kept and broken, and kept by evidence that is stale: all `not-satisfied` with the reason "
    "`other` and their word beside it; figures as numbers; evidence without a day, which is named.",
)
"""The format."""
