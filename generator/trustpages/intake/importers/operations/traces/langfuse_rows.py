"""Rows of Langfuse, of whatever form, as spans: each trace is one span with its observations below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from trustpages.intake.importers.inputs import InputFile, Json, parse_json
from trustpages.intake.importers.operations.traces.spans import Span, looks_like_spans, read_spans
from trustpages.intake.importers.picks import pick, pick_count, pick_list, pick_map, pick_number, pick_text, pick_time
from trustpages.model.problem import Fault

TRACE: Final = "trace"
"""The id of the span that stands for a whole trace."""

_LONGEST: Final = 10**7  # seconds


@dataclass(slots=True)
class Rows:
    """What files hold: observations as spans, traces, scores; and how many records their pages say there are."""

    observations: list[Span] = field(default_factory=list)
    traces: dict[str, dict[str, Json]] = field(default_factory=dict)
    scores: list[dict[str, Json]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    paged: dict[str, int] = field(default_factory=dict)
    version: str = ""

    @property
    def has_traces_of_its_own(self) -> bool:
        """Whether there is more than scores."""
        return bool(self.observations or self.traces)

    def count_missing(self) -> int:
        """How many records the pages say that there are, and do not hold."""
        return sum(max(0, number - self.paged.get(kind, 0)) for kind, number in self.stated.items())

    def list_spans(self) -> list[Span]:
        """A span for each trace, in the order in which traces first come, and its observations below."""
        by_trace: dict[str, list[Span]] = defaultdict(list)
        for span in self.observations:
            by_trace[span.trace].append(span)
        names = dict.fromkeys((*by_trace, *self.traces))
        if not names:
            names = dict.fromkeys(pick_text(score, "traceId") or pick_text(score, "trace_id") for score in self.scores)
        return [span for trace in names if trace for span in self._put_below(trace, by_trace.get(trace, []))]

    def _put_below(self, trace: str, observations: Sequence[Span]) -> Iterator[Span]:
        told = self.traces.get(trace, {})
        ids = {span.id for span in observations}
        first = [span for span in observations if span.parent not in ids]
        ends = [span.end for span in first]
        begins = [span.begin for span in first if span.begin] or [
            moment for moment in (_time(told, "timestamp"),) if moment
        ]
        # A first span whose own parent is not there was exported before what it belongs to had ended.
        is_cut_off = any(span.parent for span in first)
        begin = min(begins, default=_time(told, "timestamp"))
        yield Span(
            trace=trace,
            id=TRACE,
            parent="",
            name=_text(told, "name"),
            begin=begin,
            end=None if is_cut_off or None in ends else max((end for end in ends if end), default=_add(begin, told)),
            has_failed=any(span.has_failed for span in first) if first else None,
            attributes=_describe(told, observations),
            resource=_name_service(told, observations),
            scope="",
            scope_version="",
            schema="",
            file=observations[0].file if observations else self.files.get(trace, ""),
        )
        yield from (replace(span, parent=span.parent if span.parent in ids else TRACE) for span in observations)


def _add(begin: datetime | None, told: Json) -> datetime | None:
    latency = pick_number(told, "latency")
    return begin + timedelta(seconds=latency) if begin and latency is not None and 0 <= latency < _LONGEST else None


def _describe(told: dict[str, Json], observations: Sequence[Span]) -> dict[str, Json]:
    """Session and name of a trace: its own, or what its observations say of it."""
    firsts = [span.attributes for span in observations]
    named = _text(told, "name") or next((text for a in firsts if (text := pick_text(dict(a), "trace_name"))), "")
    root = next((span.name for span in observations if not span.parent and span.name), "")
    session = _text(told, "sessionId", "session_id")
    session = session or next((text for a in firsts if (text := pick_text(dict(a), "session"))), "")
    return {"trace_name": named or root, "session": session}


def _name_service(told: dict[str, Json], observations: Sequence[Span]) -> dict[str, Json]:
    told_by = [span.resource for span in observations]

    def find(name: str, *keys: str) -> str:
        return _text(told, *keys) or next((text for r in told_by if (text := pick_text(dict(r), name))), "")

    environment = find("deployment.environment", "environment")
    return {
        "service.version": find("service.version", "release", "version"),
        # `default` is what Langfuse writes where nobody named an environment.
        "deployment.environment": "" if environment == "default" else environment,
    }


def read_rows(file: InputFile, rows: Rows) -> Fault | None:
    """Adds what a file holds to the rows; the fault where it cannot be read."""
    if looks_like_spans(file):
        read = read_spans(file)
        if isinstance(read, Fault):
            return read
        rows.observations += [_read_span(span) for span in read[0] if "langfuse.observation.type" in span.attributes]
        rows.version = rows.version or next((span.scope_version for span in read[0] if span.scope_version), "")
        return None
    first = file.start.lstrip().partition("\n")[0].rstrip()
    is_lines = first.startswith("{") and first.endswith("}") and b"\n" in file.content.strip()
    value = file.json_lines() if is_lines else file.json()
    if isinstance(value, Fault):
        return value
    for page in value if is_lines and isinstance(value, list) else [value]:
        _read_page(page, rows, file)
    return None


def _read_page(page: Json, rows: Rows, file: InputFile) -> None:
    found = page if isinstance(page, list) else pick_list(page, "data") if pick(page, "data") is not None else [page]
    objects = [row for row in found if isinstance(row, dict)]
    for row in objects:
        _read_object(row, rows, file)
    total = pick_count(page, "meta", "totalItems")
    if total is not None and objects:
        kind = _find_kind(objects[0])
        rows.stated[kind] = max(total, rows.stated.get(kind, 0))
        rows.paged[kind] = rows.paged.get(kind, 0) + len(objects)


def _find_kind(row: Mapping[str, Json]) -> str:
    if "value" in row or "stringValue" in row or "string_value" in row:
        return "score"
    return "observation" if "traceId" in row or "trace_id" in row else TRACE


def _read_object(row: dict[str, Json], rows: Rows, file: InputFile) -> None:
    kind = _find_kind(row)
    if kind == "score":
        rows.scores.append(row)
    elif kind == "observation":
        rows.observations.append(_read_observation(row, file))
    elif trace := _text(row, "id"):
        rows.traces[trace] = row
        rows.files[trace] = file.path
        for inner in (*pick_list(row, "observations"), *pick_list(row, "scores")):
            if isinstance(inner, dict):
                _read_object({"traceId": trace, **inner}, rows, file)


def _text(row: Json, *names: str) -> str:
    return next((text for name in names if (text := pick_text(row, name))), "")


def _time(row: Json, *names: str) -> datetime | None:
    """The moment; exports write UTC without a zone."""
    for name in names:
        text = pick_text(row, name)
        found = pick_time({"at": text}, "at") or pick_time({"at": f"{text}Z"}, "at")
        if found:
            return found.astimezone(UTC)
    return None


def _read_observation(row: dict[str, Json], file: InputFile) -> Span:
    usage = pick_map(row, "usageDetails") or pick_map(row, "usage_details") or pick_map(row, "usage")
    costs = pick_map(row, "costDetails") or pick_map(row, "cost_details")
    cost = next(
        (
            number
            for number in (*(pick_number(row, key) for key in _COSTS), pick_number(costs, "total"))
            if number is not None
        ),
        None,
    )
    return Span(
        trace=_text(row, "traceId", "trace_id"),
        id=_text(row, "id"),
        parent=_text(row, "parentObservationId", "parent_observation_id"),
        name=_text(row, "name"),
        begin=_time(row, "startTime", "start_time"),
        # An event has no duration.
        end=_time(row, "endTime", "end_time") or (_time(row, "startTime") if _text(row, "type") == "EVENT" else None),
        has_failed=_text(row, "level").upper() == "ERROR",
        attributes={
            "type": _text(row, "type").upper(),
            "input_tokens": pick_number(usage, "input"),
            "output_tokens": pick_number(usage, "output"),
            "cost": cost,
            "session": _text(row, "sessionId", "session_id"),
            "trace_name": _text(row, "traceName", "trace_name"),
        },
        resource={
            "service.version": _text(row, "release", "version"),
            "deployment.environment": _text(row, "environment"),
        },
        scope="",
        scope_version="",
        schema="",
        file=file.path,
    )


_COSTS: Final = ("totalCost", "total_cost", "calculatedTotalCost")


def _read_span(span: Span) -> Span:
    """A span that the SDK sent, with attributes under the names of exports."""
    usage, cost = (_read_text(span, f"langfuse.observation.{name}_details") for name in ("usage", "cost"))
    level = span.get_text("langfuse.observation.level").upper()
    environment = span.get_text("langfuse.environment")
    return replace(
        span,
        has_failed=bool(span.has_failed) or level == "ERROR",
        attributes={
            "type": span.get_text("langfuse.observation.type").upper(),
            "input_tokens": pick_number(usage, "input"),
            "output_tokens": pick_number(usage, "output"),
            "cost": pick_number(cost, "total"),
            "session": span.get_text("session.id", "langfuse.session.id"),
            "trace_name": span.get_text("langfuse.trace.name"),
        },
        resource={
            "service.version": span.get_text("langfuse.release", "langfuse.version"),
            "deployment.environment": environment,
        },
    )


def _read_text(span: Span, name: str) -> Json:
    """The JSON in an attribute, None where it is none."""
    value = span.attributes.get(name)
    found = parse_json(value.encode("utf-8", "replace"), name) if isinstance(value, str) else value
    return None if isinstance(found, Fault) else found
