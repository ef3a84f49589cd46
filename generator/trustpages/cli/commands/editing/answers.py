"""Flags made of questions, and the questions themselves where somebody sits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from trustpages.cli.options import DayType
from trustpages.cli.terminal import complain
from trustpages.workflow.editing.questions import AnswerKind, RecordQuestion

if TYPE_CHECKING:
    from trustpages.workflow.editing.suggestions import Suggestion

Suggest = Callable[[], Mapping[str, "tuple[Suggestion, ...]"]]

_LISTED = 20


def make_options(questions: Sequence[RecordQuestion]) -> list[click.Parameter]:
    """One option for each question."""
    return [_make_option(question) for question in questions]


def _make_option(question: RecordQuestion) -> click.Option:
    needed = "Required. " if question.required else ""
    help_ = f"{needed}{question.text}{' Several times for several.' if question.many else ''}"
    flag = f"--{question.name}"
    match question.kind:
        case AnswerKind.FLAG:
            return click.Option([flag], is_flag=True, help=help_)
        case AnswerKind.BEFORE_AND_AFTER:
            return click.Option([flag], nargs=2, metavar="BEFORE AFTER", help=help_)
        case AnswerKind.CITED:
            return click.Option([flag], nargs=2, multiple=True, metavar="CLASS WHAT", help=help_)
        case AnswerKind.CHOICE:
            return click.Option([flag], type=click.Choice(question.choices), multiple=question.many, help=help_)
    kinds: dict[AnswerKind, tuple[click.ParamType[Any], str]] = {
        AnswerKind.DAY: (DayType(), "DATE"),
        AnswerKind.NUMBER: (click.FLOAT, "NUMBER"),
        AnswerKind.TEXT: (click.STRING, "TEXT"),
    }
    type_, metavar = kinds[question.kind]
    return click.Option([flag], type=type_, metavar=metavar, multiple=question.many, help=help_)


def read_answers(questions: Sequence[RecordQuestion], options: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that were given as flags, by the name of the question."""
    return {question.name: options[question.name.replace("-", "_")] for question in questions}


def complete_answers(
    questions: Sequence[RecordQuestion], answers: dict[str, Any], known: Mapping[str, Any], suggest: Suggest
) -> dict[str, Any]:
    """The answers, with those that are missing asked for on a terminal.

    `known` are answers that stand unless others are given. Without a terminal a usage error names all that is missing.
    """
    given = {name: answer for name, answer in answers.items() if answer not in (None, ())}
    missing = [question for question in questions if question.required and question.name not in {**known, **given}]
    if not missing:
        return {**known, **given}
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        flags = ", ".join(f"--{question.name}" for question in missing)
        raise click.UsageError(f"Missing: {flags}. On a terminal, the command asks for them.")
    suggested = suggest()
    asked = [
        question
        for question in questions
        if question.name not in given
        and (question.required or suggested.get(question.name))
        and question.path[0] != "supports"
    ]
    for question in asked:
        answer = _ask(question, suggested.get(question.name, ()), known.get(question.name))
        if answer not in (None, ()):
            given[question.name] = answer
    return {**known, **given}


def _ask(question: RecordQuestion, suggested: Sequence[Suggestion], default: Any) -> Any:
    complain("")
    complain(question.text)
    for number, suggestion in enumerate(suggested[:_LISTED], start=1):
        complain(f"  {number}  {suggestion.answer}{f'  {suggestion.meaning}' if suggestion.meaning else ''}")
    numbered = {str(number): suggestion.answer for number, suggestion in enumerate(suggested, start=1)}
    if question.many:
        return _ask_for_several(question, numbered)
    if default is None and len(suggested) == 1:
        default = suggested[0].answer
    if default is None and not question.required:
        default = ""
    answer = click.prompt(question.name, default=default, type=_choose_type(question), err=True)
    return numbered.get(str(answer), answer) if answer != "" else None


def _ask_for_several(question: RecordQuestion, numbered: Mapping[str, str]) -> tuple[Any, ...]:
    default = None if question.required else ""
    answer = click.prompt(f"{question.name} (several with commas between)", default=default, err=True)
    each = [part.strip() for part in str(answer).split(",") if part.strip()]
    return tuple(numbered.get(part, part) for part in each)


def _choose_type(question: RecordQuestion) -> click.ParamType[Any]:
    match question.kind:
        case AnswerKind.CHOICE:
            return click.Choice(question.choices)
        case AnswerKind.DAY:
            return DayType()
        case AnswerKind.NUMBER:
            return click.FLOAT
        case _:
            return click.STRING
