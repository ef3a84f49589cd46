"""The pages of buyers' questions, one for each kind of reader, each question answered or marked as unanswered."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.answers.catalog import BY_ID
from trustpages.compose.blocks import Answer, Link, Row, Table
from trustpages.compose.composition import Composition
from trustpages.compose.pages.authored import References, collect_references
from trustpages.compose.pages.data import AnswerView, QuestionsPage, QuestionView
from trustpages.compose.wording.figures import format_number
from trustpages.compose.wording.labels import READERS
from trustpages.compose.wording.names import name_item, name_promise, to_sentence
from trustpages.model.documents.questions import Question, Reader
from trustpages.model.page import Page
from trustpages.model.results.report import AgentReport

LEAD = "One set of facts, in the order in which you ask. What the evidence does not answer is marked as unanswered."
NOT_BOUND = "nothing in this report is bound to the question"


def compose_question_pages(composition: Composition) -> tuple[Page, ...]:
    """A page for each kind of reader who has questions; of very many agents it counts their answers."""
    known = collect_references(composition)
    asked = {
        reader: [question for question in composition.questions if reader in question.readers]
        for reader in READERS
    }
    return tuple(
        _compose_reader_page(composition, reader, asked[reader], known) for reader in READERS if asked[reader]
    )


def compose_agent_questions_page(composition: Composition, agent: AgentReport) -> Page:
    """Every question that the evidence of one agent can answer, where there are too many agents for one page."""
    views = tuple(
        _view_question_of_agent(composition, question, agent)
        for question in composition.questions
        if _is_computed(question)
    )
    answered = sum(view.answers[0].answered for view in views)
    title = f"Questions — {agent.agent.name}"
    data = QuestionsPage(composition.frame(agent), LEAD, views, answered)
    return Page(paths.agent_questions(agent.id), title, "questions.md.jinja", data)


def _compose_reader_page(
    composition: Composition, reader: Reader, asked: list[Question], known: References
) -> Page:
    views = tuple(_view_question(composition, one, known) for one in asked)
    answered = sum(any(answer.answered for answer in view.answers) for view in views)
    overview = _tabulate_overview(composition, asked) if composition.is_large else None
    data = QuestionsPage(composition.frame(), LEAD, views, answered, overview)
    return Page(paths.questions(reader), READERS[reader], "questions.md.jinja", data, description=LEAD)


def _is_computed(one: Question) -> bool:
    return one.answer is not None and one.answer in BY_ID


def _view_question_of_agent(composition: Composition, one: Question, agent: AgentReport) -> QuestionView:
    answer = BY_ID[one.answer or ""].compute(composition, agent)
    return QuestionView(one.id, one.text, (_view_answer(agent, answer),))


def _tabulate_overview(composition: Composition, asked: list[Question]) -> Table:
    """Agents in the order of the report, each with how many of the questions are answered, and which are not."""
    computed = [one for one in asked if _is_computed(one)]
    rows = []
    for agent in composition.report.agents:
        open_ = [
            one.text
            for one in computed
            if not BY_ID[one.answer or ""].compute(composition, agent).is_answered
        ]
        answered = f"{len(computed) - len(open_)} of {len(computed)}"
        unanswered = " ".join(open_) or "none"
        rows.append(Row((agent.agent.name, answered, unanswered), paths.agent_questions(agent.id)))
    return Table("answers", "Answers of each agent", ("Agent", "Answered", "Unanswered"), tuple(rows))


def _count_answers(composition: Composition, one: Question) -> AnswerView:
    """For how many agents a question is answered, where each has a page of its own."""
    compute, agents = BY_ID[one.answer or ""].compute, composition.report.agents
    answered = sum(compute(composition, agent).is_answered for agent in agents)
    of_all = f"{format_number(answered)} of {format_number(len(agents))}"
    said = f"The evidence of {of_all} agents answers it; each has a page below."
    return AnswerView(None, bool(answered), (said,) if answered else (), (), "no agent's evidence answers it")


def _view_question(composition: Composition, one: Question, known: References) -> QuestionView:
    if _is_computed(one) and composition.is_large:
        answers: tuple[AnswerView, ...] = (_count_answers(composition, one),)
    elif _is_computed(one):
        answers = tuple(
            answer
            for agent in composition.report.agents
            for answer in _view_question_of_agent(composition, one, agent).answers
        )
    elif one.figures or one.evidence:
        answers = (_view_bound_answer(composition, one, known),)
    else:
        answers = (AnswerView(None, False, (), (), NOT_BOUND),)
    return QuestionView(one.id, one.text, answers)


def _view_answer(agent: AgentReport, answer: Answer) -> AnswerView:
    link = Link(agent.agent.name, paths.agent(agent.id))
    said = tuple(to_sentence(one, agent) for one in answer.said)
    links = dict.fromkeys(
        Link(name_promise(agent, name_item(agent, link.text)), link.path) for link in answer.links
    )
    return AnswerView(link, answer.is_answered, said, tuple(links), answer.missing)


def _view_bound_answer(composition: Composition, one: Question, known: References) -> AnswerView:
    """The answer of a question that names figures and evidence itself."""
    said, links = [], []
    for ref in one.figures:
        if ("figure", ref) in known:
            found = known["figure", ref]
            said.append(found.text)
            links.append(Link(ref, found.path))
    for item in one.evidence:
        agent, _, name = item.partition("/")
        if (agent, name) in composition.evidence:
            links.append(Link(item, paths.evidence(agent, name)))
    missing = "" if said or links else "what the question names is not in this report"
    return AnswerView(None, bool(said or links), tuple(said), tuple(links), missing)
