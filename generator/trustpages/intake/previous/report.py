"""The previous report: read from its published bytes as strict JSON, or why it cannot be compared with this one."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError

from trustpages.intake.messages.quoting import quote
from trustpages.model.problem import Fault, Place, Problem
from trustpages.model.results.records.report import FORMAT, WITHDRAWN_FORMAT, PreviousReport, ReportRecord
from trustpages.model.vocabulary import Audience

LARGEST = 64 << 20
"""Bytes of an earlier report; some five hundred agents with a hundred items each."""

_MOST_MARKS = 4_000_000  # of structure: such a report has one in twenty bytes, and each takes a hundred of memory

AS_PUBLISHED = "take the report.json as it was published"
WHOLE = "take the report.json of the whole site"

Problems: TypeAlias = tuple[Problem, ...]
T = TypeVar("T")


def read_previous_file(path: Path, audience: Audience, as_of: date) -> PreviousReport | Problems:
    """The report in the file at `path`, read no further than its limit; see `parse_previous_report`."""
    data = read_report_file(path)
    return data if isinstance(data, tuple) else parse_previous_report(data, path.as_posix(), audience, as_of)


def read_report_file(path: Path) -> bytes | Problems:
    """The bytes of the report at `path`, no more of them than it may have and one."""
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
    return data


def parse_previous_report(data: bytes, file: str, audience: Audience, as_of: date) -> PreviousReport | Problems:
    """The report that was published for `audience` by `as_of`, with the SHA-256 of its bytes.

    Keys that are not known are ignored. Nothing is raised, whatever the bytes hold; `file` is named in problems.
    """
    place = Place(file)
    found = read_record(data, file)
    if isinstance(found, tuple):
        return found
    if found.audience is not audience:
        sentence = f"the earlier report is for the audience '{found.audience}', this one is for '{audience}'"
        return (Fault("previous-audience", sentence, "name the last report for the same audience").at(place),)
    if found.as_of > as_of:
        sentence = f"the earlier report is of {found.as_of}, which is later than {as_of}"
        return (Fault("previous-later", sentence, "name an older report, or a later --as-of").at(place),)
    return PreviousReport(found, hashlib.sha256(data).hexdigest())


def read_record(data: bytes, file: str) -> ReportRecord | Problems:
    """What a report says, whatever day and audience it is for; problems as in `parse_previous_report`."""
    if too_large := find_excess(data):
        return (too_large.at(Place(file)),)
    if is_withdrawn(data):
        left = _parse(data, Place(file), _get_adapter(_Withdrawn), WITHDRAWN_FORMAT)
        return left.record if isinstance(left, _Withdrawn) else left
    return _parse(data, Place(file), _get_adapter(ReportRecord))


def read_stated_audience(data: bytes, file: str) -> Audience | Problems:
    """Whom a report says that it is for, whatever else it holds; problems as in `parse_previous_report`."""
    if too_large := find_excess(data):
        return (too_large.at(Place(file)),)
    found = _parse(data, Place(file), _get_adapter(_Addressed))
    return found if isinstance(found, tuple) else found.audience


def find_excess(data: bytes) -> Fault | None:
    """Why the bytes are more than any report, if they are; said before anything reads them."""
    if len(data) > LARGEST:
        sentence = f"the earlier report has more than {LARGEST:,} bytes"
    elif sum(map(data.count, (b",", b":", b"[", b"{"))) > _MOST_MARKS:
        sentence = f"the earlier report has more than {_MOST_MARKS:,} marks of structure"
    else:
        return None
    return Fault("previous-too-large", sentence, AS_PUBLISHED)


@dataclass(frozen=True, slots=True)
class _Header:
    """The part of a report that says how to read the rest."""

    format: str = ""


@dataclass(frozen=True, slots=True)
class _Withdrawn:
    """What is left of a report that was withdrawn: the part that binds later ones."""

    record: ReportRecord


@dataclass(frozen=True, slots=True)
class _Addressed:
    """The part of a report that says whom it is for."""

    audience: Audience


def is_withdrawn(data: bytes) -> bool:
    """Whether the bytes are what is left of a report that was withdrawn."""
    try:
        stated: str = _get_adapter(_Header).validate_json(data).format
    except ValidationError:
        return False
    return stated == WITHDRAWN_FORMAT


def _parse(data: bytes, place: Place, reader: TypeAdapter[T], form: str = FORMAT) -> T | Problems:
    """What `reader` takes of a report in strict JSON and of the known format."""
    refused = _check_strict_json(data, place)
    if refused is not None:
        return (refused,)
    try:
        # In strict mode a day is text of the form YYYY-MM-DD, and nothing is converted to fit.
        if _get_adapter(_Header).validate_json(data, strict=True).format != form:
            return (Fault("previous-format", f"the file is not a report of format {FORMAT}", WHOLE).at(place),)
        return reader.validate_json(data, strict=True)
    except ValidationError as error:
        return (_explain_mismatch(error).at(place),)


@cache
def _get_adapter(type_: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(type_)


def _check_strict_json(data: bytes, place: Place) -> Problem | None:
    """Why the bytes are no strict JSON, if they are not; nothing of them is kept."""

    def once(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            twice = next(name for name, count in Counter(names).items() if count > 1)
            raise ValueError(f"the key {quote(twice)} stands twice in one mapping")

    def never(constant: str) -> None:
        raise ValueError(f"{constant} is not a number of JSON")

    def number(_: str) -> None:  # Python refuses integers of thousands of digits, which JSON allows
        return None

    try:
        json.loads(data.decode(), object_pairs_hook=once, parse_constant=never, parse_int=number, parse_float=number)
    except json.JSONDecodeError as error:
        place, sentence = replace(place, line=error.lineno, column=error.colno), f"is not JSON: {error.msg}"
    except UnicodeDecodeError as error:
        sentence = f"is not UTF-8 at byte {error.start:,}"
    except RecursionError:
        sentence = "holds too many lists and mappings inside one another"
    except ValueError as error:
        return Fault("previous-not-json", f"in the earlier report {error}", AS_PUBLISHED).at(place)
    else:
        return None
    return Fault("previous-not-json", f"the earlier report {sentence}", AS_PUBLISHED).at(place)


def _explain_mismatch(error: ValidationError) -> Fault:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where, why = ".".join(str(part) for part in first["loc"]), first["msg"]
    if first["type"] == "json_invalid":
        return Fault("previous-not-json", f"the earlier report is not JSON: {why}", AS_PUBLISHED)
    if not where or where == "format":
        return Fault("previous-format", f"the file is not a report of format {FORMAT}", WHOLE)
    sentence = f"in the earlier report {quote(where)} is not as its format says: {why}"
    return Fault("previous-shape", sentence, AS_PUBLISHED)
