"""The rest of the first screen: how the agent was tested and by whom, its claims, what changed, who decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_contact
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.figures import describe_score
from trustpages.compose.wording.headlines import tell_gravest_change
from trustpages.compose.wording.labels import RELATIONSHIPS
from trustpages.compose.wording.names import to_title
from trustpages.compose.wording.numbers import count_of, format_amount, format_number, format_share
from trustpages.model.pages.blocks import FactList
from trustpages.model.pages.values import Fact, Link, Said
from trustpages.model.results.benchmarks import ResultQuality
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS
from trustpages.model.vocabulary import ClaimVerdict

MOST_TESTERS: Final = 4
"""So many of those who tested an agent are named."""

NO_REAL_USE: Final = "No real use is on record."

OUTSIDE: Final = ("third_party", "customer")
OUTSIDE_FIRST: Final = (*OUTSIDE, "contractor", "vendor")


CLAIMS_WORST_FIRST: Final = (
    ClaimVerdict.CONTRADICTED,
    ClaimVerdict.UNSUPPORTED,
    ClaimVerdict.STALE,
    ClaimVerdict.OUT_OF_SCOPE,
    ClaimVerdict.PARTIALLY_SUPPORTED,
    ClaimVerdict.SUPPORTED,
)


def answer_at_a_glance(composition: Composition, agent: AgentReport) -> FactList:
    """The questions that a buyer asks after what may be relied on, one line each."""
    return FactList(
        (
            Fact("How was it tested?", _describe_tests(composition, agent)),
            Fact("Who tested it?", _describe_testers(agent)),
            Fact("Is what it says true?", describe_claims(composition, agent)),
            Fact("What has changed?", _describe_changes(composition, agent)),
            Fact("Who decides?", _describe_deciders(composition, agent)),
        ),
        "lines",
    )


def _describe_tests(composition: Composition, agent: AgentReport) -> str:
    """The most telling rehearsal with what doing nothing scores on it, how many others, then how much real use."""
    results = sorted(agent.findings.benchmarks.results, key=_rank_result)
    use = agent.findings.real_use.incidents
    in_use = (
        f"In real use: {format_amount(use.recorded)} {use.exposure_unit}."
        if use and use.recorded
        else "No real use is on record."
    )
    if not results:
        return f"On no benchmark. {in_use}"
    return f"Rehearsed on {_describe_result(composition, results[0])}.{_count_others(results[1:])} {in_use}"


def _count_others(results: Sequence[ResultQuality]) -> str:
    """How many further results there are, and of how many tasks each; empty without any."""
    sizes = sorted({result.n_tasks for result in results if result.n_tasks is not None})
    if not results:
        return ""
    spread = f", on {format_number(sizes[0])} to {format_number(sizes[-1])} tasks each" if len(sizes) > 1 else ""
    one = f", on {count_of(sizes[0], 'task')}{' each' if len(results) > 1 else ''}" if len(sizes) == 1 else ""
    return f" There {'is' if len(results) == 1 else 'are'} {count_of(len(results), 'more result')}{spread or one}."


def _rank_result(result: ResultQuality) -> tuple[bool, float, str]:
    """Results that can be held against doing nothing first, of these the one that is least above it."""
    above = None if result.baseline is None else result.score - result.baseline
    return above is None, 0.0 if above is None else above, result.evidence


def _describe_result(composition: Composition, result: ResultQuality) -> str:
    tries = f", {format_number(result.trials)} tries each" if result.trials and result.trials > 1 else ""
    tasks = "" if result.n_tasks is None else f" ({count_of(result.n_tasks, 'task')}{tries})"
    score = describe_score(result, composition.trust.policy.low_n).headline
    nothing = "" if result.baseline is None else f", where doing nothing scores {format_share(result.baseline)}"
    return f"{composition.benchmark_name(result.benchmark)}{tasks}: it scored {score}{nothing}"


def _describe_testers(agent: AgentReport) -> str:
    """Who produced the evidence that counts, those from outside first, and whether anybody did."""
    counted = [item for item in agent.evidence if item.evidence_class is not None and item.counts]
    by_name: dict[str, str] = {}
    for item in counted:
        by_name.setdefault(item.producer.name, item.producer.relationship.value)
    if not by_name:
        return "Nobody: no evidence is on record."
    ranked = sorted(by_name, key=lambda name: (OUTSIDE_FIRST.index(by_name[name]), name))
    groups = groupby(ranked[:MOST_TESTERS], key=lambda name: by_name[name])
    listed = "; ".join(f"{RELATIONSHIPS[relationship]}: {', '.join(names)}" for relationship, names in groups)
    more = f", and {format_number(len(ranked) - MOST_TESTERS)} more" if len(ranked) > MOST_TESTERS else ""
    alone = "" if by_name[ranked[0]] in OUTSIDE else " Nobody from outside."
    return f"{listed[0].upper()}{listed[1:]}{more}.{alone}"


def describe_claims(composition: Composition, agent: AgentReport) -> Said:
    """How many public sentences have which verdict, the worst first, and the worst of them."""
    claims = agent.findings.claims
    if not claims:
        return "It makes no public claim."
    counts = ((verdict, [claim for claim in claims if claim.verdict is verdict]) for verdict in CLAIMS_WORST_FIRST)
    found = [(verdict, those) for verdict, those in counts if those]
    listed = ", ".join(f"{format_number(len(those))} {CLAIMS[verdict].in_sentence}" for verdict, those in found)
    worst, those = found[0]
    quoted = "" if worst is ClaimVerdict.SUPPORTED else f" {CLAIMS[worst].word}: “{those[0].text.rstrip('.')}”."
    sentences = Link(count_of(len(claims), "public claim"), composition.claims_of(agent))
    return "Of ", sentences, f": {listed}.{quoted}"


def _describe_changes(composition: Composition, agent: AgentReport) -> Said:
    """The gravest change since the report that this one was held against, and how many more there are."""
    if composition.report.previous_as_of is None:
        return "There is no earlier report to compare with."
    since, told = f"Since {format_day(composition.report.previous_as_of)}", tell_gravest_change(composition, agent)
    return f"{since}: {told} ", Link("All changes", paths.CHANGES)


def _describe_deciders(composition: Composition, agent: AgentReport) -> Said:
    """The roles that decide and that may overrule them, who answers for the agent, where to ask."""
    contact = composition.trust.publisher.contact
    asked = (" Ask ", link_contact(contact), ".") if contact else (" No address to ask is given.",)
    return "".join(_list_deciders(agent)), *asked


def _list_deciders(agent: AgentReport) -> Iterator[str]:
    rights, owner = agent.agent.decision_rights, agent.agent.owner
    deciding = sorted({to_title(right.owner) for right in rights})
    overruling = sorted({to_title(role) for right in rights for role in right.may_override})
    if not deciding:
        yield "Nobody is named who may decide. "
    else:
        yield f"{', '.join(deciding)}. "
        yield f"May be overruled by: {', '.join(overruling)}. " if overruling else "Nobody may overrule them. "
    yield f"Its owner is {owner.name}."
