"""Expiry by the clock of whoever checks: the last good day is the last one on which the checker is content."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from support.publish.versions import FACTS, a_key, a_published_folder, a_withdrawal
from trustpages.publish.verifier import trustverify

LAST = FACTS.valid_until or date.max


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clock")
    key = a_key(folder)
    root = a_published_folder(folder, versions=2, key=key)
    a_withdrawal(root, key=key)
    return root


def instants() -> list[tuple[datetime, int]]:
    """Instants around the last good day, which ends at midnight UTC, and the exit code at each."""
    midnight = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC) + timedelta(days=1)
    second, year = timedelta(seconds=1), timedelta(days=366)
    before, after = trustverify.VERIFIED, trustverify.NOT_VERIFIED
    return [(midnight - year, before), (midnight - second, before), (midnight, after), (midnight + year, after)]


@pytest.mark.parametrize(("instant", "code"), instants(), ids=lambda claim: str(claim).replace(" ", "-"))
def test_the_exit_code_follows_the_clock(
    instant: datetime,
    code: int,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    figure: Callable[[int, str, str], None],
) -> None:
    moved = time.gmtime(instant.timestamp())
    monkeypatch.setattr(time, "gmtime", lambda *_: moved)
    assert trustverify.main([str(root)]) == code
    assert ("[expired] 2.0: the newest version was valid until" in capsys.readouterr().out) == bool(code)
    figure(24, "checks with the clock moved around the last good day: right exit code", "1/1")
