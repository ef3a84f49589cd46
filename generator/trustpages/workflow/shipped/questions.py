"""The buyers' questions that ship with the program, extended or replaced by those of the workspace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from trustpages.intake import yaml
from trustpages.model.documents.asked.questions import Question, Questions
from trustpages.model.workspace import Workspace

SHIPPED = Path(__file__).with_name("questions.yml")


@cache
def load_shipped_questions() -> Questions:
    """The questions that come with the program."""
    located, problems = yaml.load(SHIPPED.read_bytes(), SHIPPED.name)
    if located is None:
        raise ValueError(f"the shipped questions cannot be read: {problems[0]}")
    return Questions.model_validate(located.value)


def collect_questions(workspace: Workspace) -> tuple[Question, ...]:
    """All questions in order; one of the workspace replaces the shipped one of the same id, others follow."""
    found = {question.id: question for question in load_shipped_questions().questions}
    for document in workspace.questions:
        found.update({question.id: question for question in document.questions})
    return tuple(found.values())
