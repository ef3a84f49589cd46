"""What jobs install: nothing by a name that anybody could register, and nothing without the digests of its files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HASHED = (ROOT / "constraints-hashes.txt").read_text("ascii")
PAGES = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))


def _normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _read_pins(text: str) -> dict[str, str]:
    return {_normalise(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s\\]+)", text, re.MULTILINE)}


def test_versions_with_digests_are_those_that_were_tested() -> None:
    pins = _read_pins(HASHED)
    assert pins.items() <= _read_pins((ROOT / "constraints.txt").read_text("ascii")).items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {_normalise(re.split(r"[<>=\[ ]", dependency)[0]) for dependency in project["dependencies"]}
    assert needed <= pins.keys()


def test_each_version_has_digests_and_nothing_else_stands_there() -> None:
    entry = r"[\w.-]+==[^\s\\]+(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(rf"(?:#.*\n)+(?:{entry})+", HASHED)


def test_no_page_installs_the_program_by_its_name_alone() -> None:
    by_name = re.compile(r"pip install\b[^\n]*?[ '\"]trustpages(?:\[\w+\])?(?:['\" ]|$)", re.MULTILINE)
    assert [page.name for page in PAGES if by_name.search(page.read_text("utf-8"))] == []


def test_jobs_that_publish_install_with_digests() -> None:
    page = (ROOT / "docs/how-to/deploy.md").read_text("utf-8")
    installing = re.findall(r"pip install[^\n]*", page)
    assert installing
    assert all("--require-hashes" in line for line in installing)
