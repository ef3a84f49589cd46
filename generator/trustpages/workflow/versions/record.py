"""What manifest and log record of a version, read from its report and the previous one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from trustpages import __version__
from trustpages.compose.paths import REPORT
from trustpages.model.documents.trust import Trust
from trustpages.model.vocabulary import Audience
from trustpages.publish.log.events import RecordChanged, VersionEvent
from trustpages.publish.versions.manifest import VersionFacts

TOOL = f"trustpages {__version__}"

Record: TypeAlias = Mapping[str, Any]
"""A report or a part of one, in JSON."""


def read_version_facts(site: Path, previous: Path | None, trust: Trust) -> VersionFacts:
    """What is recorded of the version that the built folder `site` becomes; `previous` is the earlier report."""
    report = json.loads((site / REPORT).read_bytes())
    earlier = {} if previous is None else json.loads(previous.read_bytes())
    as_of = date.fromisoformat(report["as_of"])
    return VersionFacts(
        publisher=name_log(trust),
        audience=Audience(report["audience"]),
        as_of=as_of,
        valid_until=_find_valid_until(report),
        tool=TOOL,
        inputs=report["inputs_digest"],
        previous_report=report.get("previous_digest"),
        changes=tuple(list_record_changes(earlier, report, as_of)),
    )


def name_log(trust: Trust) -> str:
    """The name of the publisher's logs: the address of the site without scheme, else the publisher's name as an id."""
    if trust.site.url is not None:
        return re.sub(r"^[a-z]+://", "", trust.site.url).rstrip("/")
    return re.sub(r"[^a-z0-9]+", "-", trust.publisher.name.lower()).strip("-") or "publisher"


def _find_valid_until(report: Record) -> date | None:
    ends = (one["valid_until"] for one in report["agents"])
    return min((date.fromisoformat(end) for end in ends if end), default=None)


def list_record_changes(earlier: Record, report: Record, on: date) -> Iterator[RecordChanged]:
    """What happened to incidents, evidence and claims since the earlier report, an empty one for the first.

    Sorted by agent, then by what it happened to. Of an agent that is gone all evidence and claims are.
    """
    old_agents, new_agents = _by_id(earlier.get("agents", ())), _by_id(report["agents"])
    for agent in sorted(old_agents.keys() | new_agents.keys()):
        old, new = old_agents.get(agent, {}), new_agents.get(agent, {})
        yield from _list_evidence_changes(
            agent, _by_id(old.get("evidence", ())), _by_id(new.get("evidence", ())), on
        )
        for claim in sorted(_by_id(old.get("claims", ())).keys() - _by_id(new.get("claims", ())).keys()):
            subject = f"{agent}/{claim}"
            sentence = f"claim {subject} is no longer made"
            yield RecordChanged(VersionEvent.CLAIM_WITHDRAWN, subject, sentence, on)


def _list_evidence_changes(
    agent: str, old: Mapping[str, Record], new: Mapping[str, Record], on: date
) -> Iterator[RecordChanged]:
    for id_ in sorted(old.keys() | new.keys()):
        subject = f"{agent}/{id_}"
        before, after = old.get(id_), new.get(id_)
        if after is None:
            sentence = f"evidence {subject} is gone"
            yield RecordChanged(VersionEvent.EVIDENCE_WITHDRAWN, subject, sentence, on)
        elif after["kind"] == "incident" and before is None:
            yield RecordChanged(VersionEvent.INCIDENT_OPENED, subject, f"incident {subject} was opened", on)
        elif after["kind"] == "incident" and before is not None and before["digest"] != after["digest"]:
            sentence = f"the record of incident {subject} was amended"
            yield RecordChanged(VersionEvent.INCIDENT_AMENDED, subject, sentence, on)


def _by_id(records: Sequence[Record]) -> dict[str, Record]:
    return {record["id"]: record for record in records}
