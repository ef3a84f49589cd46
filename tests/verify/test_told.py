"""What the checker lets pass, and what it tells of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.publish.versions import (
    INCIDENT,
    a_key,
    a_published_folder,
    a_site,
    allowed_signers,
    kept_checkpoint,
    outcome,
    some_facts,
    tree_of,
)
from trustpages.publish.log.events import VersionEvent
from trustpages.publish.verifier import trustverify
from trustpages.publish.verifier.trustverify import HOST_FILES, MOST_NOTED
from trustpages.publish.versions.publication import publish_version


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    return a_published_folder(folder, versions=3, key=a_key(folder))


def test_the_exit_codes_are_those_of_the_documentation() -> None:
    assert (trustverify.VERIFIED, trustverify.COULD_NOT_RUN, trustverify.NOT_VERIFIED) == (0, 1, 5)


@pytest.mark.parametrize("name", [".git", ".nojekyll", ".well-known", "CNAME", "_headers", "_redirects", "robots.txt"])
def test_a_file_for_the_host_is_left_to_it(root: Path, name: str) -> None:
    assert name in HOST_FILES
    before = (root / name).read_bytes() if (root / name).exists() else None
    (root / name).write_text("x")
    out = outcome(root)
    if before is None:
        (root / name).unlink()
    else:
        (root / name).write_bytes(before)
    assert out.failures == []
    assert f"{name}: it belongs to no version" in out.unchecked


def test_every_kind_of_event_is_known(tmp_path: Path) -> None:
    changes = tuple(
        replace(INCIDENT, happening=happening, subject=f"desk/{happening.value}") for happening in VersionEvent
    )
    publish_version(a_site(tmp_path / "site"), "1.0", tmp_path / "published", some_facts(changes=changes))
    assert outcome(tmp_path / "published").failures == []


def test_a_version_may_state_no_last_day(tmp_path: Path) -> None:
    publish_version(a_site(tmp_path / "site"), "1.0", tmp_path / "published", some_facts(valid_until=None))
    assert outcome(tmp_path / "published").failures == []


def test_the_newest_pin_is_told_as_unchanged(root: Path) -> None:
    passed = outcome(root, pin=kept_checkpoint(root)).passed
    assert [line for line in passed if line.startswith("pin: ")] == [
        "pin: the 5 entries that it has seen are unchanged, 0 came since"
    ]


def test_who_signed_is_told(root: Path) -> None:
    signers = allowed_signers(root.parent, root.parent / "key")
    assert "3.0: signed by key@example.com" in outcome(root, allowed_signers=signers).passed


def test_modes_are_told_of_a_few_files_and_counted_of_more(root: Path) -> None:
    paths = sorted(path for path in tree_of(root) if path.startswith("2.0/"))[: MOST_NOTED + 2]
    assert len(paths) == MOST_NOTED + 2
    for path in paths:
        (root / path).chmod(0o600)
    notes = [note for note in outcome(root).notes if note.startswith("[mode]")]
    for path in paths:
        (root / path).chmod(0o644)
    assert len(notes) == MOST_NOTED + 1
    assert notes[-1] == "[mode] 2 more files have another mode than 644"
