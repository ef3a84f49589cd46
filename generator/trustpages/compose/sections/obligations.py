"""Obligations as readers meet them: promise, verdict, figure, who measured and when, consequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import Final

from trustpages.compose import paths
from trustpages.compose.charts.history import chart_history
from trustpages.compose.charts.obligations import WORST_FIRST, chart_budgets, chart_intervals, rank_obligation
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_evidence, link_promise
from trustpages.compose.sections.first_screen.bottom_line import compose_boundary, compose_steps
from trustpages.compose.wording.dates import describe_age, describe_period, describe_window, format_day, mark_passed
from trustpages.compose.wording.figures import describe_observation, describe_quantity, describe_used_allowance
from trustpages.compose.wording.labels import DECIDED_BY_METHOD, RELATIONSHIPS, VERDICT_GROUNDS
from trustpages.compose.wording.names import describe_action, name_item, space_percents, spell_out, to_title
from trustpages.compose.wording.numbers import count_of, format_number, format_share
from trustpages.model.documents.pact import Consequence
from trustpages.model.measured import Measured, Quantity
from trustpages.model.pages.blocks import Block, Panel, Row, Section, StateCounts, Table, Text, draw
from trustpages.model.pages.findings import ObligationView, PromiseList, ProvenanceView
from trustpages.model.pages.values import Fact, Figure, Link, Said, StateLabel
from trustpages.model.results.evidence import FreshnessStatus
from trustpages.model.results.obligation import ManyPromises, ObligationResult
from trustpages.model.results.parts import SourceResult
from trustpages.model.results.records.terms import TRIGGER_CONDITIONS
from trustpages.model.results.report import AgentReport
from trustpages.model.states import AGAINST, DISPUTED, FRESHNESS, RETRACTIONS, SEVERITIES, VERDICTS
from trustpages.model.vocabulary import Trigger, Verdict

OBLIGES_TO_NOTHING = "Seen in a benchmark: it obliges to nothing."


PROMISED: Final = "What was promised, and what was seen"


def show_promises_at_a_glance(composition: Composition, agent: AgentReport) -> Section:
    """Every promise against what was seen, beside how far to rely on each step; each leads to its pact."""
    ordered = sorted(agent.findings.obligations, key=rank_obligation)
    if not ordered:
        return Section(
            PROMISED, (Text("Nothing is promised."), compose_steps(composition.report, agent), compose_boundary(agent))
        )
    return Section(
        PROMISED,
        (
            Panel(
                (
                    *draw(chart_intervals(composition, ordered)),
                    Panel((compose_steps(composition.report, agent), compose_boundary(agent))),
                ),
                "pair",
            ),
            Section(f"Every promise: {len(ordered)}", (tabulate_promises(composition, agent),), folded=True),
        ),
    )


PROMISE_COLUMNS: Final = ("Promise", "Verdict", "Seen", "Promised", "What would change it")


def tabulate_promises(composition: Composition, agent: AgentReport) -> Table:
    """Every promise, the worst first: its verdict, what was seen, what was promised, what would change it."""
    low_n = composition.trust.policy.low_n
    rows = []
    for result in sorted(agent.findings.obligations, key=rank_obligation):
        seen, applies = describe_observation(result, low_n), result.verdict is not Verdict.NOT_APPLICABLE
        cells: tuple[Said, ...] = (
            link_promise(agent, result.ref),
            VERDICTS[result.verdict],
            seen,
            space_percents(result.target.text),
            spell_out(result.would_change.text, agent) if applies else "",
        )
        rows.append(Row(cells, result.illustrative or result.illustrative_evidence))
    return Table("each-promise", "Promises", PROMISE_COLUMNS, tuple(rows), level=0, in_full=True, searchable=False)


def show_promises(composition: Composition, agent: AgentReport) -> Section:
    """The promises that are not met, the worst first, and those that are on demand."""
    ordered = sorted(agent.findings.obligations, key=rank_obligation)
    kept, not_kept = (
        tuple(
            _view_promise(composition, agent, obligation)
            for obligation in ordered
            if (obligation.verdict is Verdict.MET) is met
        )
        for met in (True, False)
    )
    blocks: list[Block] = [
        compose_steps(composition.report, agent),
        compose_boundary(agent),
        Panel((*draw(chart_intervals(composition, ordered)), StateCounts(count_verdicts(agent))), "pair"),
        PromiseList(not_kept),
    ]
    if kept:
        blocks.append(
            Section(
                f"Promises that are {VERDICTS[Verdict.MET].in_sentence}: {len(kept)}", (PromiseList(kept),), folded=True
            )
        )
    if not ordered:
        blocks.append(Text("Nothing is promised."))
    progress = show_progress(composition, agent)
    return Section(PROMISED, (*blocks, *(progress.blocks if progress is not None else ())))


def show_progress(composition: Composition, agent: AgentReport) -> Section | None:
    """How much of the allowance for failures is used, and how the verdicts went from report to report."""
    ordered = sorted(agent.findings.obligations, key=rank_obligation)
    held = draw(chart_history(composition.report, agent))
    history = (Section("How the verdicts went from report to report", held, folded=True),) if held else ()
    blocks = (*draw(chart_budgets(ordered)), *history)
    return Section("How the promises have gone", blocks) if blocks else None


def _view_promise(composition: Composition, agent: AgentReport, result: ObligationResult) -> ObligationView:
    """A promise away from its pact, which its words lead to."""
    lead = Link(result.promise, paths.obligation(agent.id, result.ref))
    view = view_obligation(composition, agent, result)
    return replace(view, anchor=result.ref.replace("/", "-"), promise=lead)


def view_obligation(composition: Composition, agent: AgentReport, result: ObligationResult) -> ObligationView:
    """One obligation of `agent` in words, as it stands on the page of its pact."""
    figure = describe_observation(result, composition.trust.policy.low_n)
    change = Fact("What would change it", spell_out(result.would_change.text, agent))
    turned = Fact("Since then", _describe_since_review(composition, result))
    return ObligationView(
        ref=result.ref,
        anchor=paths.obligation_anchor(result.id),
        promise=result.promise,
        severity=SEVERITIES[result.severity],
        verdict=VERDICTS[result.verdict],
        target=space_percents(result.target.text),
        figure=figure,
        provenance=describe_provenance(composition, agent, result.pooled),
        consequences=(
            *((turned,) if result.has_turned else ()),
            *((change,) if change.value else ()),
            *(_describe_agreed(agent, result, trigger, consequence) for trigger, consequence in result.consequences),
        ),
        how=tuple(fact for fact in _describe_decision(composition, agent, result, figure) if fact.value),
        left_out=tuple(_describe_left_out(agent, result)),
        illustrative=result.illustrative or result.illustrative_evidence,
    )


MOST_LEFT_OUT: Final = 5
"""So many items that are left out for one reason are named; of more the first, and how many there are."""


OUTDATED: Final = frozenset({FreshnessStatus.STALE, FreshnessStatus.EXPIRED})


def _describe_left_out(agent: AgentReport, result: ObligationResult) -> Iterator[Fact]:
    """What does not count, and why; many items with one reason are told together."""
    by_reason: dict[str, list[str]] = {}
    for gap in result.left_out:
        by_reason.setdefault(spell_out(gap.reason, agent), []).append(name_item(agent, gap.evidence))
    for reason, names in by_reason.items():
        if len(names) <= MOST_LEFT_OUT:
            yield from (Fact("Left out", name, note=reason) for name in names)
        else:
            yield Fact("Left out", f"{names[0]} and {format_number(len(names) - 1)} more", note=reason)


def _describe_agreed(agent: AgentReport, result: ObligationResult, trigger: Trigger, agreed: Consequence) -> Fact:
    """The agreed consequence; whether what was seen calls for it, where one would think so."""
    told = describe_consequence(agent, trigger, agreed)
    if result.triggers is not trigger or result.is_owed(trigger, agreed):
        return told
    return replace(told, note=OBLIGES_TO_NOTHING)


def _describe_decision(
    composition: Composition, agent: AgentReport, result: ObligationResult, figure: Figure
) -> Iterator[Fact]:
    """How the verdict came about; facts without a value say nothing."""
    meaning, decided_by = VERDICTS[result.verdict].meaning, VERDICT_GROUNDS.get(result.decided_by, result.decided_by)
    if result.verdict is Verdict.NOT_APPLICABLE:
        yield Fact("Verdict", f"{meaning} Decided {decided_by}.")
        return
    if result.verdict is Verdict.MISSING:
        yield Fact("Verdict", meaning)
    else:
        ground = f"Seen {decided_by}." if result.verdict.is_interim else f"Decided {decided_by}."
        yield Fact("Verdict", f"{meaning} {ground}")
    for contest in agent.find_contests(result.ref):
        yield Fact(DISPUTED.word, contest.about, paths.evidence(agent.id, contest.dispute))
    if result.verdict is not Verdict.MISSING:
        yield Fact("By the recorded count", _name_verdict(result.observed))
        yield Fact("By the interval", _name_verdict(result.inferred))
    yield Fact("With all promises as one family", _describe_family(agent.findings.many_promises, result.ref))
    yield Fact("Range", figure.basis)
    yield Fact("Outcome decided", DECIDED_BY_METHOD[result.verification])
    yield Fact("Step of the work", to_title(result.step) if result.step else "The whole workflow")
    yield Fact("Window", describe_window(result.window))
    yield Fact("Judged", _describe_reviews(result))
    yield Fact("Since then", "" if result.has_turned else _describe_since_review(composition, result))
    yield Fact("Valid until", mark_passed(result.valid_until, composition.report.as_of) if result.valid_until else "")
    yield Fact("Unknown outcomes", _describe_bounds(result))
    yield Fact("Allowance for failures", _describe_budget(result))
    if result.would_change.runs_for_five_points:
        yield Fact(
            "To tell 5 points apart",
            f"{count_of(result.would_change.runs_for_five_points, 'run')} of each of two versions",
        )
    for source in result.sources:
        yield Fact(
            f"Runs {source.name}",
            _describe_part(composition, source.quantity, source.verdict, result),
            note=_say_use(source),
        )
    for stratum in result.strata:
        share = "" if stratum.weight is None else f"{format_share(stratum.weight)} of real use"
        part = _describe_part(composition, stratum.quantity, stratum.verdict, result)
        yield Fact(f"Runs of {stratum.name}", part, note=share)
    for note in figure.notes:
        yield Fact("Note", note)
    for words in (*result.notes, result.sticky or ""):
        yield Fact("Note", spell_out(words, agent))


def _describe_family(family: ManyPromises, ref: str) -> str:
    """Whether a verdict that an interval decided stands among all of them; nothing of one promise alone."""
    if ref not in family.decided or family.judged < 2:
        return ""
    words = "It stands" if ref in family.standing else "It does not stand"
    return f"{words} at the level that Holm's procedure asks for with {count_of(family.judged, 'promise')}."


def count_verdicts(agent: AgentReport) -> tuple[tuple[StateLabel, int], ...]:
    """How many promises of `agent` have each verdict, the worst first, verdicts without any left out."""
    counts = Counter(obligation.verdict for obligation in agent.findings.obligations)
    return tuple((VERDICTS[verdict], counts[verdict]) for verdict in WORST_FIRST if counts[verdict])


def describe_consequence(agent: AgentReport, trigger: Trigger, consequence: Consequence) -> Fact:
    """An agreed consequence: when it falls due, and what follows by when."""
    within = "" if consequence.within is None else f" within {count_of(consequence.within, 'day')}"
    also = ", after benchmarks alone, too" if consequence.benchmarks else ""
    owner = f", decided by {to_title(consequence.decided_by).lower()}" if consequence.decided_by else ""
    return Fact(
        TRIGGER_CONDITIONS[trigger],
        f"{describe_action(agent, consequence.action, consequence.to)}{within}{owner}{also}.",
    )


def describe_provenance(composition: Composition, agent: AgentReport, ids: Iterable[str]) -> ProvenanceView | None:
    """Who measured and when, for the named items together; None where there are none.

    That one of them speaks against the agent, or was taken back, is told in the place of its age.
    """
    items = [composition.evidence[agent.id, id_] for id_ in ids if (agent.id, id_) in composition.evidence]
    if not items:
        return None
    names = {item.id for item in items}
    is_against = bool(agent.findings.adverse_evidence.ids & names)
    taken_back = next((RETRACTIONS[item.set_aside.how] for item in items if item.set_aside is not None), None)
    worst = _find_worst_freshness(agent, names)
    ends = [item.collected_to for item in items if item.collected_to is not None]
    age = describe_age(ends, composition.report.as_of)
    return ProvenanceView(
        evaluator=", ".join(sorted({item.producer.name for item in items})),
        relationship=", ".join(sorted({RELATIONSHIPS[item.producer.relationship.value] for item in items})),
        collected=describe_period(items),
        age=age if is_against else f"{age}{_explain_beyond_age(agent, worst, names)}",
        freshness=AGAINST if is_against else taken_back or FRESHNESS[worst],
        evidence=tuple(link_evidence(item) for item in items),
    )


def _explain_beyond_age(agent: AgentReport, worst: FreshnessStatus, names: Set[str]) -> str:
    """Why evidence is outdated that is no older than agreed; empty where its age says why."""
    outdated = [item for item in agent.findings.freshness.items if item.evidence in names and item.status is worst]
    by_age = any(item.age is None or item.age > item.cadence for item in outdated)
    if worst not in OUTDATED or by_age or not outdated:
        return ""
    return f", {spell_out(outdated[0].reasons[0], agent)}" if outdated[0].reasons else ""


def _find_worst_freshness(agent: AgentReport, ids: Set[str]) -> FreshnessStatus:
    order = list(FreshnessStatus)
    statuses = [item.status for item in agent.findings.freshness.items if item.evidence in ids]
    return max(statuses, key=order.index, default=FreshnessStatus.MISSING)


def _describe_part(composition: Composition, quantity: Quantity, verdict: Verdict, result: ObligationResult) -> str:
    """What was seen of a part of the runs, and the verdict that it would have by itself."""
    line = () if result.target.value is None else (result.target.value,)
    seen = composition.figure(quantity, barriers=line)
    figure = ", ".join(filter(None, (seen.headline, seen.interval))) if seen.has_number else seen.reason
    return f"{figure}: {VERDICTS[verdict].word}"


def _say_use(source: SourceResult) -> str:
    return "part of the figure" if source.pooled else "not part of the figure, since it differs beyond chance"


def _name_verdict(verdict: Verdict | None) -> str:
    return "" if verdict is None else VERDICTS[verdict].word


def _describe_reviews(result: ObligationResult) -> str:
    """The day of review that the verdict is of record of, and the next one."""
    if result.traits.is_record:
        return ""
    last, coming = (format_day(day) if day is not None else "" for day in (result.judged_on, result.next_review))
    if not last:
        return f"Not yet: on {coming}" if coming else "Never: the pact names no day"
    return f"On {last}" + (f", next on {coming}" if coming else "")


def _describe_since_review(composition: Composition, result: ObligationResult) -> str:
    """How it stands today beside the verdict of record: the word, the number with its counts and the range."""
    since = result.since_then
    if since is None:
        return ""
    seen = describe_observation(
        replace(result, quantity=since.quantity, verdict=since.verdict), composition.trust.policy.low_n
    )
    return f"{VERDICTS[since.verdict].word}: {seen.sentence if seen.has_number else seen.reason}"


def _describe_bounds(result: ObligationResult) -> str:
    if result.bounds is None or not result.unknown:
        return ""
    low, high = result.bounds
    is_one = result.unknown == 1
    unknown = f"{count_of(result.unknown, 'outcome')} {'is' if is_one else 'are'} not known"
    if result.traits.counted_in == "tasks" and isinstance(result.quantity, Measured):
        # Tries that end alike are not fewest where all are bad, and a cost or a length is no share.
        ends = (describe_quantity(replace(result.quantity, value=end, low=None, high=None)) for end in (low, high))
        least, most = (end.headline for end in ends)
        return f"{unknown}: whatever {'it was' if is_one else 'they were'}, it is {least} to {most}"
    whole = "it was" if is_one else "all were"
    return f"{unknown}: if {whole} bad the share is {format_share(low)}, if {whole} good {format_share(high)}"


def _describe_budget(result: ObligationResult) -> str:
    if result.budget is None:
        return ""
    budget = result.budget
    allowed = f"{describe_used_allowance(budget)} in {count_of(budget.expected, 'run')}"
    return f"{allowed}; {format_share(budget.consumed)} of the allowance is used"
