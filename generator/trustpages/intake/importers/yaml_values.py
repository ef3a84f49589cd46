"""Values of YAML that other tools wrote: read less strictly than documents of a workspace, under bounds too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ruamel.yaml import events

from trustpages.intake.importers.inputs import InputFile, Json
from trustpages.intake.messages.quoting import quote_path
from trustpages.intake.yaml.reader import parse_events
from trustpages.intake.yaml.scalars import read_plain_scalar
from trustpages.intake.yaml.source import Limits, ProblemCollector, SourceText, StopReading, read_source
from trustpages.model.problem import Fault

LIMITS: Final = Limits(size=4 << 20, events=400_000)
"""Bounds of one file."""

_REMEDY: Final = "name the file that the tool wrote"


@dataclass(frozen=True, slots=True)
class YamlValue:
    """The value of a file, and the keys that stand twice in one mapping: the last of them holds."""

    value: Json
    twice: tuple[str, ...] = ()


def read_yaml_file(file: InputFile) -> YamlValue | Fault:
    """The value of a whole file, as `read_yaml` reads it."""
    return read_yaml(file.content, file.path)


def read_yaml(content: bytes, path: str) -> YamlValue | Fault:
    """The value; what YAML readers disagree on is text, and aliases are refused. Never raises."""
    source = read_source(content, path, LIMITS)
    if not isinstance(source, SourceText):
        return _refuse(path, source[0].sentence)
    findings = ProblemCollector(source, LIMITS)
    try:
        return _build(source, findings)
    except StopReading:
        return _refuse(path, findings.problems[0].sentence if findings.problems else "it cannot be read")


def _refuse(path: str, sentence: str) -> Fault:
    return Fault("import-yaml", f"{quote_path(path)} is not YAML that can be read: {sentence}", _REMEDY)


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended, with the key that waits for its value."""

    value: dict[str, Json] | list[Json]
    key: str | None = None
    twice: list[str] = field(default_factory=list)

    def add(self, value: Json) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is None:
            self.key = value if isinstance(value, str) else str(value)
        else:
            if self.key in self.value:
                self.twice.append(self.key)
            self.value[self.key], self.key = value, None


def _build(source: SourceText, findings: ProblemCollector) -> YamlValue:
    documents: list[Json] = []
    stack, twice = [_Open(documents)], list[str]()
    for event in _take(source, findings):
        match event:
            case events.ScalarEvent():
                stack[-1].add(_read_scalar(event))
            case events.MappingStartEvent():
                stack.append(_Open({}))
            case events.SequenceStartEvent():
                stack.append(_Open([]))
            case events.MappingEndEvent() | events.SequenceEndEvent():
                closed = stack.pop()
                twice += closed.twice
                stack[-1].add(closed.value)
        if len(stack) > LIMITS.depth:
            findings.stop(event.start_mark.index, "yaml-depth", "it is nested too deeply", _REMEDY)
    return YamlValue(documents[0] if documents else None, tuple(twice))


def _take(source: SourceText, findings: ProblemCollector) -> Iterator[events.Event]:
    for number, event in enumerate(parse_events(source, findings)):
        if number > LIMITS.events:
            findings.stop(event.start_mark.index, "yaml-too-many-events", "it holds too many values", _REMEDY)
        if isinstance(event, events.AliasEvent):
            findings.stop(event.start_mark.index, "yaml-alias", "it refers to itself by an alias", _REMEDY)
        yield event


def _read_scalar(event: events.ScalarEvent) -> Json:
    text: str = event.value
    if event.style is not None or not text:
        return text if event.style is not None else None
    value = read_plain_scalar(text)
    return text if isinstance(value, Fault) else value
