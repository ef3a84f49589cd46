"""How long `diff` takes beside the two reports that it stands for, where one file of many agents has changed.

Run it with `make speed-diff`, or `make speed-diff SIZES='100 300'`. The goal is a tenth of two reports.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from speed.generate import Size, write_workspace
from speed.peak import Run, run
from support.system.repositories import GitFolder

_CHANGED = "evidence/agent-0000/bundles/records.yml"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A report of all agents, and `diff` of the commit before one change against the one after: a process each."""

    agents: int
    report: Run
    diff: Run

    @property
    def share(self) -> float:
        """Processor time of `diff` as a share of that of two reports."""
        return self.diff.cpu / (2 * self.report.cpu)

    def line(self) -> str:
        """The figures in the columns that `main` names."""
        times = f"{self.report.cpu:7.2f}  {self.diff.cpu:7.2f}  {self.diff.seconds:7.2f}"
        return f"{self.agents:>7}  {times}  {self.share:6.3f}  {self.diff.peak:5.0f}"


def measure_comparison(size: Size) -> Comparison:
    """Commits a generated workspace of that size twice, with one score changed between, and compares the commits."""
    with tempfile.TemporaryDirectory(prefix="trustpages-speed-") as name:
        folder = Path(name)
        repository = GitFolder(folder / "workspace")
        write_workspace(size, repository.folder)
        repository.commit()
        repository.edit(_CHANGED, "score: 0.41", "score: 0.42")
        repository.commit()
        # All agents are computed; one is printed, since what nobody reads meanwhile must fit into a pipe.
        report = _trustpages(folder, "report", "--audience", "internal", "--agent", "agent-0000")
        return Comparison(size.agents, report, _trustpages(folder, "diff", "HEAD~1", "HEAD"))


def _trustpages(folder: Path, *arguments: str) -> Run:
    return run(
        [sys.executable, "-m", "trustpages", *arguments, "--quiet"],
        folder=folder / "workspace",
        environment={**os.environ, "TRUSTPAGES_CACHE": str(folder / "cache")},
    )


def main() -> None:
    """Prints a line for each size on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("agents", type=int, nargs="*", default=[100, 300], help="sizes to measure")
    print(" agents   report     diff  seconds   share     MB")
    for agents in parser.parse_args().agents:
        print(measure_comparison(Size(agents)).line(), flush=True)


if __name__ == "__main__":
    main()
