"""An earlier report from its published bytes, or why it cannot be held against this one."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError

from trustpages.intake.suggestion import quoted
from trustpages.model.previous import Previous
from trustpages.model.problem import Place, Problem
from trustpages.model.refusal import Refusal
from trustpages.model.vocabulary import Audience

FORMAT = "trustpages.report/1"
LARGEST = 64 << 20
"""Bytes of an earlier report; some five hundred agents with a hundred items each."""

AS_PUBLISHED = "take the report.json as it was published"
WHOLE = "take the report.json of the whole site"

Problems: TypeAlias = tuple[Problem, ...]
T = TypeVar("T")


def previous_file(path: Path, audience: Audience, as_of: date) -> Previous | Problems:
    """The report in the file at `path`, read no further than its limit; see `read_previous`."""
    file = path.as_posix()
    try:
        # A pipe must not make us wait: it is opened without waiting, and then refused.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:
            is_regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            data = stream.read(LARGEST + 1) if is_regular else b""
    except OSError as error:
        reason = error.strerror or "the system refused"
        sentence = f"the earlier report cannot be read: {reason}"
        return (Problem(Place(file), "path-unreadable", sentence, "check its name and its permissions"),)
    if not is_regular:
        sentence = "the earlier report is not a regular file"
        return (Problem(Place(file), "path-not-regular", sentence, "save it as a file, and name that"),)
    return read_previous(data, file, audience, as_of)


def read_previous(data: bytes, file: str, audience: Audience, as_of: date) -> Previous | Problems:
    """The report that was published for `audience` by `as_of`, with the SHA-256 of its bytes.

    Keys that are not known are ignored. Nothing is raised, whatever the bytes hold; `file` is named in problems.
    """
    place = Place(file)
    if len(data) > LARGEST:
        sentence = f"the earlier report has more than {LARGEST:,} bytes"
        return (Refusal("previous-too-large", sentence, AS_PUBLISHED).at(place),)
    found = _read(data, place, _reader(Previous))
    if isinstance(found, tuple):
        return found
    unfit = _unfit(found, audience, as_of)
    return replace(found, digest=hashlib.sha256(data).hexdigest()) if unfit is None else (unfit.at(place),)


def stated_audience(data: bytes, file: str) -> Audience | Problems:
    """Whom a report says that it is for, whatever else it holds; problems as in `read_previous`."""
    found = _read(data, Place(file), _reader(_Addressed))
    return found if isinstance(found, tuple) else found.audience


@dataclass(frozen=True, slots=True)
class _Header:
    """The part of a report that says how to read the rest."""

    format: str = ""


@dataclass(frozen=True, slots=True)
class _Addressed:
    """The part of a report that says whom it is for."""

    audience: Audience


def _read(data: bytes, place: Place, reader: TypeAdapter[T]) -> T | Problems:
    """What `reader` takes of a report in strict JSON and of the known format."""
    refused = _refused(data, place)
    if refused is not None:
        return (refused,)
    try:
        # In strict mode a day is text of the form YYYY-MM-DD, and nothing is converted to fit.
        if _reader(_Header).validate_json(data, strict=True).format != FORMAT:
            return (
                Refusal("previous-format", f"the file is not a report of format {FORMAT}", WHOLE).at(place),
            )
        return reader.validate_json(data, strict=True)
    except ValidationError as error:
        return (_misshapen(error).at(place),)


@cache
def _reader(type_: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(type_)


def _refused(data: bytes, place: Place) -> Problem | None:
    """Why the bytes are no strict JSON, if they are not; nothing of them is kept."""

    def once(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"the key {quoted(twice)} stands twice in one mapping")

    def never(constant: str) -> None:
        raise ValueError(f"{constant} is not a number of JSON")

    def number(_: str) -> None:
        return None

    try:
        json.loads(
            data.decode(),
            object_pairs_hook=once,
            parse_constant=never,
            parse_int=number,
            parse_float=number,
        )
    except json.JSONDecodeError as error:
        place = replace(place, line=error.lineno, column=error.colno)
        return Refusal("previous-not-json", f"the earlier report is not JSON: {error.msg}", AS_PUBLISHED).at(
            place
        )
    except UnicodeDecodeError as error:
        sentence = f"the earlier report is not UTF-8 at byte {error.start:,}"
        return Refusal("previous-not-json", sentence, AS_PUBLISHED).at(place)
    except RecursionError:
        sentence = "the earlier report holds too many lists and mappings inside one another"
        return Refusal("previous-not-json", sentence, AS_PUBLISHED).at(place)
    except ValueError as error:
        return Refusal("previous-not-json", f"in the earlier report {error}", AS_PUBLISHED).at(place)
    return None


def _misshapen(error: ValidationError) -> Refusal:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where, why = ".".join(str(part) for part in first["loc"]), first["msg"]
    if first["type"] == "json_invalid":
        return Refusal("previous-not-json", f"the earlier report is not JSON: {why}", AS_PUBLISHED)
    if not where or where == "format":
        return Refusal("previous-format", f"the file is not a report of format {FORMAT}", WHOLE)
    sentence = f"in the earlier report {quoted(where)} is not as its format says: {why}"
    return Refusal("previous-shape", sentence, AS_PUBLISHED)


def _unfit(found: Previous, audience: Audience, as_of: date) -> Refusal | None:
    if found.audience is not audience:
        sentence = f"the earlier report is for the audience '{found.audience}', this one is for '{audience}'"
        return Refusal("previous-audience", sentence, "name the last report for the same audience")
    if found.as_of > as_of:
        sentence = f"the earlier report is of {found.as_of}, which is later than {as_of}"
        return Refusal("previous-later", sentence, "name an older report, or a later --as-of")
    return None
