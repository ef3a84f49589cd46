"""What older versions of the program published is still verified, and can still be continued."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support.publish.golden_folders import GOLDEN
from support.publish.independent_check import is_sound
from support.publish.versions import a_site, a_withdrawal, codes, rewritten_version, some_facts
from trustpages import __version__
from trustpages.publish.verifier.trustverify import Outcome, verify
from trustpages.publish.versions.publication import publish_version

ARCHIVES = sorted(GOLDEN.glob("*.zip"))


@pytest.fixture(params=ARCHIVES, ids=lambda path: path.stem)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A golden folder, unpacked, with what a buyer kept beside it."""
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def checked(place: Path, pin: str = "pin") -> Outcome:
    return verify(
        place / "published",
        pin=str(place / pin),
        allowed_signers=place / "allowed_signers",
        now=(place / "now").read_text(),
    )


def without_the_key(place: Path) -> set[str]:
    """What is missing after a step without the key: where the end of the log was signed, its signature."""
    return {"unsigned-entries"} if (place / "published/log/checkpoint.json").exists() else set()


def test_what_no_signature_covers_is_said_of_folders_from_before_the_log_was_signed(place: Path) -> None:
    said = [line for line in checked(place).unchecked if line.startswith("the end of the log is not signed")]
    assert len(said) == (not without_the_key(place))
    assert all(line.endswith("; entry 5 is behind the newest signed version") for line in said)


def test_there_is_one_of_this_version() -> None:
    assert f"trustpages-{__version__}" in {path.stem for path in ARCHIVES}, (
        "run tests/support/publish/golden_folders.py"
    )


@pytest.mark.parametrize("pin", ["pin", "early-pin"])
def test_it_is_verified_under_the_pins_of_its_time(
    place: Path, pin: str, figure: Callable[[int, str, str], None]
) -> None:
    out = checked(place, pin)
    assert out.failures == []
    assert any("signed by key@example.com" in line for line in out.passed)
    assert is_sound(place / "published", (place / pin).read_text())
    figure(20, f"folders kept from versions of the program ({len(ARCHIVES)}), under each pin: verified", "1/1")


def test_a_later_version_continues_it(place: Path) -> None:
    publish_version(a_site(place / "more", "more"), "9.0", place / "published", some_facts())
    unsigned = verify(place / "published", pin=str(place / "pin"), now=(place / "now").read_text())
    assert codes(unsigned) == without_the_key(place)


def test_a_version_of_it_can_be_withdrawn(place: Path) -> None:
    a_withdrawal(place / "published", "2.0")
    after = verify(place / "published", pin=str(place / "pin"), now=(place / "now").read_text())
    assert codes(after) == without_the_key(place)
    assert 'rel="stylesheet"' in (place / "published/2.0/index.html").read_text()


def test_what_is_rewritten_in_it_is_still_named(place: Path) -> None:
    rewritten_version(place / "published", "2.0", "report.json", b"better")
    assert "history-rewritten" in codes(checked(place))
