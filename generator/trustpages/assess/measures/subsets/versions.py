"""The ruling on events in use of the deployed version and of earlier ones: what is pooled, and who decides.

The rule is that of shares (`pooled_ruling`). The deployed version's own use has a verdict of its own; earlier use helps
where nothing shows that the two differ, and takes it no further than leaning where the deployed version's own use does
not bear it out. No further event of the deployed version improves the verdict (docs/reference/formulas.md#pooling).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from trustpages.assess.evidence.context import Case
from trustpages.assess.evidence.event_rates import ObservedEvents, estimate_event_rate, group_into_bursts
from trustpages.assess.evidence.freshness import find_changes_since, match_version
from trustpages.assess.evidence.pooling import Pool
from trustpages.assess.measures.exposure import CountedEvents, ObservedUse, build_observed_events, count_bursts_in_runs
from trustpages.assess.measures.ruling import Line, Ruling, choose_worse_verdict, hold_back
from trustpages.assess.measures.subsets.pooled_ruling import drop_demands
from trustpages.assess.measures.subsets.sources import identify_source, name_sources
from trustpages.model.documents.items.events import Incident
from trustpages.model.documents.measures.events import RateMeasure, ZeroMeasure
from trustpages.model.results.evidence import Evidence, VersionMatch
from trustpages.model.results.obligation import LeftOut
from trustpages.model.results.parts import Difference, SourceResult
from trustpages.model.vocabulary import Verdict
from trustpages.statistics.comparisons import mover_difference
from trustpages.statistics.rounding import format_exposure

EventRule = Callable[[Case, Pool[ObservedUse], CountedEvents], Ruling]
"""Rules on use and the events in it as if all were of one version."""


@dataclass(frozen=True, slots=True)
class VersionUse:
    """The use of the deployed version, or of all earlier ones, and what happened in it."""

    name: str
    is_deployed: bool
    pool: Pool[ObservedUse]
    events: CountedEvents
    seen: ObservedEvents


def rule_by_version(
    case: Case,
    measure: RateMeasure | ZeroMeasure,
    line: Line,
    observed: tuple[Pool[ObservedUse], CountedEvents],
    rule: EventRule,
) -> Ruling:
    """The ruling on all use, or on that of the deployed version where earlier use differs from it beyond chance.

    `line` is that of a single unit of exposure.
    """
    whole, parts = rule(case, *observed), split_by_version(case, measure, *observed)
    if parts is None:
        return whole
    alone, earlier = (rule(drop_demands(case), part.pool, part.events) for part in parts)
    between = _compare(case, parts, whole.target.unit, whole.target.per)
    ruling, pooled = _decide(case, line, parts, (whole, alone), between)
    left_out = whole.basis.left_out if pooled else (*whole.basis.left_out, *_leave_out(parts))
    basis = replace(ruling.basis, left_out=tuple(sorted(left_out, key=lambda gap: gap.evidence)))
    sources = tuple(
        _describe(part, own, pooled=pooled or part.is_deployed)
        for part, own in zip(parts, (alone, earlier), strict=True)
    )
    return replace(ruling, basis=basis, sources=sources, differences=(between,))


def split_by_version(
    case: Case, measure: RateMeasure | ZeroMeasure, pool: Pool[ObservedUse], events: CountedEvents
) -> tuple[VersionUse, VersionUse] | None:
    """The use of the deployed version and that of earlier ones; None where there is not both."""
    keys = [identify_source(item) for item in pool.counted]
    names = dict(zip(sorted(set(keys)), name_sources(sorted(set(keys))), strict=True))
    parts = []
    for is_earlier in (False, True):
        counted = tuple(item for item, key in zip(pool.counted, keys, strict=True) if key.is_earlier is is_earlier)
        own = replace(pool, counted=counted)
        if measure.of == "events":
            happened = count_bursts_in_runs(own)
        else:
            happened = _take_incidents(case, events, is_earlier=is_earlier)
        seen = build_observed_events(measure, own, happened.confirmed)
        if not seen.use.amount:
            return None
        name = " and ".join(names[key] for key in sorted(set(keys)) if key.is_earlier is is_earlier)
        parts.append(VersionUse(name, not is_earlier, own, happened, seen))
    return parts[0], parts[1]


def _take_incidents(case: Case, events: CountedEvents, *, is_earlier: bool) -> CountedEvents:
    """The incidents of one side. One that nobody ties to an earlier version counts against what is deployed."""
    found = [evidence for evidence in events.incidents if _is_of_earlier(case, evidence) is is_earlier]
    incidents = [evidence.item for evidence in found if isinstance(evidence.item, Incident)]
    return CountedEvents(
        confirmed=group_into_bursts(incident for incident in incidents if incident.confirmed),
        possible=group_into_bursts(incidents),
        incidents=tuple(found),
    )


def _is_of_earlier(case: Case, evidence: Evidence) -> bool:
    agent = case.context.agent.agent
    match = match_version(agent, evidence, find_changes_since(agent, evidence, case.context.as_of))
    return match in (VersionMatch.CHANGED_MINOR, VersionMatch.CHANGED_MATERIAL)


def _compare(case: Case, parts: tuple[VersionUse, VersionUse], unit: str, per: float) -> Difference:
    """The rate of the deployed version less that of earlier ones, in the unit of the promise."""
    level = case.context.policy.pact.pooling_level
    estimate = mover_difference(*(estimate_event_rate(part.seen, level) for part in parts))
    scaled = replace(estimate, value=estimate.value * per, interval=estimate.interval.scaled(per))
    is_beyond = estimate.interval.low > 0 or estimate.interval.high < 0
    return Difference(first=parts[0].name, second=parts[1].name, points=scaled.measured(unit), beyond_chance=is_beyond)


def _decide(
    case: Case, line: Line, parts: tuple[VersionUse, VersionUse], rulings: tuple[Ruling, Ruling], between: Difference
) -> tuple[Ruling, bool]:
    """The ruling that decides, and whether earlier use is in its figure."""
    whole, alone = rulings
    held = _hold_to_deployed(case, line, parts[0], whole)
    if not between.beyond_chance:
        return held, True
    if (between.points.value < 0) is (line.direction == "at_most"):
        # What is met together with use that does worse is met without it, though less use may show less.
        decides = choose_worse_verdict(alone.verdict, held.verdict) is held.verdict
        return (alone, False) if decides else (held, True)
    # What is broken together with use that does better is broken without it.
    decides = choose_worse_verdict(alone.verdict, whole.verdict) is alone.verdict
    return (alone, False) if decides else (whole, True)


def _hold_to_deployed(case: Case, line: Line, deployed: VersionUse, whole: Ruling) -> Ruling:
    """The ruling on all use; it only leans where that of the deployed version does not bear it out."""
    shortfall = explain_shortfall(case, line, deployed, whole.verdict)
    return whole if shortfall is None else hold_back(whole, shortfall)


def explain_shortfall(case: Case, line: Line, deployed: VersionUse, verdict: Verdict) -> str | None:
    """Why the deployed version's own use does not bear out a verdict, at the policy's level; None where it does."""
    own = estimate_event_rate(deployed.seen, case.context.policy.pact.carried_level)
    if line.decide(own.value, own.interval) is verdict:
        return None
    count, use = deployed.seen.count, deployed.seen.use
    events = "1 event" if count == 1 else f"{count:,} events"
    return f"the deployed version's own use ({events} in {format_exposure(use.amount)} {use.unit}) does not bear it out"


def _leave_out(parts: tuple[VersionUse, VersionUse]) -> tuple[LeftOut, ...]:
    why = f"runs {parts[1].name} are not pooled with those {parts[0].name}: they differ beyond chance"
    ids = [item.evidence.id for item in parts[1].pool.counted] + [item.id for item in parts[1].events.incidents]
    return tuple(LeftOut(id_, why) for id_ in ids)


def _describe(part: VersionUse, own: Ruling, *, pooled: bool) -> SourceResult:
    evidence = [item.evidence for item in part.pool.counted]
    return SourceResult(
        name=part.name,
        version=evidence[0].version if len({item.version for item in evidence}) == 1 else None,
        producer=evidence[0].producer.name,
        items=(*(item.id for item in evidence), *(incident.id for incident in part.events.incidents)),
        deployed=part.is_deployed,
        pooled=pooled,
        quantity=own.quantity,
        verdict=own.verdict,
    )
