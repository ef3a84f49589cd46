"""The host has the folder and the program, but no key: it publishes a version of its own, and `latest/` becomes it."""

from __future__ import annotations

import shutil

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import outcome


@pytest.mark.parametrize("knows_signers", [True, False])
def test_a_version_of_its_own_is_behind_what_was_signed(host: Host, knows_signers: bool) -> None:
    host.publish("4.0", "Supported")
    said = failures_of(host, is_pinned=True, knows_signers=knows_signers)
    assert "[unsigned-entries] log/entries/4" in said
    assert ("[unsigned] 4.0/statement.json.sig" in said) is knows_signers


def test_both_readings_are_told(host: Host) -> None:
    host.publish("4.0", "Supported")
    said = next(line for line in outcome(host.root).failures if line.startswith("[unsigned-entries]"))
    assert said.endswith(
        "entry 4 is not signed: a publish is running or was interrupted, or somebody who cannot sign added that"
    )


def test_it_does_not_help_to_leave_the_checkpoint_as_it_was(host: Host) -> None:
    checkpoint = (host.root / "log/checkpoint").read_bytes()
    host.publish("4.0", "Supported")
    (host.root / "log/checkpoint").write_bytes(checkpoint)
    assert set(failures_of(host, is_pinned=True)) == {
        "[uncounted] log/entries/4",
        "[uncounted] 4.0",
        "[uncounted] latest",
        "[uncounted] versions.json",
        "[uncounted] versions/index.html",
    }


def test_nor_to_leave_the_log_as_it_was(host: Host) -> None:
    log = {path: path.read_bytes() for path in (host.root / "log").rglob("*") if path.is_file()}
    host.publish("4.0", "Supported")
    shutil.rmtree(host.root / "log")
    for path, content in log.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    said = failures_of(host, is_pinned=True)
    assert {"[not-as-logged] latest", "[changed] versions.json", "[extra] 4.0/index.html"} <= set(said)


def test_the_publisher_who_signs_it_makes_it_count(host: Host) -> None:
    host.publish("4.0", "Conditional", host.key)
    assert failures_of(host, is_pinned=True) == []
