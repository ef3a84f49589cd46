"""What exports say of an agent: the statement of AI Catalog and A2A in words, the findings of OSCAL by state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from support.outputs.statements import Stated
from support.outputs.whole import Whole
from trustpages.compose import paths
from trustpages.compose.exports.agent import compose_export
from trustpages.exports.interchange.a2a import A2A
from trustpages.exports.interchange.oscal import OSCAL
from trustpages.model.pages.exported import ExportedAgent

_COUNT: Final = re.compile(r"(\d[\d,]*) limitations?\b")


def tell_exports(whole: Whole) -> Iterator[Stated]:
    """Posture, last good day, limitations and every verdict, as two exports have them."""
    for agent in whole.report.agents:
        exported = compose_export(whole.composition, agent, ())
        yield from _tell_statement(exported)
        yield from _tell_findings(exported)


def _tell_statement(exported: ExportedAgent) -> Iterator[Stated]:
    (file,) = A2A.write(exported).files
    card: Any = file.documents[0]
    statement = card["capabilities"]["extensions"][0]["params"]["statement"]
    limits, page = statement["limits"], paths.agent(exported.id)
    until, named = limits["valid-until"], _COUNT.match(limits["limitations"])
    yield Stated(file.name, "report", "as of", date.fromisoformat(limits["as-of"]))
    yield Stated(file.name, "report", "inputs", limits["inputs-sha256"][:12])
    yield Stated(file.name, page, "Posture", limits["posture"].removeprefix("Expired, was ").partition(",")[0])
    yield Stated(file.name, page, "Valid until", date.fromisoformat(until) if until[:1].isdigit() else until)
    yield Stated(file.name, page, "expired", "expired" in limits)
    yield Stated(file.name, page, "limitations", int(named[1].replace(",", "")) if named else 0)
    yield Stated(file.name, page, "limitations", len(statement["limitations"]))
    yield Stated(file.name, page, "promises", len(statement["promises"]))
    for promise in statement["promises"]:
        path = paths.obligation(exported.id, promise["id"])
        yield Stated(file.name, path, "Verdict", promise["verdict"])
        yield Stated(file.name, path, "severity", promise["severity"])


def _tell_findings(exported: ExportedAgent) -> Iterator[Stated]:
    (file,) = OSCAL.write(exported).files
    document: Any = file.documents[0]
    (result,) = document["assessment-results"]["results"]
    yield Stated(file.name, paths.agent(exported.id), "limitations", len(result.get("risks", [])))
    for finding in result.get("findings", []):
        props = {prop["name"]: prop["value"] for prop in finding["props"]}
        ref = finding["target"]["target-id"].removeprefix("p--").replace("--", "/")
        path = paths.obligation(exported.id, ref)
        yield Stated(file.name, path, "Verdict", props["verdict"])
        yield Stated(file.name, path, "severity", props["severity"])
