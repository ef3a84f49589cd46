"""What changed since the previous report, in words: as a table, and as headlines for Home."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.sections.limitations import link_subject
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import name_item, name_promise, spell_out, to_sentence, to_title
from trustpages.model.pages.blocks import Row, Table
from trustpages.model.pages.values import Link, StateLabel
from trustpages.model.results.changes import ChangeTopic, ReportChange
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import read_days
from trustpages.model.states import CLAIMS, LEDGER, POSTURES, SEVERITIES, TURNS, VERDICTS, word_of

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
_PREDICATE: Final = re.compile(r"\b(?:metric|operator|value) (?=[\w.])")
_WORDS: Final[Mapping[ChangeTopic, Callable[[str], str]]] = {
    ChangeTopic.POSTURE: partial(word_of, POSTURES),
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
    ("version", ""): "Version that is deployed",
}
"""What changed about the agent as a whole, by kind and aspect."""
_DIGITS_SHOWN: Final = 12
CONTENT: Final = "content"
"""The aspect of evidence whose digest changed."""


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
            TURNS[change.turn],
            change,
        )
        for change in composition.changes_of(agent)
    )


def describe_baseline(composition: Composition) -> str:
    """Which report this one was held against, and whether posture or authority moved; empty where it was none."""
    report = composition.report
    if report.previous_as_of is None:
        return ""
    moved = {change.changed for change in composition.changes}
    held = f"Held against the report of {format_day(report.previous_as_of)}."
    if moved & {ChangeTopic.AGENT, ChangeTopic.POSTURE, ChangeTopic.AUTHORITY}:
        return held
    return f"{held} No agent has another posture or another authority than it had there."


def list_headlines(composition: Composition) -> tuple[str, ...]:
    """The changes that a reader of Home must know, agents that came or went first; of very many the first."""
    report = composition.report
    said = (headline for agent in report.agents for headline in _list_agent_headlines(composition, agent))
    return tuple(islice((*list_added_and_removed_agents(composition), *said), MOST_HEADLINES))


def is_headline(one: ReportChange) -> bool:
    """Whether Home tells the change: posture, authority, version, verdicts, claims, consequences, new incidents."""
    is_incident = one.before is None and one.after == "incident"
    return one.changed in HEADLINES or is_incident or (one.aspect == "in_silence" and one.after is not None)


def list_added_and_removed_agents(composition: Composition) -> Iterator[str]:
    """A sentence for each agent that only one of the two reports has."""
    names = {agent.id: agent.agent.name for agent in composition.report.agents}
    for change in composition.changes:
        if change.changed is not ChangeTopic.AGENT:
            continue
        if change.after is None:
            posture = word_of(POSTURES, change.before or "")
            yield f"The agent {change.subject} is no longer in this report; its posture was {posture}."
        else:
            yield f"{names[change.subject]} is new in this report."


def _list_agent_headlines(composition: Composition, agent: AgentReport) -> Iterator[str]:
    name = agent.agent.name
    for said in describe_changes(composition, agent):
        one = said.change
        if one.changed is ChangeTopic.VERSION:
            quoted = _quote_change_log(agent, said.after)
            yield f"{name}: version {said.after} is deployed, instead of {said.before}.{quoted}"
        elif one.changed in HEADLINES:
            yield f"{name}: {said.what}: {said.before} before, {said.after} now."
        elif one.before is None and one.after == "incident":
            yield f"{name}: a new incident is on record: {name_item(agent, one.subject)}."
        elif one.aspect == "in_silence" and one.after is not None:
            yield f"{name}: pact {one.subject}: {to_sentence(read_days(one.after), agent)}"
    for gone in agent.vanished:
        yield f"{name}: the evidence {gone.name} was published and is gone."
    for broken in agent.withdrawn:
        yield f"{name}: the promise {broken.ref} was published as broken and taken out of its pact."


def _quote_change_log(agent: AgentReport, version: str) -> str:
    """What the change log says of the change that deployed the version."""
    logged = next((change for change in reversed(agent.agent.changes) if change.version == version), None)
    return "" if logged is None else f" {format_day(logged.date)}, {logged.kind.value}: {logged.summary}"


def _find_path(agent: AgentReport, one: ReportChange) -> str:
    if one.changed is ChangeTopic.LIMITATION:
        return paths.rule(one.subject)
    link = link_subject(one.subject, agent)
    return link.path if link is not None else ""


def _name_subject(composition: Composition, agent: AgentReport, one: ReportChange) -> str:
    match one.changed:
        case ChangeTopic.AGENT | ChangeTopic.POSTURE | ChangeTopic.AUTHORITY | ChangeTopic.VERSION:
            return _WHOLE[one.changed.value, one.aspect]
        case ChangeTopic.VERDICT:
            return one.words.rstrip(".") or name_promise(agent, one.subject)
        case ChangeTopic.CLAIM:
            return _name_claim(agent, one)
        case ChangeTopic.CONSEQUENCE:
            return f"Consequence: {name_item(agent, one.subject)}"
        case ChangeTopic.LIMITATION:
            return _name_limitation(composition, agent, one)
        case ChangeTopic.EVIDENCE:
            kind = "Content of the evidence" if one.aspect == CONTENT else "Evidence"
            return f"{kind}: {name_item(agent, one.subject)}"
        case ChangeTopic.TERMS:
            return f"{name_promise(agent, one.subject)}: {one.aspect}"
        case ChangeTopic.PACT:
            return _name_pact(one)


def _name_claim(agent: AgentReport, one: ReportChange) -> str:
    """The sentence of a claim, as it was said last; its id in words where no report has it."""
    said = one.words or next((claim.text for claim in agent.findings.claims if claim.id == one.subject), "")
    shown = f"Claim “{said}”" if said else f"Claim: {to_title(one.subject)}"
    return f"{shown}: {_OF_A_CLAIM.get(one.aspect, one.aspect)}" if one.aspect else shown


def _name_pact(one: ReportChange) -> str:
    said = "in silence" if one.aspect == "in_silence" else one.aspect
    return f"Pact {to_title(one.subject)}: {said}"


def _name_limitation(composition: Composition, agent: AgentReport, one: ReportChange) -> str:
    """What the limitation is about in the words of its rule, and the rule."""
    title = next((rule.title for rule in composition.rules if rule.code == one.subject), "")
    said = f"Limitation {one.subject}, {title}" if title else f"Limitation {one.subject}"
    return f"{said}{_describe_subject(composition, agent, one.aspect)}"


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
    return f": “{said}”" if said else f": {link.text if link else to_title(subject)}"


def _name_state(agent: AgentReport, one: ReportChange, state: str | None) -> str:
    if state is None:
        return _ABSENT.get(one.changed, "not on record")
    if one.aspect == CONTENT:
        return f"SHA-256 {state[:_DIGITS_SHOWN]}"
    if one.changed is ChangeTopic.EVIDENCE:
        return to_title(state)
    if one.changed in (ChangeTopic.TERMS, ChangeTopic.PACT):
        return spell_out(read_days(state), agent)
    if one.aspect == "predicate":
        return _PREDICATE.sub("", state).replace("_", " ")
    word = _WORDS.get(one.changed)
    return word(state) if word else state
