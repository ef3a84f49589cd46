"""A pull request, of a fork too, never meets the token that may write: by no checkout, script or moving action."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from trustpages.workflow.shipped.ci_files import fill_ci_files

ROOT = Path(__file__).resolve().parents[3]
GITHUB = {path.name: content.decode() for path, content in fill_ci_files("github").items()}
(GITLAB,) = (content.decode() for content in fill_ci_files("gitlab").values())


JOBS = {"action": (ROOT / "action.yml").read_text("utf-8"), **GITHUB, "gitlab": GITLAB}


@pytest.mark.parametrize("name", JOBS)
def test_actions_are_pinned_by_commit(name: str) -> None:
    used = re.findall(r"uses: (.*)", JOBS[name])
    assert bool(used) is (name != "gitlab")
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} +# v\d+\.\d+\.\d+", action) for action in used), used


@pytest.mark.parametrize("name", JOBS)
def test_scripts_read_values_of_an_event_as_variables_alone(name: str) -> None:
    scripts = list(find_scripts(YAML(typ="safe", pure=True).load(JOBS[name])))
    assert scripts
    assert not any("${{" in script for script in scripts)


def find_scripts(value: Any) -> Iterator[str]:
    """Everything that a shell runs."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        if key in ("run", "script", "before_script"):
            yield from [inner] if isinstance(inner, str) else inner
        yield from find_scripts(inner)


def test_only_the_job_that_sees_no_evidence_may_write() -> None:
    review, comment = (
        YAML(typ="safe", pure=True).load(GITHUB[name]) for name in ("trust-review.yml", "trust-comment.yml")
    )
    assert review["permissions"] == comment["permissions"] == {"contents": "read"}
    assert "permissions" not in review["jobs"]["review"]
    assert "permissions" not in comment["jobs"]["review"]
    assert comment["jobs"]["comment"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert comment["on"]["workflow_run"]["workflows"] == [review["name"]]
    steps = str(comment["jobs"]["comment"]["steps"])
    assert "head_sha" not in steps
    assert "git fetch" not in steps
    assert "GITHUB_TOKEN" not in str(comment["jobs"]["review"])
    assert not any("ref" in step.get("with", {}) for job in comment["jobs"].values() for step in job["steps"])
