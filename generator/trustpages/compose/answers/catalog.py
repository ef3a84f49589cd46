"""Every answer that can be computed, in the order of the documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustpages.compose.answers import evidence, promises
from trustpages.compose.answers.answer import Answer
from trustpages.compose.composition import Composition
from trustpages.model.results.report import AgentReport


@dataclass(frozen=True, slots=True)
class Computed:
    """An answer by its id: what it tells, and how it is computed for one agent."""

    id: str
    tells: str
    compute: Callable[[Composition, AgentReport], Answer]


ANSWERS: tuple[Computed, ...] = (
    Computed("authority", "what the agent may do alone today", promises.authority),
    Computed("thresholds", "which threshold narrows autonomy", promises.thresholds),
    Computed("overriding", "who may override, and what they must leave", promises.overriding),
    Computed("accepted-risks", "which failure modes are accepted, and why", promises.accepted_risks),
    Computed("followed", "what follows a broken promise, and whether it did", promises.followed),
    Computed("disputes", "whether the evidence survives a dispute", promises.disputes),
    Computed("ends", "until when this holds", promises.ends),
    Computed("measured-by", "who measured", evidence.measured_by),
    Computed("age", "how old the evidence is", evidence.age),
    Computed("incomplete", "what happens where evidence is incomplete", evidence.incomplete),
    Computed("judgment", "which parts rest on judgment", evidence.judgment),
    Computed("artifacts", "which artefact is reviewed", evidence.artifacts),
    Computed("workflow-fit", "whether the benchmarks are this workflow", evidence.workflow_fit),
    Computed("version", "whether the version tested is the one deployed", evidence.version),
    Computed("repeats", "how often it succeeds when it tries again", evidence.repeats),
    Computed("baseline", "what doing nothing would score", evidence.baseline),
    Computed("incidents", "what went wrong in use", evidence.incidents),
    Computed("monitoring", "whether an incident would be noticed", evidence.monitoring),
    Computed("attacked", "whether somebody tried to make it fail", evidence.attacked),
    Computed("claims", "which public sentences the evidence carries", evidence.claims),
    Computed("cost", "what the controls cost", evidence.cost),
)

BY_ID = {answer.id: answer for answer in ANSWERS}
