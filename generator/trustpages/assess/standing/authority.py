"""Authority by the rules: what posture allows, never more than granted, less after enacted consequences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trustpages.model.documents.agent import Authority
from trustpages.model.documents.policy import Policy
from trustpages.model.results.follow_through import LedgerEntry
from trustpages.model.results.standing import AuthorityResult, PostureResult
from trustpages.model.sentence import Part, Reference, Sentence, Term
from trustpages.model.states import POSTURES
from trustpages.model.vocabulary import Action

LOWERING = frozenset({Action.NARROW_AUTHORITY, Action.SUSPEND})
"""Actions that take the agent to a lower rung; the others change something else."""


def decide_authority(
    authority: Authority, posture: PostureResult, policy: Policy, consequences: Sequence[LedgerEntry], as_of: date
) -> AuthorityResult:
    """The rung that the rules allow today, and why it differs from the one that was granted.

    Posture sets the highest rung by the policy's table; consequences that were enacted and not taken back
    lower it further.
    """
    ladder = authority.ladder
    granted = ladder.index(authority.granted)
    by_posture = min(granted, _rung_of(authority, policy.authority.get(posture.posture, "lowest")))
    lowering = ((entry, _rung_after(authority, entry)) for entry in consequences if _is_in_force(entry, as_of))
    # Consequences enacted under an earlier grant may lead above today's: they lower nothing.
    in_force = sorted(((entry, rung) for entry, rung in lowering if rung < granted), key=lambda pair: pair[0].id)
    lowest = min([by_posture, *(rung for _, rung in in_force)])
    reasons = [
        Sentence(Term(ladder[rung]), *_tell_since(entry), ", because of ", Reference(entry.obligation))
        for entry, rung in in_force
    ]
    if by_posture != granted:
        reasons.insert(
            0,
            Sentence(
                "no more than ", Term(ladder[by_posture]), f" while its posture is {POSTURES[posture.posture].word}"
            ),
        )
    return AuthorityResult(
        ladder=ladder,
        granted=authority.granted,
        by_rules=ladder[lowest],
        differs=lowest != granted,
        reasons=tuple(reasons),
        lowered_by=tuple(entry.id for entry, _ in in_force),
        human_before_each=authority.human_before_each,
    )


def _rung_of(authority: Authority, rule: str) -> int:
    """The highest rung that a rule of the policy's table allows."""
    granted = authority.ladder.index(authority.granted)
    match rule:
        case "granted":
            return granted
        case "one-down":
            return max(0, granted - 1)
        case "approve-each":
            return authority.ladder.index(authority.human_before_each)
        case _:
            return 0


def _is_in_force(entry: LedgerEntry, as_of: date) -> bool:
    enacted = entry.enacted_at is not None and entry.enacted_at <= as_of
    restored = entry.reversed_at is not None and entry.reversed_at <= as_of
    return entry.action in LOWERING and enacted and not restored


def _tell_since(entry: LedgerEntry) -> tuple[Part, ...]:
    return (" since ", entry.enacted_at) if entry.enacted_at is not None else ()


def _rung_after(authority: Authority, entry: LedgerEntry) -> int:
    """The rung that an enacted consequence led to; one below the granted where it names none of the ladder."""
    if entry.action is Action.SUSPEND:
        return 0
    named = (entry.authority.after if entry.authority else None, entry.to)
    below_granted = max(0, authority.ladder.index(authority.granted) - 1)
    return next((authority.ladder.index(rung) for rung in named if rung in authority.ladder), below_granted)
