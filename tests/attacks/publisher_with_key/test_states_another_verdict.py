"""The publisher has the key, and signs a report whose verdicts are not those of its counts: all bytes hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.builders import AS_OF
from support.publish.versions import NOW, a_site, some_facts
from support.workspaces.bad_news import write_bad_news
from trustpages.model.results.records.json_values import to_json
from trustpages.model.vocabulary import Audience
from trustpages.publish.verifier.trustverify import NOT_RECOMPUTED, Outcome
from trustpages.publish.versions.publication import publish_version
from trustpages.workflow.assessment import compute
from trustpages.workflow.commands.verify import VerifyOptions, verify_folder
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

Report = dict[str, Any]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    workspace = write_bad_news(tmp_path_factory.mktemp("bad"))
    return json.dumps(to_json(compute(read(Choice(workspace, None, Audience.PUBLIC, AS_OF))).record))


def _verdict(report: Report) -> None:
    broken = next(each for each in report["agents"][0]["obligations"] if each["verdict"] == "breached" and each["k"])
    broken["verdict"] = broken["inferred"] = "met"


def _posture(report: Report) -> None:
    report["agents"][0]["posture"] = "Supported"


def _authority(report: Report) -> None:
    authority = report["agents"][0]["authority"]
    assert authority["by_rules"] != authority["granted"]
    authority["by_rules"] = authority["granted"]


def _day(report: Report) -> None:
    report["agents"][0]["valid_until"] = "2099-01-01"


def _verify(report: Report, place: Path, now: str = NOW) -> Outcome:
    site = a_site(place / "site")
    (site / "report.json").write_text(json.dumps(report))
    publish_version(site, "1.0", place / "published", some_facts())
    return verify_folder(place / "published", VerifyOptions(now=date.fromisoformat(now)), lambda _: nullcontext())


@pytest.mark.parametrize("state", [_verdict, _posture, _authority, _day])
def test_the_verdict_stated_is_held_against_the_counts(
    text: str, tmp_path: Path, state: Callable[[Report], None]
) -> None:
    report = json.loads(text)
    state(report)
    failures = _verify(report, tmp_path).failures
    assert failures
    assert all(failure.startswith("[recomputed-otherwise] latest ") for failure in failures)


@pytest.mark.parametrize("now", [NOW, "2999-01-01"])
def test_as_it_is_it_verifies_also_when_it_is_over(text: str, tmp_path: Path, now: str) -> None:
    out = _verify(json.loads(text), tmp_path, now)
    assert all(failure.startswith("[expired]") for failure in out.failures)
    assert sum(line.startswith("verdicts of latest: ") for line in out.passed) == 1
    assert sum("counts do not decide" in line for line in out.unchecked) == 1
    assert NOT_RECOMPUTED not in out.unchecked


def test_where_the_bytes_do_not_hold_no_verdict_is_looked_at(text: str, tmp_path: Path) -> None:
    _verify(json.loads(text), tmp_path)
    report = tmp_path / "published/1.0/report.json"
    report.write_bytes(report.read_bytes() + b" ")
    out = verify_folder(tmp_path / "published", VerifyOptions(now=date.fromisoformat(NOW)), lambda _: nullcontext())
    assert out.failures
    assert NOT_RECOMPUTED in out.unchecked
    assert not any("recomputed" in failure for failure in out.failures)
