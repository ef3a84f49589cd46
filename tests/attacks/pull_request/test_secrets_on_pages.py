"""Somebody hands in a text with a credential, by mistake or not: nothing is published, and nothing quotes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.system.commands import trustpages

pytestmark = pytest.mark.site


def test_a_secret_stops_the_publication_and_is_not_told(tmp_path: Path) -> None:
    assert trustpages("init", "--quiet", "acme", folder=tmp_path).code == 0
    secret = "AKIA" + "Z7QGHK2P4M5N6XWT"
    page = tmp_path / "acme/content/index.md"
    page.write_text(page.read_text("utf-8") + f"\nUse {secret} here.\n", "utf-8")
    stopped = trustpages("publish", "1.0", "--to", "../published", folder=tmp_path / "acme")
    assert stopped.code == 3
    assert "secret-found" in stopped.err
    assert secret not in stopped.err + stopped.out
    assert not (tmp_path / "published").exists()
