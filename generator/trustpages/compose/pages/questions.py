"""For each kind of reader: the questions that they ask, answered from the evidence or marked as unanswered."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.answers.answer import Answer
from trustpages.compose.answers.catalog import BY_ID
from trustpages.compose.composition import Composition
from trustpages.compose.figures import number
from trustpages.compose.pages.data import AnswerView, QuestionsPage, QuestionView
from trustpages.compose.references import References, references
from trustpages.compose.spelled import item_of, promise_of, sentence
from trustpages.compose.views import Link, Row, Table
from trustpages.model.documents.questions import Question, Reader
from trustpages.model.page import Page
from trustpages.model.results.report import AgentReport

READERS: dict[Reader, str] = {
    "security": "For security",
    "procurement": "For procurement",
    "finance": "For finance",
    "engineering": "For engineering",
}
LEAD = "One set of facts, in the order in which you ask. What the evidence does not answer is marked as unanswered."
NOT_BOUND = "nothing in this report is bound to the question"


def question_pages(composition: Composition) -> tuple[Page, ...]:
    """A page for each kind of reader who has questions; of very many agents it counts their answers."""
    known = references(composition)
    asked = {
        reader: [question for question in composition.questions if reader in question.readers]
        for reader in READERS
    }
    return tuple(_page(composition, reader, asked[reader], known) for reader in READERS if asked[reader])


def questions_apart(composition: Composition, agent: AgentReport) -> Page:
    """Every question that the evidence of one agent can answer, where there are too many agents for one page."""
    views = tuple(
        _of_agent(composition, question, agent)
        for question in composition.questions
        if _is_computed(question)
    )
    answered = sum(view.answers[0].answered for view in views)
    title = f"Questions — {agent.agent.name}"
    data = QuestionsPage(composition.frame(agent), LEAD, views, answered)
    return Page(paths.questions_apart(agent.id), title, "questions.md.jinja", data)


def _page(composition: Composition, reader: Reader, asked: list[Question], known: References) -> Page:
    views = tuple(_question(composition, one, known) for one in asked)
    answered = sum(any(answer.answered for answer in view.answers) for view in views)
    overview = _overview(composition, asked) if composition.is_large else None
    data = QuestionsPage(composition.frame(), LEAD, views, answered, overview)
    return Page(paths.questions(reader), READERS[reader], "questions.md.jinja", data, description=LEAD)


def _is_computed(one: Question) -> bool:
    return one.answer is not None and one.answer in BY_ID


def _of_agent(composition: Composition, one: Question, agent: AgentReport) -> QuestionView:
    answer = BY_ID[one.answer or ""].compute(composition, agent)
    return QuestionView(one.id, one.text, (_view(agent, answer),))


def _overview(composition: Composition, asked: list[Question]) -> Table:
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
        rows.append(Row((agent.agent.name, answered, unanswered), paths.questions_apart(agent.id)))
    return Table("answers", "Answers of each agent", ("Agent", "Answered", "Unanswered"), tuple(rows))


def _counted(composition: Composition, one: Question) -> AnswerView:
    """For how many agents a question is answered, where each has a page of its own."""
    compute, agents = BY_ID[one.answer or ""].compute, composition.report.agents
    answered = sum(compute(composition, agent).is_answered for agent in agents)
    said = f"The evidence of {number(answered)} of {number(len(agents))} agents answers it; each has a page below."
    return AnswerView(None, bool(answered), (said,) if answered else (), (), "no agent's evidence answers it")


def _question(composition: Composition, one: Question, known: References) -> QuestionView:
    if _is_computed(one) and composition.is_large:
        answers: tuple[AnswerView, ...] = (_counted(composition, one),)
    elif _is_computed(one):
        answers = tuple(
            answer
            for agent in composition.report.agents
            for answer in _of_agent(composition, one, agent).answers
        )
    elif one.figures or one.evidence:
        answers = (_bound(composition, one, known),)
    else:
        answers = (AnswerView(None, False, (), (), NOT_BOUND),)
    return QuestionView(one.id, one.text, answers)


def _view(agent: AgentReport, answer: Answer) -> AnswerView:
    link = Link(agent.agent.name, paths.agent(agent.id))
    said = tuple(sentence(one, agent) for one in answer.said)
    links = dict.fromkeys(
        Link(promise_of(agent, item_of(agent, link.text)), link.path) for link in answer.links
    )
    return AnswerView(link, answer.is_answered, said, tuple(links), answer.missing)


def _bound(composition: Composition, one: Question, known: References) -> AnswerView:
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
