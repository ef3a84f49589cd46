"""AI Catalog 1.0 (`ai-catalog.json`): an entry for the agent's statement; its trust manifest binds the digest."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.statement import URN, BoundStatement, bind_statement
from trustpages.exports.interchange.values import begin, end, to_slug
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.results.records.json_values import Json

SPEC_VERSION = "1.0"
_TYPE = "application/json"


def _write(exported: ExportedAgent) -> WrittenExport:
    catalog = write_catalog(exported.publisher.name) | {ENTRIES: [write_entry(exported, bind_statement(exported))]}
    return WrittenExport(files=(ExportedFile(name="ai-catalog.json", documents=(catalog,)),))


ENTRIES: Final = "entries"
"""The key of the catalog under which its entries stand."""


def write_catalog(publisher: str) -> dict[str, Json]:
    """The catalog of all agents of a publisher without its entries; it has no host where there is no agent."""
    host: dict[str, Json] = {"host": {"displayName": publisher}} if publisher else {}
    return {"specVersion": SPEC_VERSION, **host, ENTRIES: []}


def write_entry(exported: ExportedAgent, statement: BoundStatement) -> dict[str, Json]:
    """The entry of an agent, with the statement on it."""
    identifier, identity = _identify(exported)
    publisher = {"identifier": _find_domain(exported) or to_slug(exported.publisher.name)}
    return {
        "identifier": identifier,
        "displayName": f"Trust report on {exported.name}",
        "type": _TYPE,
        "version": exported.report.agent.version,
        "updatedAt": begin(exported.as_of),
        "description": f"{dict(exported.limits)['posture']}; {dict(exported.limits)['limitations']}.",
        "publisher": {**publisher, "displayName": exported.publisher.name},
        "data": statement.value,
        "trustManifest": _write_manifest(exported, statement, identifier, identity),
    }


def _write_manifest(exported: ExportedAgent, statement: BoundStatement, identifier: str, identity: str) -> Json:
    """The statement as an attestation that carries its own bytes, its digest, and the limits once more."""
    attestation: dict[str, Json] = {
        "type": URN,
        "uri": f"data:{_TYPE};base64,{statement.content}",
        "digest": statement.digest,
        "size": len(statement.canonical),
        "description": f"What the evidence says of {exported.name}, and what it does not show",
    }
    manifest: dict[str, Json] = {
        "identity": identity,
        "subject": {
            "identifier": identifier,
            "version": exported.report.agent.version,
            "type": _TYPE,
            "digest": statement.digest,
        },
        "attestations": [attestation],
        "extensions": {URN: dict(exported.limits)},
    }
    # Without an end nothing is said of one; consumers turn down what has passed.
    return manifest | ({"expiresAt": end(exported.valid_until)} if exported.valid_until is not None else {})


def _identify(exported: ExportedAgent) -> tuple[str, str]:
    """The entry's name, and a URI below the same domain; without a domain a name of our own stands for both."""
    domain = _find_domain(exported)
    if domain:
        return f"urn:air:{domain}:agent:{exported.id}", f"{_find_address(exported)}#{exported.id}"
    own = f"urn:trustpages:agent:{to_slug(exported.publisher.name)}:{exported.id}"
    return own, own


def _find_domain(exported: ExportedAgent) -> str:
    return urlsplit(_find_address(exported)).hostname or ""


def _find_address(exported: ExportedAgent) -> str:
    """Where the report is, else where its publisher is; empty where neither is an address of the web."""
    known = (exported.site, exported.publisher.url or "")
    return next((address for address in known if address.startswith(("https:", "http:"))), "")


AI_CATALOG = ExportFormat(
    id="ai-catalog",
    title="AI Catalog with trust manifest",
    version=SPEC_VERSION,
    form="json",
    write=_write,
    keeps="Limits, reliance step by step, every promise with its verdict, every limitation; a digest over all of it "
    "and the last good day.",
    loses="Figures as numbers, single evidence items. It is not signed, and it lists the report: not where the agent "
    "runs.",
)
"""The format."""
