"""The host has the folder and an old copy of a withdrawn version, but no key: it puts the copy back."""

from __future__ import annotations

import shutil

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import a_site, some_facts
from trustpages.publish.versions.publication import publish_version


@pytest.fixture
def returned(host: Host) -> Host:
    publish_version(a_site(host.place / "site-1.0", "text 1"), "1.0", host.place / "again", some_facts())
    shutil.rmtree(host.root / "1.0")
    shutil.copytree(host.place / "again/1.0", host.root / "1.0")
    return host


def test_the_log_knows_that_it_was_withdrawn(returned: Host) -> None:
    assert "[not-as-logged] 1.0" in failures_of(returned)


def test_as_latest_it_is_not_the_newest_either(host: Host, returned: Host) -> None:
    shutil.rmtree(host.root / "latest")
    shutil.copytree(host.place / "again/1.0", host.root / "latest")
    assert {"[not-as-logged] 1.0", "[not-as-logged] latest"} <= set(failures_of(host))


def test_beside_its_tombstone_it_does_not_stand(host: Host) -> None:
    (host.root / "1.0/index.html").write_text("<!doctype html><p>text 1</p>")
    assert failures_of(host) == ["[changed] 1.0/index.html"]
