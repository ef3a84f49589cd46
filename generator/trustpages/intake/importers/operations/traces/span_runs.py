"""Runs in traces: the outermost span of an agent with all below it; traces without one are accounted for, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from trustpages.intake.importers.operations.traces.spans import Span
from trustpages.intake.importers.picks import count_seconds, keep_known

Tokens = tuple[float | None, float | None]
"""Tokens that went in and that came out; None where they were not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """How attributes tell what a span is.

    `knows` says whether a span follows the convention at all, `is_agent` whether it is an agent at work, `is_model`
    whether a model was called; `count_tokens` reads what one call used, `count_all` what an agent's span says of all
    below it, `find_cost` dollars. `find_session` names what runs have in common, `find_name` the agent.
    """

    knows: Callable[[Span], bool]
    is_agent: Callable[[Span], bool]
    is_model: Callable[[Span], bool]
    count_tokens: Callable[[Span], Tokens]
    count_all: Callable[[Span], Tokens]
    find_cost: Callable[[Span], float | None]
    find_session: Callable[[Span], str]
    find_name: Callable[[Span], str]


@dataclass(frozen=True, slots=True)
class SpanRun:
    """A run: its span, all spans below it, and how it counts.

    `absent` says that the span of the agent is not there: `span` is then the first of what is there.
    """

    span: Span
    below: tuple[Span, ...]
    counts: Literal["run", "operation", "absent", "no-agent"]


class SpanForest:
    """Spans of all traces, each once, with what is below each; what was exported twice is counted.

    Of a span that is there twice, the last one that has an end stands.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self.by_trace: dict[str, dict[str, Span]] = defaultdict(dict)
        self.twice: list[Span] = []
        for span in spans:
            before = self.by_trace[span.trace].get(span.id)
            if before is not None:
                self.twice.append(span)
            if before is None or span.end is not None or before.end is None:
                self.by_trace[span.trace][span.id] = span
        self._children: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for trace, by_id in self.by_trace.items():
            for span in by_id.values():
                self._children[trace, span.parent].append(span)

    def is_cut_off(self, trace: str) -> bool:
        """Whether a span of the trace has a parent that is not there."""
        spans = self.by_trace[trace]
        return any(span.parent and span.parent not in spans for span in spans.values())

    def list_below(self, span: Span) -> tuple[Span, ...]:
        """All spans below, each once, even where parents go round in a circle."""
        return tuple(found for found, _ in self._walk([span], frozenset(), {}) if found is not span)

    def keep_outermost(self, spans: Sequence[Span], top: Span | None = None) -> list[Span]:
        """Those spans of one trace that lie below no other of them, in order; all of them are below `top`, if given."""
        if not spans:
            return []
        trace, wanted = self.by_trace[spans[0].trace], frozenset(span.id for span in spans)
        seen: dict[str, None] = {}
        # What goes round in a circle has no first span, and begins anywhere.
        begins = (span for span in trace.values() if span.parent not in trace) if top is None else (top,)
        rest = trace.values() if top is None else ()
        walks = (self._walk([span], wanted, seen) for span in chain(begins, rest))
        found = {span.id for walk in walks for span, is_inside in walk if span.id in wanted and not is_inside}
        return [span for span in spans if span.id in found]

    def _walk(
        self, begin: Sequence[Span], wanted: frozenset[str], seen: dict[str, None]
    ) -> Iterator[tuple[Span, bool]]:
        """The spans from these on downwards that were not seen, and whether each lies below a wanted one."""
        stack = [(span, False) for span in begin]
        while stack:
            span, is_inside = stack.pop()
            if span.id in seen:
                continue
            seen[span.id] = None
            yield span, is_inside
            below = self._children.get((span.trace, span.id), ())
            stack += [(child, is_inside or span.id in wanted) for child in below]


def find_runs(forest: SpanForest, convention: Convention) -> tuple[SpanRun, ...]:
    """Every run, and every trace with spans of the convention that has none, in order of traces.

    Where no trace has a span of an agent, the outermost spans of the convention are operations.
    """
    known = {
        trace: [span for span in spans.values() if convention.knows(span)] for trace, spans in forest.by_trace.items()
    }
    has_agents = any(convention.is_agent(span) for spans in known.values() for span in spans)
    found: list[SpanRun] = []
    for trace, spans in known.items():
        agents = forest.keep_outermost([span for span in spans if convention.is_agent(span)])
        if agents or not has_agents:
            outermost = agents or forest.keep_outermost(spans)
            found += [
                SpanRun(span, forest.list_below(span), "run" if has_agents else "operation") for span in outermost
            ]
        elif spans:
            found.append(SpanRun(spans[0], tuple(spans), "absent" if forest.is_cut_off(trace) else "no-agent"))
    return tuple(found)


def measure_run(forest: SpanForest, run: SpanRun, convention: Convention) -> tuple[Mapping[str, float], bool]:
    """Seconds, tokens and cost of a run, and whether the agent's total of tokens differs from that of its calls.

    A call within a call, as two instrumentations write it, is counted once. Where one call does not count its tokens,
    there is no sum of them.
    """
    calls = forest.keep_outermost([span for span in (run.span, *run.below) if convention.is_model(span)], run.span)
    counted = [convention.count_tokens(span) for span in calls]
    added = tuple(_add([tokens[place] for tokens in counted]) for place in (0, 1))
    stated = convention.count_all(run.span)
    tokens = [total if total is not None else sum_ for total, sum_ in zip(stated, added, strict=True)]
    differs = any(
        total is not None and sum_ is not None and total != sum_ for total, sum_ in zip(stated, added, strict=True)
    )
    costs = _add([convention.find_cost(span) for span in calls])
    values = {
        "seconds": count_seconds(run.span.begin, run.span.end),
        "input_tokens": tokens[0],
        "output_tokens": tokens[1],
        "cost_usd": costs if costs is not None else convention.find_cost(run.span),
    }
    return keep_known(values), differs


def _add(numbers: Sequence[float | None]) -> float | None:
    """The sum, None of none and where one is not known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known and len(known) == len(numbers) else None
