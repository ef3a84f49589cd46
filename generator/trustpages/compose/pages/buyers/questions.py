"""The pages of buyers' questions, one for each kind of reader, each question answered or marked as unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustpages.compose import paths
from trustpages.compose.answers.catalog import BY_ID
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent
from trustpages.compose.pages.authored import References, collect_references
from trustpages.compose.wording.labels import READERS
from trustpages.compose.wording.names import to_sentence
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.questions import Question, Reader
from trustpages.model.pages.blocks import Block, Index, Panel, Row, Section, Table, Text
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Link
from trustpages.model.results.report import AgentReport

LEAD = "One set of facts, in the order in which you ask. What the evidence does not answer is marked as unanswered."
NOT_BOUND = "nothing in this report is bound to the question"


def compose_question_pages(composition: Composition) -> tuple[Page, ...]:
    """A page for each kind of reader who has questions; of very many agents it counts their answers."""
    known = collect_references(composition)
    asked = {
        reader: [question for question in composition.questions if reader in question.readers] for reader in READERS
    }
    return tuple(_compose_reader_page(composition, reader, asked[reader], known) for reader in READERS if asked[reader])


def compose_agent_questions_page(composition: Composition, agent: AgentReport) -> Page:
    """Every question that the evidence of one agent can answer, where there are too many agents for one page."""
    answers = [
        (question, (_answer_for(composition, question, agent),))
        for question in composition.questions
        if _is_computed(question)
    ]
    return Page(
        kind="questions",
        path=paths.agent_questions(agent.id),
        title=f"Questions — {agent.agent.name}",
        frame=composition.frame(agent),
        sections=(Section("", _show_answers(answers)),),
        lead=LEAD,
    )


def _compose_reader_page(composition: Composition, reader: Reader, asked: list[Question], known: References) -> Page:
    answers = [(question, _find_answers(composition, question, known)) for question in asked]
    overview = (_tabulate_overview(composition, asked),) if composition.is_large else ()
    return Page(
        kind="questions",
        path=paths.questions(reader),
        title=READERS[reader],
        frame=composition.frame(),
        sections=(Section("", (*_show_answers(answers), *overview)),),
        lead=LEAD,
        description=LEAD,
    )


def _show_answers(answers: Sequence[tuple[Question, tuple[Answer, ...]]]) -> tuple[Block, ...]:
    """How many questions are open, an index, then each question with its answers."""
    open_ = sum(not any(answer.is_answered for answer in answered) for _, answered in answers)
    find = "finds" if len(answers) == 1 else "find"
    said = f"{open_} of {count_of(len(answers), 'question')} {find} no answer in the evidence of any agent."
    index = tuple((Link(question.text, f"#{question.id}"), "") for question, _ in answers)
    return (
        *((Text(said, "caution"),) if open_ else ()),
        Index("The questions", index, numbered=True),
        *(Panel(answered, "question", question.text, question.id, 2) for question, answered in answers),
    )


def _is_computed(question: Question) -> bool:
    return question.answer is not None and question.answer in BY_ID


def _answer_for(composition: Composition, question: Question, agent: AgentReport) -> Answer:
    """What the evidence of an agent says to a question, with names instead of ids."""
    answer = BY_ID[question.answer or ""].compute(composition, agent)
    return replace(
        answer,
        said=tuple(to_sentence(sentence, agent) for sentence in answer.said),
        links=tuple(dict.fromkeys(answer.links)),
        agent=link_agent(agent),
    )


def _tabulate_overview(composition: Composition, asked: list[Question]) -> Table:
    """Agents in the order of the report, each with how many of the questions are answered, and which are not."""
    computed = [question for question in asked if _is_computed(question)]
    rows = []
    for agent in composition.report.agents:
        open_ = [
            question.text
            for question in computed
            if not BY_ID[question.answer or ""].compute(composition, agent).is_answered
        ]
        answered = f"{len(computed) - len(open_)} of {len(computed)}"
        unanswered = " ".join(open_) or "none"
        rows.append(Row((Link(agent.agent.name, paths.agent_questions(agent.id)), answered, unanswered)))
    columns = ("Agent", "Answered", "Unanswered")
    return Table("answers", "Answers of each agent", columns, tuple(rows), level=2)


def _count_answers(composition: Composition, question: Question) -> Answer:
    """For how many agents a question is answered, where each has a page of its own."""
    compute, agents = BY_ID[question.answer or ""].compute, composition.report.agents
    answered = sum(compute(composition, agent).is_answered for agent in agents)
    of_all = f"{format_number(answered)} of {count_of(len(agents), 'agent')}"
    said = f"The evidence of {of_all} answers it; each has a page below."
    return Answer((said,)) if answered else Answer((), missing="no agent's evidence answers it")


def _find_answers(composition: Composition, question: Question, known: References) -> tuple[Answer, ...]:
    """What answers a question: the evidence of each agent, or what the question names itself."""
    if _is_computed(question) and composition.is_large:
        return (_count_answers(composition, question),)
    if _is_computed(question):
        return tuple(_answer_for(composition, question, agent) for agent in composition.report.agents)
    if question.figures or question.evidence:
        return (_bind_answer(composition, question, known),)
    return (Answer((), missing=NOT_BOUND),)


def _bind_answer(composition: Composition, question: Question, known: References) -> Answer:
    """The answer of a question that names figures and evidence itself."""
    said, links = [], []
    for ref in question.figures:
        if ("figure", ref) in known:
            reference = known["figure", ref]
            said.append(reference.text)
            links.append(Link(ref, reference.path))
    for item in question.evidence:
        agent, _, name = item.partition("/")
        if (agent, name) in composition.evidence:
            links.append(Link(item, paths.evidence(agent, name)))
    missing = "" if said or links else "what the question names is not in this report"
    return Answer(tuple(said), tuple(links), missing)
