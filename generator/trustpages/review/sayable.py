"""What sales may say otherwise after a change: claims, the badge and card of each agent, answers; and from when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trustpages.model.results.records.agent import AgentRecord
from trustpages.model.results.records.findings import ClaimRecord
from trustpages.model.results.records.sayable import may_be_said
from trustpages.model.results.review import SayableChange
from trustpages.model.states import CLAIMS, POSTURES
from trustpages.model.vocabulary import ClaimVerdict, Posture
from trustpages.review.comparison import AgentSide, SideComparison
from trustpages.review.typed.noise import Moves


def find_sayable_changes(comparison: SideComparison, moves: Moves) -> tuple[SayableChange, ...]:
    """What may be said no more, or now, or otherwise, by agent: claims, then badge and card, then answers."""
    found = [
        *(change for id_, (old, new) in comparison.agents.items() for change in _compare_agents(id_, old, new)),
        *_compare_one_sided(comparison),
        *_find_answers(comparison, moves),
    ]
    return tuple(
        sorted(found, key=lambda change: (change.agent == "", change.agent, _KINDS.index(change.kind), change.subject))
    )


_KINDS = ("claim", "badge", "card", "answer")


def _compare_agents(id_: str, old: AgentSide, new: AgentSide) -> Iterator[SayableChange]:
    yield from _compare_claims(old.record, new.record, (old.as_of, new.as_of))
    before, after = old.record.posture, new.record.posture
    if before is not after:
        sides = (POSTURES[before].word, POSTURES[after].word)
        yield _note(id_, "badge", id_, *sides, new.as_of, after is not Posture.BLOCKED)
    ends = (old.record.valid_until, new.record.valid_until)
    if ends[0] != ends[1]:
        words = tuple(None if day is None else day.isoformat() for day in ends)
        may_be_said = ends[1] is None or ends[1] >= new.as_of
        yield _note(id_, "card", id_, words[0], words[1], new.as_of, may_be_said)


def _compare_claims(
    old: AgentRecord | None, new: AgentRecord | None, days: tuple[date, date]
) -> Iterator[SayableChange]:
    """The claims of an agent on both sides, or on the one that has it."""
    before, after = ({} if side is None else {claim.id: claim for claim in side.claims} for side in (old, new))
    sides = tuple(zip((old, new), days, strict=True))
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        states = tuple(None if claim is None else _name_state(claim) for claim in (was, now))
        could, can = (
            agent is not None and claim is not None and may_be_said(agent, claim, day)
            for claim, (agent, day) in zip((was, now), sides, strict=True)
        )
        is_reworded = was is not None and now is not None and was.text != now.text
        if could is can and not (can and is_reworded):
            continue
        since = now.withdrawn if now is not None and now.withdrawn is not None else days[1]
        agent_id = next(side.id for side in (new, old) if side is not None)
        yield _note(agent_id, "claim", name, states[0], states[1], since, can)


def _name_state(claim: ClaimRecord) -> str:
    if claim.withdrawn is not None:
        return "Withdrawn"
    return CLAIMS[ClaimVerdict.STALE if claim.stale else claim.verdict].word


def _compare_one_sided(comparison: SideComparison) -> Iterator[SayableChange]:
    """All of an agent that is new, or gone."""
    old, new = (side.record for side in comparison.sides)
    days = (old.as_of, new.as_of)
    for agent in old.agents:
        if new.agent(agent.id) is None:
            yield from _compare_claims(agent, None, days)
            yield _note(agent.id, "badge", agent.id, POSTURES[agent.posture].word, None, new.as_of, False)
    for agent in new.agents:
        if old.agent(agent.id) is None:
            yield from _compare_claims(None, agent, days)
            is_good = agent.posture is not Posture.BLOCKED
            yield _note(agent.id, "badge", agent.id, None, POSTURES[agent.posture].word, new.as_of, is_good)


def _find_answers(comparison: SideComparison, moves: Moves) -> Iterator[SayableChange]:
    """Questions of the workspace that are answered by a figure that moved, by one that came or went, or by an item."""
    moved = {f"{agent}/{ref}" for agent, ref in moves}
    for id_, (old, new) in comparison.agents.items():
        verdicts = ({promise.ref: promise.verdict for promise in side.record.obligations} for side in (old, new))
        before, after = verdicts
        moved |= {f"{id_}/{ref}" for ref in before.keys() | after.keys() if before.get(ref) != after.get(ref)}
        digests = ({item.id: item.digest for item in side.record.evidence} for side in (old, new))
        was, now = digests
        moved |= {f"{id_}/{name}" for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    workspace = comparison.after.workspace
    for document in workspace.questions if workspace is not None else ():
        for question in document.questions:
            if moved & {*question.figures, *question.evidence}:
                as_of = comparison.after.record.as_of
                yield _note("", "answer", question.id, "as it was", "changed", as_of, True)


def _note(
    agent: str, kind: str, subject: str, before: str | None, after: str | None, since: date, can: bool
) -> SayableChange:
    return SayableChange(
        agent=agent, kind=kind, subject=subject, before=before, after=after, since=since, may_be_said=can
    )
