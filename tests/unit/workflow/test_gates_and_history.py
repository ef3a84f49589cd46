"""Gates judge the report that readers get, with the breaches that were published before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from support.builders import AS_OF, a_bundle, a_pact, an_agent, an_obligation, runs
from support.publish.versions import a_site
from support.workspaces.files import write_files
from support.workspaces.reports import EARLIER, read_and_compute, write_earlier_report
from trustpages.model.documents.base import Model
from trustpages.model.documents.trust import Trust
from trustpages.model.vocabulary import Audience
from trustpages.review.records import write_record
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands import publish as room
from trustpages.workflow.commands.check import check
from trustpages.workflow.commands.publish import PublishOutcome, PublishSigning, publish
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuildOutcome, Choice

GATES = {"posture_at_least": "Conditional"}


@contextmanager
def quietly(_: str) -> Iterator[None]:
    yield


def write(root: Path, good: int, **trust: object) -> None:
    """An agent whose only promise was kept in so many of 400 runs of the window."""
    promise = an_obligation(window={"rolling": 30, "review_dates": [AS_OF - timedelta(days=1), AS_OF]})
    values = {"kind": "trust", "schema": "trustpages/1", "publisher": {"name": "Vendor"}, "as_of": AS_OF}
    documents: list[Model] = [
        Trust.model_validate(values | trust),
        an_agent(),
        a_pact(promise),
        a_bundle(runs(good, 400)),
    ]
    write_files(root, documents)


def test_check_holds_gates_against_the_report_with_its_history(tmp_path: Path) -> None:
    write(tmp_path, 100, as_of=AS_OF - timedelta(days=1))
    write_earlier_report(tmp_path)
    write(tmp_path, 400, gates=GATES)
    assert check(Choice(tmp_path, None, None, AS_OF), "text").exit_code == 0
    write(tmp_path, 400, gates=GATES, previous=EARLIER)
    outcome = check(Choice(tmp_path, None, None, AS_OF), "text")
    assert outcome.exit_code == 4, outcome.text
    assert "pacts/" in outcome.text.partition(":")[0]
    assert "[gate-posture] agent 'desk' is Blocked" in outcome.text


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.INTERNAL])
def test_publish_holds_gates_against_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: Audience
) -> None:
    def built(reading: ReadWorkspace, _better: bool, out: Path, *_: object) -> BuildOutcome:
        a_site(out, "page")
        (out / "report.json").write_bytes(write_record(compute(reading).record))
        return BuildOutcome(out, "", (), 0)

    def published(version: str) -> PublishOutcome:
        choice = Choice(tmp_path / "acme", None, audience, AS_OF)
        return publish(choice, version, tmp_path / "published", PublishSigning(), 1, quietly)

    monkeypatch.setattr(room, "build_reading", built)
    write(tmp_path / "acme", 100, as_of=AS_OF - timedelta(days=1))
    assert published("1.0").published is not None
    write(tmp_path / "acme", 400, gates=GATES)
    _, alone = read_and_compute(tmp_path / "acme", audience)
    assert alone.report is not None
    assert alone.report.agents[0].posture.posture.rank > 1
    outcome = published("1.1")
    assert (outcome.published, outcome.exit_code) == (None, 4)
    assert any("[gate-posture]" in line for line in outcome.complaints), outcome.complaints
