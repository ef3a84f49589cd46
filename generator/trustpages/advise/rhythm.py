"""Steps of rhythm: reviews, and what people accepted or set aside until a day that has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from trustpages.advise.alterations import add_item, alter_agent, alter_item, alter_model, apply_all, name_new
from trustpages.advise.definition import OVERRIDER, list_entitled, name_deciders
from trustpages.advise.situation import Alteration, Candidate, Situation, StepKind, name_some
from trustpages.model.documents.base import Party, has_passed
from trustpages.model.documents.bundle import Dispute, Review
from trustpages.model.results.follow_through import OpenTrigger, OverrideFinding, ReviewState
from trustpages.model.results.next_steps import Stage
from trustpages.model.sentence import Reference, Sentence
from trustpages.model.workspace import AgentEvidence

ACCEPTED_FOR = timedelta(days=180)
"""How long a risk would be accepted anew."""
OVERRIDDEN_FOR = timedelta(days=30)
"""How long an override would go on that has no end."""


def _find_review(situation: Situation) -> Iterator[Candidate]:
    """One review of all that waits for one: open triggers, and evidence against the agent that nothing answers."""
    report = situation.report
    waiting = [trigger for trigger in report.findings.reviews.triggers if trigger.closed_by is None]
    against = [item.evidence for item in report.findings.adverse_evidence.unanswered]
    names = tuple(dict.fromkeys((*map(_name_trigger, waiting), *against)))
    if not names and report.findings.reviews.state is ReviewState.CURRENT:
        return
    entitled = list_entitled(situation.documents.agent)
    review = Review(
        kind="review",
        id=name_new(situation, "review"),
        date=situation.as_of,
        occasion="event" if names else "scheduled",
        by=Party(name="Whoever reviews", role=entitled[0] if entitled else OVERRIDER),
        closes=names,
        outcome="What was decided",
    )
    hold: Alteration = add_item(situation, review)
    name = name_deciders(situation)[1]
    said = {claim.id: f'"{claim.text.rstrip(".")}"' for claim in report.findings.claims}
    what = name_some(names, said) if names else Sentence("the agent, as scheduled")
    answered = "each is answered, by somebody with the right to decide who does not answer for the agent"
    yield Candidate(
        about="agent",
        text=Sentence(
            "Hold a review of " if entitled else "Name who may decide, and have them hold a review of ", what
        ),
        assumes=answered if names else "somebody besides the deploying team takes part",
        subjects=names,
        alter=hold if entitled else partial(apply_all, (name, hold)),
        next_step=_record_review(report.id, review),
    )


def _record_review(agent: str, review: Review) -> tuple[str, ...]:
    """The command that writes it, but for who held it and what was decided."""
    closes = (flag for name in review.closes for flag in ("--closes", name))
    role = ("--role", review.by.role) if review.by.role and review.by.role != OVERRIDER else ()
    return ("trustpages", "record", "review", agent, "--occasion", review.occasion, *closes, *role)


def _name_trigger(trigger: OpenTrigger) -> str:
    """The name by which a review closes it: that of what it is about, where documents declare one."""
    is_declared = "/" not in trigger.id or trigger.kind in ("pact-change", "silent-change")
    return trigger.id if is_declared else trigger.names[-1]


def _find_risks(situation: Situation) -> Iterator[Candidate]:
    """Accepted risks without owner or end, or whose end has passed."""
    entitled = list_entitled(situation.documents.agent)
    for risk in situation.documents.agent.residual_risks:
        if risk.accepted_by and risk.valid_until and not has_passed(risk.valid_until, situation.as_of):
            continue
        until = situation.as_of + ACCEPTED_FOR
        accepted = {
            "accepted_by": risk.accepted_by or (entitled[0] if entitled else OVERRIDER),
            "accepted_at": situation.as_of,
            "valid_until": until,
        }

        def accept(documents: AgentEvidence, id_: str = risk.id, accepted: dict[str, Any] = accepted) -> dict[str, Any]:
            risks = documents.agent.residual_risks
            return {
                "residual_risks": tuple(alter_model(each, **accepted) if each.id == id_ else each for each in risks)
            }

        yield Candidate(
            about=risk.id,
            text=Sentence("Decide anew on the accepted risk ", Reference(risk.id), ": by whom, and until when"),
            assumes=Sentence("it is accepted until ", until),
            alter=alter_agent(accept),
        )


def _find_overrides(situation: Situation) -> Iterator[Candidate]:
    """Overrides that are not valid, with what their record lacks, as far as anybody has the right to complete it."""
    for override in situation.report.findings.follow_through.overrides:
        if not override.valid:
            yield Candidate(
                about=override.id,
                text=Sentence(
                    "Complete the override ", Reference(override.id), ", which lacks ", ", ".join(override.lacks)
                ),
                assumes="somebody who may override confirms what was decided, and when it ended or ends",
                alter=alter_item(override.id, **_complete(situation, override)),
            )


def _complete(situation: Situation, override: OverrideFinding) -> dict[str, Any]:
    rights = situation.documents.agent.decision_rights
    entitled = [role for right in rights if right.decision == override.decision for role in right.may_override]
    evidence = next((item.id for item in situation.report.evidence if item.id != override.id), None)
    completed: dict[str, Any] = {
        "decision right": {"by": Party(name="Whoever may override", role=entitled[0])} if entitled else {},
        "justification": {"justification": "What the reason was"},
        "evidence": {"evidence": (evidence,)} if evidence is not None else {},
        "expiry date": {"expires": situation.as_of + OVERRIDDEN_FOR},
        "end or renewal before it expired": {"ended": override.expires},
    }
    return {key: value for lack in override.lacks for key, value in completed.get(lack, {}).items()}


def _find_disputes(situation: Situation) -> Iterator[Candidate]:
    for evidence in situation.report.evidence:
        dispute = evidence.item
        if isinstance(dispute, Dispute) and dispute.status == "open" and dispute.opened <= situation.as_of:
            settled = {"status": "settled", "closed": situation.as_of, "settlement": "What was agreed"}
            yield Candidate(
                about=dispute.id,
                text=Sentence("Settle the dispute ", Reference(dispute.id)),
                assumes="the figures stay as they are",
                alter=alter_item(dispute.id, **settled),
            )


RHYTHM_KINDS = (
    StepKind("review", Stage.RHYTHM, _find_review),
    StepKind("accept-risk", Stage.RHYTHM, _find_risks),
    StepKind("complete-override", Stage.RHYTHM, _find_overrides),
    StepKind("settle-dispute", Stage.RHYTHM, _find_disputes),
)
