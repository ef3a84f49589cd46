"""Impossible dates: an end before its beginning, a record of what has not happened yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

from trustpages.intake.messages.quoting import quote
from trustpages.intake.validation.documents import LoadedDocument
from trustpages.model.documents.base import Model
from trustpages.model.documents.bundle import Bundle, ConsequenceEvent
from trustpages.model.documents.items.base import Item
from trustpages.model.documents.pact import Window
from trustpages.model.problem import Problem
from trustpages.model.source_map import ValuePath

_MAY_LIE_AHEAD = frozenset({"as_of", "valid_from", "valid_until", "due", "due_at", "expires", "until"})
"""Keys that speak of plans; every other date records what has happened."""

_MAY_FOLLOW_A_PINNED_DAY = frozenset({"retrieved"})
"""Keys that say when an original was fetched, not when anything happened: a report about an earlier day may rest on it,
as long as what it records lies before that day."""


def check_dates(documents: Iterable[LoadedDocument], as_of: date, *, pinned: bool = False) -> Iterator[Problem]:
    """Problems of the dates in all documents, seen from `as_of`; `pinned` where somebody chose that day."""
    allowed = _MAY_LIE_AHEAD | _MAY_FOLLOW_A_PINNED_DAY if pinned else _MAY_LIE_AHEAD
    for document in documents:
        for model, path in _find_dated(document.model, ()):
            yield from _check_model(document, model, path)
            yield from _check_future(document, model, path, as_of, allowed)


def _check_future(
    document: LoadedDocument, model: Model, path: ValuePath, as_of: date, allowed: frozenset[str]
) -> Iterator[Problem]:
    if isinstance(model, Window):
        return  # it may reach into the future: it says for how long a promise is judged, and records nothing
    for below, day in _read_days(model):
        if day > as_of and below[0] not in allowed:
            sentence = f"{quote(str(below[0]))} is {day}, after the date of the report, {as_of}"
            remedy = "correct the date, or report as of a later day"
            yield Problem(document.source.place_of((*path, *below)), "future-date", sentence, remedy)


def _check_model(document: LoadedDocument, model: Model, path: ValuePath) -> Iterator[Problem]:
    days = dict(_read_days(model))
    for first, last in model.dates_in_order:
        if (first,) in days and (last,) in days and days[last,] < days[first,]:
            sentence = f"{quote(last)} is {days[last,]}, before {quote(first)}, {days[first,]}"
            place = document.source.place_of((*path, last))
            yield Problem(place, "impossible-date", sentence, "correct one of the two dates")
    if isinstance(model, Bundle | Item):
        retrieved = model.source.retrieved if model.source else None
        if retrieved is not None and model.collected is not None and retrieved < model.collected.from_:
            place = document.source.place_of((*path, "source", "retrieved"))
            sentence = f"'retrieved' is {retrieved}, before the collection began, {model.collected.from_}"
            yield Problem(place, "impossible-date", sentence, "correct one of the two dates")
    if isinstance(model, ConsequenceEvent) and model.reversed_at is not None and model.enacted_at is None:
        place = document.source.place_of((*path, "reversed_at"))
        sentence = "'reversed_at' is given, but 'enacted_at' is not: what never happened cannot be taken back"
        yield Problem(place, "impossible-date", sentence, "say when it was enacted, or delete 'reversed_at'")


def _find_dated(model: Model, path: ValuePath) -> Iterator[tuple[Model, ValuePath]]:
    """Every mapping below a document that has dates of its own, with its path."""
    if _find_date_keys(type(model)) or isinstance(model, Bundle | Item):
        yield model, path
    for key in _find_keys_with_dates_below(type(model)):
        value = _read_value(model, key)
        if isinstance(value, Model):
            yield from _find_dated(value, (*path, key))
        elif isinstance(value, tuple):
            for number, inner in enumerate(value):
                if isinstance(inner, Model):
                    yield from _find_dated(inner, (*path, key, number))


def _read_days(model: Model) -> Iterator[tuple[ValuePath, date]]:
    for key in _find_date_keys(type(model)):
        value = _read_value(model, key)
        if isinstance(value, date):
            yield (key,), value
        elif isinstance(value, tuple):
            yield from (((key, number), day) for number, day in enumerate(value))


def _read_value(model: Model, key: str) -> Any:
    return getattr(model, _map_keys_to_attributes(type(model))[key])


@cache
def _map_keys_to_attributes(model: type[Model]) -> dict[str, str]:
    return {field.alias or name: name for name, field in model.model_fields.items()}


@cache
def _find_date_keys(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in model.model_fields.items() if _holds_date(field.annotation))


@cache
def _find_keys_with_dates_below(model: type[Model]) -> tuple[str, ...]:
    """The keys worth looking into; dates stand in mappings and lists of mappings, never in named ones."""
    return tuple(
        field.alias or name
        for name, field in model.model_fields.items()
        if any(_find_date_keys(inner) or _find_keys_with_dates_below(inner) for inner in _find_models(field.annotation))
    )


def _holds_date(hint: Any) -> bool:
    return hint is date or any(_holds_date(arg) for arg in get_args(hint))


def _find_models(hint: Any) -> Iterator[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        yield hint
    for arg in get_args(hint):
        yield from _find_models(arg)
