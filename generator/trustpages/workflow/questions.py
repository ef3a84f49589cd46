"""The questions of buyers: those that come with the program, extended by the workspace."""

from __future__ import annotations

from pathlib import Path

from trustpages.intake import yaml
from trustpages.model.documents.questions import Question, Questions
from trustpages.model.workspace import Workspace

SHIPPED = Path(__file__).resolve().parent.parent / "questions.yml"


def shipped_questions() -> Questions:
    """The questions that come with the program."""
    located, problems = yaml.load(SHIPPED.read_bytes(), SHIPPED.name)
    if located is None:
        raise ValueError(f"the shipped questions cannot be read: {problems[0]}")
    return Questions.model_validate(located.value)


def questions_of(workspace: Workspace) -> tuple[Question, ...]:
    """All questions in order; one of the workspace replaces the shipped one of the same id, others follow."""
    found = {question.id: question for question in shipped_questions().questions}
    for document in workspace.questions:
        found.update({question.id: question for question in document.questions})
    return tuple(found.values())
