"""Full counts with TRUSTPAGES_TORTURE=1, small ones otherwise; the figures as a table at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

FULL = os.environ.get("TRUSTPAGES_TORTURE") == "1"


@pytest.fixture
def count() -> Callable[[int, int], int]:
    """Chooses between the count of a full run and that of every other."""
    return lambda full, small: full if FULL else small


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, str], None]:
    """Puts a figure into the table: what was tried, and how it came out."""
    return lambda what, came_out: record_property(f"figure: {what}", came_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of figures."""
    figures = sorted(set(_figures(terminalreporter)))
    if figures:
        terminalreporter.section("figures")
        width = max(len(what) for what, _ in figures)
        for what, came_out in figures:
            terminalreporter.write_line(f"{what:<{width}}  {came_out}")


def _figures(terminalreporter: pytest.TerminalReporter) -> Iterator[tuple[str, str]]:
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name.startswith("figure: "):
                    yield name.removeprefix("figure: "), str(value)
