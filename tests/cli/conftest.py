"""A new workspace for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import trustpages


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """What `trustpages init` makes: valid, and with nothing to complain about."""
    assert trustpages("init", "acme", "--quiet", folder=tmp_path).code == 0
    return tmp_path / "acme"
