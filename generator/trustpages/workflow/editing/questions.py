"""What has to be said of a record: one question for each key of its model, from the model itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from trustpages.intake.validation.model_shape import (
    get_annotations,
    get_choices,
    get_descriptions,
    strip_constraints,
    strip_none,
)
from trustpages.model.documents.base import Party
from trustpages.model.documents.bundle import StateChange
from trustpages.model.documents.decisions import Cited
from trustpages.model.source_map import Plain


class AnswerKind(Enum):
    """What an answer is."""

    TEXT = auto()
    DAY = auto()
    NUMBER = auto()
    FLAG = auto()
    CHOICE = auto()
    BEFORE_AND_AFTER = auto()
    CITED = auto()


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """One thing to say: its `name` is that of the flag, `path` where the answer goes, `many` that there may be several.

    An answer is a text, a number, whether something holds, or, for two values, a tuple of both.
    """

    name: str
    path: tuple[str, ...]
    text: str
    kind: AnswerKind
    required: bool
    choices: tuple[str, ...] = ()
    many: bool = False

    @property
    def denies(self) -> bool:
        """Whether the flag says that what holds unless stated does not."""
        return self.name == f"{_NOT}{self.path[0].replace('_', '-')}"


_NOT = "not-"
_SCALARS: tuple[tuple[type, AnswerKind], ...] = (
    (bool, AnswerKind.FLAG),
    (int, AnswerKind.NUMBER),
    (float, AnswerKind.NUMBER),
    (date, AnswerKind.DAY),
    (str, AnswerKind.TEXT),
)


def list_questions(
    model: type[BaseModel], left_out: frozenset[str], asked: frozenset[str]
) -> tuple[RecordQuestion, ...]:
    """The questions about the keys of a model, in its order, but for those `left_out` and what nobody says on one line.

    Keys that are `asked` have to be answered although a document may lack them.
    """
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    required = {key for key, field in fields.items() if field.is_required()} | asked
    said = get_descriptions(model)
    annotations = ((key, annotation) for key, annotation in get_annotations(model).items() if key not in left_out)
    return tuple(
        question
        for key, annotation in annotations
        for question in _ask(key, annotation, said[key], is_required=key in required, holds=fields[key].default is True)
    )


def collect_answers(questions: tuple[RecordQuestion, ...], answers: Mapping[str, Any]) -> dict[str, Plain]:
    """The mapping that the answers give, in the order of the questions; what was not answered is left out."""
    found: dict[str, Plain] = {}
    for question in questions:
        answer = answers.get(question.name)
        if answer is None or answer == () or answer is False:
            continue
        value = False if question.denies else _to_plain(question, answer)
        key, *below = question.path
        if below:
            inner = found.setdefault(key, {})
            if isinstance(inner, dict):
                inner[below[0]] = value
        else:
            found[key] = value
    return found


def _ask(key: str, annotation: Any, text: str, *, is_required: bool, holds: bool) -> Iterator[RecordQuestion]:
    name, inner = key.rstrip("_").replace("_", "-"), strip_none(strip_constraints(strip_none(annotation)))
    many = get_origin(inner) is tuple
    if many:
        inner = strip_none(strip_constraints(get_args(inner)[0]))
    choices = get_choices(inner)
    if inner is Party:
        role = "role" if key == "by" else f"{name}-role"
        yield RecordQuestion(name, (key, "name"), text, AnswerKind.TEXT, is_required)
        yield RecordQuestion(
            role, (key, "role"), "In which role; decision rights name roles.", AnswerKind.TEXT, is_required
        )
    elif inner is StateChange:
        yield RecordQuestion(name, (key,), text, AnswerKind.BEFORE_AND_AFTER, is_required)
    elif inner is Cited:
        yield RecordQuestion("cited", (key,), text, AnswerKind.CITED, is_required, many=True)
    elif choices:
        yield RecordQuestion(name, (key,), text, AnswerKind.CHOICE, is_required, choices, many)
    else:
        kind = next((kind for scalar, kind in _SCALARS if inner is scalar), None)
        if kind is not None:
            name, text = (f"{_NOT}{name}", f"Not: {text[0].lower()}{text[1:]}") if holds else (name, text)
            yield RecordQuestion(name, (key,), text, kind, is_required and kind is not AnswerKind.FLAG, many=many)


def _to_plain(question: RecordQuestion, answer: Any) -> Plain:
    if question.many:
        return [_to_plain_scalar(question.kind, entry) for entry in answer]
    return _to_plain_scalar(question.kind, answer)


def _to_plain_scalar(kind: AnswerKind, answer: Any) -> Plain:
    match kind:
        case AnswerKind.BEFORE_AND_AFTER:
            return {"before": answer[0], "after": answer[1]}
        case AnswerKind.CITED:
            return {"id": answer[1], "class": answer[0]}
        case AnswerKind.DAY:
            return str(answer)
        case AnswerKind.NUMBER:
            return int(answer) if float(answer).is_integer() else float(answer)
        case _:
            return answer if isinstance(answer, bool) else str(answer)
