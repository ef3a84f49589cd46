"""Events that call for a review, and which of them a review has closed.

They come in two stages, because freshness needs the first and verdicts need freshness: events that are on
record, then findings of this report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from trustpages.assess.evidence.context import Context
from trustpages.assess.evidence.production import find_production_runs
from trustpages.assess.standing.reviews import list_answers, list_reviews_naming
from trustpages.model.documents.bundle import Dispute, Override
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.items.scores import BenchmarkResult
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.follow_through import OpenTrigger
from trustpages.model.results.obligation import ObligationResult
from trustpages.model.results.records.terms import name_term, word_term
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.states import CLAIMS, VERDICTS
from trustpages.model.vocabulary import BenchmarkStatus, ClaimVerdict, EvidenceClass, Severity, Verdict


def find_recorded_triggers(context: Context) -> tuple[OpenTrigger, ...]:
    """Events on record up to `as_of`, oldest first, closed ones included.

    Material changes, incidents from major on and changes of a benchmark's status since there is an agent, overrides
    that ran out, changes of a target or window, disputes that were upheld.
    """
    begun = _find_first_day(context)
    # What happened before there was an agent, to what it is made of, calls for no review of the agent.
    outside = (*_find_incidents(context), *_find_benchmark_changes(context))
    triggers = (
        *_find_agent_changes(context),
        *(trigger for trigger in outside if begun is None or trigger.on >= begun),
        *_find_override_expiries(context),
        *_find_target_changes(context),
        *_find_upheld_disputes(context),
    )
    return _sort_triggers(_close_if_reviewed(context, trigger) for trigger in triggers if trigger.on <= context.as_of)


def find_report_triggers(
    context: Context, obligations: Sequence[ObligationResult], claims: Sequence[ClaimResult]
) -> tuple[OpenTrigger, ...]:
    """Findings of this report that call for a review.

    Breaches, leanings, burn, contradicted claims; claims that changed since the last report, and terms that did
    so without a word.
    """
    triggers = (
        *_find_breaches(context, obligations),
        *_find_budget_alerts(context, obligations),
        *_find_contradicted_claims(context, claims),
        *_find_claim_changes(context, claims),
        *_find_silent_changes(context, obligations),
    )
    return _sort_triggers(_close_if_reviewed(context, trigger) for trigger in triggers)


def _sort_triggers(triggers: Iterable[OpenTrigger]) -> tuple[OpenTrigger, ...]:
    return tuple(sorted(triggers, key=lambda trigger: (trigger.on, trigger.id)))


def _build_trigger(
    context: Context,
    id_: str,
    kind: str,
    on: date,
    severity: Severity,
    text: str,
    *,
    names: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
) -> OpenTrigger:
    deadline = on + timedelta(days=context.policy.review.deadline.of(severity))
    return OpenTrigger(id_, kind, on, severity, deadline, text, None, None, (id_, *names), evidence)


TO_ANSWER = frozenset({"incident", "breach", "leaning-breach"})
"""Kinds of trigger that speak against the agent: not everybody may close them."""


def _close_if_reviewed(context: Context, trigger: OpenTrigger) -> OpenTrigger:
    """The trigger with the first review that names it, dated neither before it nor in the future."""
    if trigger.kind in TO_ANSWER:
        reviews = list_answers(context, trigger.names)
    else:
        reviews = list_reviews_naming(context, trigger.names)
    first = next((review for review in reviews if review.date >= trigger.on), None)
    return trigger if first is None else replace(trigger, closed_by=first.id, closed_on=first.date)


def _find_first_day(context: Context) -> date | None:
    """The first day on which the agent was promised, changed, deployed or used, as far as that is on record."""
    agent = context.agent.agent
    used = (item.collected.from_ for item in find_production_runs(context) if item.collected is not None)
    days = (
        *(change.date for change in agent.changes),
        *(pact.valid_from for pact in context.agent.pacts),
        *([agent.deployed_since] if agent.deployed_since else []),
        *used,
    )
    return min(days, default=None)


def _find_agent_changes(context: Context) -> Iterator[OpenTrigger]:
    agent = context.agent.agent
    for change in agent.changes:
        if change.kind.is_material:
            name, text = change.id or f"{change.kind}-{change.date}", f"Change of {change.kind}: {change.summary}"
            yield _build_trigger(context, name, "change", change.date, agent.blast_radius, text)


def _find_incidents(context: Context) -> Iterator[OpenTrigger]:
    for item in (evidence.item for evidence in context.evidence):
        severity = item.severity.weighs_as if isinstance(item, Incident) else None
        if isinstance(item, Incident) and item.confirmed and severity is not None:
            trigger = _build_trigger(
                context,
                Reference(item.id),
                "incident",
                item.known_on,  # nobody can review what nobody has noticed
                severity,
                f"{item.severity.capitalize()} incident: {item.visible_event}",
                evidence=_list_stand_ins_before(context, item),
            )
            is_later = trigger.on > item.occurred or (item.detected is not None and not item.day_known)
            yield replace(trigger, noticed=is_later, day_known=item.day_known or is_later)


def _list_stand_ins_before(context: Context, incident: Incident) -> tuple[str, ...]:
    """Benchmark evidence for the same promise from before the incident: real use went otherwise.

    Evidence from real use is not named: it holds the failure, and setting it aside could hide a breach.
    """
    return tuple(
        item.id
        for item in context.evidence
        if item.evidence_class is EvidenceClass.BENCHMARK
        and item.collected_to is not None
        and item.collected_to < incident.occurred
        and set(item.item.supports) & set(incident.supports)
    )


def _find_benchmark_changes(context: Context) -> Iterator[OpenTrigger]:
    used = sorted({item.item.benchmark for item in context.evidence if isinstance(item.item, BenchmarkResult)})
    for name in used:
        benchmark = context.benchmarks.get(name)
        if benchmark is None or benchmark.status is BenchmarkStatus.ACTIVE or benchmark.status_date is None:
            continue
        text = f"{benchmark.name} is {benchmark.status}"
        yield _build_trigger(context, name, "benchmark-status", benchmark.status_date, Severity.MEDIUM, text)


def _find_override_expiries(context: Context) -> Iterator[OpenTrigger]:
    severities = {f"{pact.id}/{obligation.id}": obligation.severity for pact, obligation in context.obligations()}
    overrides = [item.item for item in context.evidence if isinstance(item.item, Override)]
    # One that was ended or renewed in time has not run out on anybody.
    renewed = {override.renews: override.date for override in overrides if override.renews is not None}
    for override in overrides:
        ends = (override.ended, renewed.get(override.id))
        if override.expires is None or any(end is not None and end <= override.expires for end in ends):
            continue
        severity = severities.get(override.obligation, context.agent.agent.blast_radius)
        text = Sentence("The override ", Reference(override.id), " expired on ", override.expires)
        day_after = override.expires + timedelta(days=1)  # the last day itself is still covered
        yield _build_trigger(context, Reference(override.id), "override-expiry", day_after, severity, text)


def _find_target_changes(context: Context) -> Iterator[OpenTrigger]:
    for pact, obligation in context.obligations():
        ref = f"{pact.id}/{obligation.id}"
        for change in obligation.changes:
            step = f"from {change.before} to {change.after}"
            text = Sentence(f"The {change.field} of ", Reference(ref), f" was changed {step}")
            name = Sentence(Reference(ref), "@", change.date)
            yield _build_trigger(context, name, "pact-change", change.date, obligation.severity, text, names=(ref,))


def _find_upheld_disputes(context: Context) -> Iterator[OpenTrigger]:
    for item in (evidence.item for evidence in context.evidence):
        if isinstance(item, Dispute) and item.status == "upheld":
            on = item.closed or item.opened
            name = Reference(item.id)
            text = Sentence("The dispute ", name, f" was upheld: {item.about}")
            yield _build_trigger(context, name, "dispute", on, Severity.HIGH, text)


def _find_breaches(context: Context, obligations: Sequence[ObligationResult]) -> Iterator[OpenTrigger]:
    breached = f"is {VERDICTS[Verdict.BREACHED].in_sentence}"
    words = {Verdict.BREACHED: breached, Verdict.LEANING_BREACH: "leans towards a breach"}
    for obligation in obligations:
        if obligation.verdict in words:
            kind = "breach" if obligation.verdict is Verdict.BREACHED else "leaning-breach"
            on = obligation.since or context.as_of
            text = Sentence(Reference(obligation.ref), f" {words[obligation.verdict]}")
            yield _build_trigger(
                context, f"{kind}/{obligation.ref}", kind, on, obligation.severity, text, names=(obligation.ref,)
            )


def _find_budget_alerts(context: Context, obligations: Sequence[ObligationResult]) -> Iterator[OpenTrigger]:
    for obligation in obligations:
        if obligation.budget is not None and obligation.budget.alerts:
            on = obligation.last or context.as_of
            text = Sentence(Reference(obligation.ref), f": {'; '.join(obligation.budget.alerts)}")
            yield _build_trigger(
                context, f"burn/{obligation.ref}", "burn", on, obligation.severity, text, names=(obligation.ref,)
            )


def _find_silent_changes(context: Context, obligations: Sequence[ObligationResult]) -> Iterator[OpenTrigger]:
    for obligation in obligations:
        for change in obligation.undeclared:
            before, after = (word_term(change.field, said) for said in (change.before, change.after))
            step = Sentence("from ", before, " to ", after)
            term = Sentence(f"The {name_term(change.field)} of ", Reference(obligation.ref))
            text = Sentence(term, " was changed ", step, " without a word")
            name = Sentence(Reference(obligation.ref), "@", change.until)
            yield _build_trigger(
                context, name, "silent-change", change.until, obligation.severity, text, names=(obligation.ref,)
            )


def _find_contradicted_claims(context: Context, claims: Sequence[ClaimResult]) -> Iterator[OpenTrigger]:
    for claim in claims:
        if claim.verdict is ClaimVerdict.CONTRADICTED and claim.withdrawn is None:
            text = f'"{claim.text}" is {CLAIMS[claim.verdict].in_sentence} by the evidence'
            on = _find_day_contradicted(context, claim)
            yield _build_trigger(context, f"claim/{claim.id}", "claim", on, Severity.HIGH, text, names=(claim.id,))


def _find_claim_changes(context: Context, claims: Sequence[ClaimResult]) -> Iterator[OpenTrigger]:
    for claim in claims:
        for change in claim.changed:
            step = Sentence('from "', change.before, '" to "', change.after, '"')
            text = Sentence(f'The {change.field} of "{claim.text}" was changed ', step)
            name = f"claim/{claim.id}@{change.until}"
            yield _build_trigger(context, name, "claim-change", change.until, Severity.MEDIUM, text, names=(claim.id,))


def _find_day_contradicted(context: Context, claim: ClaimResult) -> date:
    """The day on which the sentence was said and the evidence against it complete; else the report's day."""
    items = (context.item(id_) for id_ in claim.evidence)
    days = [item.collected_to for item in items if item is not None and item.collected_to is not None]
    return min(max(*days, claim.on), context.as_of) if days else context.as_of
