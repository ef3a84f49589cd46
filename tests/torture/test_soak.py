"""Many versions and many entries: what a publish and a check cost then."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from support.publish.versions import INCIDENT, outcome, some_facts
from trustpages.publish.versions.publication import publish_version

Count = Callable[[int, int], int]
Figure = Callable[[int, str, str], None]


def test_many_versions(tmp_path: Path, count: Count, figure: Figure) -> None:
    versions, changes = count(500, 12), 20
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html>")
    seconds = []
    for number in range(versions):
        told = tuple(replace(INCIDENT, subject=f"desk/incident-{number}-{incident}") for incident in range(changes))
        began = time.monotonic()
        publish_version(site, f"{number}.0", tmp_path / "published", some_facts(changes=told))
        seconds.append(time.monotonic() - began)
    began = time.monotonic()
    assert not outcome(tmp_path / "published").failures
    checked = time.monotonic() - began
    part = max(1, versions // 10)
    first, last = sum(seconds[:part]) / part, sum(seconds[-part:]) / part
    entries = versions * (changes + 1)
    figure(
        40,
        f"{versions} versions, {entries} entries: first and last tenth, seconds a publish",
        f"{first:.2f}, {last:.2f}",
    )
    figure(40, f"{versions} versions, {entries} entries: seconds of a check", f"{checked:.2f}")
