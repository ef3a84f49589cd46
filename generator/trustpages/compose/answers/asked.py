"""The questions that buyers ask, as rows that leave the site: answer, what it rests on, end, owner, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from trustpages.compose import paths
from trustpages.compose.answers.basis import NOTHING, find_end
from trustpages.compose.answers.declared import describe_owner
from trustpages.compose.answers.telling import Teller, Told, find_address, join_told
from trustpages.compose.composition import Composition
from trustpages.compose.exports.limits import list_limits
from trustpages.compose.wording.labels import READERS
from trustpages.model.documents.asked.questions import Question
from trustpages.model.pages.answered import AnsweredRow, AnswerSheet
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.values import StateLabel
from trustpages.model.results.report import AgentReport
from trustpages.model.states import ANSWERED
from trustpages.model.vocabulary import AnswerBasis

QUESTIONS: Final = "questions"
"""What the sheet of buyers' questions is called beside those of frameworks."""
_UNBOUND: Final = Told(Answer((), missing="nothing in this report is bound to the question"), NOTHING)


def compose_questions(composition: Composition, agent: AgentReport) -> AnswerSheet:
    """Every question of every kind of reader, in the order of the document, with its answer about the agent."""
    teller = Teller(composition, agent)
    return AnswerSheet(
        id=QUESTIONS,
        title="Questions that buyers ask",
        agent=agent.id,
        agent_name=agent.agent.name,
        limits=list_limits(composition, agent),
        about=(("questions", "Those that come with trustpages, and those that the publisher added."),),
        rows=tuple(_answer(teller, question) for question in composition.questions),
    )


def _answer(teller: Teller, question: Question) -> AnsweredRow:
    place = paths.agent_questions(teller.agent.id)
    if not teller.composition.is_large:
        place = f"{paths.questions(question.readers[0])}#{teller.agent.id}"
    readers = ", ".join(READERS[reader].removeprefix("For ").capitalize() for reader in question.readers)
    return make_row(teller, _tell(teller, question), ANSWERED, place, (question.id, question.text, readers))


def _tell(teller: Teller, question: Question) -> Told:
    if question.answer is not None:
        return teller.tell(question.answer)
    # Of the promises and items that a question names, those of other agents say nothing of this one.
    named = (*map(teller.tell_figure, question.figures), *map(teller.tell_item, question.evidence))
    own = [told for told in named if told.answer.is_answered]
    return join_told(own) if own else _UNBOUND


def _name_missing(told: Told) -> str:
    """What would answer it; of an answer that nothing current stands behind, that."""
    if told.answer.missing or told.backing.basis is not AnswerBasis.NOTHING or not told.answer.is_answered:
        return told.answer.missing
    return "current evidence: what there is is stale, taken back or disputed"


def make_row(
    teller: Teller,
    told: Told,
    labels: Mapping[AnswerBasis, StateLabel],
    place: str,
    asked: tuple[str, str, str],
    *,
    why: str = "",
    also: Iterable[str] = (),
) -> AnsweredRow:
    """One row: `asked` are its id, its text and its part, `place` is the path where the site says it."""
    answer, backing = told.answer, told.backing
    links = (place, *(link.path for link in answer.links))
    return AnsweredRow(
        id=asked[0],
        asked=asked[1],
        part=asked[2],
        basis=backing.basis,
        state=labels[backing.basis],
        said=answer.said,
        missing=_name_missing(told),
        why=why,
        valid_until=find_end(teller.agent, backing) if answer.is_answered else None,
        links=tuple(dict.fromkeys(find_address(teller.composition, path) for path in links)),
        owner=describe_owner(teller.agent),
        limits=teller.list_limits(told.limits, backing) if answer.is_answered else (),
        also=tuple(also),
    )
