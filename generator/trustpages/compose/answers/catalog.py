"""Every answer that can be computed, in the order of the documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trustpages.compose.answers import behind, costs, evidence, obligations
from trustpages.compose.composition import Composition
from trustpages.model.pages.findings import Answer
from trustpages.model.results.evidence import Evidence
from trustpages.model.results.report import AgentReport


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer by its id: what it tells, and how it is computed for one agent.

    `rests_on` are the pieces of evidence that it takes: none, where it tells what the vendor's documents say. `limits`
    are the limitation rules that say what it does not show. `holds` tells of an answer that can be a bad one whether it
    is none: a requirement is not borne out by evidence against it.
    """

    id: str
    tells: str
    compute: Callable[[Composition, AgentReport], Answer]
    rests_on: Callable[[AgentReport], Iterable[Evidence]] | None = None
    limits: tuple[str, ...] = ()
    holds: Callable[[AgentReport], bool] | None = None


ANSWERS: tuple[AnswerEntry, ...] = (
    AnswerEntry("authority", "what the agent may do alone today", obligations.answer_authority, limits=("L73",)),
    AnswerEntry("thresholds", "which threshold narrows autonomy", obligations.answer_thresholds, limits=("L53", "L57")),
    AnswerEntry(
        "overriding", "who may override, and what they must leave", obligations.answer_overriding, limits=("L59", "L64")
    ),
    AnswerEntry(
        "accepted-risks",
        "which failure modes are accepted, and why",
        obligations.answer_accepted_risks,
        limits=("L72", "L93"),
    ),
    AnswerEntry(
        "followed",
        "what follows a broken promise, and whether it did",
        obligations.answer_followed,
        behind.list_consequences,
        ("L56", "L57", "L58"),
        behind.have_followed,
    ),
    AnswerEntry(
        "disputes",
        "whether the evidence survives a dispute",
        obligations.answer_disputes,
        behind.list_all,
        ("L71", "L83"),
    ),
    AnswerEntry("ends", "until when this holds", obligations.answer_ends, behind.list_all, ("L60", "L61")),
    AnswerEntry(
        "measured-by", "who measured", evidence.answer_measured_by, behind.list_all, ("L25", "L34", "L36", "L37")
    ),
    AnswerEntry("age", "how old the evidence is", evidence.answer_age, behind.list_all, ("L10", "L11", "L14")),
    AnswerEntry(
        "incomplete",
        "what happens where evidence is incomplete",
        evidence.answer_incomplete,
        behind.list_all,
        ("L47", "L48", "L49", "L50"),
    ),
    AnswerEntry(
        "judgment",
        "which parts rest on judgment",
        evidence.answer_judgment,
        behind.list_deciding,
        ("L22", "L65", "L66", "L67"),
    ),
    AnswerEntry("artifacts", "which artefact is reviewed", evidence.answer_artifacts, behind.list_examinations),
    AnswerEntry(
        "workflow-fit",
        "whether the benchmarks are this workflow",
        evidence.answer_workflow_fit,
        behind.list_benchmarks,
        ("L30", "L31", "L32", "L33", "L35", "L87"),
    ),
    AnswerEntry(
        "version",
        "whether the version tested is the one deployed",
        evidence.answer_version,
        behind.list_all,
        ("L12", "L76"),
        behind.is_version_tested,
    ),
    AnswerEntry(
        "repeats",
        "how often it succeeds when it tries again",
        evidence.answer_repeats,
        behind.list_benchmarks,
        ("L17", "L28", "L29"),
    ),
    AnswerEntry(
        "baseline",
        "what doing nothing would score",
        evidence.answer_baseline,
        behind.list_benchmarks,
        ("L16", "L24", "L90"),
    ),
    AnswerEntry(
        "incidents",
        "what went wrong in use",
        evidence.answer_incidents,
        behind.list_use,
        ("L41", "L42", "L43", "L44", "L80"),
    ),
    AnswerEntry(
        "monitoring", "whether an incident would be noticed", evidence.answer_monitoring, behind.list_watched, ("L44",)
    ),
    AnswerEntry("attacked", "whether somebody tried to make it fail", evidence.answer_attacked, behind.list_attacks),
    AnswerEntry(
        "claims",
        "which public sentences the evidence carries",
        evidence.answer_claims,
        behind.list_behind_claims,
        ("L38", "L39", "L40", "L68", "L69"),
    ),
    AnswerEntry("cost", "what the controls cost", costs.answer_cost),
)

BY_ID = {answer.id: answer for answer in ANSWERS}


def compute_answer(name: str, composition: Composition, agent: AgentReport) -> Answer:
    """The answer of that id; questions, frameworks and counts of what is answered share it."""
    key = (name, agent.id)
    if key not in composition.answers:
        composition.answers[key] = BY_ID[name].compute(composition, agent)
    return composition.answers[key]
