"""An evidence item: provenance, age, digest, its lines of YAML, the commit that last changed them."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day
from trustpages.compose.limitation_views import limitation_view
from trustpages.compose.obligation_views import METHODS, RELATIONSHIPS
from trustpages.compose.pages.data import EvidencePage
from trustpages.compose.promise_figures import promise_figure
from trustpages.compose.spelled import days_in_words, promise_of, spelled_out
from trustpages.compose.tones import FRESHNESS
from trustpages.compose.views import Fact, Figure, Link, Tone
from trustpages.model.documents.items import BenchmarkResult, CountedItem, Runs
from trustpages.model.page import Page
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.report import AgentReport
from trustpages.model.workspace import Origin

KINDS = {
    "runs": "A set of runs",
    "benchmark_result": "A benchmark result",
    "incident": "An incident",
    "audit": "An audit",
    "human_review": "Outcomes reviewed by people",
    "red_team": "A red-team exercise",
    "customer_outcome": "Outcomes at customers",
    "review": "A review",
    "override": "An override",
    "dispute": "A dispute",
    "consequence": "A consequence",
    "drill": "A drill",
}
CONTROL_RECORD = Tone("Control record", "not-applicable")
NO_ORIGIN = Origin("", 1, 0, "")


def evidence(composition: Composition, agent: AgentReport, found: Evidence) -> Page:
    """The page of one evidence item; not searched, since its index and the agent's page lead here."""
    item, key = found.item, f"{agent.id}/{found.id}"
    origin = composition.origins.items.get(key, NO_ORIGIN)
    fresh = next((item for item in agent.freshness.items if item.evidence == found.id), None)
    data = EvidencePage(
        frame=composition.frame(agent, illustrative=found.illustrative),
        agent=Link(agent.agent.name, paths.agent(agent.id)),
        id=found.id,
        title=item.title or found.id,
        kind=KINDS[item.kind],
        facts=_facts(found),
        source=_source(found, origin),
        source_url=(found.source.url or "") if found.source else "",
        freshness=FRESHNESS[fresh.status] if fresh else _unaged(found),
        freshness_reasons=tuple(spelled_out(reason, agent) for reason in fresh.reasons) if fresh else (),
        supports=tuple(
            Link(promise_of(agent, ref), paths.obligation(agent.id, ref)) for ref in item.supports
        ),
        limitations=tuple(
            limitation_view(limitation, agent)
            for limitation in agent.limitations.triggered
            if limitation.is_about(found.id)
        ),
        figures=_figures(composition, agent, found),
        file=origin.file,
        first_line=origin.first_line or 1,
        lines=tuple(composition.origins.texts.get(key, "").splitlines()),
        commit=f"{origin.commit}, {days_in_words(origin.committed or '')}" if origin.commit else "",
        statement=item.statement or "",
        producer=found.producer.name,
        download="",
        illustrative=found.illustrative,
    )
    title = f"{item.title or found.id} — {agent.agent.name}"
    return Page(paths.evidence(agent.id, found.id), title, "evidence.md.jinja", data, searchable=False)


def _unaged(found: Evidence) -> Tone:
    return CONTROL_RECORD if found.evidence_class is None else FRESHNESS[FreshnessStatus.MISSING]


def _facts(found: Evidence) -> tuple[Fact, ...]:
    item = found.item
    kind = "control record" if found.evidence_class is None else found.evidence_class.value.replace("_", " ")
    facts = [
        Fact("Kind of evidence", kind),
        Fact("Measured by", found.producer.name, note=RELATIONSHIPS[found.producer.relationship.value]),
        Fact("Version looked at", found.version or "not stated"),
        Fact("Collected", _collected(found)),
    ]
    if isinstance(item, CountedItem | BenchmarkResult):
        facts.append(Fact("Outcome decided", METHODS[item.method]))
    if isinstance(item, CountedItem):
        facts.append(Fact("Runs recorded", item.selection.value.replace("_", " ")))
    if isinstance(item, Runs):
        facts.append(Fact("Setting", item.setting.value))
    if isinstance(item, BenchmarkResult):
        facts.append(Fact("Benchmark", item.benchmark, paths.benchmark(item.benchmark)))
    return tuple(facts)


def _collected(found: Evidence) -> str:
    if found.collected is None:
        return "no date"
    return f"{day(found.collected.from_)} to {day(found.collected.to)}"


def _source(found: Evidence, origin: Origin) -> tuple[Fact, ...]:
    hashed = "the file" if origin.first_line else "the item as JSON, keys sorted"
    facts = [Fact(f"SHA-256 of {hashed}", origin.sha256)] if origin.sha256 else []
    source = found.source
    if source is None:
        return (*facts, Fact("Source", "not stated"))
    named = (
        ("Original", source.title),
        ("Fetched", day(source.retrieved) if source.retrieved else None),
        ("Revision", source.revision),
        ("Licence", source.licence),
        ("SHA-256 of the original", source.sha256),
        ("Signature", source.signature),
        ("How the figures were taken", source.note),
    )
    return (*facts, *(Fact(label, value) for label, value in named if value))


def _figures(composition: Composition, agent: AgentReport, found: Evidence) -> tuple[tuple[str, Figure], ...]:
    """What was computed from this item: its score, and the obligations that rest on it."""
    scores = [
        ("Score", composition.figure(result.interval))
        for result in agent.results
        if result.evidence == found.id
    ]
    promises = [
        (obligation.promise, promise_figure(obligation, composition.trust.policy.low_n))
        for obligation in agent.obligations
        if found.id in obligation.pooled
    ]
    return (*scores, *promises)
