"""Steps of `log`: how agents stood at each revision of the workspace, or in each published version, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from trustpages.compose.sections.past_states import describe_agent
from trustpages.compose.wording.headlines import HEADLINES
from trustpages.compose.wording.numbers import count_of
from trustpages.compose.wording.said import escape_controls
from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.intake.files.revisions.names import HEAD, find_commit
from trustpages.intake.files.revisions.source import KeptBlobs
from trustpages.intake.files.revisions.store import open_store
from trustpages.intake.messages.quoting import quote
from trustpages.model.problem import TrustpagesError
from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, Turn
from trustpages.model.results.records.json_values import Json, encode_json, problem_to_json, to_json
from trustpages.model.results.review import ReviewSide, UnreadableSide
from trustpages.model.vocabulary import Severity
from trustpages.publish.versions.published_folder import list_versions
from trustpages.review.changes import find_changes
from trustpages.review.words import describe_change
from trustpages.workflow.caching.fingerprint import READ_PATHS
from trustpages.workflow.caching.kept_documents import KeptDocuments
from trustpages.workflow.commands.report import refuse_unknown_agents
from trustpages.workflow.diff.assess_sides import Assessed, assess_side
from trustpages.workflow.diff.named_sides import NamedRevision, NamedSide, NamedVersion
from trustpages.workflow.diff.open_sides import open_side, show_side
from trustpages.workflow.run import INVALID, Choice, Step

FORMAT = "trustpages.log/1"
MOST_STATES = 1000
_FIELDS = 3


@dataclass(frozen=True, slots=True)
class AskedLog:
    """Which states: the revisions that lead to `revision`, or the versions in `published`; of which agents, how many.

    `agents` is empty for all of them.
    """

    revision: str | None
    published: Path | None
    agents: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state by its name: when it was made, and what its author says of it."""

    side: NamedSide
    day: date | None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class PastState:
    """A state with what it came to, and what changed since the one before it; None where that is not known."""

    named: NamedState
    assessed: Assessed
    changes: tuple[ReportChange, ...] | None


@dataclass(frozen=True, slots=True)
class LogOutcome:
    """What to print, and the exit code: 3 where no state has valid evidence."""

    text: str
    exit_code: int


def log(asked: AskedLog, choice: Choice, form: str, step: Step) -> LogOutcome:
    """The newest states with what changed in each.

    Raises TrustpagesError `unknown-agent` for a name that none of the states has, and what naming revisions raises.
    """
    with step("Finding what was recorded"):
        named = tuple(_name_versions(asked) if asked.published else name_revisions(asked, choice.start))
    with step("Assessing each state"):
        states = tuple(_compare(named, choice))
    known = sorted({agent.id for state in states for agent in _list_agents(state, ())})
    if known:  # where no state can be read, that is what is told
        refuse_unknown_agents(asked.agents, known, "no state has an agent")
    shown = states[-asked.number :][::-1]
    text = _write_json(shown, asked.agents) if form == "json" else _write_text(shown, asked.agents)
    is_known = any(isinstance(state.assessed, ReviewSide) for state in shown)
    return LogOutcome(text, 0 if is_known or not shown else INVALID)


def _name_versions(asked: AskedLog) -> Iterator[NamedState]:
    if asked.published is None:
        return
    versions = list_versions(asked.published)
    if not versions:
        remedy = "name the folder that `trustpages publish` writes to"
        raise TrustpagesError("not-published", f"{quote(str(asked.published))} holds no published version", remedy)
    for version in versions[-asked.number - 1 :]:
        yield NamedState(NamedVersion(version.folder.name, version.folder), None)


def name_revisions(asked: AskedLog, start: Path) -> Iterator[NamedState]:
    """The commits of the main line that touched the workspace, oldest first, one more than are told."""
    store = open_store(start)
    commit = find_commit(store, asked.revision or HEAD)
    below = f"{store.prefix}/" if store.prefix else ""
    paths = [f":(top,literal){below}{path}" for path in READ_PATHS]
    answer = store.said(
        *("log", "-z", "--first-parent", "-m", "--no-ext-diff", f"--max-count={asked.number + 1}"),
        *("--format=%H%x1f%ct%x1f%s", commit, "--", *paths),
    )
    entries = answer.decode("utf-8", "replace").split("\0")
    for fields in reversed([entry.strip("\n").split("\x1f", _FIELDS - 1) for entry in entries]):
        if len(fields) == _FIELDS:
            id_, second, subject = fields
            yield NamedState(NamedRevision(id_[:12], store, id_), _read_day(second), subject)


def _read_day(second: str) -> date:
    return datetime.fromtimestamp(int(second or 0), UTC).date()


def _compare(named: Iterable[NamedState], choice: Choice) -> Iterator[PastState]:
    load, kept = KeptDocuments().load, KeptBlobs()
    before: ReviewSide | None = None
    for state in named:
        own = choice if state.day is None else replace(choice, today=state.day, takes_named=False)
        with ExitStack() as held:
            opened = open_side(state.side, own, load, kept, held)
            assessed = assess_side(show_side(opened, choice.audience or WIDEST_AUDIENCE, choice.as_of))
        if isinstance(assessed, UnreadableSide):
            yield PastState(state, assessed, None)
            continue
        changes = None if before is None else find_changes(before.record, assessed.record)
        yield PastState(state, assessed, changes)
        before = assessed


def _list_agents(state: PastState, wanted: Sequence[str]) -> tuple[AgentRecord, ...]:
    if isinstance(state.assessed, UnreadableSide):
        return ()
    return tuple(agent for agent in state.assessed.record.agents if not wanted or agent.id in wanted)


def _list_changes(state: PastState, wanted: Sequence[str]) -> tuple[ReportChange, ...]:
    return tuple(change for change in state.changes or () if not wanted or change.agent in wanted)


def _write_text(states: Sequence[PastState], wanted: Sequence[str]) -> str:
    lines: list[str] = []
    for state in states:
        day = state.assessed.record.as_of if isinstance(state.assessed, ReviewSide) else state.named.day
        lines.append("  ".join(filter(None, (str(day or ""), state.named.side.label, state.named.subject))))
        if isinstance(state.assessed, UnreadableSide):
            lines += [f"    not readable: {problem}" for problem in state.assessed.problems[:3]]
        for agent in _list_agents(state, wanted):
            changes = [change for change in state.changes or () if change.agent == agent.id]
            # Of an agent that is as it was before, the newest state tells, and the one in which it last changed.
            if changes or state.changes is None or state is states[0]:
                lines += [f"    {describe_agent(agent)}", *(f"      {turn}" for turn in _list_turns(changes))]
        lines += [f"    {describe_change(change)}" for change in _list_gone(state, wanted)]
        if state.changes == ():
            lines.append("    no change of meaning")
    return "".join(f"{escape_controls(line)}\n" for line in lines or ["Nothing is on record."])


def _list_gone(state: PastState, wanted: Sequence[str]) -> tuple[ReportChange, ...]:
    changes = _list_changes(state, wanted)
    return tuple(change for change in changes if change.changed is ChangeTopic.AGENT and change.after is None)


def _list_turns(changes: Sequence[ReportChange]) -> Iterator[str]:
    """What changed, of most weight first, and the number of what is not told."""
    weighed = sorted(changes, key=lambda change: (change.changed not in _TOLD_FIRST, change.turn is not Turn.WORSE))
    yield from map(describe_change, weighed[:_MOST_TOLD])
    if len(changes) > _MOST_TOLD:
        yield f"and {count_of(len(changes) - _MOST_TOLD, 'other change')}"


_TOLD_FIRST = HEADLINES | {ChangeTopic.AGENT, ChangeTopic.TERMS}
_MOST_TOLD = 8


def _write_json(states: Sequence[PastState], wanted: Sequence[str]) -> str:
    return encode_json({"format": FORMAT, "states": [_state_to_json(state, wanted) for state in states]}).decode()


def _state_to_json(state: PastState, wanted: Sequence[str]) -> Json:
    side, assessed = state.named.side, state.assessed
    problems = assessed.problems if isinstance(assessed, UnreadableSide) else ()
    record = assessed.record if isinstance(assessed, ReviewSide) else None
    return {
        "name": side.label,
        "commit": side.commit if isinstance(side, NamedRevision) else None,
        "subject": state.named.subject or None,
        "as_of": to_json(record.as_of) if record else None,
        "inputs_digest": record.inputs_digest if record else None,
        "agents": [_agent_to_json(agent) for agent in _list_agents(state, wanted)],
        "changes": None if state.changes is None else [to_json(change) for change in _list_changes(state, wanted)],
        "problems": [problem_to_json(problem) for problem in problems],
    }


def _agent_to_json(agent: AgentRecord) -> Json:
    severities = Counter(limitation.severity for limitation in agent.limitations)
    metrics = agent.metrics if isinstance(agent.metrics, dict) else {}
    return {
        "id": agent.id,
        "posture": agent.posture.value,
        "authority": {"granted": agent.authority.granted, "by_rules": agent.authority.by_rules},
        "valid_until": to_json(agent.valid_until),
        "verdicts": {promise.ref: promise.verdict.value for promise in agent.obligations},
        "claims": {claim.id: claim.verdict.value for claim in agent.claims},
        "limitations": {severity.value: severities[severity] for severity in Severity},
        "metrics": {
            name: {key: value for key, value in found.items() if key != "details"}
            for name, found in metrics.items()
            if isinstance(found, dict)
        },
    }
