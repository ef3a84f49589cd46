"""The page of an evidence item (provenance, age, digest, YAML, last commit) and the page of an incident."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent, link_promise
from trustpages.compose.sections.limitations import view_limitation
from trustpages.compose.wording.dates import NO_DATE, format_day
from trustpages.compose.wording.figures import describe_observation, describe_score
from trustpages.compose.wording.git_history import describe_change
from trustpages.compose.wording.labels import DECIDED_BY_METHOD, RELATIONSHIPS
from trustpages.compose.wording.names import spell_out, to_title
from trustpages.model.documents.items.adverse import format_range
from trustpages.model.documents.items.counted import CountedItem
from trustpages.model.documents.items.outcomes import Runs
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.pages.blocks import FactList, LinkList, Panel, Row, Section, SourceLines, Statement, Table, Text
from trustpages.model.pages.findings import LimitationList
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import MADE_UP, Code, Fact, Link, StateLabel
from trustpages.model.results.evidence import Evidence, FreshnessStatus, ItemFreshness
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Sentence, join
from trustpages.model.states import AGAINST, CONTROL_RECORD, DISPUTED, FRESHNESS, RETRACTIONS
from trustpages.model.workspace import Origin

NO_ORIGIN = Origin("", 1, "")


def compose_evidence_page(composition: Composition, agent: AgentReport, evidence: Evidence) -> Page:
    """The page of one evidence item; not searched, since its index and the agent's page lead here."""
    item, key = evidence.item, f"{agent.id}/{evidence.id}"
    origin = composition.origins.items.get(key, NO_ORIGIN)
    sections = (
        Section("", (_show_state(agent, evidence), FactList(_describe_item(composition, evidence)))),
        _show_limitations(agent, evidence),
        _show_uses(composition, agent, evidence),
        *_show_counted_runs(agent, evidence),
        _show_source(evidence, origin),
        *show_statement("In the words of those who produced it", evidence),
        *_show_lines(composition.origins.texts.get(key, ""), origin),
    )
    return Page(
        kind="evidence",
        path=paths.evidence(agent.id, evidence.id),
        title=f"{item.title or evidence.id} — {agent.agent.name}",
        heading=item.title or evidence.id,
        frame=composition.frame(agent, illustrative=evidence.illustrative),
        sections=sections,
        lead=f"{item.traits.label}, on record as {evidence.id}.",
        above=(link_agent(agent),),
        searchable=False,
    )


def _show_state(agent: AgentReport, evidence: Evidence) -> Panel:
    """Whether it speaks against the agent, how current it is, and why, and whether it is made up."""
    fresh = find_freshness(agent, evidence)
    state = label_item(agent, evidence)
    reasons = "; ".join(spell_out(reason, agent) for reason in fresh.reasons) if fresh else ""
    made_up = (" ", MADE_UP) if evidence.illustrative else ()
    current = Text((state, *made_up, f" {reasons}" if reasons else ""))
    against = [item for item in agent.findings.adverse_evidence.items if item.evidence == evidence.id]
    disputed = (Text((DISPUTED, f" {contest.about}")) for contest in agent.find_contests(evidence.id))
    return Panel((*(Text((AGAINST, f" {item.found}")) for item in against), *disputed, current))


def _show_limitations(agent: AgentReport, evidence: Evidence) -> Section:
    views = tuple(
        view_limitation(limitation, agent)
        for limitation in agent.limitations.triggered
        if limitation.is_about(evidence.id)
    )
    nothing = Text("No rule names this item. The limitations of the agent still hold.", "empty")
    return Section("What it does not show", (Panel((LimitationList(views) if views else nothing,)),))


def _show_uses(composition: Composition, agent: AgentReport, evidence: Evidence) -> Section:
    """The promises that it is for, and what was computed from it."""
    supports = link_promises(agent, evidence.item.supports)
    nothing = Text("No promise names it.", "empty")
    figures = _list_figures(composition, agent, evidence)
    return Section(
        "What rests on it",
        (Panel((LinkList(supports) if supports else nothing, *((FactList(figures, "lines"),) if figures else ()))),),
    )


def _show_counted_runs(agent: AgentReport, evidence: Evidence) -> tuple[Section, ...]:
    """How many of its runs count, and what became of the others."""
    counts = [count for count in agent.findings.counted_runs.items if count.evidence == evidence.id]
    if not counts:
        return ()
    promises = {obligation.ref: obligation.promise for obligation in agent.findings.obligations}
    reasons = getattr(evidence.item, "unknown_by_reason", {})
    why = f" ({', '.join(f'{number:,} {to_title(reason)}' for reason, number in reasons.items())})" if reasons else ""
    rows = tuple(
        Row(
            (
                promises.get(count.obligation or "", "All of it"),
                count.read,
                count.counted,
                f"{count.unknown:,}{why}" if why else count.unknown,
                sum(number for _, number in count.left_out),
                spell_out(join("; ", (Sentence(f"{number:,}: ", why) for why, number in count.left_out)), agent),
            )
        )
        for count in counts
    )
    table = Table(
        id="counted-runs",
        caption="Runs that count",
        columns=("For", "Read", "Counted", "Outcome unknown", "Left out", "Why"),
        rows=rows,
        numeric=(1, 2, 3, 4),
        level=0,
    )
    return (Section("Which of its runs count", (table,)),)


def link_promises(agent: AgentReport, refs: Iterable[str]) -> tuple[Link, ...]:
    """The promises of these names, each as a link."""
    return tuple(link_promise(agent, ref) for ref in refs)


def _show_source(evidence: Evidence, origin: Origin) -> Section:
    facts = FactList(_describe_source(evidence, origin), "lines")
    url = evidence.source.url if evidence.source else None
    original = (Text(("Original: ", Link(url, url, "elsewhere")), "more"),) if url else ()
    return Section("Where it comes from", (Panel((facts, *original)),))


def show_statement(title: str, evidence: Evidence) -> tuple[Section, ...]:
    """What the producer says of the item, framed as such; nothing where it says nothing."""
    said = evidence.item.statement
    return (Section(title, (Statement(said, evidence.producer.name),)),) if said else ()


def _show_lines(text: str, origin: Origin) -> tuple[Section, ...]:
    """The lines of YAML, and what git knows of them."""
    if not text:
        return ()
    file = Panel((Text((Code(origin.file), describe_change(origin.change))),))
    source = SourceLines(tuple(text.splitlines()), origin.first_line or 1)
    return (Section("As it stands in the repository", (file, source)),)


def find_freshness(agent: AgentReport, evidence: Evidence) -> ItemFreshness | None:
    """How current an item is; None where it counts for nothing, and of control records."""
    return next((item for item in agent.findings.freshness.items if item.evidence == evidence.id), None)


def label_item(agent: AgentReport, evidence: Evidence) -> StateLabel:
    """How current an item is, or what became of it."""
    fresh = find_freshness(agent, evidence)
    if fresh is not None:
        return FRESHNESS[fresh.status]
    if evidence.set_aside is not None:
        return RETRACTIONS[evidence.set_aside.how]
    return CONTROL_RECORD if evidence.evidence_class is None else FRESHNESS[FreshnessStatus.MISSING]


def _describe_item(composition: Composition, evidence: Evidence) -> tuple[Fact, ...]:
    item = evidence.item
    kind = "control record" if evidence.evidence_class is None else evidence.evidence_class.value.replace("_", " ")
    facts = [
        Fact("Kind of evidence", kind),
        Fact("Measured by", evidence.producer.name, note=RELATIONSHIPS[evidence.producer.relationship.value]),
        Fact("Version looked at", evidence.version or "not stated"),
        Fact("Collected", _describe_collection(evidence)),
    ]
    if isinstance(item, CountedItem | BenchmarkResult):
        facts.append(Fact("Outcome decided", DECIDED_BY_METHOD[item.method]))
    if isinstance(item, CountedItem):
        facts.append(Fact("Runs recorded", item.selection.value.replace("_", " ")))
    if isinstance(item, CountedItem) and item.share is not None:
        said = format_range(item.share.low, item.share.most)
        words = f", in the words “{item.share.reported}”" if item.share.reported else ""
        facts.append(Fact("Good outcomes", said, note=f"of an unknown number{words}"))
    if isinstance(item, Runs):
        facts.append(Fact("Setting", item.setting.value))
    if isinstance(item, BenchmarkResult):
        facts.append(Fact("Benchmark", composition.benchmark_name(item.benchmark), paths.benchmark(item.benchmark)))
    return tuple(facts)


def _describe_collection(evidence: Evidence) -> str:
    if evidence.collected is None:
        return NO_DATE
    return f"{format_day(evidence.collected.from_)} to {format_day(evidence.collected.to)}"


def _describe_source(evidence: Evidence, origin: Origin) -> tuple[Fact, ...]:
    hashed = "the file" if origin.first_line else "the item as JSON, keys sorted"
    facts = [Fact(f"SHA-256 of {hashed}", origin.sha256)] if origin.sha256 else []
    source = evidence.source
    if source is None:
        return (*facts, Fact("Source", "not stated"))
    named = (
        ("Original", source.title),
        ("Fetched", source.retrieved),
        ("Revision", source.revision),
        ("Licence", source.licence),
        ("SHA-256 of the original", source.sha256),
        ("Signature", source.signature),
        ("How the figures were taken", source.note),
    )
    return (*facts, *(Fact(label, value) for label, value in named if value))


def _list_figures(composition: Composition, agent: AgentReport, evidence: Evidence) -> tuple[Fact, ...]:
    """What was computed from this item: its score, and the obligations that rest on it."""
    scores = [
        Fact("Score", describe_score(result, composition.trust.policy.low_n))
        for result in agent.findings.benchmarks.results
        if result.evidence == evidence.id
    ]
    promises = [
        Fact(obligation.promise, describe_observation(obligation, composition.trust.policy.low_n))
        for obligation in agent.findings.obligations
        if evidence.id in obligation.pooled
    ]
    return (*scores, *promises)
