"""What stands at the addresses of embeds once their version was withdrawn, and whence a copy comes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.publish.versions import a_site, outcome, some_facts
from trustpages.model.artifact import Artifact
from trustpages.model.problem import TrustpagesError
from trustpages.publish.embeds.published import find_published_embed
from trustpages.publish.embeds.tombstones import CARD_SCRIPT, make_embed_tombstone
from trustpages.publish.verifier.trustverify import digest_of
from trustpages.publish.versions.publication import publish_version
from trustpages.publish.versions.withdrawal import withdraw_version
from trustpages.workflow.commands.embed_check import CopyState, check_copy

REASON = 'Counted <b>twice</b> & more "today".'
CARD, BADGE, SHIELDS, PICTURE = (
    f"embed/desk/{name}" for name in ("card.html", "badge.svg", "badge.json", "social.png")
)


def tombstone(path: str) -> bytes:
    made = make_embed_tombstone(path, "1.0", REASON, "2026-11-02")
    assert isinstance(made, Artifact)
    assert made.path == path
    return made.content


def test_each_form_says_so_in_the_way_that_its_readers_know() -> None:
    card = tombstone(CARD).decode()
    assert "This trust report was withdrawn" in card
    assert "Counted &lt;b&gt;twice&lt;/b&gt;" in card
    assert "<script" not in card
    badge = ElementTree.fromstring(tombstone(BADGE))  # noqa: S314  # ours
    assert badge.get("height") == "20"
    assert REASON in str(badge.get("aria-label"))
    shields = json.loads(tombstone(SHIELDS))
    assert set(shields) == {"schemaVersion", "label", "message", "color", "isError"}
    assert shields["message"] == "withdrawn 2026-11-02"
    assert tombstone(PICTURE).startswith(b"\x89PNG")
    assert json.loads(tombstone("embed/desk/oembed.json"))["type"] == "link"


@pytest.mark.parametrize("path", ["index.html", "agents/embed/card.html", "report.json", CARD_SCRIPT])
def test_no_other_file_is_concerned(path: str) -> None:
    assert make_embed_tombstone(path, "1.0", REASON, "2026-11-02") is None


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Versions 1.0 to 3.0; the card says something else in each, the badge the same, and 3.0 was withdrawn."""
    root = tmp_path / "published"
    for number in (1, 2, 3):
        site = a_site(tmp_path / f"site-{number}")
        for path, content in ((CARD, f"<p>card {number}</p>"), (BADGE, "<svg/>"), (CARD_SCRIPT, "x")):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(content)
        publish_version(site, f"{number}.0", root, some_facts(valid_until=date(2026, 12, 1)))
    withdraw_version(root, "3.0", REASON, date(2026, 11, 2))
    return root


def state_of(content: bytes, root: Path, today: date = date(2026, 11, 20)) -> tuple[CopyState, str | None]:
    found = check_copy(content, today, root)
    return found.state, found.version


def test_a_copy_is_held_against_what_was_published(published: Path) -> None:
    assert outcome(published).failures == []
    assert state_of(b"<p>card 2</p>", published) == (CopyState.CURRENT, "2.0")
    assert state_of(b"<p>card 2</p>", published, date(2026, 12, 2)) == (CopyState.EXPIRED, "2.0")
    assert state_of(b"<p>card 1</p>", published) == (CopyState.OUTDATED, "1.0")
    assert state_of(b"<p>card 3</p>", published) == (CopyState.WITHDRAWN, "3.0")
    assert state_of((published / "3.0" / CARD).read_bytes(), published) == (CopyState.WITHDRAWN, "3.0")
    assert state_of((published / "latest" / CARD).read_bytes(), published) == (CopyState.WITHDRAWN, "3.0")
    assert state_of(b"<svg/>", published) == (CopyState.CURRENT, "2.0")
    assert state_of(b"<p>card Z</p>", published) == (CopyState.ALTERED, None)
    assert (published / "3.0" / CARD_SCRIPT).read_text() == "x"


def test_a_folder_that_is_not_what_its_log_says_vouches_for_nothing(published: Path, tmp_path: Path) -> None:
    manifest = published / "1.0/manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"card", b"cart"))
    with pytest.raises(TrustpagesError, match="not the one that the log names"):
        find_published_embed(published, {digest_of(b"<p>card 2</p>")})
    with pytest.raises(TrustpagesError, match="no published folder"):
        find_published_embed(tmp_path / "nowhere", set())
