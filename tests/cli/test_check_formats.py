"""Problems as people, forges and scanners read them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from support.system.commands import edit, trustpages

BUNDLE = "evidence/my-agent/bundles/october.yml"


@pytest.fixture
def misspelt(workspace: Path) -> Path:
    """One error (line 36, column 16) and nothing else."""
    edit(workspace / BUNDLE, "[support/no-leak]", "[support/no-leek]")
    return workspace


def check(form: str, workspace: Path) -> str:
    """What `check` prints in that format."""
    return trustpages("check", "--format", form, "--quiet", folder=workspace).out


def test_text_is_a_line_a_problem_with_its_place_and_remedy(misspelt: Path) -> None:
    assert check("text", misspelt) == (
        f"{BUNDLE}:36:16: [unknown-obligation] no obligation 'support/no-leek'; did you mean 'support/no-leak'?\n"
    )


def test_json_has_the_same_in_parts(misspelt: Path) -> None:
    document = json.loads(check("json", misspelt))
    assert document["format"] == "trustpages.check/1"
    assert document["problems"] == [
        {
            "code": "unknown-obligation",
            "level": "error",
            "sentence": "no obligation 'support/no-leek'",
            "remedy": "did you mean 'support/no-leak'?",
            "file": BUNDLE,
            "line": 36,
            "column": 16,
        }
    ]


def test_github_annotations_stand_beside_the_line(misspelt: Path) -> None:
    assert check("github", misspelt) == (
        f"::error file={BUNDLE},line=36,col=16,title=unknown-obligation::"
        "no obligation 'support/no-leek'; did you mean 'support/no-leak'?\n"
    )


def test_paths_lead_to_the_file_from_where_the_reader_stands(misspelt: Path, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    trust = repository / "docs/trust"
    shutil.copytree(misspelt, trust)
    (repository / ".git").mkdir()

    def first(*arguments: str, folder: Path) -> str:
        return trustpages("check", "-q", *arguments, folder=folder).out.partition(":36:")[0]

    assert first("-C", "docs/trust", folder=repository) == f"docs/trust/{BUNDLE}"
    assert first(folder=trust / "evidence") == f"../{BUNDLE}"
    assert first("-C", str(trust), folder=misspelt) == f"{trust}/{BUNDLE}"
    assert f"file=docs/trust/{BUNDLE},line=36" in check("github", trust)
    assert f'"uri": "docs/trust/{BUNDLE}"' in check("sarif", trust)
    assert f'"file": "{BUNDLE}"' in check("json", trust)


def test_a_build_shows_the_same_paths_as_a_check(misspelt: Path) -> None:
    said = {
        command: trustpages(command, "-q", "-C", misspelt, folder=misspelt.parent) for command in ("check", "build")
    }
    assert said["build"].err == said["check"].out.replace("check", "build")
    assert said["build"].err.startswith(f"{misspelt.name}/{BUNDLE}:36:16: ")
    assert said["build"].code == 3


def test_text_of_others_cannot_begin_an_annotation_of_its_own(workspace: Path) -> None:
    edit(workspace / BUNDLE, "[support/no-leak]", '["support/x%0A::error::forged\\n::error::forged"]')
    lines = check("github", workspace).splitlines()
    assert all(re.match(r"::(error|warning) file=", line) for line in lines)


def test_sarif_has_what_its_standard_asks_for(misspelt: Path) -> None:
    log = json.loads(check("sarif", misspelt))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    (result,) = run["results"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "trustpages"
    assert rule["id"] == result["ruleId"] == "unknown-obligation"
    assert rule["fullDescription"]["text"]
    assert result["ruleIndex"] == 0
    assert result["level"] == "error"
    assert result["message"]["text"]
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": BUNDLE}, "region": {"startLine": 36, "startColumn": 16}}}
    ]


def empty(form: str, printed: str) -> Any:
    """The list of findings in what was printed, whatever the format."""
    match form:
        case "json":
            return json.loads(printed)["problems"]
        case "sarif":
            return json.loads(printed)["runs"][0]["results"]
        case _:
            return printed.splitlines()


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_no_problems_are_an_empty_list_in_every_format(form: str, workspace: Path) -> None:
    assert empty(form, check(form, workspace)) == []
