"""`claims`: what may be said today and what not, and the file of a claim whose evidence turned since."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from support.intake.repositories import People
from support.workspaces.claimed import FIRST_DAY, LATER, SENTENCE, write_claimed
from trustpages.cli.commands.review.claims import command
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.commands.review.claims import tell_sayable, tell_substantiation
from trustpages.workflow.commands.review.substantiation import Asked
from trustpages.workflow.run import Choice

CLAIM = "desk/eight-of-ten"


def choose(root: Path, as_of: date) -> Choice:
    return Choice(root, as_of, None, as_of)


@pytest.fixture(scope="module")
def supported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the evidence bore out on its first day."""
    return write_claimed(tmp_path_factory.mktemp("supported"))


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same under git, with the evidence of today on top of that of the first day."""
    repository = People(tmp_path_factory.mktemp("turned") / "repository")
    write_claimed(repository.folder)
    repository.commit(message="Begin")
    write_claimed(repository.folder, 702)
    repository.commit(message="Counted again")
    return repository.folder


def sayable(root: Path, as_of: date, subject: str | None = None) -> Any:
    return json.loads(tell_sayable(choose(root, as_of), subject, "json").text)["agents"]


def test_a_supported_sentence_comes_with_its_small_print(supported: Path) -> None:
    (agent,) = sayable(supported, FIRST_DAY)
    (claim,) = agent["may_be_said"]
    assert (claim["text"], claim["verdict"]) == (SENTENCE, "Supported")
    small = claim["small_print"]
    assert small["measured-by"] == "Example Vendor (the vendor itself)"
    assert "930 of 1,000" in small["on-how-many"]
    assert small["setting"] == "in real use"
    assert small["limits"]
    assert small["valid-until"].endswith("2024")
    assert [(other["id"], other["bar"]) for other in agent["may_not_be_said"]] == [("never-fails", "verdict")]


def test_the_sentence_may_be_said_no_more_once_the_evidence_turned(turned: Path) -> None:
    (agent,) = sayable(turned, LATER)
    assert agent["may_be_said"] == []
    told = {claim["id"]: claim for claim in agent["may_not_be_said"]}["eight-of-ten"]
    assert told["verdict"] == "Contradicted"
    assert "small_print" not in told
    assert "702 of 1,000" in told["seen"]
    assert told["remedy"].startswith("Withdraw it")


def test_nothing_may_be_said_of_an_expired_agent(supported: Path) -> None:
    (agent,) = sayable(supported, date(2026, 1, 1))
    assert agent["may_be_said"] == []
    assert {claim["bar"] for claim in agent["may_not_be_said"]} == {"expired"}
    text = tell_sayable(choose(supported, date(2026, 1, 1)), "desk", "text").text
    assert "Nothing may be said of Desk agent today." in text
    assert "The report has expired on" in text


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("desk/never-fails", "claim-not-sayable"),
        ("desk/hidden", "claim-audience"),
        ("desk/eight-of-tem", "unknown-claim"),
        ("dusk", "unknown-agent"),
    ],
)
def test_a_sentence_that_may_not_be_said_is_refused(supported: Path, subject: str, code: str) -> None:
    with pytest.raises(TrustpagesError) as refusal:
        sayable(supported, FIRST_DAY, subject)
    assert refusal.value.code == code
    assert refusal.value.remedy
    assert ".;" not in f"{refusal.value.sentence}; {refusal.value.remedy}"


def test_a_share_of_few_is_refused_as_such(tmp_path: Path) -> None:
    bundle = write_claimed(tmp_path, 12) / "evidence/desk/bundles/april.yml"
    bundle.write_text(bundle.read_text().replace("attempts: 1000", "attempts: 12"))
    with pytest.raises(TrustpagesError, match="may not be said") as refusal:
        sayable(tmp_path, FIRST_DAY, CLAIM)
    assert refusal.value.code == "claim-low-n"
    assert "30 independent outcomes" in refusal.value.remedy


def test_the_file_tells_what_stood_behind_it_then_and_what_changed(turned: Path) -> None:
    asked = Asked("desk", "eight-of-ten", None)
    found = json.loads(tell_substantiation(choose(turned, LATER), asked, "json").text)["file"]
    (then,) = found["past"]
    assert (then["source"], then["day"], then["verdict"]) == ("git", "2024-05-02", "supported")
    assert [(item["id"], item["now"]) for item in then["evidence"]] == [("counted", "changed")]
    assert then["digest"]
    assert then["name"] == ""  # a commit is named to those alone who see everything
    assert found["today"]["bar"] == "verdict"
    assert found["changes"][0].endswith("supported then, contradicted now.")
    text = tell_substantiation(choose(turned, LATER), asked, "markdown").text
    assert "# What stood behind it on 2 May 2024, by git" in text
    assert "**No.**" in text
    assert text == tell_substantiation(choose(turned, LATER), asked, "markdown").text


def test_where_git_tells_nothing_the_file_says_so(supported: Path) -> None:
    found = tell_substantiation(choose(supported, FIRST_DAY), Asked("desk", "eight-of-ten", None), "markdown").text
    assert "Git tells nothing" in found
    assert "Yes, with its small print." in found


def test_the_command_writes_a_file_and_wants_a_claim_or_the_list(supported: Path, tmp_path: Path) -> None:
    options = ["-C", str(supported), "--as-of", FIRST_DAY.isoformat(), "-q"]
    written = tmp_path / "file.md"
    ran = CliRunner().invoke(command, [CLAIM, "--format", "markdown", "-o", str(written), *options])
    assert ran.exit_code == 0, ran.output
    assert written.read_text().startswith("# Substantiation of a claim about Desk agent\n")
    assert CliRunner().invoke(command, ["desk", *options]).exit_code == 2
