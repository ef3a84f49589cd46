"""CycloneDX 1.7 attestations: pacts as standards, promises as requirements, evidence for claims and against them."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages import __version__
from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.values import begin, end, identify_report, join_limits
from trustpages.model.documents.pact import Pact
from trustpages.model.pages.exported import ExportedAgent, ExportedItem, ExportedPromise
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import Verdict

SPEC_VERSION = "1.7"
_AGENT, _PUBLISHER = "agent", "publisher"
_AGAINST = frozenset({Verdict.BREACHED, Verdict.LEANING_BREACH, Verdict.AT_RISK})


def _write(exported: ExportedAgent) -> WrittenExport:
    claimed = [promise for promise in exported.promises if promise.is_kept_today or _is_against(promise)]
    known = frozenset(item.evidence.id for item in exported.items)
    document: dict[str, Json] = {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPEC_VERSION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPEC_VERSION,
        "serialNumber": identify_report(exported, "bom").urn,
        "version": 1,
        "metadata": {
            "timestamp": begin(exported.as_of),
            "tools": {"components": [{"type": "application", "name": "trustpages", "version": __version__}]},
            "component": _write_agent(exported),
            "properties": _write_properties(exported),
        },
        "annotations": list(_write_limitations(exported)),
        "declarations": {
            "assessors": [_write_publisher(exported)],
            "attestations": list(_write_attestations(exported)),
            "claims": [_write_claim(promise, known) for promise in claimed],
            "evidence": [_write_evidence(item) for item in exported.items],
            "affirmation": {"statement": join_limits(exported.limits)},
        },
        "definitions": {"standards": [_write_pact(exported, pact) for pact in exported.report.pacts]},
    }
    return WrittenExport(files=(ExportedFile(name=f"{exported.id}.cdx.json", documents=(document,)),))


def _write_agent(exported: ExportedAgent) -> Json:
    agent = exported.report.agent
    written: dict[str, Json] = {
        "type": "application",
        "bom-ref": _AGENT,
        "name": agent.name,
        "version": agent.version,
        "description": agent.summary or agent.workflow.summary,
    }
    return written | ({"hashes": [{"alg": "SHA-256", "content": agent.digest}]} if agent.digest else {})


def _write_properties(exported: ExportedAgent) -> list[Json]:
    return [{"name": f"trustpages:{name}", "value": sentence} for name, sentence in exported.limits]


def _write_publisher(exported: ExportedAgent) -> Json:
    """Who says all this: the vendor, which is no third party; who measured is said of each piece of evidence."""
    return {"bom-ref": _PUBLISHER, "thirdParty": False, "organization": {"name": exported.publisher.name}}


def _write_limitations(exported: ExportedAgent) -> Iterator[Json]:
    """Every limitation beside what it is about; the agent where that is nothing in this document."""
    known = {item.evidence.id: _refer_to_item(item) for item in exported.items}
    known |= {promise.ref: _refer_to_promise(promise.ref) for promise in exported.promises}
    for number, limitation in enumerate(exported.limitations, start=1):
        about: list[Json] = [known[name] for name in dict.fromkeys(limitation.subjects) if name in known]
        yield {
            "bom-ref": f"limitation-{number}",
            "subjects": about or [_AGENT],
            "annotator": {"organization": {"name": exported.publisher.name}},
            "timestamp": begin(exported.as_of),
            "text": f"{limitation.severity.word}, {limitation.rule}: {limitation.text}",
        }


def _write_attestations(exported: ExportedAgent) -> Iterator[Json]:
    for pact in exported.report.pacts:
        promises = [promise for promise in exported.promises if promise.pact.id == pact.id]
        yield {
            "summary": f"{pact.title or pact.id}, as of {exported.as_of.isoformat()}",
            "assessor": _PUBLISHER,
            "map": [_map_promise(promise) for promise in promises],
        }


def _map_promise(promise: ExportedPromise) -> Json:
    """A promise with the claim for it or against it; no score, since a verdict is no number."""
    written: dict[str, Json] = {
        "requirement": _refer_to_promise(promise.ref),
        "conformance": {"rationale": promise.summary},
    }
    if promise.is_kept_today:
        written["claims"] = [_refer_to_claim(promise)]
    if _is_against(promise):
        written["counterClaims"] = [_refer_to_claim(promise)]
    return written


def _is_against(promise: ExportedPromise) -> bool:
    return promise.result.verdict in _AGAINST or promise.result.has_turned


def _write_claim(promise: ExportedPromise, known: frozenset[str]) -> Json:
    """What the evidence shows of a promise; evidence for the claim, whether that is for the agent or against it."""
    return {
        "bom-ref": _refer_to_claim(promise),
        "target": _AGENT,
        "predicate": f"{promise.state.word}: {promise.result.promise}",
        "reasoning": promise.summary,
        "evidence": [f"evidence-{name}" for name in promise.result.pooled if name in known],
    }


def _write_evidence(item: ExportedItem) -> Json:
    evidence = item.evidence
    written: dict[str, Json] = {"bom-ref": _refer_to_item(item), "description": item.summary}
    if item.collected_to is not None:
        written["created"] = begin(item.collected_to)
    if item.expires_on is not None:
        written["expires"] = end(item.expires_on)
    return written | {"author": {"name": evidence.producer.name}}


def _write_pact(exported: ExportedAgent, pact: Pact) -> Json:
    promises = [promise for promise in exported.promises if promise.pact.id == pact.id]
    return {
        "bom-ref": f"pact-{pact.id}",
        "name": pact.title or pact.id,
        "version": pact.version,
        "description": f"Promises of {exported.publisher.name} to {pact.counterparty}",
        "owner": exported.publisher.name,
        "requirements": [
            {
                "bom-ref": _refer_to_promise(promise.ref),
                "identifier": promise.ref,
                "title": promise.result.promise,
                "text": f"{promise.result.promise} ({promise.promised})",
            }
            for promise in promises
        ],
    }


def _refer_to_item(item: ExportedItem) -> str:
    return f"evidence-{item.evidence.id}"


def _refer_to_promise(ref: str) -> str:
    return f"promise-{ref}"


def _refer_to_claim(promise: ExportedPromise) -> str:
    return f"claim-{promise.ref}"


CYCLONEDX = ExportFormat(
    id="cyclonedx",
    title="CycloneDX attestation",
    version=SPEC_VERSION,
    form="json",
    write=_write,
    keeps="Pacts as standards, every promise with its verdict in words, the claim for it or against it with the "
    "evidence behind it, every limitation as an annotation.",
    loses="Figures as numbers: a score of conformance is left out, since a verdict is none. Nothing is signed.",
)
"""The format."""
