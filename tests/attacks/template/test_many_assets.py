"""Templates and assets that are there to be read for minutes: sparse gigabytes, and a hundred thousand files."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bounded import measure
from trustpages.workflow.site.own_templates import MOST_FILES

LIST = """
from pathlib import Path
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.run import OwnTemplates
from trustpages.workflow.site.own_templates import list_template_folders
try:
    list_template_folders(Path(sys.argv[1]), OwnTemplates.SANDBOXED)
except TrustpagesError as refused:
    print(refused.code)
"""


@pytest.mark.parametrize("path", ["assets/video.bin", "page.md.jinja", "theme/main.html"])
@pytest.mark.parametrize("size", [100 << 20, 1 << 40])
def test_a_large_file_is_refused_by_its_size(tmp_path: Path, path: str, size: int) -> None:
    file = tmp_path / "site_templates" / path
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        stream.truncate(size)
    _refused(tmp_path)


def test_many_files_are_refused_by_their_number(tmp_path: Path) -> None:
    folder = tmp_path / "site_templates/assets"
    folder.mkdir(parents=True)
    for number in range(MOST_FILES + 1):
        (folder / f"{number}.svg").touch()
    _refused(tmp_path)


def _refused(root: Path) -> None:
    cost = measure(LIST, root)
    assert cost.printed == "templates-too-large"
    assert cost.seconds < 10
    assert cost.megabytes < 300
