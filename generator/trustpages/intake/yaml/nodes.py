"""Single nodes: the value of a scalar, where it ends, and what no node may carry."""

from __future__ import annotations

from ruamel.yaml import events

from trustpages.intake.yaml.characters import IN_VALUES, join_surrogates, named
from trustpages.intake.yaml.findings import Findings
from trustpages.intake.yaml.limits import Limits
from trustpages.intake.yaml.scalars import plain_scalar, shown
from trustpages.model.located import Plain
from trustpages.model.refusal import Refusal

_MOST_BYTES_PER_CHARACTER = 4
_DELETE_OR_QUOTE = "delete it, or put the whole value in quotes if it is text"


def scalar_value(event: events.ScalarEvent, findings: Findings, limits: Limits) -> Plain:
    """What the scalar means: text if it is quoted or a block, else what `plain_scalar` makes of it."""
    text: str = event.value
    start: int = event.start_mark.index
    if len(text) * _MOST_BYTES_PER_CHARACTER > limits.scalar:
        _refuse_long(text, start, findings, limits)
    if event.style is None:
        value = plain_scalar(text)
        if isinstance(value, Refusal):
            findings.add(start, value.code, value.sentence, value.remedy)
            return text
        return value
    return _unescaped(text, start, findings) if event.style == '"' else text


def end_of(event: events.ScalarEvent, text: str) -> int:
    """The offset after the last character of the scalar, its trailing line breaks not counted."""
    end: int = event.end_mark.index
    if event.style is not None and event.style in "|>":
        while text[end - 1] in " \n":
            end -= 1
    return end


def refuse_properties(event: events.ScalarEvent | events.CollectionStartEvent, findings: Findings) -> None:
    """Notes an anchor or a tag on a node; the node itself is read as if it had none."""
    if event.anchor is not None:
        sentence = f"the anchor {shown(f'&{event.anchor}')} names this part for use elsewhere"
        findings.add(event.start_mark.index, "yaml-anchor", sentence, _DELETE_OR_QUOTE)
    if event.ctag is not None:
        tag = f"{event.ctag.handle or ''}{event.ctag.suffix}"
        sentence = f"the tag {shown(tag)} asks for a type"
        findings.add(event.start_mark.index, "yaml-tag", sentence, _DELETE_OR_QUOTE)


def refuse_alias(event: events.AliasEvent, findings: Findings) -> None:
    """Notes an alias; it is read as nothing."""
    remedy = "write the value out, or put it in quotes if it is text"
    sentence = f"the alias {shown(f'*{event.anchor}')} refers to another part of the file"
    findings.add(event.start_mark.index, "yaml-alias", sentence, remedy)


def _refuse_long(text: str, start: int, findings: Findings, limits: Limits) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.scalar:
        sentence = f"this text has {size:,} bytes, more than the {limits.scalar:,} that one value may have"
        remedy = "shorten it, or keep it in a file beside this one and refer to that"
        findings.stop(start, "yaml-scalar-too-long", sentence, remedy)


def _unescaped(text: str, start: int, findings: Findings) -> str:
    joined = join_surrogates(text)
    if characters := IN_VALUES.findall(joined):
        sentence = f"an escape in this text stands for {named(characters)}"
        findings.add(start, "yaml-control-character", sentence, "delete the escape; no reader could see it")
    return joined
