"""What the public sees may not look better than the truth: `check` and `publish` stop, the build knows nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.publish.sites import tree_bytes
from support.system.commands import trustpages

FLATTERED = """\
kind: bundle
schema: trustpages/1
id: november
agent: my-agent
producer: {name: Your organisation, relationship: vendor}
collected: {from: 2026-10-01, to: 2026-10-28}
items:
  - kind: incident
    id: leak
    severity: critical
    occurred: 2026-10-20
    detected: 2026-10-20
    visible_event: Personal data of one customer was shown to another.
    supports: [support/no-leak]
"""


@pytest.fixture
def flattered(workspace: Path) -> Path:
    """A workspace whose public part leaves out a critical incident."""
    (workspace / "evidence/my-agent/bundles/november.yml").write_text(FLATTERED)
    return workspace


AS_OF = ("--as-of", "2026-11-01")


def test_check_stops(flattered: Path) -> None:
    ran = trustpages("check", *AS_OF, folder=flattered)
    assert "[gate-selective-disclosure]" in ran.out, ran.out + ran.err
    assert ran.code == 4


def test_publish_stops_and_writes_nothing(flattered: Path) -> None:
    before = tree_bytes(flattered)
    ran = trustpages("publish", "1.0", *AS_OF, "--to", "published", folder=flattered)
    assert (ran.code, ran.out) == (4, "")
    assert "[gate-selective-disclosure]" in ran.err
    assert not (flattered / "published").exists()
    assert tree_bytes(flattered) == before


def test_the_public_build_is_the_same_with_and_without_what_is_left_out(flattered: Path) -> None:
    options = ("build", "--audience", "public", *AS_OF, "--quiet")
    beside = trustpages(*options, folder=flattered)
    site = tree_bytes(flattered / "site")
    (flattered / "evidence/my-agent/bundles/november.yml").unlink()
    alone = trustpages(*options, folder=flattered)
    assert (beside.code, beside.err) == (alone.code, alone.err) == (0, "")
    assert tree_bytes(flattered / "site") == site
