"""Where the time of a build goes, how it grows, and what plain mkdocs takes for the same pages.

Run it with `make speed`, or `make speed SIZES='10 3000'`. Read the figures as ratios: machines differ. Run logs have
a measurement of their own: `make speed-runs`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from speed.commands import COLUMNS, Commands, measure_commands
from speed.generate import Size, write_workspace
from speed.peak import Run, run
from speed.stages import STAGES

_TESTS = Path(__file__).resolve().parents[1]
_COLUMNS = ("agents", "pages", "charts", "files", *STAGES, "MB", "mkdocs", *COLUMNS, "cold/mkdocs", "cpu")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One size: a build by stage, plain mkdocs on the same Markdown, the commands as a user runs them."""

    agents: int
    stages: dict[str, float]
    mkdocs: Run
    commands: Commands

    def cells(self) -> tuple[str, ...]:
        """The row of the table; seconds with two decimals, memory in MB."""
        counts = (str(int(self.stages[one])) for one in ("pages", "charts", "files"))
        cold, mkdocs = self.commands.cold, self.mkdocs
        return (
            str(self.agents),
            *counts,
            *(f"{self.stages[stage]:.2f}" for stage in STAGES),
            f"{self.commands.peak:.0f}",
            f"{mkdocs.seconds:.2f}",
            *self.commands.cells(),
            f"{cold.seconds / mkdocs.seconds:.2f}",
            f"{cold.cpu / mkdocs.cpu:.2f}",
        )


def list_bars(measured: Sequence[Measurement]) -> Iterator[str]:
    """A line for each size, and one for each step between two: the figure of each goal, and the goal."""
    for each in measured:
        commands = each.commands
        bars = (
            ("cold build / mkdocs", commands.cold.seconds / each.mkdocs.seconds, 0.6),
            ("one change / cold", commands.change.seconds / commands.cold.seconds, 0.08),
            ("one change", commands.change.seconds, 2.0),
            ("nothing changed", commands.same.seconds, 0.5),
            ("check", commands.check.seconds, 12.0),
            ("check again", commands.checked.seconds, 1.0),
            ("MB", commands.peak, 600.0),
        )
        yield f"{each.agents} agents: " + ", ".join(f"{name} {value:.2f} ({goal:g})" for name, value, goal in bars)
    for small, large in pairwise(measured):
        doublings = math.log2(large.agents / small.agents)
        factor = (large.commands.cold.cpu / small.commands.cold.cpu) ** (1 / doublings) / 2
        yield f"{small.agents} to {large.agents} agents: twice as many take {factor:.2f} times twice as long (1.1)"


def measure(size: Size, jobs: int, of_commands: Size | None = None) -> Measurement:
    """Builds a generated workspace of that size in stages, its Markdown with mkdocs alone, then by the commands.

    A test, which has no time, runs the commands on a smaller one, `of_commands`.
    """
    with tempfile.TemporaryDirectory(prefix="trustpages-speed-") as name:
        folder = Path(name)
        write_workspace(size, folder / "workspace")
        stages = json.loads(_build(folder, jobs).output)
        mkdocs = run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "../plain"],
            folder=folder / "source",
            environment={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        if of_commands is not None:
            shutil.rmtree(folder / "workspace")
            write_workspace(of_commands, folder / "workspace")
        commands = measure_commands(folder, jobs)
    return Measurement(size.agents, stages, mkdocs, commands)


def table(rows: Sequence[Sequence[str]]) -> str:
    """The rows under their columns, aligned to the right."""
    lines = [_COLUMNS, *rows]
    widths = [max(len(line[index]) for line in lines) for index in range(len(_COLUMNS))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _build(folder: Path, jobs: int) -> Run:
    arguments = ["workspace", "site", "source", str(jobs)]
    return run(
        [sys.executable, "-m", "speed.stages", *arguments],
        folder=folder,
        environment={**os.environ, "PYTHONPATH": str(_TESTS), "TRUSTPAGES_CACHE": str(folder / "of-stages")},
    )


def main() -> None:
    """Prints the table for the sizes on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="*", default=[14, 100, 300], help="sizes to measure")
    parser.add_argument("--pacts", type=int, default=2, help="pacts of each agent")
    parser.add_argument("--records", type=int, default=6, help="records of each agent besides its run log")
    parser.add_argument("--rows", type=int, default=3_000, help="rows of each run log")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes to use")
    chosen = parser.parse_args()
    measured = []
    for agents in chosen.agents:
        size = Size(agents, chosen.pacts, chosen.records, chosen.rows)
        measured.append(measure(size, chosen.jobs))
        print(f"{agents} agents measured", file=sys.stderr)
    print(table([each.cells() for each in measured]))
    print("\nGoals (in brackets; those of 300 agents):", *list_bars(measured), sep="\n")


if __name__ == "__main__":
    main()
