"""A command whose inputs have not changed says the same again; whatever has changed, is computed."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from speed.generate import AS_OF, Size, write_workspace
from trustpages.system.cache_folder import VARIABLE, prepare_result_cache
from trustpages.workflow.caching.result_cache import build_with_cache, check_with_cache
from trustpages.workflow.commands import build as building
from trustpages.workflow.commands import check as checking
from trustpages.workflow.run import BuildOutcome, CheckOutcome, Choice


class Fakes:
    """A check and a build that count how often they ran."""

    def __init__(self) -> None:
        self.runs = 0
        self.exit_code = 0

    def check(self, choice: Choice, form: str) -> CheckOutcome:
        self.runs += 1
        return CheckOutcome(f"run {self.runs}", "fine", self.exit_code)

    def build(self, choice: Choice, out: Path | None, jobs: int, step: object, revision: None = None) -> BuildOutcome:
        self.runs += 1
        assert out is not None
        out.mkdir(exist_ok=True)
        (out / "index.html").write_text("page")
        return BuildOutcome(out, f"run {self.runs}", ("a complaint",), self.exit_code)


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Fakes:
    made = Fakes()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(checking, "check", made.check)
    monkeypatch.setattr(building, "build", made.build)
    return made


@pytest.fixture
def choice(tmp_path: Path) -> Choice:
    write_workspace(Size(1, pacts=1, records=1, rows=5), tmp_path / "workspace")
    return Choice(tmp_path / "workspace", None, None, AS_OF)


def _kept(choice: Choice) -> list[Path]:
    cache = prepare_result_cache(choice.start)
    assert cache is not None
    return sorted(cache.folder.iterdir())


def test_the_second_check_says_what_the_first_said(fakes: Fakes, choice: Choice) -> None:
    first = check_with_cache(choice, "text")
    assert check_with_cache(choice, "text") == first
    assert fakes.runs == 1
    assert check_with_cache(choice, "json") != first


def test_a_change_is_checked(fakes: Fakes, choice: Choice) -> None:
    first = check_with_cache(choice, "text")
    (choice.start / "content/more.md").write_text("more")
    assert check_with_cache(choice, "text") != first


def test_invalid_evidence_is_checked_each_time(fakes: Fakes, choice: Choice) -> None:
    fakes.exit_code = 3
    assert check_with_cache(choice, "text") != check_with_cache(choice, "text")
    assert _kept(choice) == []


def test_what_changed_during_a_check_is_not_kept(fakes: Fakes, choice: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(choice: Choice, form: str) -> CheckOutcome:
        (choice.start / "content/more.md").write_text("more")
        return fakes.check(choice, form)

    monkeypatch.setattr(checking, "check", check)
    check_with_cache(choice, "text")
    assert _kept(choice) == []


@pytest.mark.parametrize("damage", [b"", b"\xff", b"0\n{}"])
def test_a_damaged_entry_counts_as_absent_and_heals(fakes: Fakes, choice: Choice, damage: bytes) -> None:
    check_with_cache(choice, "text")
    (entry,) = _kept(choice)
    entry.write_bytes(damage)
    check_with_cache(choice, "text")
    check_with_cache(choice, "text")
    assert fakes.runs == 2


def test_an_entry_under_the_name_of_another_counts_as_absent(fakes: Fakes, choice: Choice) -> None:
    check_with_cache(choice, "text")
    (text,) = _kept(choice)
    check_with_cache(choice, "json")
    (json,) = (path for path in _kept(choice) if path != text)
    text.write_bytes(json.read_bytes())
    check_with_cache(choice, "text")
    assert fakes.runs == 3


def test_a_site_is_left_alone_until_something_changes(fakes: Fakes, choice: Choice, tmp_path: Path) -> None:
    def built() -> BuildOutcome:
        return build_with_cache(choice, tmp_path / "site", 1, lambda text: nullcontext())

    assert built() == built() == BuildOutcome(tmp_path / "site", "run 1", ("a complaint",), 0)
    (tmp_path / "site/index.html").write_text("ages")
    assert built().summary == "run 2"
    (tmp_path / "site/more.html").write_text("more")
    assert built().summary == "run 3"
    (choice.start / "content/more.md").write_text("more")
    assert built().summary == "run 4"


def test_without_a_cache_everything_is_computed(fakes: Fakes, choice: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/proc/nowhere")
    check_with_cache(choice, "text")
    check_with_cache(choice, "text")
    assert fakes.runs == 2
