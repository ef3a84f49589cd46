"""What an answer rests on: current evidence, the vendor's word, or nothing that holds today.

Evidence answers for nobody once it is stale, taken back or disputed, except that what happened stays so. What the
vendor or somebody paid by it only states, and what it enters into its own records, is its word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from trustpages.compose.wording.numbers import count_of
from trustpages.model.results.evidence import Evidence, FreshnessStatus
from trustpages.model.results.report import AgentReport
from trustpages.model.vocabulary import AnswerBasis, EvidenceClass, Method

_CURRENT: Final = frozenset({FreshnessStatus.FRESH, FreshnessStatus.DUE_SOON})


@dataclass(frozen=True, slots=True)
class Backing:
    """What stands behind an answer: `carrying` today, and how many pieces of evidence do not any more."""

    basis: AnswerBasis
    carrying: tuple[Evidence, ...] = ()
    left_out: int = 0

    @property
    def caveat(self) -> str:
        """That some of the evidence does not count today; empty where all of it does."""
        if not self.left_out:
            return ""
        behind = count_of(self.left_out, "piece of evidence is", "pieces of evidence are")
        return f"{behind} stale, taken back or disputed, and not counted here."


WORD: Final = Backing(AnswerBasis.WORD)
NOTHING: Final = Backing(AnswerBasis.NOTHING)


def judge_backing(agent: AgentReport, behind: Iterable[Evidence]) -> Backing:
    """What an answer is worth that rests on these items; one that takes none is what the vendor says."""
    items = tuple(behind)
    if not items:
        return WORD
    current = _list_current(agent)
    standing = tuple(item for item in items if item.id in current)
    proof = tuple(item for item in standing if not is_word(item))
    left_out = len(items) - len(standing)
    if proof:
        return Backing(AnswerBasis.EVIDENCE, proof, left_out)
    return Backing(AnswerBasis.WORD if standing else AnswerBasis.NOTHING, standing, left_out)


def join_backings(backings: Iterable[Backing]) -> Backing:
    """What an answer is worth that takes all of these: no more than the weakest of them."""
    taken = tuple(backings)
    if not taken:
        return NOTHING
    carrying = {item.id: item for backing in taken for item in backing.carrying}
    weakest = max((backing.basis for backing in taken), key=lambda basis: basis.rank)
    return Backing(weakest, tuple(carrying.values()), max(backing.left_out for backing in taken))


def is_word(evidence: Evidence) -> bool:
    """Whether the item is what the vendor says: a record of its own, or outcomes that it states and nobody checked."""
    if not evidence.producer.relationship.is_first_party:
        return False
    return evidence.evidence_class is None or getattr(evidence.item, "method", None) is Method.ATTESTED


def keep_independent(backing: Backing) -> Backing:
    """The same where only evidence of others than the vendor counts: without any, nothing stands behind the answer."""
    others = tuple(item for item in backing.carrying if not item.producer.relationship.is_first_party)
    return Backing(backing.basis, others, backing.left_out) if others else NOTHING


def find_end(agent: AgentReport, backing: Backing) -> date | None:
    """The last day on which the answer holds: never later than that of the report."""
    carrying = {item.id for item in backing.carrying}
    ends = [found.expires_on for found in agent.findings.freshness.items if found.evidence in carrying]
    return min(filter(None, (agent.valid_until.day, *ends)), default=None)


def _list_current(agent: AgentReport) -> frozenset[str]:
    """The ids of the items that may stand behind an answer today."""
    fresh = {found.evidence for found in agent.findings.freshness.items if found.status in _CURRENT}
    disputed = {item for contest in agent.contests if contest.is_open for item in contest.items}
    lasting = {
        item.id for item in agent.evidence if item.evidence_class in {None, EvidenceClass.INCIDENT} and item.counts
    }
    return frozenset((fresh - disputed) | lasting)
