"""A data file of terabytes that take no place on the disk: refused by its size, before anything reads it."""

from __future__ import annotations

from pathlib import Path

from support.bounded import measure

READ = """
from pathlib import Path
from trustpages.intake.files.workspace_folder import WorkspaceFolder
print(WorkspaceFolder(Path(sys.argv[1])).read_data_file("runs.csv").code)
"""


def test_a_sparse_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "runs.csv").open("wb") as file:
        file.truncate(1 << 40)
    cost = measure(READ, tmp_path)
    assert cost.printed == "path-too-large"
    assert cost.seconds < 10
    assert cost.megabytes < 500
