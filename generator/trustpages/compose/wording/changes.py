"""A change since the earlier report in words: what it is about, how that was, how it is, whether that is better."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_subject
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import name_item, name_promise, spell_out, to_title
from trustpages.model.pages.values import StateLabel
from trustpages.model.results.records.changes import ChangeTopic, ReportChange
from trustpages.model.results.records.terms import name_term, word_term
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import read_days
from trustpages.model.states import CLAIMS, LEDGER, POSTURES, SEVERITIES, TURNS, VERDICTS, word_of

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
            return f"{name_promise(agent, change.subject)}: {name_term(change.aspect)}"
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
        return spell_out(word_term(change.aspect, read_days(state)), agent)
    if change.aspect == "predicate":
        return _PREDICATE.sub("", state).replace("_", " ")
    word = _WORDS.get(change.changed)
    return word(state) if word else state
