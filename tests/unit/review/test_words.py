"""Changes as the log and `verify` tell them."""

from __future__ import annotations

import pytest

from support.secrets.samples import filled
from trustpages.model.results.records.changes import ChangeTopic, ReportChange, ValueChange
from trustpages.review.words import LONGEST, describe_change, describe_value

A_TOKEN = filled("ghp_{n:36}", 1)


@pytest.mark.parametrize(
    ("topic", "subject", "aspect", "states", "sentence"),
    [
        (ChangeTopic.AGENT, "desk", "", (None, "Supported"), "agent desk is new"),
        (ChangeTopic.AGENT, "desk", "", ("Supported", None), "agent desk is gone"),
        (*(ChangeTopic.POSTURE, "desk", "", ("Supported", "Blocked")), "posture of desk: Supported > Blocked"),
        (
            *(ChangeTopic.AUTHORITY, "desk", "by_rules", ("autonomous", "suspended")),
            "authority by the rules of desk: autonomous > suspended",
        ),
        (ChangeTopic.VERSION, "desk", "", ("one", "two"), "version of desk: one > two"),
        (
            *(ChangeTopic.VERDICT, "service/success", "", ("met", "breached")),
            "promise desk/service/success: met > breached",
        ),
        (ChangeTopic.VERDICT, "service/success", "", ("met", None), "promise desk/service/success is gone"),
        (ChangeTopic.CLAIM, "fast", "", (None, "supported"), "claim desk/fast is made"),
        (ChangeTopic.CLAIM, "fast", "", ("supported", None), "claim desk/fast is no longer made"),
        (ChangeTopic.CLAIM, "fast", "text", ("It is.", "It was."), "text of claim desk/fast: It is. > It was."),
        (*(ChangeTopic.CONSEQUENCE, "narrowed", "", ("pending", "late")), "consequence desk/narrowed: pending > late"),
        (ChangeTopic.LIMITATION, "L10", "runs", (None, "high"), "limitation desk/L10 about runs is new"),
        (ChangeTopic.EVIDENCE, "leak", "", (None, "incident"), "incident desk/leak was opened"),
        (ChangeTopic.EVIDENCE, "leak", "", ("incident", None), "evidence desk/leak is gone"),
        (ChangeTopic.EVIDENCE, "runs", "", (None, "runs"), "evidence desk/runs is new"),
        (*(ChangeTopic.EVIDENCE, "runs", "content", ("a", "b")), "the record of evidence desk/runs was amended"),
        (
            *(ChangeTopic.TERMS, "service/success", "window", ("90 days", "30 days")),
            "window of desk/service/success: 90 days > 30 days",
        ),
        (
            *(ChangeTopic.PACT, "service", "in_silence", (None, "It goes on.")),
            "in silence of desk/service: nothing > It goes on.",
        ),
    ],
)
def test_a_change_is_one_sentence(
    topic: ChangeTopic, subject: str, aspect: str, states: tuple[str | None, str | None], sentence: str
) -> None:
    assert describe_change(ReportChange("desk", topic, subject, *states, aspect=aspect)) == sentence


def test_the_log_says_that_the_record_of_an_incident_was_amended() -> None:
    change = ReportChange("desk", ChangeTopic.EVIDENCE, "leak", "a", "b", aspect="content")
    assert describe_change(change, "incident") == "the record of incident desk/leak was amended"


def test_what_is_told_is_short_and_holds_no_secret() -> None:
    said = describe_value(ValueChange("agents/desk/name", f'"{A_TOKEN}"', "x" * 99))
    assert A_TOKEN not in said
    assert said.endswith("> " + "x" * LONGEST + "...")
