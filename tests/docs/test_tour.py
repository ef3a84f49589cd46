"""The tours of README and tutorial, walked as they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.system.commands import edit, trustpages

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
TUTORIAL = (ROOT / "docs/tutorial.md").read_text("utf-8")
PACT = "evidence/my-agent/pacts/support.yml"
BUNDLE = "evidence/my-agent/bundles/october.yml"


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """The workspace with which both tours begin."""
    assert trustpages("init", "acme", folder=tmp_path).code == 0
    return tmp_path / "acme"


def report(workspace: Path) -> str:
    """The report as text, on one line, so that no sentence is broken."""
    ran = trustpages("report", folder=workspace)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_the_figures_of_the_readme_are_those_of_the_report(acme: Path) -> None:
    told = " ".join(README.split())
    said = report(acme)
    assert "Posture: Conditional" in said
    assert "The agent is Conditional" in told
    assert re.search(r"Leaning met +support/task-success", said)
    for figure in ("33 of 39", "84.6 %", "67.1 %"):
        assert figure in said
        assert figure in told


def promise_less(acme: Path) -> None:
    assert "three questions out of five" in " ".join(README.split())
    edit(acme / PACT, "threshold: {at_least: 0.75}", "threshold: {at_least: 0.60}")
    edit(acme / PACT, "Answers three questions out of four", "Answers three questions out of five")


def test_promising_less_changes_the_verdict_and_not_the_claim(acme: Path) -> None:
    claim = re.findall(r"Answers three questions out of four by itself[^;]*", report(acme))
    promise_less(acme)
    said = report(acme)
    assert "Posture: Supported" in said
    assert re.search(r" Met +support/task-success", said)
    assert re.findall(r"Answers three questions out of four by itself[^;]*", said) == claim


def test_the_mistake_of_the_readme_is_answered_as_it_says(acme: Path) -> None:
    promise_less(acme)
    edit(acme / BUNDLE, "[support/no-leak]", "[support/no-leek]")
    ran = trustpages("check", folder=acme)
    (block,) = re.findall(r"```console\n\$ trustpages check\n(.*?)```", README, re.DOTALL)
    assert ran.out + ran.err == block


@pytest.mark.site
def test_the_tour_ends_with_a_page(acme: Path) -> None:
    built = trustpages("build", folder=acme)
    assert built.code == 0, built.err
    assert "My agent" in (acme / "site/agents/my-agent/index.html").read_text("utf-8")


def test_the_tutorial_can_be_followed(acme: Path) -> None:
    promise, data, consequence = re.findall(r"```yaml\n(.*?)```", TUTORIAL, re.DOTALL)

    with (acme / PACT).open("a") as pact:
        pact.write(promise)
    assert re.search(r"No evidence +support/quick", report(acme))

    edit(acme / BUNDLE, "    supports: [support/task-success]\n", data)
    assert "40 of 40" in report(acme)

    (limit,) = re.findall(r"```text\n(.*?)```", TUTORIAL, re.DOTALL)
    assert " ".join(limit.split()) in report(acme)

    text = (acme / PACT).read_text("utf-8")
    human, quick = "    verification: human\n", "    verification: deterministic\n"
    text = text.rstrip("\n").removesuffix(quick.rstrip("\n")) + quick + consequence
    before, _, after = text.rpartition(human)
    (acme / PACT).write_text(before + human + consequence + after, "utf-8")
    assert trustpages("check", folder=acme).code == 0
    assert " L57 " not in report(acme)
