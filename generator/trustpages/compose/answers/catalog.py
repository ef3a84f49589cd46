"""Every answer that can be computed, in the order of the documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustpages.compose.answers import costs, evidence, obligations
from trustpages.compose.composition import Composition
from trustpages.model.pages.findings import Answer
from trustpages.model.results.report import AgentReport


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer by its id: what it tells, and how it is computed for one agent."""

    id: str
    tells: str
    compute: Callable[[Composition, AgentReport], Answer]


ANSWERS: tuple[AnswerEntry, ...] = (
    AnswerEntry("authority", "what the agent may do alone today", obligations.answer_authority),
    AnswerEntry("thresholds", "which threshold narrows autonomy", obligations.answer_thresholds),
    AnswerEntry("overriding", "who may override, and what they must leave", obligations.answer_overriding),
    AnswerEntry("accepted-risks", "which failure modes are accepted, and why", obligations.answer_accepted_risks),
    AnswerEntry("followed", "what follows a broken promise, and whether it did", obligations.answer_followed),
    AnswerEntry("disputes", "whether the evidence survives a dispute", obligations.answer_disputes),
    AnswerEntry("ends", "until when this holds", obligations.answer_ends),
    AnswerEntry("measured-by", "who measured", evidence.answer_measured_by),
    AnswerEntry("age", "how old the evidence is", evidence.answer_age),
    AnswerEntry("incomplete", "what happens where evidence is incomplete", evidence.answer_incomplete),
    AnswerEntry("judgment", "which parts rest on judgment", evidence.answer_judgment),
    AnswerEntry("artifacts", "which artefact is reviewed", evidence.answer_artifacts),
    AnswerEntry("workflow-fit", "whether the benchmarks are this workflow", evidence.answer_workflow_fit),
    AnswerEntry("version", "whether the version tested is the one deployed", evidence.answer_version),
    AnswerEntry("repeats", "how often it succeeds when it tries again", evidence.answer_repeats),
    AnswerEntry("baseline", "what doing nothing would score", evidence.answer_baseline),
    AnswerEntry("incidents", "what went wrong in use", evidence.answer_incidents),
    AnswerEntry("monitoring", "whether an incident would be noticed", evidence.answer_monitoring),
    AnswerEntry("attacked", "whether somebody tried to make it fail", evidence.answer_attacked),
    AnswerEntry("claims", "which public sentences the evidence carries", evidence.answer_claims),
    AnswerEntry("cost", "what the controls cost", costs.answer_cost),
)

BY_ID = {answer.id: answer for answer in ANSWERS}
