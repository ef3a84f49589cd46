"""Spans and log events of OpenTelemetry as OTLP writes them in JSON: one document, or one a line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from trustpages.intake.importers.inputs import InputFile, Json
from trustpages.intake.importers.picks import pick, pick_list, pick_map, pick_text
from trustpages.model.problem import Fault

_LATEST: Final = 10**19  # nanoseconds, in 2286
_WHOLE: Final = re.compile(r"-?[0-9]{1,20}")
_MARKS: Final = ('"resourceSpans"', '"resource_spans"', '"resourceLogs"', '"scopeSpans"')

Attributes = Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanEvent:
    """Something that was told of a span: within it, or as a log record beside it."""

    trace: str
    span: str
    name: str
    attributes: Attributes


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A span, with what its resource and scope say of it; `parent` is empty for the first of a trace.

    `has_failed` is None where nothing says whether an error ended it.
    """

    trace: str
    id: str
    parent: str
    name: str
    begin: datetime | None
    end: datetime | None
    has_failed: bool | None
    attributes: Attributes
    resource: Attributes
    scope: str
    scope_version: str
    schema: str
    file: str

    def get_text(self, *names: str) -> str:
        """The first of the attributes that is a text, or a number, or empty."""
        return next((text for name in names if (text := pick_text(self.attributes.get(name)))), "")

    def get_number(self, *names: str) -> float | None:
        """The first of the attributes that is a number from 0 up."""
        found = (self.attributes.get(name) for name in names)
        return next((number for value in found if (number := _to_number(value)) is not None), None)


def looks_like_spans(file: InputFile) -> bool:
    """Whether the file begins as OTLP in JSON does."""
    return file.start.lstrip()[:1] in ("{", "[") and any(mark in file.start for mark in _MARKS)


def read_spans(file: InputFile) -> tuple[list[Span], list[SpanEvent]] | Fault:
    """All spans and log events of a file, in its order."""
    first = file.start.lstrip().partition("\n")[0].rstrip()
    is_lines = first.startswith("{") and first.endswith("}") and b"\n" in file.content.strip()
    value = file.json_lines() if is_lines else file.json()
    if isinstance(value, Fault):
        return value
    requests = value if isinstance(value, list) else [value]
    spans: list[Span] = []
    events: list[SpanEvent] = []
    for request in requests:
        for resource in _list(request, "resourceSpans", "resource_spans", "batches") or _list(
            pick(request, "trace"), "resourceSpans"
        ):
            for span, told in _read_resource(resource, file):
                spans.append(span)
                events += told
        events += _read_logs(request)
    return spans, events


def _list(value: Json, *names: str) -> list[Json]:
    return next((found for name in names if (found := pick_list(value, name))), [])


def _read_resource(resource: Json, file: InputFile) -> Iterator[tuple[Span, list[SpanEvent]]]:
    told = _read_attributes(pick(resource, "resource", "attributes"))
    for scope in _list(resource, "scopeSpans", "scope_spans", "instrumentationLibrarySpans"):
        named = pick_map(scope, "scope") or pick_map(scope, "instrumentationLibrary")
        schema = pick_text(scope, "schemaUrl") or pick_text(resource, "schemaUrl")
        for span in pick_list(scope, "spans"):
            if isinstance(span, dict):
                found = _read_span(span, told, named, schema, file)
                yield found, list(_read_events(found, span))


def _read_span(span: dict[str, Json], resource: Attributes, scope: Json, schema: str, file: InputFile) -> Span:
    attributes = _read_attributes(span.get("attributes"))
    code = str(pick(span, "status", "code") or "").upper()
    return Span(
        trace=_get(span, "traceId", "trace_id"),
        id=_get(span, "spanId", "span_id"),
        parent=_get(span, "parentSpanId", "parent_span_id"),
        name=pick_text(span, "name"),
        begin=_read_time(span, "startTimeUnixNano", "start_time_unix_nano"),
        end=_read_time(span, "endTimeUnixNano", "end_time_unix_nano"),
        has_failed=code in ("2", "STATUS_CODE_ERROR", "ERROR") or bool(pick_text(attributes.get("error.type"))),
        attributes=attributes,
        resource=resource,
        scope=pick_text(scope, "name"),
        scope_version=pick_text(scope, "version"),
        schema=schema,
        file=file.path,
    )


def _get(value: Json, *names: str) -> str:
    return next((text for name in names if (text := pick_text(value, name))), "")


def _read_events(span: Span, value: Json) -> Iterator[SpanEvent]:
    for event in pick_list(value, "events"):
        attributes = _read_attributes(pick(event, "attributes"))
        yield SpanEvent(trace=span.trace, span=span.id, name=pick_text(event, "name"), attributes=attributes)


def _read_logs(request: Json) -> Iterator[SpanEvent]:
    for resource in _list(request, "resourceLogs", "resource_logs"):
        for scope in _list(resource, "scopeLogs", "scope_logs"):
            for record in _list(scope, "logRecords", "log_records"):
                attributes = _read_attributes(pick(record, "attributes"))
                yield SpanEvent(
                    trace=_get(record, "traceId", "trace_id"),
                    span=_get(record, "spanId", "span_id"),
                    name=_get(record, "eventName", "event_name") or pick_text(attributes.get("event.name")),
                    attributes=attributes,
                )


def _read_attributes(value: Json) -> Attributes:
    entries = value if isinstance(value, list) else ()
    return {pick_text(entry, "key"): _read_value(pick(entry, "value")) for entry in entries}


def _read_value(value: Json) -> Json:
    """The value without the name of its type; whole numbers are texts in JSON of OTLP."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((kind, found),) = value.items()
    if kind == "arrayValue":
        return [_read_value(inner) for inner in pick_list(found, "values")]
    if kind == "kvlistValue":
        return dict(_read_attributes(pick(found, "values")))
    if kind == "intValue" and isinstance(found, str):
        return int(found) if _WHOLE.fullmatch(found) else None
    return found if isinstance(found, (str, int, float, bool)) else None


def _to_number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _read_time(span: Json, *names: str) -> datetime | None:
    """The moment of nanoseconds since 1970, to the microsecond; None where it is 0 or none."""
    text = _get(span, *names)
    if not text.isascii() or not text.isdigit() or len(text) > 20 or not 0 < int(text) < _LATEST:
        return None
    seconds, rest = divmod(int(text), 10**9)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1000)
