"""Records are written where their kind stands, by the answers alone, and are told where they will not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.editing.edits import lines_changed, reading_of, write_valid
from support.workspaces.bad_news import write_bad_news
from support.workspaces.every_record import write_every_record
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.forms import CLAIM, RECORDS
from trustpages.workflow.editing.records import fill_in, record
from trustpages.workflow.editing.suggestions import suggest_answers
from trustpages.workflow.editing.workspace_edit import EditOutcome

SAID: Mapping[str, Mapping[str, Any]] = {
    "review": {"by": "K", "role": "cleaner", "occasion": "event", "outcome": "It: stays."},
    "override": {
        "by": "K",
        "role": "cleaner",
        "decision": "suspend",
        "justification": "Because.",
        "expires": date(2026, 12, 31),
    },
    "incident": {"severity": "minor", "occurred": date(2026, 6, 1), "visible-event": "حدث 事件 # one"},
    "consequence": {"triggered-at": date(2026, 6, 1), "action": "escalate"},
    "dispute": {"by": "K", "role": "buyer", "about": "The count."},
    "decision": {"about": "A desk", "consequence": "low", "outcome": "approved", "approver": "B", "approver-role": "b"},
    "claim": {"text": "Never.", "metric": "event", "operator": "never"},
}
FORMS = {**RECORDS, "claim": CLAIM}


def written(root: Path, kind: str, agent: str, **more: Any) -> EditOutcome:
    reading, form = reading_of(root), FORMS[kind]
    owner = agent if form.is_of_agent else None
    suggested = suggest_answers(reading, form, owner)
    named = {
        question.name: (known[0].answer,) if question.many else known[0].answer
        for question in form.questions
        if question.required and (known := suggested.get(question.name, ())) and question.name not in SAID[kind]
    }
    answers = {**fill_in(reading, form, SAID[kind], owner), **SAID[kind], **named, **more}
    return record(reading, form, answers, agent=owner)


def write_every(root: Path) -> None:
    write_every_record(root, 3)


@pytest.mark.parametrize(
    ("write", "agent"), [(write_valid, "desk"), (write_bad_news, "desk"), (write_every, "agent-00")]
)
def test_records_add_lines_and_pass_check(write: Callable[[Path], object], agent: str, tmp_path: Path) -> None:
    write(tmp_path)
    for kind in SAID:
        outcome = written(tmp_path, kind, agent)
        assert outcome.refused == (), kind
        lost, added = lines_changed(outcome)
        assert added, kind
        assert len(lost) <= 1, kind  # the line of the last bracket, where the file is JSON
        outcome.write()
    assert reading_of(tmp_path).intake.workspace is not None


def test_record_that_does_not_count_says_so(tmp_path: Path) -> None:
    write_valid(tmp_path)
    assert any("it lacks decision right" in note for note in written(tmp_path, "override", "desk").notes)
    assert any("decision right" in note for note in written(tmp_path, "review", "desk").notes)
    allowed = written(tmp_path, "review", "desk", role="risk-officer")
    assert not any("lacks" in note for note in allowed.notes)


def test_consequence_takes_the_action_that_the_pact_agreed(tmp_path: Path) -> None:
    reading = reading_of(write_valid(tmp_path))
    answers = {"obligation": "service/task-success"}
    assert fill_in(reading, RECORDS["consequence"], answers, "desk")["action"] == "narrow-authority"


def test_names_of_records_of_one_day_differ(tmp_path: Path) -> None:
    write_valid(tmp_path)
    written(tmp_path, "review", "desk").write()
    outcome = written(tmp_path, "review", "desk")
    assert outcome.refused == ()
    assert "-2\n" in outcome.diff


def test_agent_that_there_is_not_is_refused_with_the_one_that_is_meant(tmp_path: Path) -> None:
    with pytest.raises(TrustpagesError) as caught:
        record(reading_of(write_valid(tmp_path)), RECORDS["review"], SAID["review"], agent="dsk")
    assert "did you mean 'desk'?" in caught.value.remedy
