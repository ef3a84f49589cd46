"""The state that a badge shows: that of the posture, and never a good one while something grave is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trustpages.compose.answers.reliance import has_expired
from trustpages.compose.composition import Composition
from trustpages.compose.sections.first_screen.bottom_line import label_posture
from trustpages.model.documents.base import has_passed
from trustpages.model.pages.embeds import BadgeState
from trustpages.model.pages.values import StateLabel
from trustpages.model.results.follow_through import NEVER_RECORDED, NOT_DONE
from trustpages.model.results.report import AgentReport
from trustpages.model.states import CLAIMS, DISPUTED, POSTURES, VERDICTS
from trustpages.model.vocabulary import ClaimVerdict, Posture, Severity, Verdict

GOOD: Final = POSTURES[Posture.SUPPORTED].name
"""The one name of a state that is drawn as good."""
DOUBTFUL: Final = POSTURES[Posture.CONDITIONAL].name


def judge_badge(composition: Composition, agent: AgentReport) -> BadgeState:
    """The state of the agent's badge.

    It looks good for a posture of `Supported` alone, and not while anything is expired, overdue, stale, disputed,
    contradicted, broken, missing or made up, whatever its severity: a reader of a badge sees nothing that stands beside
    it.
    """
    posture, doubts = label_posture(composition.report, agent), tuple(dict.fromkeys(_list_doubts(composition, agent)))
    if has_expired(composition.report, agent):
        return BadgeState(posture, doubts)
    made_up = ("illustrative",) if composition.frame(agent).illustrative else ()
    gravest = next(iter((*doubts, *made_up)), "")
    told = f"{posture.word}, {gravest}" if gravest else posture.word
    name = DOUBTFUL if gravest and posture.name == GOOD else posture.name
    return BadgeState(StateLabel(told, name, posture.meaning), doubts)


def _list_doubts(composition: Composition, agent: AgentReport) -> Iterator[str]:
    """What is open about the agent, the gravest first."""
    findings, as_of = agent.findings, composition.report.as_of
    if composition.looks_better:
        yield "better than all evidence"
    if any(claim.verdict is ClaimVerdict.CONTRADICTED for claim in findings.claims):
        yield f"claim {CLAIMS[ClaimVerdict.CONTRADICTED].in_sentence}"
    yield from _list_doubts_of_promises(agent)
    if agent.contests or agent.contested_together is not None:
        yield DISPUTED.in_sentence
    if any(entry.state in NOT_DONE | NEVER_RECORDED for entry in findings.follow_through.entries):
        yield "consequence overdue"
    if findings.reviews.list_overdue(as_of) or has_passed(findings.reviews.due, as_of):
        yield "review overdue"
    if any(item.severity is Severity.CRITICAL for item in findings.adverse_evidence.unanswered):
        yield "critical finding open"
    if any(claim.verdict is ClaimVerdict.STALE for claim in findings.claims):
        yield f"claim {CLAIMS[ClaimVerdict.STALE].in_sentence}"
    if any(limitation.severity is Severity.CRITICAL for limitation in agent.limitations.triggered):
        yield "critical limitation"


def _list_doubts_of_promises(agent: AgentReport) -> Iterator[str]:
    promises = [result for result in agent.findings.obligations if result.verdict is not Verdict.NOT_APPLICABLE]
    if any(promise.verdict is Verdict.BREACHED for promise in promises):
        yield f"promise {VERDICTS[Verdict.BREACHED].in_sentence}"
    if not promises or any(promise.verdict is Verdict.MISSING for promise in promises):
        yield VERDICTS[Verdict.MISSING].in_sentence
    if any(promise.stale for promise in promises):
        yield f"evidence {CLAIMS[ClaimVerdict.STALE].in_sentence}"
    if any(promise.has_turned for promise in promises):
        yield "promise at risk"
    if any(promise.verdict is not Verdict.MET for promise in promises):
        yield "promise open"
