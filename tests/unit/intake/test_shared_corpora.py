"""Inputs that nobody here wrote: they end as values or as problems, never as exceptions or escapes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from support.intake.workspaces import InMemory, read_workspace
from trustpages.intake.files.workspace_folder import WorkspaceFolder
from trustpages.intake.naming.lookalikes import find_doubtful_letters
from trustpages.intake.yaml.writer import format_yaml
from trustpages.model.names import make_skeleton
from trustpages.model.problem import Fault
from trustpages.model.vocabulary import Audience

HOSTILE = Path(__file__).resolve().parents[4] / "shared" / "hostile"
TRUST = "kind: trust\nschema: trustpages/1\npublisher: {name: Example Vendor}\n"
Figure = Callable[[int, str, str], None]
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not HOSTILE.is_dir(), reason="../shared is not there")]


def texts(name: str) -> Iterator[str]:
    with (HOSTILE / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


@pytest.mark.parametrize("name", ["naughty_strings.jsonl", "template_injection.jsonl", "markdown.jsonl"])
def test_hostile_text_in_a_field_is_a_value_or_a_problem(name: str) -> None:
    for text in texts(name):
        field = format_yaml({"title": text}).strip()
        if field.startswith("title: "):
            files = {"trust.yml": f"{TRUST}site:\n  {field}\n".encode()}
            intake = read_workspace(InMemory(files), Audience.PUBLIC, date(2026, 7, 1))
            assert bool(intake.workspace) != any(problem.level == "error" for problem in intake.problems)
            for problem in intake.problems:
                assert str(problem).isprintable() or not text.isprintable()


def test_no_path_of_the_corpus_leads_out(tmp_path: Path, figure: Figure) -> None:
    (tmp_path / "evidence").mkdir()
    paths = tuple(texts("path_traversal.jsonl"))
    for text in paths:
        assert isinstance(WorkspaceFolder(tmp_path).read_data_file(f"evidence/{text}"), Fault)
    figure(16, "paths that led out of the workspace", f"0/{len(paths)}")


def test_nearly_all_confusable_letters_are_noticed(figure: Figure) -> None:
    found = [
        bool(find_doubtful_letters(f"Ac{letter}me")) or make_skeleton(f"Ac{letter}me") == make_skeleton(f"Ac{plain}me")
        for plain, letter, _ in map(json.loads, texts("unicode_confusables.jsonl"))
    ]
    assert sum(found) / len(found) > 0.98
    figure(31, "names with a confusable letter: flagged", f"{sum(found)}/{len(found)}")
