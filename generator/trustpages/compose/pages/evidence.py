"""The page of an evidence item (provenance, age, digest, YAML, last commit) and the page of an incident."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.blocks import Fact, Figure, Link, StateLabel
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import EvidencePage, IncidentPage
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.sections.records import tabulate_consequences
from trustpages.compose.wording.dates import format_day, spell_days
from trustpages.compose.wording.figures import describe_observation, format_number
from trustpages.compose.wording.labels import DECIDED_BY_METHOD, DETECTIONS, RELATIONSHIPS
from trustpages.compose.wording.names import name_promise, spell_out, to_title
from trustpages.compose.wording.states import CONTROL_RECORD, FRESHNESS, INCIDENT_SEVERITIES
from trustpages.model.documents.items import BenchmarkResult, CountedItem, Incident, Runs
from trustpages.model.page import Page
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.follow_through import LedgerEntry
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import Trigger
from trustpages.model.workspace import Origin

NO_ORIGIN = Origin("", 1, 0, "")


def compose_evidence_page(composition: Composition, agent: AgentReport, found: Evidence) -> Page:
    """The page of one evidence item; not searched, since its index and the agent's page lead here."""
    item, key = found.item, f"{agent.id}/{found.id}"
    origin = composition.origins.items.get(key, NO_ORIGIN)
    fresh = next((item for item in agent.findings.freshness.items if item.evidence == found.id), None)
    data = EvidencePage(
        frame=composition.frame(agent, illustrative=found.illustrative),
        agent=Link(agent.agent.name, paths.agent(agent.id)),
        id=found.id,
        title=item.title or found.id,
        kind=item.traits.label,
        facts=_describe_item(found),
        source=_describe_source(found, origin),
        source_url=(found.source.url or "") if found.source else "",
        freshness=FRESHNESS[fresh.status] if fresh else _label_undated(found),
        freshness_reasons=tuple(spell_out(reason, agent) for reason in fresh.reasons) if fresh else (),
        supports=tuple(
            Link(name_promise(agent, ref), paths.obligation(agent.id, ref)) for ref in item.supports
        ),
        limitations=tuple(
            view_limitation(limitation, agent)
            for limitation in agent.limitations.triggered
            if limitation.is_about(found.id)
        ),
        figures=_list_figures(composition, agent, found),
        file=origin.file,
        first_line=origin.first_line or 1,
        lines=tuple(composition.origins.texts.get(key, "").splitlines()),
        commit=f"{origin.commit}, {spell_days(origin.committed or '')}" if origin.commit else "",
        statement=item.statement or "",
        producer=found.producer.name,
        download="",
        illustrative=found.illustrative,
    )
    title = f"{item.title or found.id} — {agent.agent.name}"
    return Page(paths.evidence(agent.id, found.id), title, "evidence.md.jinja", data, searchable=False)


def _label_undated(found: Evidence) -> StateLabel:
    return CONTROL_RECORD if found.evidence_class is None else FRESHNESS[FreshnessStatus.MISSING]


def _describe_item(found: Evidence) -> tuple[Fact, ...]:
    item = found.item
    kind = "control record" if found.evidence_class is None else found.evidence_class.value.replace("_", " ")
    facts = [
        Fact("Kind of evidence", kind),
        Fact("Measured by", found.producer.name, note=RELATIONSHIPS[found.producer.relationship.value]),
        Fact("Version looked at", found.version or "not stated"),
        Fact("Collected", _describe_collection(found)),
    ]
    if isinstance(item, CountedItem | BenchmarkResult):
        facts.append(Fact("Outcome decided", DECIDED_BY_METHOD[item.method]))
    if isinstance(item, CountedItem):
        facts.append(Fact("Runs recorded", item.selection.value.replace("_", " ")))
    if isinstance(item, Runs):
        facts.append(Fact("Setting", item.setting.value))
    if isinstance(item, BenchmarkResult):
        facts.append(Fact("Benchmark", item.benchmark, paths.benchmark(item.benchmark)))
    return tuple(facts)


def _describe_collection(found: Evidence) -> str:
    if found.collected is None:
        return "no date"
    return f"{format_day(found.collected.from_)} to {format_day(found.collected.to)}"


def _describe_source(found: Evidence, origin: Origin) -> tuple[Fact, ...]:
    hashed = "the file" if origin.first_line else "the item as JSON, keys sorted"
    facts = [Fact(f"SHA-256 of {hashed}", origin.sha256)] if origin.sha256 else []
    source = found.source
    if source is None:
        return (*facts, Fact("Source", "not stated"))
    named = (
        ("Original", source.title),
        ("Fetched", format_day(source.retrieved) if source.retrieved else None),
        ("Revision", source.revision),
        ("Licence", source.licence),
        ("SHA-256 of the original", source.sha256),
        ("Signature", source.signature),
        ("How the figures were taken", source.note),
    )
    return (*facts, *(Fact(label, value) for label, value in named if value))


def _list_figures(
    composition: Composition, agent: AgentReport, found: Evidence
) -> tuple[tuple[str, Figure], ...]:
    """What was computed from this item: its score, and the obligations that rest on it."""
    scores = [
        ("Score", composition.figure(result.interval))
        for result in agent.findings.benchmarks.results
        if result.evidence == found.id
    ]
    promises = [
        (obligation.promise, describe_observation(obligation, composition.trust.policy.low_n))
        for obligation in agent.findings.obligations
        if found.id in obligation.pooled
    ]
    return (*scores, *promises)


def compose_incident_page(
    composition: Composition, agent: AgentReport, evidence: Evidence, item: Incident
) -> Page:
    """The page of one incident."""
    followed = tuple(
        entry for entry in agent.findings.follow_through.entries if _has_followed(agent, item, entry)
    )
    data = IncidentPage(
        frame=composition.frame(agent, illustrative=evidence.illustrative),
        agent=Link(agent.agent.name, paths.agent(agent.id)),
        title=item.title or item.id,
        severity=INCIDENT_SEVERITIES[item.severity],
        visible_event=item.visible_event,
        control_failure=item.control_failure or "Which control failed has not been established.",
        facts=_describe_incident(item),
        obligations=tuple(
            Link(name_promise(agent, ref), paths.obligation(agent.id, ref)) for ref in item.supports
        ),
        followed=tabulate_consequences(followed, agent),
        statement=item.statement or "",
        producer=evidence.producer.name,
        evidence=Link(item.id, paths.evidence(agent.id, item.id)),
        illustrative=evidence.illustrative,
    )
    title = f"{item.title or item.id} — {agent.agent.name}"
    return Page(paths.incident(agent.id, item.id), title, "incident.md.jinja", data)


def _has_followed(agent: AgentReport, item: Incident, entry: LedgerEntry) -> bool:
    """Whether a consequence followed from the incident: it names it as proof, or was triggered by or after it.

    What an incident of the same promise triggered belongs to the one that had become known last.
    """
    if item.id in entry.proof:
        return True
    if entry.obligation not in item.supports or entry.triggered_at < item.occurred:
        return False
    if entry.trigger is not Trigger.ON_INCIDENT:
        return True
    incidents = (item.item for item in agent.evidence if isinstance(item.item, Incident))
    known = [incident.known_on for incident in incidents if entry.obligation in incident.supports]
    return item.known_on == max((day for day in known if day <= entry.triggered_at), default=item.known_on)


def _describe_incident(item: Incident) -> tuple[Fact, ...]:
    facts = [
        Fact("Happened", format_day(item.occurred)),
        Fact(
            "Noticed",
            format_day(item.detected) if item.detected else "not recorded",
            note=DETECTIONS[item.detection],
        ),
        Fact("Over", format_day(item.resolved) if item.resolved else "still open"),
        Fact("Confirmed", "yes" if item.confirmed else "not yet"),
    ]
    if item.count > 1:
        facts.append(Fact("How many", format_number(item.count)))
    if item.steps:
        facts.append(Fact("Steps touched", ", ".join(map(to_title, item.steps))))
    return tuple(facts)
