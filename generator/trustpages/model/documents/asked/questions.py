"""The document of questions that buyers ask, and what in the report answers them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator

from trustpages.model.documents.base import Document, Id, Model, Text
from trustpages.model.ids import Declares, IdScope, Mentions, Unlinked

Reader = Literal["security", "procurement", "finance", "engineering"]

ComputedAnswer = Literal[
    "authority",
    "thresholds",
    "overriding",
    "accepted-risks",
    "followed",
    "disputes",
    "ends",
    "measured-by",
    "age",
    "incomplete",
    "judgment",
    "artifacts",
    "workflow-fit",
    "version",
    "repeats",
    "baseline",
    "incidents",
    "monitoring",
    "attacked",
    "claims",
    "cost",
]
"""The answers that can be computed for each agent."""

FigureRef = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=r"^[a-z0-9._-]+/[a-z0-9._-]+/[a-z0-9._-]+$", max_length=302),
    Unlinked(),
    Mentions(("agent", "pact", "obligation")),
]
"""`agent/pact/obligation`."""

ItemRef = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=r"^[a-z0-9._-]+/[a-z0-9._-]+$", max_length=201),
    Unlinked(),
    Mentions(("agent", "item")),
]
"""`agent/item`."""


class Question(Model):
    """One question and what answers it; with nothing that answers it stays unanswered."""

    id: Annotated[Id, Declares("question", IdScope.WORKSPACE)]
    """Name of the question."""
    text: Text
    """The question as a buyer asks it."""
    readers: tuple[Reader, ...] = Field(min_length=1)
    """Who asks."""
    answer: ComputedAnswer | None = None
    """An answer that is computed for each agent."""
    figures: tuple[FigureRef, ...] = ()
    """Promises whose figures answer it."""
    evidence: tuple[ItemRef, ...] = ()
    """Evidence items that answer it."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.answer is not None and (self.figures or self.evidence):
            raise ValueError("a question is answered by `answer`, or by `figures` and `evidence`, not by both")
        return self


class Questions(Document):
    """A list of questions."""

    kind: Literal["questions"]
    """Kind of the document."""
    id: Annotated[Id, Declares("list of questions", IdScope.WORKSPACE)]
    """Name of the list."""
    questions: tuple[Question, ...] = Field(min_length=1)
    """The questions, in the order in which they are asked."""
