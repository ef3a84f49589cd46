"""What is said of an agent as one JSON value: for formats that carry a value of somebody else's as it is."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass

from trustpages.model.pages.exported import ExportedAgent, ExportedPromise
from trustpages.model.results.records.json_values import Json

FORMAT = "trustpages.statement/1"
URN = "urn:trustpages:statement:1"
"""Names the value where a format asks for a URI; nothing has to be fetched from it."""


@dataclass(frozen=True, slots=True)
class BoundStatement:
    """A statement, its canonical bytes, and what binds a copy of it: their digest, and they themselves as base64."""

    value: dict[str, Json]
    canonical: bytes
    digest: str
    content: str


def bind_statement(exported: ExportedAgent) -> BoundStatement:
    """What is said of the agent, bound by its digest."""
    value = write_statement(exported)
    canonical = encode_canonical(value)
    return BoundStatement(value, canonical, digest_canonical(canonical), encode_content(canonical))


def encode_content(canonical: bytes) -> str:
    """The canonical bytes as base64."""
    return base64.b64encode(canonical).decode("ascii")


def write_statement(exported: ExportedAgent) -> dict[str, Json]:
    """Limits, steps, all promises and all limitations, as text: a part of it is another value, with another digest."""
    agent = exported.report.agent
    return {
        "format": FORMAT,
        "agent": {
            "id": exported.id,
            "name": exported.name,
            "version": agent.version,
            **({"sha256": agent.digest} if agent.digest else {}),
            "work": agent.workflow.summary,
            "may": list(agent.boundary.may),
            "may-not": list(agent.boundary.may_not),
        },
        "limits": dict(exported.limits),
        "reliance": [{"how-far": step.reliance.word, "steps": step.step} for step in exported.steps],
        "promises": [_write_promise(promise) for promise in exported.promises],
        "limitations": [
            {"rule": limitation.rule, "severity": limitation.severity.word, "text": limitation.text}
            for limitation in exported.limitations
        ],
    }


def _write_promise(promise: ExportedPromise) -> Json:
    return {
        "id": promise.ref,
        "promise": promise.result.promise,
        "severity": promise.result.severity.value,
        "promised": promise.promised,
        "verdict": promise.state.word,
        "seen": promise.seen,
        **({"measured": promise.measured} if promise.measured else {}),
        **({"but": list(promise.caveats)} if promise.caveats else {}),
    }


def encode_canonical(value: Json) -> bytes:
    """The value after RFC 8785; its keys are ASCII, and it has no numbers with a fraction."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(errors="replace")


def digest_canonical(content: bytes) -> str:
    """SHA-256 of the canonical bytes, with the name of the algorithm before it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
