"""The changes of an agent that a reader must know, as sentences: the same on Home, on its page and for analysts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trustpages.compose.composition import Composition
from trustpages.compose.wording.changes import WordedChange, describe_changes
from trustpages.compose.wording.dates import format_day
from trustpages.compose.wording.names import name_item, to_sentence, to_title
from trustpages.compose.wording.numbers import count_of
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.results.report import AgentReport
from trustpages.model.sentence import read_days

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


def is_headline(change: ReportChange) -> bool:
    """Whether Home tells the change: posture, authority, version, verdicts, claims, consequences, new incidents."""
    is_incident = change.before is None and change.after == "incident"
    return change.changed in HEADLINES or is_incident or (change.aspect == "in_silence" and change.after is not None)


@dataclass(frozen=True, slots=True)
class ChangeHeadline:
    """A change that a reader must know: a sentence without the agent's name, and what the change log says of it.

    `about` is what kind of thing changed, as it is counted: `promise`, `claim`.
    """

    about: str
    said: str
    logged: str = ""

    def name(self, agent: AgentReport) -> str:
        """The whole of it, under the name of the agent."""
        return f"{agent.agent.name}: {self.said}{self.logged}"


def describe_headlines(composition: Composition, agent: AgentReport) -> tuple[ChangeHeadline, ...]:
    """The changes of an agent that a reader must know, what turned for the worse first."""
    gone = [
        ChangeHeadline("piece of evidence", f"the evidence {gone.name} was published and is gone.")
        for gone in agent.vanished
    ]
    taken_out = [
        ChangeHeadline("promise", f"the promise {broken.ref} was published as broken and taken out of its pact.")
        for broken in agent.withdrawn
    ]
    worded = sorted(describe_changes(composition, agent), key=lambda worded: worded.change.turn not in WORSE)
    told = (_tell_headline(agent, change) for change in worded)
    return (*gone, *taken_out, *(headline for headline in told if headline is not None))


_ABOUT: Final[Mapping[ChangeTopic, str]] = {
    ChangeTopic.POSTURE: "posture",
    ChangeTopic.AUTHORITY: "right to act",
    ChangeTopic.VERDICT: "promise",
    ChangeTopic.CLAIM: "claim",
    ChangeTopic.CONSEQUENCE: "consequence",
}
WORSE: Final = frozenset({Turn.WORSE, Turn.LOST})


def _tell_headline(agent: AgentReport, worded: WordedChange) -> ChangeHeadline | None:
    """The change in a sentence; None where no reader of Home must know it."""
    change = worded.change
    if change.changed is ChangeTopic.VERSION:
        said = f"a new version, {worded.after}; before it was {worded.before}."
        return ChangeHeadline("version", said, _quote_change_log(agent, worded.after))
    if change.changed in HEADLINES:
        return ChangeHeadline(_ABOUT[change.changed], f"{worded.what}: {worded.before} before, {worded.after} now.")
    if change.before is None and change.after == "incident":
        return ChangeHeadline("incident", f"a new incident is on record: {name_item(agent, change.subject)}.")
    if change.aspect == "in_silence" and change.after is not None:
        return ChangeHeadline("pact", f"pact {to_title(change.subject)}: {to_sentence(read_days(change.after), agent)}")
    return None


_PLURALS: Final[Mapping[str, str]] = {"piece of evidence": "pieces of evidence", "right to act": "rights to act"}


def tell_gravest_change(composition: Composition, agent: AgentReport) -> str:
    """The gravest change in a sentence, and how many others are about what; that there is none, too."""
    headlines = describe_headlines(composition, agent)
    if not headlines:
        return "nothing that matters."
    others = Counter(headline.about for headline in headlines[1:])
    counted = ", ".join(count_of(count, about, _PLURALS.get(about, "")) for about, count in others.items())
    return f"{headlines[0].said}{f' Also changed: {counted}.' if counted else ''}"


def _quote_change_log(agent: AgentReport, version: str) -> str:
    """What the change log says of the change that deployed the version."""
    logged = next((change for change in reversed(agent.agent.changes) if change.version == version), None)
    return "" if logged is None else f" {format_day(logged.date)}, {logged.kind.value}: {logged.summary}"
