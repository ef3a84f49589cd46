"""What changed since the previous report, in words: as a table, and as headlines for Home."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_subject
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import name_item, name_promise, spell_out, to_sentence, to_title
from trustpages.model.documents.bundle import Dispute
from trustpages.model.pages.blocks import Bullets, Row, Section, Table, Text
from trustpages.model.pages.values import Link, StateLabel
from trustpages.model.results.records.agent import PreviousAgent
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import read_days
from trustpages.model.states import BETTER_DISPUTED, CLAIMS, LEDGER, POSTURES, SEVERITIES, TURNS, VERDICTS, word_of

HEADLINES: Final = frozenset(
    {
        ChangeTopic.POSTURE,
        ChangeTopic.AUTHORITY,
        ChangeTopic.VERSION,
        ChangeTopic.VERDICT,
        ChangeTopic.CLAIM,
        ChangeTopic.CONSEQUENCE,
    }
)
MOST_HEADLINES: Final = 40
_ABSENT: Final[Mapping[ChangeTopic, str]] = {
    ChangeTopic.VERDICT: "not promised",
    ChangeTopic.CLAIM: "not said",
    ChangeTopic.LIMITATION: "not raised",
}
"""What a state is called where the thing was not there; else that it was not on record."""
_OF_A_CLAIM: Final[Mapping[str, str]] = {"text": "its sentence", "predicate": "what it states"}
# A predicate is recorded key by key; of these keys a reader needs the values alone.
_PREDICATE: Final = re.compile(r"\b(?:metric|operator|value) (?=[\w.])")
_UNRECORDED: Final = re.compile(r"(?P<pact>[^.]+)\.(?P<promise>[^.]+)\.[^.]+\.(?P<day>\d{4}-\d{2}-\d{2})")
"""The id of a consequence that no record answers."""
_WORDS: Final[Mapping[ChangeTopic, Callable[[str], str]]] = {
    ChangeTopic.POSTURE: partial(word_of, POSTURES),
    ChangeTopic.AUTHORITY: to_title,
    ChangeTopic.VERDICT: partial(word_of, VERDICTS),
    ChangeTopic.CLAIM: partial(word_of, CLAIMS),
    ChangeTopic.CONSEQUENCE: partial(word_of, LEDGER),
    ChangeTopic.LIMITATION: partial(word_of, SEVERITIES),
}
_WHOLE: Final[Mapping[tuple[str, str], str]] = {
    ("agent", ""): "Agent",
    ("posture", ""): "Posture",
    ("authority", "granted"): "Authority granted",
    ("authority", "by_rules"): "Authority by the rules",
    ("version", ""): "Version",
}
"""What changed about the agent as a whole, by kind and aspect."""
# Enough to tell two digests apart by eye; report.json has all of them.
_DIGITS_SHOWN: Final = 12
CONTENT: Final = "content"
"""The aspect of evidence whose digest changed."""


def show_changes(composition: Composition, agent: AgentReport) -> Section:
    """What changed about an agent since the report that this one was held against, the headlines at once."""
    if composition.report.previous_digest is None:
        return Section("What changed", (Text(FIRST_REPORT, "empty"),))
    table = tabulate_changes(composition, agent)
    headlines = tuple(_list_agent_headlines(composition, agent))
    return Section(
        "What changed",
        (
            Text(describe_baseline(composition)),
            *((Bullets(headlines),) if headlines else ()),
            Section(f"Everything that changed: {len(table.rows)}", (replace(table, level=0),), folded=True),
        ),
    )


FIRST_REPORT: Final = (
    "This is the first report for this audience, or none was named to hold it against: "
    "what changed before cannot be seen here."
)


def tabulate_changes(composition: Composition, agent: AgentReport) -> Table:
    """What changed about an agent since the earlier report; of very many agents what Home would tell."""
    return Table(
        agent.id,
        f"{agent.agent.name}: what changed",
        ("What", "Turn", "Before", "Now"),
        tuple(
            Row(
                (
                    Link(change.what, change.path) if change.path else change.what,
                    change.tone,
                    change.before,
                    change.after,
                )
            )
            for change in describe_changes(composition, agent)
            if not composition.is_large or is_headline(change.change)
        ),
        empty="Nothing changed since the last report.",
    )


@dataclass(frozen=True, slots=True)
class WordedChange:
    """One change as readers meet it: what it is about, how it was, how it is, and whether that is better.

    `path` is the page of what changed, empty where it has none.
    """

    what: str
    path: str
    before: str
    after: str
    tone: StateLabel
    change: ReportChange


def describe_changes(composition: Composition, agent: AgentReport) -> tuple[WordedChange, ...]:
    """What changed about an agent since the earlier report, in the order of the report."""
    return tuple(
        WordedChange(
            _name_subject(composition, agent, change),
            _find_path(agent, change),
            _name_state(agent, change, change.before),
            _name_state(agent, change, change.after),
            _label_turn(agent, change),
            change,
        )
        for change in composition.changes_of(agent)
    )


def _label_turn(agent: AgentReport, change: ReportChange) -> StateLabel:
    """Whether it is better; where an open dispute contests what shows it, that is not settled."""
    return BETTER_DISPUTED if change.turn is Turn.BETTER and _is_disputed(agent, change) else TURNS[change.turn]


def _is_disputed(agent: AgentReport, change: ReportChange) -> bool:
    disputes = (item.item for item in agent.evidence if isinstance(item.item, Dispute) and item.item.status == "open")
    contested = {name for dispute in disputes for name in dispute.concerns}
    resting = {result.ref: result.pooled for result in agent.findings.obligations}
    resting |= {claim.id: claim.evidence for claim in agent.findings.claims}
    about = {change.subject, change.aspect}
    return not contested.isdisjoint(about.union(*(resting.get(name, ()) for name in about)))


def describe_baseline(composition: Composition) -> str:
    """Which report this one was held against, whether posture or authority moved, and where the record begins."""
    report = composition.report
    begins = f"The record begins on {format_day(report.begins or report.as_of)}: nothing before it can be compared."
    if report.previous_as_of is None:
        return begins
    moved = {change.changed for change in composition.changes}
    held = f"Held against the report of {format_day(report.previous_as_of)}."
    if not moved & {ChangeTopic.AGENT, ChangeTopic.POSTURE, ChangeTopic.AUTHORITY}:
        held = f"{held} No agent has another posture or another authority than it had there."
    return f"{held} {begins}"


def list_headlines(composition: Composition) -> tuple[str, ...]:
    """The changes that a reader of Home must know, agents that came or went first; of very many the first."""
    report = composition.report
    said = (headline for agent in report.agents for headline in _list_agent_headlines(composition, agent))
    return tuple(islice((*list_added_and_removed_agents(composition), *said), MOST_HEADLINES))


def is_headline(change: ReportChange) -> bool:
    """Whether Home tells the change: posture, authority, version, verdicts, claims, consequences, new incidents."""
    is_incident = change.before is None and change.after == "incident"
    return change.changed in HEADLINES or is_incident or (change.aspect == "in_silence" and change.after is not None)


def list_added_and_removed_agents(composition: Composition) -> Iterator[str]:
    """A sentence for each agent that is missing, and for each that only one of the two reports has."""
    agents = {agent.id: agent.agent for agent in composition.report.agents}
    successors = {former: agent.name for agent in agents.values() for former in agent.formerly}
    missing = {gone.agent.id for gone in composition.report.missing}
    yield from map(_describe_missing, composition.report.missing)
    for change in composition.changes:
        if change.changed is not ChangeTopic.AGENT or change.subject in missing:
            continue
        if change.after is None:
            posture = word_of(POSTURES, change.before or "")
            became = f"is {successors[change.subject]} now" if change.subject in successors else "is no longer in it"
            yield f"The agent {change.subject} of the last report {became}; its posture was {posture}."
        else:
            former = ", ".join(agents[change.subject].formerly)
            before = f"was reported as {former} before" if former else "is new in this report"
            yield f"{agents[change.subject].name} {before}."


_MOST_OPEN: Final = 3


def _describe_missing(gone: PreviousAgent) -> str:
    left, name = gone.agent.left_open, gone.agent.name or gone.agent.id
    more = f" and {len(left) - _MOST_OPEN} more" if len(left) > _MOST_OPEN else ""
    was = f"{word_of(POSTURES, gone.agent.posture.value)} on {format_day(gone.as_of)}"
    listed = f"{', '.join(left[:_MOST_OPEN])}{more}"
    return f"An agent that was reported before is missing: {name}. It was {was}, and left open: {listed}."


def _list_agent_headlines(composition: Composition, agent: AgentReport) -> Iterator[str]:
    name = agent.agent.name
    for worded in describe_changes(composition, agent):
        change = worded.change
        if change.changed is ChangeTopic.VERSION:
            quoted = _quote_change_log(agent, worded.after)
            yield f"{name}: version {worded.after} instead of {worded.before}.{quoted}"
        elif change.changed in HEADLINES:
            yield f"{name}: {worded.what}: {worded.before} before, {worded.after} now."
        elif change.before is None and change.after == "incident":
            yield f"{name}: a new incident is on record: {name_item(agent, change.subject)}."
        elif change.aspect == "in_silence" and change.after is not None:
            yield f"{name}: pact {change.subject}: {to_sentence(read_days(change.after), agent)}"
    for gone in agent.vanished:
        yield f"{name}: the evidence {gone.name} was published and is gone."
    for broken in agent.withdrawn:
        yield f"{name}: the promise {broken.ref} was published as broken and taken out of its pact."


def _quote_change_log(agent: AgentReport, version: str) -> str:
    """What the change log says of the change that deployed the version."""
    logged = next((change for change in reversed(agent.agent.changes) if change.version == version), None)
    return "" if logged is None else f" {format_day(logged.date)}, {logged.kind.value}: {logged.summary}"


def _find_path(agent: AgentReport, change: ReportChange) -> str:
    if change.changed is ChangeTopic.LIMITATION:
        return paths.rule(change.subject)
    link = link_subject(change.subject, agent)
    return link.path if link is not None else ""


def _name_subject(composition: Composition, agent: AgentReport, change: ReportChange) -> str:
    match change.changed:
        case ChangeTopic.AGENT | ChangeTopic.POSTURE | ChangeTopic.AUTHORITY | ChangeTopic.VERSION:
            return _WHOLE[change.changed.value, change.aspect]
        case ChangeTopic.VERDICT:
            return change.words.rstrip(".") or name_promise(agent, change.subject)
        case ChangeTopic.CLAIM:
            return _name_claim(agent, change)
        case ChangeTopic.CONSEQUENCE:
            return f"Consequence: {_name_consequence(agent, change.subject)}"
        case ChangeTopic.LIMITATION:
            return _name_limitation(composition, agent, change)
        case ChangeTopic.EVIDENCE:
            kind = "Content of the evidence" if change.aspect == CONTENT else "Evidence"
            return f"{kind}: {name_item(agent, change.subject)}"
        case ChangeTopic.TERMS:
            return f"{name_promise(agent, change.subject)}: {change.aspect}"
        case ChangeTopic.PACT:
            return _name_pact(change)


def _name_claim(agent: AgentReport, change: ReportChange) -> str:
    """The sentence of a claim, as it was said last; its id in words where no report has it."""
    said = change.words or next((claim.text for claim in agent.findings.claims if claim.id == change.subject), "")
    shown = f"Claim “{said}”" if said else f"Claim: {to_title(change.subject)}"
    return f"{shown}: {_OF_A_CLAIM.get(change.aspect, change.aspect)}" if change.aspect else shown


def _name_consequence(agent: AgentReport, subject: str) -> str:
    """The title of its record; of one that nobody recorded, the promise, and the day that called for it."""
    call = None if any(item.id == subject for item in agent.evidence) else _UNRECORDED.fullmatch(subject)
    if call is None:
        return name_item(agent, subject)
    promise = name_promise(agent, f"{call['pact']}/{call['promise']}")
    return f"“{promise}”, since {format_day(date.fromisoformat(call['day']))}"


def _name_pact(change: ReportChange) -> str:
    said = "in silence" if change.aspect == "in_silence" else change.aspect
    return f"Pact {to_title(change.subject)}: {said}"


def _name_limitation(composition: Composition, agent: AgentReport, change: ReportChange) -> str:
    """What the limitation is about in the words of its rule, and the rule."""
    title = next((rule.title for rule in composition.rules if rule.code == change.subject), "")
    said = f"Limitation {change.subject}, {title}" if title else f"Limitation {change.subject}"
    return f"{said}{_describe_subject(composition, agent, change.aspect)}"


def _describe_subject(composition: Composition, agent: AgentReport, subject: str) -> str:
    if not subject:
        return ""
    gone = {
        change.subject: change.words
        for change in composition.changes_of(agent)
        if change.changed is ChangeTopic.CLAIM and change.words
    }
    said = (gone | {claim.id: claim.text for claim in agent.findings.claims}).get(subject, "").rstrip(".")
    link = link_subject(subject, agent)
    return f": “{said}”" if said else f": {link.text if link else subject}"


def _name_state(agent: AgentReport, change: ReportChange, state: str | None) -> str:
    if state is None:
        return _ABSENT.get(change.changed, "not on record")
    if change.aspect == CONTENT:
        return f"SHA-256 {state[:_DIGITS_SHOWN]}"
    if change.changed is ChangeTopic.EVIDENCE:
        return to_title(state)
    if change.changed in (ChangeTopic.TERMS, ChangeTopic.PACT):
        return spell_out(read_days(state), agent)
    if change.aspect == "predicate":
        return _PREDICATE.sub("", state).replace("_", " ")
    word = _WORDS.get(change.changed)
    return word(state) if word else state
