"""Where people work: git shows meaning, hooks check, jobs of a forge review and comment, workflows are pinned."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from support.publish.forges import TOKEN, Forge, a_forge
from support.system.commands import TRUSTPAGES, edit, trustpages
from trustpages import __version__
from trustpages.render.comment import MARKER
from trustpages.workflow.commands.review.install import LINES, SETTING, install_driver

ROOT = Path(__file__).resolve().parents[2]
PACT = "evidence/my-agent/pacts/support.yml"
OLD, NEW = "threshold: {at_least: 0.75}", "threshold: {at_least: 0.60}"
ACTION = YAML(typ="safe", pure=True).load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}


def git(folder: Path, *arguments: str) -> str:
    """What git says in `folder`, by the settings of the test alone."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment(), capture_output=True, check=True, timeout=120, text=True
    ).stdout


def environment(**more: str) -> dict[str, str]:
    """Variables of a person or job, with this program on the path."""
    known = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
    people = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    path = f"{Path(TRUSTPAGES).parent}:{os.environ['PATH']}"
    return {**known, **people, "GIT_CONFIG_GLOBAL": os.devnull, "PATH": path, **more}


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A clone of a repository with a new workspace, on a branch on which nothing was done yet."""
    assert trustpages("init", "origin", "-q", folder=tmp_path).code == 0
    origin = tmp_path / "origin"
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message=All of it")
    git(tmp_path, "clone", "--quiet", "origin", "acme")
    git(tmp_path / "acme", "switch", "--quiet", "--create=less")
    return tmp_path / "acme"


def lower_the_line(acme: Path) -> None:
    edit(acme / PACT, OLD, NEW)
    git(acme, "commit", "--quiet", "--all", "--message=Promise less")


def run(step: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A step of the action as the runner runs it."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]["run"]],
        cwd=folder,
        env=environment(CI="true", **variables),
        capture_output=True,
        check=False,
        timeout=300,
        text=True,
    )


def test_git_shows_what_documents_say(acme: Path) -> None:
    # With the interpreter by another path, since that of the tests may lie in the folder of the tests.
    done = install_driver(acme, Path(sys.executable))
    assert (done.changed, install_driver(acme, Path(sys.executable)).changed) == (True, False)
    assert (acme / ".gitattributes").read_text("utf-8").splitlines()[-2:] == list(LINES)
    assert git(acme, "config", SETTING).endswith(" -P -m trustpages textconv\n")
    # What lies in the repository under our name is not run.
    (acme / "trustpages").mkdir()
    (acme / "trustpages/__init__.py").write_text("raise SystemExit('taken over')", "utf-8")
    edit(acme / PACT, OLD, "threshold:   # the line\n      at_least: 0.75")
    assert git(acme, "diff", "--", "evidence") == ""
    edit(acme / PACT, "at_least: 0.75", "at_least: 0.60")
    changed = [line for line in git(acme, "diff", "--", "evidence").splitlines() if re.match(r"[-+](?![-+])", line)]
    assert changed == [
        "-obligations, task-success, threshold, at least: 0.75",
        "+obligations, task-success, threshold, at least: 0.6",
    ]
    git(acme, "commit", "--quiet", "--all", "--message=Promise less")
    assert changed[1] in git(acme, "log", "-p", "-1", "--", "evidence").splitlines()


@pytest.mark.parametrize("name", ["a.parquet", "b.csv", "c.yml"])
def test_what_is_no_document_stands_as_it_is(tmp_path: Path, name: str) -> None:
    contents = {"a.parquet": b"PAR1\0\xff", "b.csv": b"a,b\n1,2\x1b\n", "c.yml": b"a: [\n"}
    (tmp_path / name).write_bytes(contents[name])
    said = trustpages("textconv", name, folder=tmp_path)
    wanted = {"a.parquet": "6 bytes, SHA-256 ", "b.csv": "a,b\n1,2\\u001b\n", "c.yml": "a: [\n"}
    assert said.code == 0
    assert said.out.startswith(wanted[name])


def test_hooks_run_what_they_name(acme: Path) -> None:
    hooks = {hook["id"]: hook for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}
    check, diff = (hooks[name]["entry"].split()[1:] for name in ("trustpages-check", "trustpages-diff"))
    assert trustpages(*check, folder=acme).code == 0
    assert trustpages(*diff, folder=acme).code == 0
    edit(acme / PACT, OLD, NEW)
    git(acme, "add", "--all")
    stopped = trustpages(*diff, folder=acme)
    assert stopped.code == 4
    assert "Stopped:" in stopped.out
    for hook in hooks.values():
        assert re.search(hook["files"], f"deeper/{PACT}")
        assert not re.search(hook["files"], "README.md")


def test_a_job_reviews_and_comments(acme: Path, tmp_path: Path) -> None:
    lower_the_line(acme)
    temporary = tmp_path / "runner"
    temporary.mkdir()
    files = {name: tmp_path / name for name in ("summary", "output", "event.json")}
    variables = {
        "RUNNER_TEMP": str(temporary),
        "GITHUB_STEP_SUMMARY": str(files["summary"]),
        "GITHUB_OUTPUT": str(files["output"]),
        "WORKSPACE": ".",
        "BASE": "main",
        "HEAD": "HEAD",
    }
    reviewed = run("Review", acme, **variables)
    assert reviewed.returncode == 0, reviewed.stderr
    assert files["output"].read_text("utf-8") == "code=4\n"
    assert files["summary"].read_text("utf-8").startswith(f"{MARKER}\n\n### Stopped: ")
    assert f"file={PACT},line=" in reviewed.stdout
    assert run("Gate", acme, CODE="4").returncode == 4

    files["event.json"].write_text(json.dumps({"pull_request": {"number": 5}}), "utf-8")
    with a_forge(Forge([("mallory", MARKER)])) as forge:
        job = {
            "GITHUB_REPOSITORY": "acme/trust",
            "GITHUB_API_URL": forge.address,
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_EVENT_PATH": str(files["event.json"]),
            "RUNNER_TEMP": str(temporary),
        }
        said = [run("Comment", acme, **job) for _ in range(2)]
    assert [ran.stderr for ran in said] == ["The comment was created.\n", "Nothing to mend.\n"]
    assert [author for author, _ in forge.comments] == ["mallory", "github-actions[bot]"]
    assert forge.comments[1][1] == files["summary"].read_text("utf-8")
    assert TOKEN not in "".join(f"{ran.stdout}{ran.stderr}" for ran in said)


def test_a_job_that_may_write_reads_the_change_as_data(acme: Path, tmp_path: Path) -> None:
    edit(acme / PACT, OLD, "threshold: [")
    git(acme, "commit", "--quiet", "--all", "--message=Broken")
    sha = git(acme, "rev-parse", "HEAD").strip()
    git(acme, "push", "--quiet", "origin", "HEAD:refs/pull/5/head")
    git(acme, "switch", "--quiet", "main")
    git(acme, "branch", "--quiet", "-D", "less")
    output, summary = tmp_path / "output", tmp_path / "summary"
    variables = {"RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output)}
    reviewed = run("Review", acme, **variables, WORKSPACE=".", BASE="main", HEAD=sha)
    assert reviewed.returncode == 0, reviewed.stderr
    assert output.read_text("utf-8") == "code=3\n"
    assert "> [!CAUTION]" in summary.read_text("utf-8")
    assert git(acme, "status", "--porcelain") == ""


def test_paths_count_from_the_top_of_the_repository(acme: Path) -> None:
    (acme / "deeper").mkdir()
    for name in ("trust.yml", "evidence", "content"):
        (acme / name).rename(acme / "deeper" / name)
    git(acme, "add", "--all")
    git(acme, "commit", "--quiet", "--message=Further down")
    edit(acme / "deeper" / PACT, OLD, NEW)
    said = trustpages("diff", "HEAD", "-q", "--format", "github", folder=acme / "deeper")
    assert said.code == 4
    files = re.findall(r"^::\w+ file=([^,]+),", said.out, re.MULTILINE)
    assert files
    assert all((acme / file).is_file() for file in files), files


def test_workflows_install_what_the_reader_names_and_nothing_that_can_move(tmp_path: Path) -> None:
    assert trustpages("init", "acme", "--ci", "github", "-q", folder=tmp_path).code == 0
    written = (tmp_path / "acme/.github/workflows/trust-review.yml").read_text("utf-8")
    assert f'TRUSTPAGES: "./trustpages-{__version__}-py3-none-any.whl"' in written
    assert trustpages("init", "acme", "--ci", "github", folder=tmp_path).code == 1
    commit = f"git+https://git.example/trustpages@{'0a' * 20}"
    assert trustpages("init", "acme", "--ci", "gitlab", "--installs", commit, "-q", folder=tmp_path).code == 0
    assert f'TRUSTPAGES: "{commit}"' in (tmp_path / "acme/.gitlab-ci.yml").read_text("utf-8")
    for moving in ("trustpages", "git+https://git.example/trustpages@main", './a.whl"; curl', "git+https://x/y@0a0a"):
        refused = trustpages("init", "other", "--ci", "gitlab", "--installs", moving, folder=tmp_path)
        assert (refused.code, "[not-pinned]" in refused.err) == (1, True)


def test_a_sample_of_owners_follows_who_decides(tmp_path: Path) -> None:
    assert trustpages("init", "acme", "--ci", "gitlab", "-q", folder=tmp_path).code == 0
    owners = (tmp_path / "acme/.gitlab/CODEOWNERS").read_text("utf-8").splitlines()
    assert "# my-agent: narrow-authority by support-lead" in owners
    assert "# /evidence/my-agent/pacts/  @support-lead @risk-office" in owners
    assert all(line.startswith("#") for line in owners)
