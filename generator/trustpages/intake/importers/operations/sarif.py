"""SARIF 2: what a scanner found, as an audit: open findings by level, and what was suppressed or is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trustpages.intake.importers.fields import say, shorten
from trustpages.intake.importers.importer import Doubt, Imported, ImportedItem, Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.picks import (
    pick,
    pick_flag,
    pick_list,
    pick_map,
    pick_text,
    pick_time,
    tell_apart,
    to_label,
)
from trustpages.intake.messages.quoting import quote, quote_path
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_LEVELS: Final = ("error", "warning", "note", "none")
_NO_FINDINGS: Final = frozenset({"pass", "notApplicable", "informational"})
_SEVERE: Final = 7.0  # of CVSS, from where on it is called high
_NUMBER: Final = re.compile(r"\d{1,2}(\.\d{1,3})?")
_LONGEST_SCOPE: Final = 1000


@dataclass(frozen=True, slots=True)
class _Finding:
    """A result: `state` is why it is not open, empty where it is; `severity` its CVSS score, where one is stated."""

    level: str
    state: str
    severity: float
    identity: str


def _recognise(file: InputFile) -> str | None:
    start = file.start[:20_000]
    is_sarif = '"runs"' in start and '"driver"' in start and ("sarif" in start or '"version"' in start)
    return "runs of a tool in SARIF" if is_sarif and start.lstrip().startswith("{") else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    read = 0
    for file in inputs.choose(_recognise):
        value = file.json()
        if isinstance(value, Fault):
            return value
        version = pick_text(value, "version")
        if not version.startswith("2."):
            sentence = f"{quote_path(file.path)} is of the version {quote(version[:40])}, not of SARIF 2"
            return Fault("import-form", sentence, "convert it to SARIF 2.1.0")
        runs = [run for run in pick_list(value, "runs") if isinstance(run, dict)]
        if not runs:
            return Fault("import-empty", f"{quote_path(file.path)} holds no run of a tool", "name another file")
        items += [_make_item(file, run) for run in runs]
        read += sum(len(pick_list(run, "results")) for run in runs)
    return Imported(read=read, items=tell_apart(items), tool="SARIF", schema_version="2.1.0")


def _make_item(file: InputFile, run: Json) -> ImportedItem:
    tool = pick_text(run, "tool", "driver", "name") or "a tool that is not named"
    version = pick_text(run, "tool", "driver", "semanticVersion") or pick_text(run, "tool", "driver", "version")
    rules = _list_rules(run)
    findings = [_read_result(result, rules) for result in pick_list(run, "results")]
    open_ = Counter(finding.level for finding in findings if not finding.state)
    has_ended = not any(pick_flag(call, "executionSuccessful") is False for call in pick_list(run, "invocations"))
    is_whole = has_ended and isinstance(pick(run, "results"), list)
    result = "fail" if open_["error"] else "qualified" if open_ or not is_whole else "pass"
    moments = [
        moment
        for call in pick_list(run, "invocations")
        for key in ("startTimeUtc", "endTimeUtc")
        if (moment := pick_time(call, key))
    ]
    keys: dict[str, Plain] = {
        "scope": shorten(_describe(file, f"{tool} {version}".strip(), findings), _LONGEST_SCOPE),
        "subject": "agent",
        "auditor": {"name": shorten(tool)},
        "result": result,
        "findings": sum(open_.values()),
    }
    return ImportedItem(
        kind="audit",
        name=to_label(f"scan {tool}", "scan"),
        title=shorten(f"Scan by {tool}"),
        keys=keys,
        doubts=tuple(_find_doubts(run, findings, has_ended=has_ended)),
        first=min(moments).date() if moments else None,
        last=max(moments).date() if moments else None,
        files=(file.path,),
    )


def _list_rules(run: Json) -> dict[str, Json]:
    """The rules of the tool and its extensions by id."""
    parts = (pick(run, "tool", "driver"), *pick_list(run, "tool", "extensions"))
    return {pick_text(rule, "id"): rule for part in parts for rule in pick_list(part, "rules")}


def _read_result(result: Json, rules: dict[str, Json]) -> _Finding:
    id_ = pick_text(result, "ruleId") or pick_text(result, "rule", "id")
    rule = rules.get(id_) or rules.get(id_.partition("/")[0])
    level = pick_text(result, "level") or pick_text(rule, "defaultConfiguration", "level") or "warning"
    kind = pick_text(result, "kind")
    places = [pick(place, "physicalLocation") for place in pick_list(result, "locations")]
    severities = (pick_text(pick_map(part, "properties"), "security-severity") for part in (result, rule))
    severity = next((text for text in severities if _NUMBER.fullmatch(text)), "0")
    return _Finding(
        level=level if level in _LEVELS else "warning",
        state=_find_state(result, kind),
        severity=float(severity),
        identity=repr((id_, pick_text(result, "message", "text"), places, pick_map(result, "fingerprints"))),
    )


def _find_state(result: Json, kind: str) -> str:
    """Why a result is no open finding: it says that something is well, was suppressed, or is there no more."""
    if kind in _NO_FINDINGS:
        return "no finding"
    if pick_text(result, "baselineState") == "absent":
        return "gone"
    suppressions = pick_list(result, "suppressions")
    is_suppressed = any(pick_text(each, "status") in ("", "accepted") for each in suppressions)
    return "suppressed" if suppressions and is_suppressed else ""


def _describe(file: InputFile, tool: str, findings: Sequence[_Finding]) -> str:
    """How many results there are, in which levels those that are open, and why the others are not."""
    levels = Counter(finding.level for finding in findings if not finding.state)
    states = Counter(finding.state for finding in findings if finding.state)
    parts = [f"{levels[level]:,} {level}" for level in _LEVELS if levels[level]]
    parts += [f"{number:,} {state}" for state, number in sorted(states.items())]
    counted = f": {', '.join(parts)}" if parts else ""
    return f"{say(len(findings), 'result')} of {tool} in {file.name}{counted}"


def _find_doubts(run: Json, findings: Sequence[_Finding], *, has_ended: bool) -> Iterator[Doubt]:
    if not has_ended:
        yield Doubt(kind="scan-not-ended", sentence="The tool says that its run did not succeed.", is_grave=True)
    if not isinstance(pick(run, "results"), list):
        where = "in another file" if pick_map(run, "externalPropertyFileReferences") else "nowhere"
        sentence = f"The run has no list of results, they stand {where}: nothing is known to have been looked at."
        yield Doubt(kind="results-absent", sentence=sentence, is_grave=True)
    if suppressed := sum(finding.state == "suppressed" for finding in findings):
        sentence = f"{suppressed:,} of {say(len(findings), 'result')} are suppressed and not counted as open."
        yield Doubt(kind="results-suppressed", sentence=sentence)
    if again := len(findings) - len({finding.identity for finding in findings}):
        sentence = f"{again:,} of {say(len(findings), 'result')} are like another one in rule, text and place."
        yield Doubt(kind="results-repeated", sentence=sentence)
    hidden = sum(finding.severity >= _SEVERE and finding.level != "error" and not finding.state for finding in findings)
    if hidden:
        sentence = (
            f"{say(hidden, 'open result')} of a security severity from {_SEVERE:g} on have a lower level than error."
        )
        yield Doubt(kind="severity-above-level", sentence=sentence, is_grave=True)


SARIF = Importer(
    id="sarif",
    title="SARIF scans",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "What was not looked at: a tool tells what its rules find in what it was given.",
        "Whether a finding can be exploited, or was looked at by anybody.",
    ),
    leaves_out=("Messages, places and rules of the findings.",),
)
"""The importer of this format."""
