"""For each kind of reader: the questions that they ask, answered from the evidence or marked as unanswered."""

from __future__ import annotations

from trustpages.compose import paths
from trustpages.compose.answers.answer import Answer
from trustpages.compose.answers.catalog import BY_ID
from trustpages.compose.composition import Composition
from trustpages.compose.pages.data import AnswerView, QuestionsPage, QuestionView
from trustpages.compose.references import References, references
from trustpages.compose.spelled import item_of, promise_of, sentence
from trustpages.compose.views import Link
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
    """A page for each kind of reader who has questions."""
    known = references(composition)
    asked = {reader: [one for one in composition.questions if reader in one.readers] for reader in READERS}
    return tuple(_page(composition, reader, asked[reader], known) for reader in READERS if asked[reader])


def _page(composition: Composition, reader: Reader, asked: list[Question], known: References) -> Page:
    views = tuple(_question(composition, one, known) for one in asked)
    answered = sum(any(answer.answered for answer in one.answers) for one in views)
    data = QuestionsPage(composition.frame(), LEAD, views, answered)
    return Page(paths.questions(reader), READERS[reader], "questions.md.jinja", data, description=LEAD)


def _question(composition: Composition, one: Question, known: References) -> QuestionView:
    if one.answer is not None and one.answer in BY_ID:
        compute = BY_ID[one.answer].compute
        answers = tuple(_view(agent, compute(composition, agent)) for agent in composition.report.agents)
    elif one.figures or one.evidence:
        answers = (_bound(composition, one, known),)
    else:
        answers = (AnswerView(None, False, (), (), NOT_BOUND),)
    return QuestionView(one.id, one.text, answers)


def _view(agent: AgentReport, answer: Answer) -> AnswerView:
    link = Link(agent.agent.name, paths.agent(agent.id))
    said = tuple(sentence(one, agent) for one in answer.said)
    links = dict.fromkeys(Link(promise_of(agent, item_of(agent, one.text)), one.path) for one in answer.links)
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
