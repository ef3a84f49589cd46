"""Base of all documents: strict scalar types, dates, durations, references, provenance."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

from trustpages.model.ids import Mentions, Refers, SeenByReaders, Unlinked
from trustpages.model.names import identify_name
from trustpages.model.vocabulary import Audience, Relationship

ID_PATTERN = r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$"
NOT_BLANK = r"\S"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})")
_DURATION = re.compile(r"(\d{1,5}) (day|week)s?")
_DAYS_IN = {"day": 1, "week": 7}
_WHOLE_DAYS = {f"{24 * days} hours": days for days in range(1, 8)}
# Evidence is dated by days, so that no other number of hours says which rows count, or when something is due.
_MAX_DAYS = 36_500  # a hundred years: beyond that a duration is a slip of the pen


def _to_day(value: Any) -> Any:
    """The UTC day of `YYYY-MM-DD` or of a moment with an offset."""
    if isinstance(value, date) and not isinstance(value, datetime):  # a datetime is a date to Python
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        return date.fromisoformat(value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value.upper()).astimezone(UTC).date()
    raise ValueError("a date is written YYYY-MM-DD, or as a moment with its offset from UTC")


def _to_days(value: Any) -> Any:
    """The number of days of `30 days`, `2 weeks` or `48 hours`."""
    if isinstance(value, int) and not isinstance(value, bool):  # true is a number to Python
        return value
    if isinstance(value, str) and value in _WHOLE_DAYS:
        return _WHOLE_DAYS[value]
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a duration is written as a number of days or weeks, such as '30 days'")
    return int(match[1]) * _DAYS_IN[match[2]]


_HOURS = "|".join(hours.removesuffix(" hours") for hours in _WHOLE_DAYS)
DURATION_PATTERN = rf"^(\d{{1,5}} (day|week)s?|({_HOURS}) hours)$"
SOME_DURATION_PATTERN = rf"^(0*[1-9]\d{{0,4}} (day|week)s?|({_HOURS}) hours)$"


def _duration_schema(least: int) -> dict[str, Any]:
    """The schema of a duration; that of a text cannot say how long it may be at most."""
    pattern = SOME_DURATION_PATTERN if least else DURATION_PATTERN
    return {"type": ["string", "integer"], "pattern": pattern, "minimum": least, "maximum": _MAX_DAYS}


Id = Annotated[str, Strict(), StringConstraints(pattern=ID_PATTERN, max_length=100)]
"""A kebab-case name that is never reused: lower-case letters, digits, single `-`, `.` or `_` between."""

Label = Annotated[Id, Unlinked()]
"""A name in the form of an id that stands for itself."""

ObligationRef = Annotated[
    str,
    Strict(),
    StringConstraints(pattern=r"^[a-z0-9]+(?:[._-][a-z0-9]+)*/[a-z0-9]+(?:[._-][a-z0-9]+)*$", max_length=201),
    Refers("obligation", within="agent"),
]
"""`pact/obligation` of the same agent."""

Text = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=2_000, pattern=NOT_BLANK)]
"""A phrase or sentence, shown as it is; never markup."""

Narrative = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=16_000, pattern=NOT_BLANK)]
"""A statement in Markdown; cleaned, and framed on the page as somebody's own words."""

Version = Annotated[str, Strict(), StringConstraints(min_length=1, max_length=200, pattern=NOT_BLANK)]
"""A version as text; quote what YAML would read as a number."""

SemanticVersion = Annotated[
    str, Strict(), StringConstraints(pattern=r"^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$", max_length=29)
]
"""A version in three numbers, `major.minor.patch`."""

Url = Annotated[str, Strict(), StringConstraints(pattern=r"^(https?://|mailto:)[^\s<>\"']+$", max_length=2_000)]
"""An http, https or mailto address."""

Sha256 = Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest in 64 lower-case hexadecimal digits."""

Colour = Annotated[str, Strict(), StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
"""A colour in six hexadecimal digits, `#0a568c`; in quotes, since YAML reads what follows a `#` as a comment."""

Flag = Annotated[bool, Strict()]
# Beyond these a number is a slip of the pen, and whole ones are no longer exact.
LARGEST, SMALLEST = 1e15, 1e-9
Number = Annotated[float, Strict(), Field(ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Positive = Annotated[float, Strict(), Field(ge=SMALLEST, le=LARGEST, allow_inf_nan=False)]
NonNegative = Annotated[float, Strict(), Field(ge=0, le=LARGEST, allow_inf_nan=False)]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]
Count = Annotated[int, Strict(), Field(ge=0, le=10**12)]
AtLeastOne = Annotated[int, Strict(), Field(ge=1, le=10**12)]

DAY_PATTERN = r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?$"
Day = Annotated[date, BeforeValidator(_to_day), WithJsonSchema({"type": "string", "pattern": DAY_PATTERN})]
"""A whole UTC day: `YYYY-MM-DD`, or a moment with its offset, of which the UTC day counts."""

MONTH = r"\d{4}-(0[1-9]|1[0-2])"
DAY_OR_MONTH_PATTERN = rf"^{MONTH}$|{DAY_PATTERN}"
DayOrMonth = Annotated[
    date, BeforeValidator(_to_day), WithJsonSchema({"type": "string", "pattern": DAY_OR_MONTH_PATTERN})
]
"""A day, or a month where its mapping takes one, such as `2026-08`."""

MOMENT_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"
Moment = Annotated[str, Strict(), StringConstraints(pattern=MOMENT_PATTERN)]
"""A moment in UTC, to the second: `2026-06-30T08:00:00Z`."""

Days = Annotated[int, BeforeValidator(_to_days), Field(ge=0, le=_MAX_DAYS), WithJsonSchema(_duration_schema(0))]
"""A duration in whole days, written `30 days`, `2 weeks` or, up to a week, `48 hours`."""

SomeDays = Annotated[int, BeforeValidator(_to_days), Field(ge=1, le=_MAX_DAYS), WithJsonSchema(_duration_schema(1))]
"""A duration of one day or more, written `30 days`, `2 weeks` or, up to a week, `48 hours`."""


@cache
def field_descriptions(model: type) -> dict[str, str]:
    """The string below each field of a class in the source, by its name, those that it inherits included.

    pydantic would read it for every class whenever the program starts, which takes longer than everything else
    about the classes together.
    """
    descriptions: dict[str, str] = {}
    for base in reversed(model.__mro__):  # so that a class has the last word on a field that it defines anew
        descriptions.update(_descriptions_of_module(base.__module__).get(base.__qualname__, {}))
    return descriptions


@cache
def _descriptions_of_module(name: str) -> dict[str, dict[str, str]]:
    """By class, its fields with what is said about them."""
    if not name.startswith("trustpages."):
        return {}
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {node.name: dict(_field_texts(node.body)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _field_texts(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(body):
        match field, below:
            case (ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text)))):
                yield name, inspect.cleandoc(text)


DatesInOrder: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of keys of which the first must not be later than the second."""


RetiredKeys: TypeAlias = tuple[tuple[str, str], ...]
"""Keys that earlier versions read, each with what to do about it."""


class Model(BaseModel):
    """Base of every mapping in a document: frozen, and an unknown key is an error."""

    dates_in_order: ClassVar[DatesInOrder] = ()
    retired_keys: ClassVar[RetiredKeys] = ()

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        protected_namespaces=(),
        defer_build=True,  # most are only ever validated as parts of a document
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The schema of the mapping, each key with what stands below its field."""
        reference = handler(core_schema)
        properties = handler.resolve_ref_schema(reference).get("properties", {})
        said = field_descriptions(cls)
        for name, field in cls.model_fields.items():
            key = field.alias or name
            if key in properties and name in said:
                properties[key]["description"] = said[name]
        return reference


@cache
def build_model(model: type[Model]) -> None:
    """Has pydantic build `model`, its parts first: else it makes the schema of a part again for each whole."""
    for field in model.model_fields.values():
        for part in _list_models(field.annotation):
            build_model(part)
    model.model_rebuild()


def _list_models(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from _list_models(argument)


class Document(Model):
    """Base of every file: its kind and the version of its schema."""

    schema_: Literal["trustpages/1"] = Field(alias="schema")
    """Version of the document's schema."""
    visibility: Audience = Audience.INTERNAL
    """Who may read this document; nothing is public unless it says so."""
    illustrative: Flag = False
    """Whether the content was made up to show how things work; the site says so wherever it appears."""


class Party(Model):
    """Somebody who did something: a name, and the role in which it was done."""

    name: Annotated[Text, SeenByReaders()]
    """Name of the person, team or organisation."""
    role: Annotated[Label, Mentions(("role",))] | None = None
    """Role in which they acted; decision rights name roles."""


class Producer(Model):
    """Who made the evidence, and whose they are."""

    name: Text
    """Organisation that ran, measured or wrote it."""
    relationship: Relationship
    """The vendor itself, a contractor paid by it, a customer, or an unrelated third party."""

    @property
    def identity(self) -> str:
        """Which organisation it is, however its name is spelt; for counting, not for showing."""
        return identify_name(self.name)


def has_passed(last: date | None, as_of: date) -> bool:
    """Whether `as_of` is after the last day of something; never, where it has no end."""
    return last is not None and last < as_of


class Period(Model):
    """A closed range of UTC days."""

    dates_in_order: ClassVar[DatesInOrder] = (("from", "to"),)

    from_: Day = Field(alias="from")
    """First day."""
    to: Day
    """Last day; the age of evidence counts from here."""


class Source(Model):
    """Where the evidence comes from, so that anyone can look."""

    url: Url | None = None
    """Address of the original."""
    title: Text | None = None
    """What the original is called."""
    retrieved: Day | None = None
    """Day on which it was fetched."""
    sha256: Sha256 | None = None
    """Digest of the original as it was fetched."""
    licence: Text | None = None
    """Licence under which it may be carried over."""
    revision: Text | None = None
    """Commit, version or release of the original."""
    signature: Text | None = None
    """Where a signature over the original is found."""
    note: Text | None = None
    """How the figures were taken from the original."""
