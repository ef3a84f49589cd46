"""What changed since the earlier report, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.figures import day
from trustpages.compose.limitation_views import subject_link
from trustpages.compose.spelled import item_of, promise_of, sentence, spelled_out, title_from
from trustpages.compose.tones import CLAIMS, LEDGER, SEVERITIES, VERDICTS
from trustpages.compose.views import Row, Table, Tone
from trustpages.model.results.changes import Changed, ChangeSince, Turn
from trustpages.model.results.report import AgentReport, Report

TURNS: Final[Mapping[Turn, Tone]] = {
    Turn.BETTER: Tone("Better", "met"),
    Turn.WORSE: Tone("Worse", "breached"),
    Turn.NEUTRAL: Tone("Different", "not-applicable"),
}
HEADLINES: Final = frozenset(
    {
        Changed.POSTURE,
        Changed.AUTHORITY,
        Changed.VERSION,
        Changed.VERDICT,
        Changed.CLAIM,
        Changed.CONSEQUENCE,
    }
)
MOST_HEADLINES: Final = 40
_ABSENT: Final[Mapping[Changed, str]] = {
    Changed.VERDICT: "not promised",
    Changed.CLAIM: "not said",
    Changed.LIMITATION: "not raised",
}
"""What a state is called where the thing was not there; else that it was not on record."""
_OF_A_CLAIM: Final[Mapping[str, str]] = {"text": "its sentence", "predicate": "what it states"}
_PREDICATE: Final = re.compile(r"\b(?:metric|operator|value) (?=[\w.])")
_WORDS: Final[Mapping[Changed, Mapping[str, str]]] = {
    Changed.VERDICT: {key.value: tone.word for key, tone in VERDICTS.items()},
    Changed.CLAIM: {key.value: tone.word for key, tone in CLAIMS.items()},
    Changed.CONSEQUENCE: {key.value: tone.word for key, tone in LEDGER.items()},
    Changed.LIMITATION: {key.value: tone.word for key, tone in SEVERITIES.items()},
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


def change_table(composition: Composition, agent: AgentReport) -> Table:
    """What changed about an agent since the earlier report; of very many agents what Home would tell."""
    return Table(
        agent.id,
        f"{agent.agent.name}: what changed",
        ("What", "Turn", "Before", "Now"),
        tuple(
            Row((change.what, change.tone.word, change.before, change.after), change.path, change.tone)
            for change in changes_of(composition, agent)
            if not composition.is_large or is_headline(change.change)
        ),
        empty="Nothing changed since the last report.",
    )


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """One change as readers meet it: what it is about, how it was, how it is, and whether that is better.

    `path` is the page of what changed, empty where it has none.
    """

    what: str
    path: str
    before: str
    after: str
    tone: Tone
    change: ChangeSince


def changes_of(composition: Composition, agent: AgentReport) -> tuple[ChangeInWords, ...]:
    """What changed about an agent since the earlier report, in the order of the report."""
    titles = {rule.code: rule.title for rule in composition.rules}
    return tuple(
        ChangeInWords(
            _what(agent, change, titles),
            _path(agent, change),
            _state(agent, change, change.before),
            _state(agent, change, change.after),
            TURNS[change.turn],
            change,
        )
        for change in agent.changes
    )


def since(report: Report) -> str:
    """Which report this one was held against, and whether posture or authority moved; empty where it was none."""
    if report.previous_as_of is None:
        return ""
    moved = {change.changed for agent in report.agents for change in agent.changes}
    held = f"Held against the report of {day(report.previous_as_of)}."
    if report.changes or moved & {Changed.POSTURE, Changed.AUTHORITY}:
        return held
    return f"{held} No agent has another posture or another authority than it had there."


def headlines(composition: Composition) -> tuple[str, ...]:
    """The changes that a reader of Home must know, agents that came or went first; of very many the first."""
    report = composition.report
    said = (headline for agent in report.agents for headline in _headlines(composition, agent))
    return tuple(islice((*agents_that_came_or_went(report), *said), MOST_HEADLINES))


def is_headline(one: ChangeSince) -> bool:
    """Whether Home tells the change: posture, authority, version, verdicts, claims, consequences, new incidents."""
    is_incident = one.before is None and one.after == "incident"
    return one.changed in HEADLINES or is_incident or (one.aspect == "in_silence" and one.after is not None)


def agents_that_came_or_went(report: Report) -> Iterator[str]:
    """A sentence for each agent that only one of the two reports has."""
    names = {agent.id: agent.agent.name for agent in report.agents}
    for change in report.changes:
        if change.after is None:
            yield f"The agent {change.subject} is no longer in this report; its posture was {change.before}."
        else:
            yield f"{names[change.subject]} is new in this report."


def _headlines(composition: Composition, agent: AgentReport) -> Iterator[str]:
    name = agent.agent.name
    for said in changes_of(composition, agent):
        one = said.change
        if one.changed is Changed.VERSION:
            yield f"{name}: version {said.after} is deployed, instead of {said.before}.{_entry(agent, said.after)}"
        elif one.changed in HEADLINES:
            yield f"{name}: {said.what}: {said.before} before, {said.after} now."
        elif one.before is None and one.after == "incident":
            yield f"{name}: a new incident is on record: {item_of(agent, one.subject)}."
        elif one.aspect == "in_silence" and one.after is not None:
            yield f"{name}: pact {one.subject}: {sentence(one.after, agent)}"
    for gone in agent.vanished:
        yield f"{name}: the evidence {gone.name} was published and is gone."
    for broken in agent.withdrawn:
        yield f"{name}: the promise {broken.ref} was published as broken and taken out of its pact."


def _entry(agent: AgentReport, version: str) -> str:
    """What the change log says of the change that deployed the version."""
    logged = next((change for change in reversed(agent.agent.changes) if change.version == version), None)
    return "" if logged is None else f" {day(logged.date)}, {logged.kind.value}: {logged.summary}"


def _path(agent: AgentReport, one: ChangeSince) -> str:
    if one.changed is Changed.LIMITATION:
        return paths.rule(one.subject)
    link = subject_link(one.subject, agent)
    return link.path if link is not None else ""


def _what(agent: AgentReport, one: ChangeSince, titles: Mapping[str, str]) -> str:
    match one.changed:
        case Changed.AGENT | Changed.POSTURE | Changed.AUTHORITY | Changed.VERSION:
            return _WHOLE[one.changed.value, one.aspect]
        case Changed.VERDICT:
            return one.words.rstrip(".") or promise_of(agent, one.subject)
        case Changed.CLAIM:
            return _claim(agent, one)
        case Changed.CONSEQUENCE:
            return f"Consequence: {item_of(agent, one.subject)}"
        case Changed.LIMITATION:
            return _limitation(agent, one, titles)
        case Changed.EVIDENCE:
            kind = "Content of the evidence" if one.aspect == CONTENT else "Evidence"
            return f"{kind}: {item_of(agent, one.subject)}"
        case Changed.TERMS:
            return f"{promise_of(agent, one.subject)}: {one.aspect}"
        case Changed.PACT:
            return _pact(one)


def _claim(agent: AgentReport, one: ChangeSince) -> str:
    """The sentence of a claim, as it was said last; its id in words where no report has it."""
    said = one.words or next((claim.text for claim in agent.claims if claim.id == one.subject), "")
    shown = f"Claim “{said}”" if said else f"Claim: {title_from(one.subject)}"
    return f"{shown}: {_OF_A_CLAIM.get(one.aspect, one.aspect)}" if one.aspect else shown


def _pact(one: ChangeSince) -> str:
    said = "in silence" if one.aspect == "in_silence" else one.aspect
    return f"Pact {title_from(one.subject)}: {said}"


def _limitation(agent: AgentReport, one: ChangeSince, titles: Mapping[str, str]) -> str:
    """What the limitation is about in the words of its rule, and the rule."""
    title = titles.get(one.subject, "")
    said = f"Limitation {one.subject}, {title}" if title else f"Limitation {one.subject}"
    return f"{said}{_about(agent, one.aspect)}"


def _about(agent: AgentReport, subject: str) -> str:
    if not subject:
        return ""
    gone = {
        change.subject: change.words
        for change in agent.changes
        if change.changed is Changed.CLAIM and change.words
    }
    said = (gone | {claim.id: claim.text for claim in agent.claims}).get(subject, "").rstrip(".")
    link = subject_link(subject, agent)
    return f": “{said}”" if said else f": {link.text if link else title_from(subject)}"


def _state(agent: AgentReport, one: ChangeSince, state: str | None) -> str:
    if state is None:
        return _ABSENT.get(one.changed, "not on record")
    if one.aspect == CONTENT:
        return f"SHA-256 {state[:_DIGITS_SHOWN]}"
    if one.changed is Changed.EVIDENCE:
        return title_from(state)
    if one.changed in (Changed.TERMS, Changed.PACT):
        return spelled_out(state, agent)
    if one.aspect == "predicate":
        return _PREDICATE.sub("", state).replace("_", " ")
    return _WORDS.get(one.changed, {}).get(state, state)
