"""What may be said of agents on the day of a report, with its small print; what may not, why, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trustpages.compose.composition import Composition
from trustpages.compose.exports.limits import ILLUSTRATIVE
from trustpages.compose.pages.evidence import find_freshness
from trustpages.compose.sections.claims import explain_verdict
from trustpages.compose.wording.dates import describe_period, format_day
from trustpages.compose.wording.figures import is_thin
from trustpages.compose.wording.labels import AUDIENCES, RELATIONSHIPS, SETTINGS
from trustpages.compose.wording.names import to_sentence
from trustpages.compose.wording.numbers import count_of
from trustpages.model.measured import Measured
from trustpages.model.pages.blocks import Block, FactList, Panel, Section, Text
from trustpages.model.pages.exported import SayableClaim
from trustpages.model.pages.values import Fact
from trustpages.model.results.claims import ClaimResult
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.limitation import Limitation
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.sayable import Bar, find_bar
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS, SEVERITIES
from trustpages.model.vocabulary import ClaimVerdict, Severity


def list_sayable(composition: Composition, record: AgentRecord, agent: AgentReport) -> tuple[SayableClaim, ...]:
    """Every claim of the agent, `record` being what the same report leaves behind of it."""
    as_of, records = composition.report.as_of, {claim.id: claim for claim in record.claims}
    return tuple(
        _view_claim(composition, agent, claim, find_bar(record, records[claim.id], as_of))
        for claim in agent.findings.claims
    )


def _view_claim(composition: Composition, agent: AgentReport, claim: ClaimResult, bar: Bar | None) -> SayableClaim:
    figure = composition.figure(claim.quantity)
    return SayableClaim(
        agent=agent.id,
        id=claim.id,
        text=claim.text,
        state=CLAIMS[claim.verdict],
        bar=bar,
        why="" if bar is None else _explain_bar(agent, claim, bar),
        remedy="" if bar is None else _name_remedy(composition, agent, claim, bar),
        seen=figure.sentence if figure.has_number else f"{figure.headline}: {figure.reason}",
        small_print=tuple(filter(lambda part: part[1], _write_small_print(composition, agent, claim))),
        evidence=claim.evidence,
    )


def _explain_bar(agent: AgentReport, claim: ClaimResult, bar: Bar) -> str:
    match bar:
        case Bar.WITHDRAWN:
            return f"It was withdrawn on {format_day(claim.withdrawn)}."
        case Bar.EXPIRED:
            until = agent.valid_until
            return f"The report has expired on {format_day(until.day)}. {to_sentence(until.reason, agent)}"
        case Bar.CRITICAL:
            return " ".join(to_sentence(limitation.text, agent) for limitation in _list_critical(agent, claim))
        case Bar.DISPUTED:
            turned = (contest for contest in agent.contests if any(t.claim == claim.id for t in contest.claims))
            return " ".join(to_sentence(contest.about, agent) for contest in turned)
        case Bar.STALE:
            return "The evidence behind it is stale."
        case Bar.VERDICT:
            return f"{CLAIMS[claim.verdict].word}: {explain_verdict(agent, claim).rstrip('.')}."


_BY_VERDICT: Final = {
    ClaimVerdict.PARTIALLY_SUPPORTED: "A sentence that says no more than the evidence bears out, or more runs.",
    ClaimVerdict.UNSUPPORTED: "Evidence in its scope that reaches what it says, or a sentence that says less.",
    ClaimVerdict.OUT_OF_SCOPE: "Evidence of what it is about, or a sentence about what was measured.",
    ClaimVerdict.CONTRADICTED: "Withdraw it, or say what the evidence says; nothing but new evidence can turn it.",
    ClaimVerdict.STALE: "Newer evidence.",
}


def _name_remedy(composition: Composition, agent: AgentReport, claim: ClaimResult, bar: Bar) -> str:
    match bar:
        case Bar.WITHDRAWN:
            return "A new claim, with evidence for it."
        case Bar.EXPIRED:
            return "What has run out is done anew: the review, or the evidence."
        case Bar.CRITICAL:
            return " ".join(to_sentence(found.removed_by, agent) for found in _list_critical(agent, claim))
        case Bar.DISPUTED:
            return "A decision on the dispute, by somebody outside of the deploying team."
        case Bar.STALE:
            return _BY_VERDICT[ClaimVerdict.STALE]
        case Bar.VERDICT:
            few = has_too_few(composition, claim)
            needed = f"{composition.trust.policy.low_n.n_eff} independent outcomes or more, for a narrower range."
            return needed if few else _BY_VERDICT[claim.verdict]


def has_too_few(composition: Composition, claim: ClaimResult) -> bool:
    """Whether the evidence is a share that must not stand as a bare percentage."""
    quantity = claim.quantity
    if not isinstance(quantity, Measured) or quantity.unit != "share":
        return False
    return is_thin(quantity, composition.trust.policy.low_n)


def _list_critical(agent: AgentReport, claim: ClaimResult) -> Iterator[Limitation]:
    return (
        limitation
        for limitation in agent.limitations.triggered
        if limitation.severity is Severity.CRITICAL and limitation.is_about(claim.id)
    )


def _write_small_print(composition: Composition, agent: AgentReport, claim: ClaimResult) -> Iterator[tuple[str, str]]:
    """What has to be said with the sentence, each part under a short name."""
    items = [item for item in agent.evidence if item.id in claim.evidence]
    figure = composition.figure(claim.quantity)
    yield "measured-by", _join(_name_producer(item) for item in items)
    yield "on-how-many", "; ".join(filter(None, (figure.sentence, figure.basis, *figure.notes)))
    yield "setting", _join(map(_name_setting, items))
    yield "collected", describe_period(items)
    yield "of-version", f"{agent.agent.name}, {agent.agent.version}"
    yield "limits", " ".join(_list_limits(agent, claim))
    yield "disputed", " ".join(to_sentence(contest.about, agent) for contest in agent.find_contests(claim.id))
    yield "valid-until", _describe_end(composition, agent, items)
    yield "audience", AUDIENCES[composition.report.audience]
    yield "illustrative", ILLUSTRATIVE if claim.illustrative or agent.illustrative else ""
    yield "report", f"as of {format_day(composition.report.as_of)}, {composition.trust.site.url or 'no address'}"
    yield "inputs-sha256", composition.report.inputs_digest


def _join(words: Iterator[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _name_producer(item: Evidence) -> str:
    return f"{item.producer.name} ({RELATIONSHIPS[item.producer.relationship.value]})"


def _name_setting(item: Evidence) -> str:
    found = item.evidence_class
    return SETTINGS.get(found, item.item.traits.label.lower()) if found is not None else ""


_GRAVE: Final = frozenset({Severity.CRITICAL, Severity.HIGH})


def _list_limits(agent: AgentReport, claim: ClaimResult) -> Iterator[str]:
    """The limitations of what the sentence rests on, and the worst of the agent, which goes with everything."""
    about = {claim.id, claim.obligation or claim.id, *claim.evidence}
    triggered = agent.limitations.triggered
    own = [limitation for limitation in triggered if about.intersection(limitation.subjects)]
    grave = [limitation for limitation in own if limitation.severity in _GRAVE]
    for limitation in dict.fromkeys((*triggered[:1], *grave)):
        yield f"{SEVERITIES[limitation.severity].word}, {limitation.rule}: {to_sentence(limitation.text, agent)}"
    if lesser := len(own) - len(grave):
        yield f"And {count_of(lesser, 'lesser limitation')} of what it rests on."


def _describe_end(composition: Composition, agent: AgentReport, items: Sequence[Evidence]) -> str:
    """The last good day of the report, or of the evidence behind the sentence where that is sooner."""
    fresh = (find_freshness(agent, item) for item in items)
    days = [found.expires_on for found in fresh if found is not None and found.expires_on is not None]
    last = min((day for day in (agent.valid_until.day, *days) if day is not None), default=None)
    if last is None:
        return "no end is named"
    return f"{format_day(last)}{' (expired)' if last < composition.report.as_of else ''}"


def compose_sayable(composition: Composition, agents: Sequence[tuple[AgentReport, Sequence[SayableClaim]]]) -> Section:
    """What may be said of each agent, then what may not."""
    report = composition.report
    lead = Text(
        f"As of {format_day(report.as_of)}. Audience: {AUDIENCES[report.audience]}. Whoever says one of these "
        "sentences says its small print with it.",
        "caution",
    )
    blocks: list[Block] = [lead]
    for agent, claims in agents:
        name = agent.agent.name
        can = tuple(claim for claim in claims if claim.bar is None)
        cannot = tuple(claim for claim in claims if claim.bar is not None)
        nothing = Text(f"Nothing may be said of {name} today.", "empty")
        blocks.append(Section(f"{name}: may be said today", tuple(map(show_claim, can)) or (nothing,)))
        if cannot:
            blocks.append(Section(f"{name}: may not be said", tuple(map(show_claim, cannot))))
    return Section("What sales may say", tuple(blocks))


def show_claim(claim: SayableClaim) -> Panel:
    """The sentence with its small print, or with why it may not be said."""
    named = {"Name": claim.ref}
    if claim.bar is not None:
        named |= {"Why not": claim.why, "What would help": claim.remedy, "The evidence says": claim.seen}
    else:
        named |= {name.replace("-", " ").capitalize(): said for name, said in claim.small_print}
    facts = tuple(Fact(label, said) for label, said in named.items() if said)
    return Panel((FactList(facts, "lines"),), title=f"“{claim.text}”")
