"""The host has the folder, but no key: it serves something else where readers look for the newest version.

By a symbolic link, by a name that differs in letter case (one folder on macOS and Windows), and by letters that look
the same.
"""

from __future__ import annotations

import shutil
import unicodedata

import pytest

from support.publish.hosts import Host, failures_of

LOOKALIKES = (
    "Latest",
    "LATEST",
    "l\N{CYRILLIC SMALL LETTER A}test",
    "late\N{LATIN SMALL LETTER LONG S}t",
    "latest ",
    "latest.",
)


def test_a_link_is_not_followed(host: Host) -> None:
    shutil.rmtree(host.root / "latest")
    (host.root / "latest").symlink_to("2.0")
    assert "[odd-file] latest" in failures_of(host)


def test_a_link_to_the_very_newest_is_none_the_better(host: Host) -> None:
    shutil.rmtree(host.root / "latest")
    (host.root / "latest").symlink_to("3.0")
    assert "[odd-file] latest" in failures_of(host)


@pytest.mark.parametrize("name", LOOKALIKES, ids=ascii)
def test_what_only_looks_like_it_belongs_to_nothing(host: Host, name: str) -> None:
    shutil.copytree(host.root / "2.0", host.root / name)
    said = failures_of(host)
    assert len(said) > 5
    assert {failure.partition(" ")[0] for failure in said} == {"[extra]"}


def test_the_name_in_another_normal_form_is_another_name(host: Host) -> None:
    name = unicodedata.normalize("NFD", "lat\N{LATIN SMALL LETTER E WITH ACUTE}st")
    shutil.copytree(host.root / "3.0", host.root / name)
    assert failures_of(host)


def test_an_older_version_as_the_newest(host: Host) -> None:
    shutil.rmtree(host.root / "latest")
    shutil.copytree(host.root / "2.0", host.root / "latest")
    assert "[not-as-logged] latest" in failures_of(host)
