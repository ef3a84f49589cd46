"""The pages of buyers' questions, one for each kind of reader, each question answered or marked as unanswered."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from trustpages.compose import paths
from trustpages.compose.answers.catalog import BY_ID, compute_answer
from trustpages.compose.composition import Composition
from trustpages.compose.links import link_agent
from trustpages.compose.pages.authored import References, collect_references
from trustpages.compose.wording.labels import READERS
from trustpages.compose.wording.names import to_sentence
from trustpages.compose.wording.numbers import count_of, format_number
from trustpages.model.documents.asked.questions import Question, Reader
from trustpages.model.pages.blocks import Block, FactList, Index, Panel, Row, Section, Table, Text
from trustpages.model.pages.findings import Answer
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Fact, Link
from trustpages.model.results.report import AgentReport

LEAD = "One set of facts, in the order in which you ask. What the evidence does not answer is marked as unanswered."
NOT_BOUND = "nothing in this report is bound to the question"


Answered: TypeAlias = Mapping[str, Collection[str]]
"""The ids of the questions that the evidence of each agent answers, by its id."""


def list_answered(composition: Composition, agent: AgentReport) -> tuple[str, ...]:
    """The ids of those questions that the evidence of an agent answers."""
    computed = (question for question in composition.questions if _is_computed(question))
    return tuple(question.id for question in computed if _compute_answer(composition, question, agent).is_answered)


def compose_question_pages(composition: Composition, answered: Answered) -> tuple[Page, ...]:
    """A page for each kind of reader who has questions; of very many agents it counts those of `list_answered`."""
    known = collect_references(composition)
    asked = {
        reader: [question for question in composition.questions if reader in question.readers] for reader in READERS
    }
    return tuple(
        _compose_reader_page(composition, reader, asked[reader], known, answered) for reader in READERS if asked[reader]
    )


def compose_agent_questions_page(composition: Composition, agent: AgentReport) -> Page:
    """Every question that the evidence of one agent can answer, where there are too many agents for one page.

    Not searched: it tells once more, in the order of others, what is found where it stands.
    """
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
        sections=(Section("", (*_say_open(answers), *_show_answers(tuple(_list_pairs(answers)), level=2))),),
        lead=LEAD,
        searchable=False,
    )


def _compose_reader_page(
    composition: Composition, reader: Reader, asked: list[Question], known: References, answered: Answered
) -> Page:
    answers = [(question, _find_answers(composition, question, known, answered)) for question in asked]
    overview = (_tabulate_overview(composition, asked, answered),) if composition.is_large else ()
    show = _show_counted if composition.is_large else _show_by_agent
    return Page(
        kind="questions",
        path=paths.questions(reader),
        title=READERS[reader],
        frame=composition.frame(),
        sections=(Section("", (*show(answers), *overview)),),
        lead=LEAD,
        description=LEAD,
    )


Asked: TypeAlias = Sequence[tuple[Question, tuple[Answer, ...]]]
"""Questions, each with its answers: of every agent, of all together, or none."""


def _show_counted(asked: Asked) -> tuple[Block, ...]:
    """An index, then each question with for how many agents it is answered."""
    index = tuple((Link(question.text, f"#{question.id}"), "") for question, _ in asked)
    return (
        *_say_open(asked),
        Index("The questions", index, numbered=True),
        *(Panel(answers, "question", question.text, question.id, 2) for question, answers in asked),
    )


def _show_by_agent(asked: Asked) -> tuple[Block, ...]:
    """One agent at a time: what is answered, then what is not; first what is asked of all together."""
    by_agent: dict[Link, list[tuple[Question, Answer]]] = {}
    for question, answer in _list_pairs(asked):
        by_agent.setdefault(answer.agent or ALL_AGENTS, []).append((question, answer))
    agents = sorted(by_agent.items(), key=lambda pair: pair[0] != ALL_AGENTS)
    index = tuple((Link(agent.text, f"#{_name_place(agent)}"), _count_answered(pairs)) for agent, pairs in agents)
    return (
        *_say_open(asked),
        *((Index("The agents", index),) if len(index) > 1 else ()),
        *(
            Panel(
                _show_answers(pairs, level=3), title=agent if agent.path else agent.text, id=_name_place(agent), level=2
            )
            for agent, pairs in agents
        ),
    )


ALL_AGENTS: Final = Link("All agents", "")
"""Stands for those together whose answer does not name one."""


def _name_place(agent: Link) -> str:
    """The anchor of an agent's answers: its id, as in the path of its page."""
    return agent.path.split("/")[1] if agent.path else "all"


def _count_answered(pairs: Sequence[tuple[Question, Answer]]) -> str:
    return f"{sum(answer.is_answered for _, answer in pairs)} of {count_of(len(pairs), 'question')} answered"


def _show_answers(pairs: Sequence[tuple[Question, Answer]], *, level: int) -> tuple[Block, ...]:
    """The questions that are answered, each with its answer; then the others, each with what is missing."""
    answered = (
        Panel((replace(answer, agent=None, is_told_alone=True),), "question", question.text, level=level)
        for question, answer in pairs
        if answer.is_answered
    )
    missing = tuple(Fact(question.text, answer.missing) for question, answer in pairs if not answer.is_answered)
    unanswered = (Panel((FactList(missing, "lines"),), title=f"Unanswered: {len(missing)}", level=level),)
    return (*answered, *(unanswered if missing else ()))


def _list_pairs(asked: Asked) -> Iterator[tuple[Question, Answer]]:
    return ((question, answer) for question, answers in asked for answer in answers)


def _say_open(asked: Asked) -> tuple[Text, ...]:
    """How many questions no agent's evidence answers, where there are such."""
    open_ = sum(not any(answer.is_answered for answer in answers) for _, answers in asked)
    find = "finds" if len(asked) == 1 else "find"
    said = f"{open_} of {count_of(len(asked), 'question')} {find} no answer in the evidence of any agent."
    return (Text(said, "caution"),) if open_ else ()


def _is_computed(question: Question) -> bool:
    return question.answer is not None and question.answer in BY_ID


def _answer_for(composition: Composition, question: Question, agent: AgentReport) -> Answer:
    """What the evidence of an agent says to a question, with names instead of ids."""
    answer = _compute_answer(composition, question, agent)
    return replace(
        answer,
        said=tuple(to_sentence(sentence, agent) for sentence in answer.said),
        links=tuple(dict.fromkeys(answer.links)),
        agent=link_agent(agent),
    )


def _compute_answer(composition: Composition, question: Question, agent: AgentReport) -> Answer:
    return compute_answer(question.answer or "", composition, agent)


def _tabulate_overview(composition: Composition, asked: list[Question], known: Answered) -> Table:
    """Agents in the order of the report, each with how many of the questions are answered, and which are not."""
    computed = [question for question in asked if _is_computed(question)]
    rows = []
    for agent in composition.report.agents:
        open_ = [question.text for question in computed if question.id not in known[agent.id]]
        answered = f"{len(computed) - len(open_)} of {len(computed)}"
        unanswered = " ".join(open_) or "none"
        rows.append(Row((Link(agent.agent.name, paths.agent_questions(agent.id)), answered, unanswered)))
    columns = ("Agent", "Answered", "Unanswered")
    return Table("answers", "Answers of each agent", columns, tuple(rows), level=2)


def _count_answers(composition: Composition, question: Question, known: Answered) -> Answer:
    """For how many agents a question is answered, where each has a page of its own."""
    agents = composition.report.agents
    answered = sum(question.id in known[agent.id] for agent in agents)
    of_all = f"{format_number(answered)} of {count_of(len(agents), 'agent')}"
    said = f"The evidence of {of_all} answers it; each has a page below."
    return Answer((said,)) if answered else Answer((), missing="no agent's evidence answers it")


def _find_answers(
    composition: Composition, question: Question, known: References, answered: Answered
) -> tuple[Answer, ...]:
    """What answers a question: the evidence of each agent, or what the question names itself."""
    if _is_computed(question) and composition.is_large:
        return (_count_answers(composition, question, answered),)
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
