"""Options of the test run, and the figures that it measures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support.acceptance import Measure, table
from support.system.serving import chromium
from trustpages.system.cache_folder import VARIABLE as CACHE
from trustpages.workflow.commands.init import make_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No deadline: the first example of a run also pays for the late import of scipy.
settings.register_profile("steady", parent=settings(), deadline=None)
settings.load_profile("steady")

FULL = os.environ.get("TRUSTPAGES_TORTURE") == "1"
_FIGURE = "figure"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-gold", action="store_true", help="write the gold files anew instead of comparing")
    parser.addoption("--figures", action="store_true", help="run only the tests that measure a figure")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what only `make torture` runs, and with `--figures` what gives none."""
    wanted, others = list[pytest.Item](), list[pytest.Item]()
    for item in items:
        gives_figure = "figure" in getattr(item, "fixturenames", ())
        runs = FULL or item.get_closest_marker("full") is None
        (wanted if runs and (gives_figure or not config.getoption("--figures")) else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = wanted


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where this run keeps what it made, instead of where the user's own builds keep theirs."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(CACHE, str(folder))
        environment.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))  # the key of the seals
        yield folder


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `trustpages init` makes, to be copied."""
    folder = tmp_path_factory.mktemp("starter") / "acme"
    make_workspace(folder, demo=False)
    return folder


@pytest.fixture
def workspace(starter: Path, tmp_path: Path) -> Path:
    """A workspace of its own as `trustpages init` makes it: valid, and with nothing to complain about."""
    return Path(shutil.copytree(starter, tmp_path / "acme"))


@pytest.fixture
def updates_gold(request: pytest.FixtureRequest) -> bool:
    """Whether gold files are to be written: `python -m pytest tests/unit/render --update-gold`."""
    return bool(request.config.getoption("--update-gold"))


@pytest.fixture
def count() -> Callable[[int, int], int]:
    """Chooses between the count of a full run, `make torture`, and that of every other."""
    return lambda full, small: full if FULL else small


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[int, str, str], None]:
    """Puts a figure into the table: number of the acceptance test, what was tried, how it came out."""
    return lambda number, what, came_out: record_property(_FIGURE, [number, what, came_out])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of figures, after `--figures`."""
    if terminalreporter.config.getoption("--figures"):
        terminalreporter.section("figures of the acceptance tests")
        for line in table(_measures(terminalreporter)):
            terminalreporter.write_line(line)


def _measures(terminalreporter: pytest.TerminalReporter) -> Iterator[Measure]:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, value in getattr(report, "user_properties", ()):
                if name == _FIGURE and report.when == "call":
                    number, what, came_out = value
                    yield int(number), str(what), str(came_out)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; skipped without it, except on CI."""
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
