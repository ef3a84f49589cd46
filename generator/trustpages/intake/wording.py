"""What a validation error means to the writer of the file: code, sentence, remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

from trustpages.intake.shape import Spot, called, choices, descriptions, homes, scalars, tagged
from trustpages.intake.suggestion import ALIKE, did_you_mean, listed, nearest, quoted
from trustpages.model.documents import base
from trustpages.model.refusal import Refusal

_VERY_ALIKE = 0.8
_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")

_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_FORMS: tuple[tuple[Any, str, str, str], ...] = (
    (base.Id, "bad-id", "an id", "use lower-case letters and digits, with single '-', '.' or '_' between"),
    (base.ObligationRef, "bad-id", "the name of an obligation", "write it as pact/obligation"),
    (base.Url, "bad-url", "an http, https or mailto address", "write the whole address, https://… at best"),
    (
        base.SemanticVersion,
        "bad-version",
        "a version of three numbers",
        "write major.minor.patch, such as 1.2.0: behaviour, scope, wording",
    ),
    (base.Sha256, "bad-digest", "a SHA-256 digest", "write its 64 hexadecimal digits in lower case"),
)

_NAMES = tuple(annotation for annotation, *_ in _FORMS)
_DURATIONS = (base.Days, base.SomeDays)
_LONG_NUMBER = 10**15


def worded(error: ErrorDetails, where: Spot) -> Refusal:
    """The finding behind one error of pydantic, in words that name no type of the program."""
    value = error["input"]
    if error["type"] in _ABOUT_KEYS:
        return _ABOUT_KEYS[error["type"]](error, where)
    if value is None:
        remedy = "write a value, or delete the key if nothing is known"
        return Refusal("wrong-type", f"{subject(where)} is empty", remedy)
    return _ABOUT_VALUES.get(error["type"], _wrong_type)(error, where)


def subject(where: Spot) -> str:
    """What a sentence calls the value at a spot."""
    match where.path:
        case ():
            return "the document"
        case (*_, str(mapping), _) if where.is_key:
            return f"a key of {quoted(mapping)}"
        case (*_, str(name), int(number)):
            return f"entry {number + 1} of {quoted(name)}"
        case (*_, last):
            return quoted(str(last))
    return "the value"


def described(value: object) -> str:
    """What stands in the file, in words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}" if abs(value) < _LONG_NUMBER else f"the number {value:g}"
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _unknown_key(error: ErrorDetails, where: Spot) -> Refusal:
    key, holder = str(error["loc"][-1]), where.holder
    keys = tuple(descriptions(holder)) if holder else ()
    level = called(holder) if holder else "this mapping"
    meant = meant_key(key, keys)
    remedy = f"did you mean {quoted(meant)}?" if meant else _elsewhere(key, keys)
    return Refusal("unknown-key", f"no key {quoted(key)} in {level}", remedy)


def meant_key(key: str, keys: Iterable[str]) -> str | None:
    """The key that was probably meant; a key that is right elsewhere has to be very close to count."""
    return nearest(key, keys, _VERY_ALIKE if homes(key) else ALIKE)


def _elsewhere(key: str, keys: tuple[str, ...]) -> str:
    belongs = homes(key)
    if belongs:
        places = list(dict.fromkeys(f"{level} ({kind})" for kind, level in belongs))
        return f"it is a key of {listed(places[:3])}"
    return f"its keys are {listed(keys)}" if len(keys) <= 14 else "delete it"


def _missing_key(error: ErrorDetails, where: Spot) -> Refusal:
    key, holder = str(error["loc"][-1]), where.holder
    level = called(holder) if holder else "this mapping"
    about = descriptions(holder).get(key, "") if holder else ""
    remedy = f"add {quoted(key)}" + (f": {about.rstrip('.')}" if about else "")
    return Refusal("missing-key", f"{level} needs {quoted(key)}", remedy)


def _no_kind(error: ErrorDetails, where: Spot) -> Refusal:
    remedy = f"add 'kind', one of {listed(_kinds(where))}"
    return Refusal("missing-key", f"{subject(where)} does not say of which kind it is", remedy)


def _unknown_kind(error: ErrorDetails, where: Spot) -> Refusal:
    kind, kinds = str(error["ctx"]["tag"]), _kinds(where)
    question = did_you_mean(kind, kinds, f"it is one of {listed(kinds)}")
    return Refusal("unknown-kind", f"no kind {quoted(kind)} for {subject(where)}", question)


def _kinds(where: Spot) -> tuple[str, ...]:
    return tuple(tagged(where.expects))


def _unknown_value(error: ErrorDetails, where: Spot) -> Refusal:
    allowed, value = choices(where.expects), error["input"]
    if not isinstance(value, str):
        remedy = f"write one of {listed(allowed)}" if len(allowed) > 1 else f"write {listed(allowed)}"
        return Refusal(
            "wrong-type", f"{subject(where)} is {described(value)} where a word is expected", remedy
        )
    if where.path == ("schema",):
        remedy = f"write {allowed[0]}"
        return Refusal("wrong-schema-version", f"schema {quoted(value)} is not known to this version", remedy)
    found = nearest(value, allowed)
    question = f"did you mean {quoted(found)}? It" if found else "it"
    remedy = f"{question} is one of {listed(allowed)}"
    return Refusal("unknown-value", f"{subject(where)} cannot be {quoted(value)}", remedy)


def _wrong_form(error: ErrorDetails, where: Spot) -> Refusal:
    value = str(error["input"])
    if not value.strip() and where.expects not in _NAMES:
        return _empty_text(where)
    for annotation, code, what, remedy in _FORMS:
        if where.expects == annotation:
            return Refusal(code, f"{quoted(value)} is not {what}", remedy)
    return Refusal("wrong-type", f"{subject(where)} cannot be {quoted(value)}", "see the schema of this kind")


def _rejected(error: ErrorDetails, where: Spot) -> Refusal:
    if where.expects == base.Day:
        return _bad_day(error["input"], where)
    if where.expects in _DURATIONS:
        sentence = f"{subject(where)} is {described(error['input'])} where a duration is expected"
        return Refusal("bad-duration", sentence, "write a number of days or weeks, such as 30 days")
    return Refusal("inconsistent", str(error["ctx"]["error"]), "correct one of the two")


def _bad_day(value: object, where: Spot) -> Refusal:
    if isinstance(value, str) and _LIKE_A_DATE.match(value):
        if _LIKE_A_DATE.fullmatch(value):
            return Refusal("bad-date", f"{quoted(value)} is not a day of the calendar", "check month and day")
        remedy = "write 2024-06-01, or 2024-06-01T12:00:00+02:00 with its offset from UTC"
        return Refusal("bad-date", f"{quoted(value)} is neither a date nor a moment with an offset", remedy)
    compact = _COMPACT_DATE.fullmatch(str(value))
    remedy = f"write {'-'.join(compact.groups())}" if compact else "write it as YYYY-MM-DD"
    return Refusal("bad-date", f"{subject(where)} is {described(value)} where a date is expected", remedy)


def _out_of_range(error: ErrorDetails, where: Spot) -> Refusal:
    (bound, limit), value = next(iter(error["ctx"].items())), error["input"]
    phrase = f"{_BOUNDS[bound]} {limit:,g}" if isinstance(limit, float) else f"{_BOUNDS[bound]} {limit:,}"
    if where.expects in _DURATIONS:
        return Refusal("out-of-range", f"{subject(where)} is out of range", f"write {phrase} days")
    is_percent = bound in {"le", "lt"} and limit == 1 and isinstance(value, (int, float)) and value <= 100
    remedy = f"a share goes from 0 to 1: {value} % is {value / 100:g}" if is_percent else f"write {phrase}"
    return Refusal("out-of-range", f"{subject(where)} is {value}, expected {phrase}", remedy)


def _text_length(error: ErrorDetails, where: Spot) -> Refusal:
    value, bounds = str(error["input"]), error["ctx"]
    if not value:
        return _empty_text(where)
    sentence = f"{subject(where)} has {len(value):,} characters, more than {bounds.get('max_length', 0):,}"
    return Refusal("out-of-range", sentence, "shorten it")


def _empty_text(where: Spot) -> Refusal:
    return Refusal("out-of-range", f"{subject(where)} is an empty text", "write something, or delete the key")


def _too_few(error: ErrorDetails, where: Spot) -> Refusal:
    least = error["ctx"]["min_length"]
    noun = "entry" if least == 1 else "entries"
    return Refusal("out-of-range", f"{subject(where)} has too few entries", f"write at least {least} {noun}")


def _not_finite(error: ErrorDetails, where: Spot) -> Refusal:
    return Refusal("out-of-range", f"{subject(where)} is not a finite number", "write a finite number")


def _wrong_type(error: ErrorDetails, where: Spot) -> Refusal:
    value = error["input"]
    allowed = scalars(where.expects)
    wanted = " or ".join(allowed) if allowed else _WANTED.get(error["type"], "another kind of value")
    sentence = f"{subject(where)} is {described(value)} where {wanted} is expected"
    return Refusal("wrong-type", sentence, _way_out(error["type"], value, wanted))


def _way_out(kind: str, value: object, wanted: str) -> str:
    if kind == "string_type" and isinstance(value, (bool, int, float)):
        return "put it in quotes"
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

_ABOUT_KEYS: Mapping[str, Callable[[ErrorDetails, Spot], Refusal]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _no_kind,
    "union_tag_invalid": _unknown_kind,
}

_ABOUT_VALUES: Mapping[str, Callable[[ErrorDetails, Spot], Refusal]] = {
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
