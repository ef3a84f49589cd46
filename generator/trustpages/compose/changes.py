"""What changed since the earlier report, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

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
ABSENT: Final = "not there"
HEADLINES: Final = frozenset(
    {Changed.POSTURE, Changed.AUTHORITY, Changed.VERDICT, Changed.CLAIM, Changed.CONSEQUENCE}
)
_WORDS: Final[Mapping[Changed, Mapping[str, str]]] = {
    Changed.VERDICT: {key.value: tone.word for key, tone in VERDICTS.items()},
    Changed.CLAIM: {key.value: tone.word for key, tone in CLAIMS.items()},
    Changed.CONSEQUENCE: {key.value: tone.word for key, tone in LEDGER.items()},
    Changed.LIMITATION: {key.value: tone.word for key, tone in SEVERITIES.items()},
}
_AUTHORITY: Final[Mapping[str, str]] = {"granted": "Authority granted"}
_DIGITS_SHOWN: Final = 12


def change_table(agent: AgentReport) -> Table:
    """Everything that changed about an agent since the earlier report."""
    rows = (
        Row(
            (_what(agent, one), _state(agent, one, one.before), _state(agent, one, one.after), tone.word),
            tone=tone,
        )
        for one in agent.changes
        for tone in (TURNS[one.turn],)
    )
    return Table(
        agent.id,
        f"{agent.agent.name}: what changed",
        ("What", "Before", "Now", "Turn"),
        tuple(rows),
        empty="Nothing changed since the last report.",
    )


def since(report: Report) -> str:
    """Which report this one was held against, and whether posture or authority moved; empty where it was none."""
    if report.previous_as_of is None:
        return ""
    moved = {one.changed for agent in report.agents for one in agent.changes}
    held = f"Held against the report of {day(report.previous_as_of)}."
    if report.changes or moved & {Changed.POSTURE, Changed.AUTHORITY}:
        return held
    return f"{held} No agent has another posture or another authority than it had there."


def headlines(report: Report) -> tuple[str, ...]:
    """The changes that a reader of Home must know, agents that came or went first."""
    return (*_agents(report), *(said for agent in report.agents for said in _headlines(agent)))


def _agents(report: Report) -> Iterator[str]:
    names = {one.id: one.agent.name for one in report.agents}
    for one in report.changes:
        if one.after is None:
            yield f"The agent {one.subject} is no longer in this report; its posture was {one.before}."
        else:
            yield f"{names[one.subject]} is new in this report."


def _headlines(agent: AgentReport) -> Iterator[str]:
    name = agent.agent.name
    for one in agent.changes:
        if one.changed in HEADLINES:
            before, after = _state(agent, one, one.before), _state(agent, one, one.after)
            yield f"{name}: {_what(agent, one)}: {before} before, {after} now."
        elif one.before is None and one.after == "incident":
            yield f"{name}: a new incident is on record: {item_of(agent, one.subject)}."
        elif one.aspect == "in_silence" and one.after is not None:
            yield f"{name}: pact {one.subject}: {sentence(one.after, agent)}"
    for gone in agent.vanished:
        yield f"{name}: the evidence {gone.name} was published and is gone."
    for broken in agent.withdrawn:
        yield f"{name}: the promise {broken.ref} was published as broken and taken out of its pact."


def _what(agent: AgentReport, one: ChangeSince) -> str:
    match one.changed:
        case Changed.AGENT | Changed.POSTURE:
            return title_from(one.changed.value)
        case Changed.AUTHORITY:
            return _AUTHORITY.get(one.aspect, "Authority by the rules")
        case Changed.VERDICT:
            return promise_of(agent, one.subject)
        case Changed.CLAIM:
            return _claim(agent, one)
        case Changed.CONSEQUENCE:
            return f"Consequence: {item_of(agent, one.subject)}"
        case Changed.LIMITATION:
            return f"Limitation {one.subject}{_about(agent, one.aspect)}"
        case Changed.EVIDENCE:
            return f"Evidence: {item_of(agent, one.subject)}"
        case Changed.TERMS:
            return f"{promise_of(agent, one.subject)}: {one.aspect}"
        case Changed.PACT:
            return _pact(one)


def _claim(agent: AgentReport, one: ChangeSince) -> str:
    """The sentence of a claim, its id in words where it is no longer made; and what about it changed."""
    found = next((f"“{claim.text}”" for claim in agent.claims if claim.id == one.subject), "")
    said = found or f"Claim: {title_from(one.subject)}"
    return f"{said}: {one.aspect}" if one.aspect else said


def _pact(one: ChangeSince) -> str:
    said = "in silence" if one.aspect == "in_silence" else one.aspect
    return f"Pact {title_from(one.subject)}: {said}"


def _about(agent: AgentReport, subject: str) -> str:
    if not subject:
        return ""
    link = subject_link(subject, agent)
    return f", about {link.text if link else subject}"


def _state(agent: AgentReport, one: ChangeSince, state: str | None) -> str:
    if state is None:
        return ABSENT
    if one.aspect == "content":
        return state[:_DIGITS_SHOWN]
    if one.changed is Changed.EVIDENCE:
        return title_from(state)
    if one.changed in (Changed.TERMS, Changed.PACT):
        return spelled_out(state, agent)
    return _WORDS.get(one.changed, {}).get(state, state)
