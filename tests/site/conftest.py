"""The demo and a site of many agents, each built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.system.commands import trustpages
from support.system.serving import serving
from support.system.surroundings import HERE, built
from support.workspaces.every_record import write_every_record
from trustpages.compose.composition import MOST_AGENTS_IN_FULL


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo's site, built by the command in a workspace of its own, without a complaint."""
    site, said = built(HERE, tmp_path_factory.mktemp("demo"))
    assert said.decode() == f"{site / 'index.html'}\n"
    return site


@pytest.fixture(scope="session")
def many_agents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of more agents than one page shows in full, each with every kind of record, and its `site`."""
    root = write_every_record(tmp_path_factory.mktemp("many-agents"), MOST_AGENTS_IN_FULL + 2)
    done = trustpages("build", "--quiet", folder=root)
    assert done.err == ""
    assert (done.code, done.out) == (0, f"{root / 'site/index.html'}\n")
    return root


@pytest.fixture(scope="session")
def demo_address(demo_site: Path) -> Iterator[str]:
    """The address at which the demo's site is served."""
    with serving(demo_site) as address:
        yield address
