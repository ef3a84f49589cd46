"""The command, in a process in which a whole workspace is replaced at a chosen opening of one of its files.

`python changing_process.py AT ROOT FRESH TALLY ARGUMENT...` runs `trustpages ARGUMENT...`. Before the opening number AT
of a document, page or data file, the files below FRESH take the places of those below ROOT. How often such files were
opened is written to TALLY.
"""

from __future__ import annotations

import sys
from pathlib import Path

from trustpages.cli.main import main

ENDINGS = (".yml", ".yaml", ".md", ".csv")


class Openings:
    """Counts openings as audit events, and replaces the files at one of them."""

    def __init__(self, at: int, root: Path, fresh: Path) -> None:
        self.seen = 0
        self._at, self._root, self._fresh = at, root, fresh

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith(ENDINGS):
            self.seen += 1
            if self.seen == self._at + 1:
                self._replace()

    def _replace(self) -> None:
        for path in [path for path in sorted(self._fresh.rglob("*")) if path.is_file()]:
            path.rename(self._root / path.relative_to(self._fresh))


if __name__ == "__main__":
    at, root, fresh, tally = sys.argv[1:5]
    openings = Openings(int(at), Path(root), Path(fresh))
    sys.argv[1:] = sys.argv[5:]
    sys.addaudithook(openings.watch)
    try:
        main()
    finally:
        Path(tally).write_text(str(openings.seen))
