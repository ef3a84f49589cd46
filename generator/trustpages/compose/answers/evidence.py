"""Answers about the evidence: who measured, how old, what is missing, what rests on judgment, what it fits."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_evidence, link_item, link_promise
from trustpages.compose.sections.first_screen.happened import describe_use
from trustpages.compose.wording.dates import format_day, format_incident_day
from trustpages.compose.wording.figures import describe_score
from trustpages.compose.wording.labels import DETECTIONS, METHOD_NAMES
from trustpages.compose.wording.names import name_promise, spell_out
from trustpages.compose.wording.numbers import count_of, format_number, format_share
from trustpages.model.documents.bundle import AnyItem, Review
from trustpages.model.documents.items.events import Audit, Incident
from trustpages.model.documents.items.outcomes import RedTeam
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import Sentence, join, refer
from trustpages.model.states import CLAIMS, INCIDENT_SEVERITIES
from trustpages.model.vocabulary import EvidenceClass, Verdict


def answer_measured_by(composition: Composition, agent: AgentReport) -> Answer:
    """Who measured."""
    organisations = agent.findings.diversity.organisations
    said = [f"{name}: {count_of(count, 'item')}." for name, count in organisations]
    if organisations:
        shown = composition.figure(agent.findings.diversity.independence)
        said.append(f"Not produced by the vendor or its contractors: {shown.sentence}.")
    return Answer(tuple(said), _link_all_evidence(agent) if said else (), "" if said else "evidence")


def answer_age(composition: Composition, agent: AgentReport) -> Answer:
    """How old the evidence is."""
    summary = agent.findings.freshness
    if not summary.items:
        return Answer((), (), "evidence")
    oldest = "of unknown age" if summary.oldest is None else f"{count_of(summary.oldest, 'day')} old"
    said = [f"Fresh: {composition.figure(summary.fresh).sentence}. The oldest item is {oldest}."]
    if summary.undated:
        undated = len(summary.undated)
        counts = "counts" if undated == 1 else "count"
        said.append(f"{count_of(undated, 'item has', 'items have')} no date and {counts} as expired.")
    return Answer(tuple(said), _link_all_evidence(agent))


def answer_incomplete(composition: Composition, agent: AgentReport) -> Answer:
    """What happens where evidence is incomplete."""
    missing = [
        obligation
        for obligation in agent.findings.obligations
        if obligation.verdict in {Verdict.MISSING, Verdict.INCOMPLETE}
    ]
    unknown = sum(obligation.unknown for obligation in agent.findings.obligations)
    if not agent.findings.obligations:
        return Answer(("Nothing is promised.",), (Link("limitations", composition.limitations_of(agent)),))
    said = [
        f"{format_number(len(missing))} of {count_of(len(agent.findings.obligations), 'promise')} without evidence "
        "or outcomes; each counts against the posture, never as kept."
    ]
    if unknown:
        said.append(
            f"Outcomes that are not known: {format_number(unknown)}. "
            "A verdict stands only if it is the same whatever they were."
        )
    said.append(
        "Limitation rules that could not be evaluated, and are listed: "
        f"{format_number(len(agent.limitations.not_evaluable))}."
    )
    links = [link_promise(agent, obligation.ref) for obligation in missing]
    return Answer(tuple(said), (*links, Link("limitations", composition.limitations_of(agent))))


def answer_judgment(composition: Composition, agent: AgentReport) -> Answer:
    """Which parts rest on judgment."""
    del composition
    overall = agent.findings.judgment.overall
    if overall is None:
        return Answer((), (), "an observation that decided a promise")
    said = [
        f"{format_share(part)} of the verdict weight rests on {METHOD_NAMES[method]}."
        for method, part in overall.shares
        if part
    ]
    if agent.findings.judgment.uncalibrated:
        judged = join(", ", refer(agent.findings.judgment.uncalibrated))
        said.append(spell_out(Sentence("AI judges that nobody held against people: ", judged, "."), agent))
    return Answer(tuple(said), (Link("proof and judgment", paths.analyst(agent.id)),))


def answer_artifacts(composition: Composition, agent: AgentReport) -> Answer:
    """Which artefact is reviewed."""
    del composition
    records = [(item.item, link_evidence(item)) for item in agent.evidence if isinstance(item.item, Review | Audit)]
    records.sort(key=lambda record: (record[0].date, record[0].id))
    said = tuple(f"{format_day(record.date)}: {_describe_artifact(record)}" for record, _ in records)
    return Answer(said, tuple(link for _, link in records), "" if said else "an audit or a review on record")


def _describe_artifact(record: Review | Audit) -> str:
    if isinstance(record, Audit):
        return f"audit by {record.auditor.name} of {record.scope.rstrip('.')}: {record.opinion}."
    return f"review by {record.by.name}: {record.outcome}"


def answer_workflow_fit(composition: Composition, agent: AgentReport) -> Answer:
    """Whether the benchmarks are the buyer's workflow."""
    coverage = agent.findings.coverage
    if not coverage.benchmarks:
        return Answer((), (), "a benchmark whose tasks are mapped to the steps of this workflow")
    uncovered = ", ".join(f"“{name_promise(agent, obligation)}”" for obligation in coverage.uncovered)
    said = [
        f"Promises about critical parts of the work that no benchmark tests directly: {uncovered or 'none'}.",
        f"Covered, weighted by consequence: {composition.figure(coverage.weighted).headline}; "
        f"drawn by {', '.join(coverage.mappers) or 'somebody who is not named'}.",
    ]
    links = tuple(
        Link(composition.benchmark_name(benchmark), paths.benchmark(benchmark))
        for benchmark in coverage.benchmarks
        if benchmark in _list_documented(composition)
    )
    return Answer(tuple(said), links)


def _list_documented(composition: Composition) -> set[str]:
    return {document.id for document in composition.report.portfolio.documents}


def answer_version(composition: Composition, agent: AgentReport) -> Answer:
    """Whether the version tested is the version deployed."""
    del composition
    drifted = [item for item in agent.findings.freshness.items if item.version.value.startswith("changed")]
    same = [item for item in agent.findings.freshness.items if item.version.value == "same"]
    if not agent.findings.freshness.items:
        return Answer((), (), "evidence that says which version was looked at")
    open_ = len(agent.findings.freshness.items) - len(same) - len(drifted)
    unknown = f", {format_number(open_)} on one whose relation to it is unknown" if open_ else ""
    others = f"{format_number(len(drifted))} on another version{unknown}"
    said = (
        f"This report is about version {agent.agent.version}. "
        f"{count_of(len(same), 'item was', 'items were')} obtained on it, {others}.",
    )
    return Answer(said, tuple(link_item(agent, item_freshness.evidence) for item_freshness in drifted))


def answer_repeats(composition: Composition, agent: AgentReport) -> Answer:
    """How often it succeeds when it tries again."""
    said, links = [], []
    for result in agent.findings.benchmarks.results:
        if len(result.repeats) > 1:
            first, last = result.repeats[0], result.repeats[-1]
            said.append(
                f"{composition.benchmark_name(result.benchmark)}: "
                f"solved once {composition.figure(first.every).headline}, "
                f"every time in {count_of(last.k, 'try', 'tries')} {composition.figure(last.every).sentence}."
            )
            links.append(link_item(agent, result.evidence))
    return Answer(tuple(said), tuple(links), "" if said else "repeated trials of the same tasks")


def answer_baseline(composition: Composition, agent: AgentReport) -> Answer:
    """What an agent that does nothing would score."""
    results = agent.findings.benchmarks.results
    if not results:
        return Answer((), (), "a benchmark result")
    known = [result for result in results if result.baseline is not None]
    said = tuple(
        f"{composition.benchmark_name(result.benchmark)}: doing nothing scores {format_share(result.baseline or 0)}, "
        "the agent " + describe_score(result, composition.trust.policy.low_n).sentence + "."
        for result in known
    )
    links = tuple(link_item(agent, result.evidence) for result in known)
    return Answer(
        said,
        links,
        ""
        if len(known) == len(results)
        else f"the score of doing nothing on {'the others' if known else 'any benchmark'}",
    )


def answer_incidents(composition: Composition, agent: AgentReport) -> Answer:
    """What went wrong in use."""
    rates = agent.findings.real_use.incidents
    happened = [item for item in agent.evidence if isinstance(item.item, Incident)]
    if rates is None and not happened:
        return Answer((), (), "real use: there is none on record, so nothing is known about incidents")
    said = [
        f"{format_incident_day(item.item)}, {INCIDENT_SEVERITIES[item.item.severity].in_sentence}: "
        f"{item.item.visible_event}"
        for item in happened
        if isinstance(item.item, Incident)
    ]
    if rates is not None:
        rate = composition.figure(rates.rate)
        use = f"In {describe_use(rates)} of real use" if rates.recorded else "Real use"
        said.append(f"{use}: {rate.sentence if rate.has_number else rate.reason}.")
    return Answer(
        tuple(said), tuple(Link(item.item.title or item.id, paths.incident(agent.id, item.id)) for item in happened)
    )


def answer_monitoring(composition: Composition, agent: AgentReport) -> Answer:
    """Whether an incident would be noticed."""
    del composition
    rates = agent.findings.real_use.incidents
    if rates is None or rates.monitored is None:
        return Answer((), (), "the share of runs that is watched, and by what")
    how = ", ".join(DETECTIONS[way] for way in rates.detection) or "nobody says by what"
    return Answer(
        (f"{format_share(rates.monitored)} of runs are watched; incidents are noticed {how}.",),
        _link_all_evidence(agent),
    )


def answer_attacked(composition: Composition, agent: AgentReport) -> Answer:
    """Whether somebody tried to make it fail."""
    del composition
    exercises = [item for item in agent.evidence if item.evidence_class is EvidenceClass.RED_TEAM]
    said = tuple(f"{item.producer.name}: {_name_attack(item.item)}" for item in exercises)
    links = tuple(link_evidence(item) for item in exercises)
    return Answer(said, links, "" if said else "a red-team exercise")


def _name_attack(item: AnyItem) -> str:
    return item.scope if isinstance(item, RedTeam) else item.title or item.traits.label


def answer_claims(composition: Composition, agent: AgentReport) -> Answer:
    """Which public sentences the evidence does not carry."""
    if not agent.findings.claims:
        return Answer((), (), "public claims to hold against the evidence")
    said = tuple(
        f"“{claim.text}” is {CLAIMS[claim.verdict].in_sentence}: {spell_out(claim.reason, agent)}."
        for claim in agent.findings.claims
    )
    return Answer(said, (Link("claims", composition.claims_of(agent)),))


def _link_all_evidence(agent: AgentReport) -> tuple[Link, ...]:
    return (Link("all evidence", paths.evidence_list(agent.id)),)
