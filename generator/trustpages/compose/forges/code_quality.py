"""Findings as GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from trustpages.compose.forges.finding import ForgeFinding, Level
from trustpages.model.results.records.json_values import Json
from trustpages.model.vocabulary import Severity

_SEVERITIES: Final = {
    Severity.CRITICAL: "critical",
    Severity.HIGH: "major",
    Severity.MEDIUM: "minor",
    Severity.LOW: "info",
}
_LEVELS: Final[dict[Level, str]] = {"error": "critical", "warning": "major", "note": "info"}


def build_code_quality(findings: Iterable[ForgeFinding]) -> Json:
    """A list with description, check, fingerprint, severity and place of each."""
    return [_describe(finding) for finding in findings]


def _describe(finding: ForgeFinding) -> Json:
    weight = _LEVELS[finding.level] if finding.weight is None else _SEVERITIES[finding.weight]
    path, line = finding.place.file, max(1, finding.place.line)
    return {
        "description": finding.message,
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint or _make_fingerprint(finding),
        "severity": "blocker" if finding.stops else weight,
        "location": {
            "path": path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
            "lines": {"begin": line},
        },
    }


def _make_fingerprint(finding: ForgeFinding) -> str:
    """For what has none of its own: of two with the same one, GitLab shows one."""
    said = "\0".join((finding.rule, str(finding.place), finding.message))
    return sha256(said.encode("utf-8", "surrogateescape")).hexdigest()
