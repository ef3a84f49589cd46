"""What jobs install: nothing by a name that anybody could register, and nothing without the digests of its files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HASHED, OF_SIGSTORE = ((ROOT / f"constraints-hashes{which}.txt").read_text("ascii") for which in ("", "-sigstore"))
PAGES = (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))


def _normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _read_pins(text: str) -> dict[str, str]:
    return {_normalise(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s\\]+)", text, re.MULTILINE)}


def test_versions_with_digests_are_those_that_were_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["sigstore"]
    tested = _read_pins((ROOT / "constraints.txt").read_text("ascii"))
    for hashed, dependencies in ((HASHED, project["dependencies"]), (OF_SIGSTORE, [*extra, "click"])):
        pins = _read_pins(hashed)
        assert pins.items() <= tested.items()
        assert {_normalise(re.split(r"[<>=\[ ]", dependency)[0]) for dependency in dependencies} <= pins.keys()


@pytest.mark.parametrize("hashed", [HASHED, OF_SIGSTORE], ids=["the program", "Sigstore"])
def test_each_version_has_digests_and_nothing_else_stands_there(hashed: str) -> None:
    entry = r"[\w.-]+==[^\s\\]+(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(rf"(?:#.*\n)+(?:{entry})+", hashed)


def test_what_both_files_have_is_the_same() -> None:
    """So that pip takes them together."""
    ours, theirs = (dict(re.findall(r"^(\S+)==((?:.*\\\n)+.*)$", text, re.MULTILINE)) for text in (HASHED, OF_SIGSTORE))
    assert len(ours.keys() & theirs.keys()) > 5
    assert {name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name]} == set()


def test_no_page_installs_the_program_by_its_name_alone() -> None:
    by_name = re.compile(r"pip install\b[^\n]*?[ '\"]trustpages(?:\[\w+\])?(?:['\" ]|$)", re.MULTILINE)
    assert [page.name for page in PAGES if by_name.search(page.read_text("utf-8"))] == []


def test_whoever_publishes_checks_or_verifies_installs_with_digests() -> None:
    for name in ("deploy", "check-in-ci", "publish-versions", "verify"):
        page = (ROOT / f"docs/how-to/{name}.md").read_text("utf-8")
        installing = re.findall(r"pip install[^\n`]*", page)
        assert installing, name
        for line in installing:
            others = line.replace('pip install --no-deps "$TRUSTPAGES"', "")
            assert "pip install" not in others or "--require-hashes" in others, line
