"""A published folder for each test, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.publish.hosts import Host, a_host, failures_of


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Host:
    host = a_host(tmp_path_factory.mktemp("host"))
    assert failures_of(host, is_pinned=True) == failures_of(host, knows_signers=False) == []
    return host


@pytest.fixture
def host(made: Host, tmp_path: Path) -> Host:
    """The folder as it was published, for the host to change."""
    return made.copy(tmp_path / "host")
