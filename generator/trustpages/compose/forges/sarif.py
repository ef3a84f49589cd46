"""Findings as a log for code scanning: SARIF 2.1.0 of OASIS, within the limits that GitHub sets.

https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import quote

from trustpages.compose.forges.finding import ForgeFinding, RuleHelp
from trustpages.compose.wording.numbers import count_of
from trustpages.model.results.records.json_values import Json

MOST_RESULTS: Final = 5_000
"""Results that code scanning keeps of a log; of the one run in it, since a log may have twenty."""
_FINGERPRINT: Final = "trustpages/v1"


def build_sarif(findings: Sequence[ForgeFinding], explain: Callable[[str], RuleHelp]) -> Json:
    """A log of one run: a rule for each id, the first `MOST_RESULTS` findings, and how many are left out."""
    shown = findings[:MOST_RESULTS]
    rules = sorted({finding.rule for finding in shown})
    driver: Json = {"name": "trustpages", "rules": [_describe_rule(explain(rule)) for rule in rules]}
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_describe_result(finding, rules) for finding in shown],
    }
    if left_out := len(findings) - len(shown):
        said: Json = {
            "level": "warning",
            "message": {"text": f"{count_of(left_out, 'result')} of less weight left out"},
        }
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [said]}]
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _describe_rule(rule: RuleHelp) -> Json:
    if not rule.title:
        return {"id": rule.id}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.paragraph},
        "help": {"text": rule.paragraph},
    }


def _describe_result(finding: ForgeFinding, rules: Sequence[str]) -> Json:
    place = finding.place
    location: dict[str, Json] = {"artifactLocation": {"uri": quote(place.file, errors="surrogateescape")}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    result: dict[str, Json] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {_FINGERPRINT: finding.fingerprint}
    return result
