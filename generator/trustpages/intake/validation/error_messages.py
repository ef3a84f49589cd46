"""Messages for pydantic errors: code, sentence and remedy in the words of the file, without names of Python types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from trustpages.intake.messages.quoting import LEAST_LIKENESS, find_nearest, join_names, quote, suggest_nearest
from trustpages.intake.messages.written_numbers import explain_number
from trustpages.intake.validation.model_shape import (
    ModelPosition,
    find_homes,
    get_choices,
    get_descriptions,
    get_tagged_models,
    name_mapping,
    name_scalar_types,
    strip_marks,
)
from trustpages.model.documents import base
from trustpages.model.problem import Fault

_VERY_ALIKE = 0.8
_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")

_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_FORMS: tuple[tuple[Any, str, str, str], ...] = (
    (base.Id, "bad-id", "an id", "use lower-case letters and digits, with single '-', '.' or '_' between"),
    (strip_marks(base.ObligationRef), "bad-id", "the name of an obligation", "write it as pact/obligation"),
    (base.Url, "bad-url", "an http, https or mailto address", "write the whole address, https://… at best"),
    (
        base.SemanticVersion,
        "bad-version",
        "a version of three numbers",
        "write major.minor.patch, such as 1.2.0: behaviour, scope, wording",
    ),
    (base.Sha256, "bad-digest", "a SHA-256 digest", "write its 64 hexadecimal digits in lower case"),
    (base.Colour, "bad-colour", "a colour in six hexadecimal digits", "write it as '#0a568c', in quotes"),
)

_NAMES = tuple(annotation for annotation, *_ in _FORMS)
_DURATIONS = (base.Days, base.SomeDays)
_WRITE_DAYS = "write a number of days or weeks, such as 30 days"
_LONG_NUMBER = 10**15  # beyond it a number is shown by its first digits and its power of ten
_MOST_KEYS = 14  # as many as `join_names` lists in full


def explain_error(error: ErrorDetails, where: ModelPosition) -> Fault:
    """The finding behind one error of pydantic, in words that name no type of the program."""
    value = error["input"]
    if error["type"] in _ABOUT_KEYS:
        return _ABOUT_KEYS[error["type"]](error, where)
    if value is None:
        remedy = "write a value, or delete the key if nothing is known"
        return Fault("wrong-type", f"{name_subject(where)} is empty", remedy)
    return _ABOUT_VALUES.get(error["type"], _wrong_type)(error, where)


def name_subject(where: ModelPosition) -> str:
    """What a sentence calls the value at a spot."""
    match where.path:
        case ():
            return "the document"
        case (*_, str(mapping), _) if where.is_key:
            return f"a key of {quote(mapping)}"
        case (*_, str(name), int(number)):
            return f"entry {number + 1} of {quote(name)}"
        case (*_, last):
            return quote(str(last))
    return "the value"


def describe_value(value: object) -> str:
    """What stands in the file, in words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}" if abs(value) < _LONG_NUMBER else f"the number {value:g}"
        case str():
            return f"the text {quote(value)}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _unknown_key(error: ErrorDetails, where: ModelPosition) -> Fault:
    key, holder = str(error["loc"][-1]), where.holder
    keys = tuple(get_descriptions(holder)) if holder else ()
    level = name_mapping(holder) if holder else "this mapping"
    retired = dict(holder.retired_keys).get(key) if holder and issubclass(holder, base.Model) else None
    meant = find_meant_key(key, keys)
    if retired:
        remedy = retired
    elif meant:
        remedy = f"did you mean {quote(meant)}?"
    elif homes := find_homes(key):
        places = list(dict.fromkeys(f"{mapping} ({kind})" for kind, mapping in homes))
        remedy = f"it is a key of {join_names(places[:3])}"
    else:
        remedy = f"its keys are {join_names(keys)}" if len(keys) <= _MOST_KEYS else "delete it"
    return Fault("unknown-key", f"no key {quote(key)} in {level}", remedy)


def find_meant_key(key: str, keys: Iterable[str]) -> str | None:
    """The key that was probably meant; a key that is right elsewhere has to be very close to count."""
    return find_nearest(key, keys, _VERY_ALIKE if find_homes(key) else LEAST_LIKENESS)


def _missing_key(error: ErrorDetails, where: ModelPosition) -> Fault:
    key, holder = str(error["loc"][-1]), where.holder
    level = name_mapping(holder) if holder else "this mapping"
    about = get_descriptions(holder).get(key, "") if holder else ""
    remedy = f"add {quote(key)}" + (f": {about.rstrip('.')}" if about else "")
    return Fault("missing-key", f"{level} needs {quote(key)}", remedy)


def _no_kind(error: ErrorDetails, where: ModelPosition) -> Fault:
    remedy = f"add 'kind', one of {join_names(get_tagged_models(where.expects))}"
    return Fault("missing-key", f"{name_subject(where)} does not say of which kind it is", remedy)


def _unknown_kind(error: ErrorDetails, where: ModelPosition) -> Fault:
    kind, kinds = str(error["ctx"]["tag"]), get_tagged_models(where.expects)
    question = suggest_nearest(kind, kinds, f"it is one of {join_names(kinds)}")
    return Fault("unknown-kind", f"no kind {quote(kind)} for {name_subject(where)}", question)


def _unknown_value(error: ErrorDetails, where: ModelPosition) -> Fault:
    allowed, value = get_choices(where.expects), error["input"]
    if not isinstance(value, str):
        remedy = f"write one of {join_names(allowed)}" if len(allowed) > 1 else f"write {join_names(allowed)}"
        return Fault("wrong-type", f"{name_subject(where)} is {describe_value(value)} where a word is expected", remedy)
    if where.path == ("schema",):
        remedy = f"write {allowed[0]}"
        return Fault("wrong-schema-version", f"schema {quote(value)} is not known to this version", remedy)
    nearest = find_nearest(value, allowed)
    question = f"did you mean {quote(nearest)}? It" if nearest else "it"
    remedy = f"{question} is one of {join_names(allowed)}"
    return Fault("unknown-value", f"{name_subject(where)} cannot be {quote(value)}", remedy)


def _wrong_form(error: ErrorDetails, where: ModelPosition) -> Fault:
    value = str(error["input"])
    if not value.strip() and where.expects not in _NAMES:
        return _empty_text(where)
    for annotation, code, what, remedy in _FORMS:
        if where.expects == annotation:
            return Fault(code, f"{quote(value)} is not {what}", remedy)
    return Fault("wrong-type", f"{name_subject(where)} cannot be {quote(value)}", "see the schema of this kind")


def _rejected(error: ErrorDetails, where: ModelPosition) -> Fault:
    if where.expects == base.Day:
        return _bad_day(error["input"], where)
    if where.expects in _DURATIONS:
        sentence = f"{name_subject(where)} is {describe_value(error['input'])} where a duration is expected"
        hours = isinstance(error["input"], str) and error["input"].endswith(("hour", "hours"))
        remedy = (
            "what happens is dated by days: write 24 hours, or whole days; what takes hours is a value"
            if hours
            else _WRITE_DAYS
        )
        return Fault("bad-duration", sentence, remedy)
    if where.expects == base.DayOrMonth:
        return _bad_day(error["input"], where)
    return Fault("inconsistent", str(error["ctx"]["error"]), "correct one of the two")


def _bad_day(value: object, where: ModelPosition) -> Fault:
    if isinstance(value, str) and _LIKE_A_DATE.match(value):
        if _LIKE_A_DATE.fullmatch(value):
            return Fault("bad-date", f"{quote(value)} is not a day of the calendar", "check month and day")
        remedy = "write 2024-06-01, or 2024-06-01T12:00:00+02:00 with its offset from UTC"
        return Fault("bad-date", f"{quote(value)} is neither a date nor a moment with an offset", remedy)
    compact = _COMPACT_DATE.fullmatch(str(value))
    remedy = f"write {'-'.join(compact.groups())}" if compact else "write it as YYYY-MM-DD"
    return Fault("bad-date", f"{name_subject(where)} is {describe_value(value)} where a date is expected", remedy)


def _out_of_range(error: ErrorDetails, where: ModelPosition) -> Fault:
    (bound, limit), value = next(iter(error["ctx"].items())), error["input"]
    phrase = f"{_BOUNDS[bound]} {limit:,g}" if isinstance(limit, float) else f"{_BOUNDS[bound]} {limit:,}"
    if where.expects in _DURATIONS:
        return Fault("out-of-range", f"{name_subject(where)} is out of range", f"write {phrase} days")
    is_percent = bound in {"le", "lt"} and limit == 1 and isinstance(value, (int, float)) and value <= 100
    remedy = f"a share goes from 0 to 1: {value} % is {value / 100:g}" if is_percent else f"write {phrase}"
    return Fault("out-of-range", f"{name_subject(where)} is {value}, expected {phrase}", remedy)


def _text_length(error: ErrorDetails, where: ModelPosition) -> Fault:
    value, bounds = str(error["input"]), error["ctx"]
    if not value:
        return _empty_text(where)
    sentence = f"{name_subject(where)} has {len(value):,} characters, more than {bounds.get('max_length', 0):,}"
    return Fault("out-of-range", sentence, "shorten it")


def _empty_text(where: ModelPosition) -> Fault:
    return Fault("out-of-range", f"{name_subject(where)} is an empty text", "write something, or delete the key")


def _too_few(error: ErrorDetails, where: ModelPosition) -> Fault:
    least = error["ctx"]["min_length"]
    noun = "entry" if least == 1 else "entries"
    return Fault("out-of-range", f"{name_subject(where)} has too few entries", f"write at least {least} {noun}")


def _not_finite(error: ErrorDetails, where: ModelPosition) -> Fault:
    return Fault("out-of-range", f"{name_subject(where)} is not a finite number", "write a finite number")


def _wrong_type(error: ErrorDetails, where: ModelPosition) -> Fault:
    value = error["input"]
    allowed = name_scalar_types(where.expects)
    wanted = " or ".join(allowed) if allowed else _WANTED.get(error["type"], "another kind of value")
    sentence = f"{name_subject(where)} is {describe_value(value)} where {wanted} is expected"
    return Fault("wrong-type", sentence, _suggest_remedy(error["type"], value, wanted))


def _suggest_remedy(kind: str, value: object, wanted: str) -> str:
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        return "put it in quotes"
    if kind in {"int_type", "float_type"} and isinstance(value, str) and (cause := explain_number(value)):
        return cause
    if kind in {"int_type", "float_type", "bool_type"} and isinstance(value, str):
        return f"write {wanted}, without quotes"
    if kind == "int_type" and isinstance(value, float) and value.is_integer() and abs(value) < _LONG_NUMBER:
        return f"write {int(value)}"
    if kind == "tuple_type" and not isinstance(value, (list, dict)):
        return "put it in brackets, or on a line of its own after '- '"
    return f"write {wanted}"


_WANTED: Mapping[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}

_ABOUT_KEYS: Mapping[str, Callable[[ErrorDetails, ModelPosition], Fault]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _unknown_kind,
}

_ABOUT_VALUES: Mapping[str, Callable[[ErrorDetails, ModelPosition], Fault]] = {
    "enum": _unknown_value,
    "literal_error": _unknown_value,
    "string_pattern_mismatch": _wrong_form,
    "value_error": _rejected,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than": _out_of_range,
    "less_than_equal": _out_of_range,
    "finite_number": _not_finite,
    "string_too_short": _text_length,
    "string_too_long": _text_length,
    "too_short": _too_few,
}
