"""What the public sees may not look better than the truth: `check`, `build` and `publish` stop; pages tell the gate."""

from __future__ import annotations

from html import unescape
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

HARMLESS = """\
  - kind: audit
    id: quiet-audit
    date: 2026-10-20
    scope: All
    auditor: {name: Somebody}
    result: pass
"""


@pytest.fixture
def flattered(workspace: Path) -> Path:
    """A workspace whose public part leaves out a critical incident."""
    (workspace / "evidence/my-agent/bundles/november.yml").write_text(FLATTERED)
    return workspace


AS_OF = ("--as-of", "2026-11-01")


def test_check_stops_at_what_is_hidden(flattered: Path) -> None:
    ran = trustpages("check", *AS_OF, folder=flattered)
    assert ran.code == 4
    told = [line for line in ran.out.splitlines() if "[gate-selective-disclosure]" in line]
    assert any(
        line.startswith("evidence/my-agent/bundles/november.yml:9:9:") and "the critical incident 'leak'" in line
        for line in told
    ), ran.out
    assert any(line.startswith("evidence/my-agent/pacts/") and "'support/no-leak'" in line for line in told), ran.out
    assert not any(line.startswith("trust.yml") for line in told), ran.out


def test_publish_stops_and_writes_nothing(flattered: Path) -> None:
    before = tree_bytes(flattered)
    ran = trustpages("publish", "1.0", *AS_OF, "--to", "published", folder=flattered)
    assert (ran.code, ran.out) == (4, "")
    assert "[gate-selective-disclosure]" in ran.err
    assert not (flattered / "published").exists()
    assert tree_bytes(flattered) == before


def test_build_stops_and_tells_no_more_than_that(flattered: Path) -> None:
    ran = trustpages("build", "--audience", "public", *AS_OF, "--quiet", folder=flattered)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.splitlines() == [
        "trust.yml:5:1: [gate-selective-disclosure] the report for the audience 'public' looks better than all of the "
        "evidence does; run `trustpages check`, which says where"
    ]
    assert not (flattered / "site").exists()


def test_build_stops_where_nobody_can_tell(flattered: Path) -> None:
    (flattered / "evidence/my-agent/bundles/november.yml").write_text("kind: [bundle")
    ran = trustpages("build", "--audience", "public", *AS_OF, "--quiet", folder=flattered)
    assert (ran.code, ran.out) == (3, "")
    assert "[gate-undecided]" in ran.err


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        ("false", "this report looks better; the check is switched off, and nobody says by whom"),
        (
            "{off_by: {name: R. Roe, role: counsel}, since: 2026-10-30, reason: They asked}",
            "this report looks better; the check was switched off by R. Roe (Counsel) on 30 October 2026: They asked",
        ),
    ],
)
def test_a_gate_that_is_switched_off_is_told_on_every_page(flattered: Path, gate: str, told: str) -> None:
    with (flattered / "trust.yml").open("a") as trust:
        trust.write(f"gates: {{selective_disclosure: {gate}}}\n")
    checked = trustpages("check", *AS_OF, folder=flattered)
    assert checked.code == 0, checked.out
    assert "[gate-selective-disclosure]" in checked.out
    ran = trustpages("build", "--audience", "public", *AS_OF, "--quiet", folder=flattered)
    assert ran.code == 0, ran.err
    for page in ("index.html", "agents/my-agent/index.html"):
        assert told in unescape((flattered / "site" / page).read_text()), page
    assert "The gate against selective disclosure" in unescape((flattered / "site/limitations/index.html").read_text())


def test_the_public_build_is_the_same_with_and_without_what_is_left_out(flattered: Path) -> None:
    hidden = flattered / "evidence/my-agent/bundles/november.yml"
    hidden.write_text(FLATTERED.partition("  - kind: incident")[0] + HARMLESS)
    options = ("build", "--audience", "public", *AS_OF, "--quiet")
    beside = trustpages(*options, folder=flattered)
    site = tree_bytes(flattered / "site")
    hidden.unlink()
    alone = trustpages(*options, folder=flattered)
    assert (beside.code, beside.err) == (alone.code, alone.err) == (0, "")
    assert tree_bytes(flattered / "site") == site
    assert "nothing looks better here" in (flattered / "site/index.html").read_text()
