"""`trustrecompute.py` decides reports again, and finds a changed verdict where all bytes are in order."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from speed.generate import AS_OF as SPEED_AS_OF
from speed.generate import Size, write_workspace
from support.builders import AS_OF
from support.publish.versions import NOW, a_site, some_facts
from support.workspaces.bad_news import write_bad_news
from support.workspaces.bare import write_bare
from support.workspaces.every_record import write_every_record
from trustpages.model.results.records.json_values import to_json
from trustpages.model.vocabulary import Audience
from trustpages.publish.verifier import read_recomputer
from trustpages.publish.verifier.trustrecompute import Outcome, Patience, main, recompute
from trustpages.publish.verifier.trustverify import verify
from trustpages.publish.versions.publication import publish_version
from trustpages.workflow.assessment import compute
from trustpages.workflow.reading import read
from trustpages.workflow.run import Choice

DEMO, DEMO_DAY = Path(__file__).parents[2], date(2026, 11, 20)
Report = dict[str, Any]


def a_report_of(root: Path, as_of: date = AS_OF) -> Report:
    record = to_json(compute(read(Choice(root, None, Audience.PUBLIC, as_of))).record)
    assert isinstance(record, dict)
    return record


@pytest.fixture(scope="module")
def demo() -> Report:
    return a_report_of(DEMO, DEMO_DAY)


def decide(report: Report) -> Outcome:
    out = Outcome()
    recompute(report, "here", out)
    return out


def test_the_demo_and_fourteen_agents_are_decided_again(tmp_path: Path, demo: Report) -> None:
    every = a_report_of(write_every_record(tmp_path / "every", 14))
    write_workspace(Size(14, pacts=1, rows=200), tmp_path / "large")
    large = a_report_of(tmp_path / "large", SPEED_AS_OF)
    for name, report in (("demo", demo), ("every record, 14 agents", every), ("run logs, 14 agents", large)):
        out = decide(report)
        assert out.failures == []
        share = len(out.same) / (len(out.same) + len(out.undecided))
        print(f"{name}: {len(out.same)} decided again, {len(out.undecided)} not, {share:.0%}")
        assert share >= 0.8


def test_bad_news_and_nothing_are_decided_again(tmp_path: Path) -> None:
    for write in (write_bad_news, write_bare):
        out = decide(a_report_of(write(tmp_path / write.__name__)))
        assert out.failures == []
        assert out.same


VERDICTS = ("met", "leaning-met", "leaning-breach", "breached", "on-track", "at-risk")
CLAIMS = ("supported", "partially-supported", "unsupported", "contradicted")


def _spoil(report: Report) -> Iterator[tuple[str, Report]]:
    """The report with one value changed that counts decide, each time another."""
    for agent in report["agents"]:
        alone = report | {"agents": [agent]}
        for key, values in (("posture", ("Supported", "Blocked")), ("valid_until", ("2031-01-01",))):
            yield from _change(alone, (), key, values, agent[key])
        yield from _change(
            alone, ("authority",), "by_rules", agent["authority"]["ladder"], agent["authority"]["by_rules"]
        )
        yield from _change(alone, ("authority",), "lowered_by", (["nothing"],), None)
        for number, promise in enumerate(agent["obligations"]):
            if promise["estimate"] is not None and promise["kind"] != "mean":
                where = ("obligations", number)
                yield from _change(alone, where, "verdict", VERDICTS, promise["verdict"])
                yield from _change(alone, where, "low", (promise["low"] + 0.01,), None)
                yield from _change(alone, where, "high", (promise["high"] * 0.9,), None)
                yield from _change(alone, where, "k", () if promise["k"] is None else (promise["k"] + 1,), None)
        for number, claim in enumerate(agent["claims"]):
            if claim["line"] and not claim["other_scope"] and claim["verdict"] != "stale":
                yield from _change(alone, ("claims", number), "verdict", CLAIMS, claim["verdict"])


def _change(
    report: Report, where: tuple[Any, ...], key: str, values: tuple[object, ...], now: object
) -> Iterator[tuple[str, Report]]:
    for value in values:
        if value != now:
            other = deepcopy(report)
            record: Any = other["agents"][0]
            for step in where:
                record = record[step]
            record[key] = value
            yield f"{other['agents'][0]['id']} {where} {key} {value}", other


def test_a_changed_value_is_found(demo: Report) -> None:
    spoilt = list(_spoil(demo))
    assert len(spoilt) > 200
    assert [name for name, report in spoilt if not decide(report).failures] == []


def test_a_changed_verdict_is_found_where_all_bytes_are_in_order(
    tmp_path: Path, demo: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = deepcopy(demo)
    (promise,) = (each for each in changed["agents"][2]["obligations"] if each["id"] == "first-try")
    assert promise["verdict"] == "breached"
    promise["verdict"] = promise["inferred"] = "met"
    site = a_site(tmp_path / "site")
    (site / "report.json").write_text(json.dumps(changed))
    root = tmp_path / "published"
    # Whoever holds the key can publish it: manifest, log and checkpoint are those of these bytes.
    publish_version(site, "1.0", root, some_facts())
    assert verify(root, now=NOW).failures == []
    assert main([str(root)]) == 5
    said = capsys.readouterr().out.splitlines()
    where = "patch-writer delivery/first-try: verdict is stated as met, the counts give breached"
    assert f"FAILED       [recomputed-otherwise] latest {where}" in said
    assert said[-1].startswith("NOT AS RECOMPUTED: ")


def test_the_file_that_a_version_carries_runs_by_itself(tmp_path: Path, demo: Report) -> None:
    site = a_site(tmp_path / "site")
    (site / "report.json").write_text(json.dumps(demo))
    root = tmp_path / "published"
    publish_version(site, "1.0", root, some_facts())
    command = [
        sys.executable,
        "-I",
        "-S",
        str(root / "latest/verify/trustrecompute.py"),
        str(root / "latest"),
        "--brief",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("RECOMPUTED: ")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"format": "other/1"}',
        b"[" * 100_000,
        b'{"format": "trustpages.report/1", "as_of": "2026-01-01", "policy": {"level": NaN}, "agents": []}',
        b'{"format": "trustpages.report/1", "as_of": "2026-01-01", "policy": {"level": 0.95}, "agents": [{"id": "a"}]}',
        b'{"format": "trustpages.report/1", "as_of": "2026-01-01", "policy": {"level": 0.95}, "agents": 3}',
        b"[" + b"[]," * 2_000_000 + b"0]",
    ],
)
def test_what_is_no_report_fails(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.json").write_bytes(content)
    assert main([str(tmp_path)]) == 5
    assert "[bad-record]" in capsys.readouterr().out


def test_what_takes_too_long_is_not_checked(demo: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patience, "until", 0.0)
    out = decide(demo)
    assert (out.same, out.failures) == ([], [])
    assert all(line.endswith(": the check had taken 10 minutes") for line in out.undecided)


def test_a_folder_without_a_report_cannot_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("could not check: ")


def test_an_older_report_is_not_checked_and_says_why(demo: Report) -> None:
    older = {key: value for key, value in demo.items() if key != "policy"}
    assert decide(older).undecided == ["here: an older report, without the policy and the counts that decided"]


def test_it_needs_the_oldest_python_that_it_promises_and_nothing_else() -> None:
    tree = ast.parse(read_recomputer(), feature_version=(3, 9))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in imported}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
