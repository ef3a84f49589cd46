"""Findings as workflow commands of GitHub, which stand beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from trustpages.compose.forges.finding import ForgeFinding
from trustpages.compose.wording.said import escape_controls

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def format_annotations(findings: Iterable[ForgeFinding]) -> str:
    """One command a line; nothing in a finding can end it or begin another."""
    return "".join(f"{_format_annotation(finding)}\n" for finding in findings)


def _format_annotation(finding: ForgeFinding) -> str:
    place = finding.place
    fields = {
        "file": place.file,
        "line": place.line or 1,
        "col": place.column or 1,
        "title": finding.title or finding.rule,
    }
    listed = ",".join(f"{name}={_escape_property(str(value))}" for name, value in fields.items())
    return f"::{_COMMANDS[finding.level]} {listed}::{_escape_message(finding.message)}"


def _escape_message(text: str) -> str:
    return escape_controls(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escape_property(text: str) -> str:
    return _escape_message(text).replace(":", "%3A").replace(",", "%2C")
