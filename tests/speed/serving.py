"""How long it takes from a saved file to the new page, while `serve` shows the demo.

Run it with `make speed-serve`. Nothing is said twice, so that no earlier build has made it; the figures are medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

from speed.peak import read_processor_seconds
from support.system.processes import started
from trustpages.model.vocabulary import Audience
from trustpages.publish.serving.server import EVENTS
from trustpages.workflow.commands.init import make_workspace

_LONGEST = 120  # seconds


@dataclass(frozen=True, slots=True)
class Change:
    """A text of a file that becomes another with a digit in it, and a page that says it."""

    name: str
    file: str
    before: str
    after: str
    page: str


_PILOT = "evidence/airline-desk/bundles/pilot-november.yml"
_PACT = "evidence/airline-desk/pacts/service.yml"
_POLICY = "\npolicy: {{claim: {{delta: 0.0{}}}}}\ngates:"
CHANGES = (
    Change("words of an agent", "evidence/airline-desk/agent.yml", "in chat", "in chat {}", "agents/airline-desk/"),
    Change("a count", _PILOT, "successes: 66", "successes: 6{}", "agents/airline-desk/"),
    Change("a line", _PACT, "at_least: 0.30", "at_least: 0.30{}", "agents/airline-desk/"),
    Change("a page of one's own", "content/about-this-demo.md", "The vendor", "Vendor {}", "about-this-demo/"),
    Change("a value of the policy", "trust.yml", "\ngates:", _POLICY, "method/"),
)


@dataclass(frozen=True, slots=True)
class Reload:
    """From the save of a file to the last byte of the new page: seconds, and those of the processors."""

    seconds: float
    cpu: float


def measure_reloads(
    audience: Audience, changes: Sequence[Change] = CHANGES, times: int = 4
) -> dict[str, tuple[Reload, ...]]:
    """What each of the `changes` takes, by its name, made so many times while the demo is served."""
    with tempfile.TemporaryDirectory(prefix="trustpages-speed-") as name:
        folder = Path(name) / "demo"
        make_workspace(folder, demo=True)
        environment = {**os.environ, "TRUSTPAGES_CACHE": str(Path(name) / "cache")}
        command = [
            sys.executable,
            "-m",
            "trustpages",
            "serve",
            "--port",
            "0",
            "--audience",
            audience,
            "--as-of",
            "2026-11-30",
        ]
        with started(command, folder=folder, environment=environment) as process:
            if process.stderr is None:
                raise ValueError("it has a pipe")
            address = next(line.split(" at ")[1].strip() for line in process.stderr if " at " in line)
            with urllib.request.urlopen(address + EVENTS.lstrip("/"), timeout=_LONGEST) as news:  # noqa: S310  # our own
                _wait_for_build(news, 1)
                page = _Page(folder, address, news, process.pid)
                return {
                    change.name: tuple(page.reload(change, digit) for digit in range(1, times + 1))
                    for change in changes
                }


class _Page:
    """A page that somebody looks at while the files behind it change."""

    def __init__(self, folder: Path, address: str, news: HTTPResponse, server: int) -> None:
        self._folder, self._address, self._news, self._server = folder, address, news, server
        self._build = 1
        self._texts: dict[Path, str] = {}

    def reload(self, change: Change, digit: int) -> Reload:
        """Makes the change, and waits for the page that says so."""
        file = self._folder / change.file
        text = self._texts.setdefault(file, file.read_text("utf-8"))
        if change.before not in text:
            raise ValueError(f"{change.file} does not say {change.before!r}")
        old = self._read(change.page)
        began, used = time.perf_counter(), read_processor_seconds(self._server)
        file.write_text(text.replace(change.before, change.after.format(digit), 1), "utf-8")
        self._build += 1
        _wait_for_build(self._news, self._build)
        new = self._read(change.page)
        if new == old:
            raise ValueError(f"{change.page} is what it was before {change.name} changed")
        return Reload(time.perf_counter() - began, read_processor_seconds(self._server) - used)

    def _read(self, page: str) -> bytes:
        with urllib.request.urlopen(self._address + page, timeout=_LONGEST) as answer:  # noqa: S310  # our own server
            head, _, rest = answer.read().partition(b"data-build=")
        return bytes(head + rest.partition(b">")[2])


def _wait_for_build(news: HTTPResponse, number: int) -> None:
    for line in news:
        if line.startswith(b"data: "):
            state = json.loads(line.removeprefix(b"data: "))
            if state["problems"]:
                raise ValueError("\n".join(state["problems"]))
            if state["build"] >= number:
                return
    raise ValueError("the server has ended")


def main() -> None:
    """Prints a line for each kind of change and audience."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=4, help="how often each change is made")
    times = parser.parse_args().times
    print(f"{'audience':10}{'change':24}{'seconds':>8}{'cpu':>8}")
    for audience in (Audience.PUBLIC, Audience.INTERNAL):
        for change, reloads in measure_reloads(audience, times=times).items():
            seconds, cpu = (statistics.median(getattr(each, name) for each in reloads) for name in ("seconds", "cpu"))
            print(f"{audience:10}{change:24}{seconds:8.2f}{cpu:8.2f}")


if __name__ == "__main__":
    main()
