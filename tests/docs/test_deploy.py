"""The workflows of the page on deploying: what they may, who has the key, commands that exist, an order that holds."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click import Context
from ruamel.yaml import YAML

from support.publish.versions import a_key, a_site, a_withdrawal, codes, outcome, some_facts, tree_of
from trustpages.cli.main import cli
from trustpages.publish.verifier.trustverify import COPIED
from trustpages.publish.versions.publication import publish_version

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/deploy.md").read_text("utf-8")
GITHUB, GITLAB, STORAGE = (
    YAML(typ="safe", pure=True).load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
)
JOBS = {**GITHUB["jobs"], **STORAGE}


def scripts(job: dict[str, Any]) -> str:
    """What a job runs, steps of GitHub and lines of GitLab alike."""
    steps = (step.get("run", "") for step in job.get("steps", ()))
    return "\n".join([*steps, *job.get("before_script", ()), *job.get("script", ())])


def test_jobs_may_no_more_than_they_need() -> None:
    assert GITHUB["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in JOBS.items()} == {
        "publish": {"contents": "write"},
        "sign": {"contents": "write"},
        "deploy": {"contents": "read", "pages": "write", "id-token": "write"},
        "upload": None,
    }
    pushing = [name for name, job in JOBS.items() if "--push" in scripts(job)]
    assert pushing == ["publish", "sign"]


def test_actions_are_pinned_by_commit_and_say_their_version() -> None:
    used = re.findall(r"uses: (.*)", PAGE)
    assert len(used) == len([step for job in JOBS.values() for step in job["steps"] if "uses" in step])
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} +# v\d+\.\d+\.\d+", one) for one in used), used


def test_only_the_job_that_signs_has_the_key() -> None:
    for jobs in (JOBS, GITLAB):
        having = [name for name, job in jobs.items() if "TRUST_KEY" in str(job)]
        assert having == ["sign"]
    assert JOBS["sign"]["environment"] == GITLAB["sign"]["environment"]["name"] == "signing"
    assert [step for step in JOBS["sign"]["steps"] if "TRUST_KEY" in str(step)] == [JOBS["sign"]["steps"][-1]]
    assert JOBS["sign"]["needs"] == "publish"
    assert JOBS["deploy"]["needs"] == JOBS["upload"]["needs"] == "sign"
    assert GITLAB["stages"] == [GITLAB[name]["stage"] for name in ("publish", "sign", "pages")]


def test_the_job_that_signs_builds_nothing_and_installs_two_packages_by_their_digests() -> None:
    for jobs in (JOBS, GITLAB):
        script = scripts(jobs["sign"])
        assert [command[0] for command in commands(script)] == ["sign"]
        assert re.findall(r"pip install.*", script) == ["pip install --no-deps --require-hashes -r signing.txt"]
    pinned = re.search(r"^click==(.*) --hash=sha256:[0-9a-f]{64}$", PAGE, re.MULTILINE)
    constraints = (Path(__file__).resolve().parents[2] / "constraints.txt").read_text("utf-8").split()
    assert pinned is not None
    assert f"click=={pinned[1]}" in constraints


def commands(script: str) -> list[list[str]]:
    """The calls of `trustpages`, with a day in the place of what the shell asks git for."""
    lines = script.replace("\\\n", " ").replace('"$(git log -1 --format=%cs)"', "2026-11-01").splitlines()
    return [shlex.split(line)[1:] for line in lines if line.startswith("trustpages ")]


def test_commands_exist_with_these_options() -> None:
    shell = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL))
    found = [command for script in (*map(scripts, JOBS.values()), shell) for command in commands(script)]
    found += [command for job in GITLAB.values() if isinstance(job, dict) for command in commands(scripts(job))]
    assert len(found) == 5
    for name, *arguments in found:
        command = cli.get_command(Context(cli), name)
        assert command is not None, name
        given = [argument for argument in arguments if not argument.startswith("$")]
        command.make_parser(Context(command)).parse_args([*given, "key"] if given[-1] == "--key" else given)


def a_whole_site(folder: Path, text: str) -> Path:
    """A site with the files that hosts look for at the root."""
    site = a_site(folder, text)
    for name in COPIED:
        (site / name).write_text(f"<!doctype html><p>{text}</p>")
    return site


@pytest.mark.parametrize("what", ["first", "next", "withdrawn"])
def test_what_is_uploaded_is_whole_after_every_command(tmp_path: Path, what: str) -> None:
    key, root, bucket = a_key(tmp_path), tmp_path / "published", tmp_path / "bucket"
    for version in ("1.0",) if what == "first" else ("1.0", "2.0"):
        publish_version(a_whole_site(tmp_path / version, version), version, root, some_facts(), key)
    if what != "first":
        upload(root, bucket, tmp_path)
        if what == "next":
            publish_version(a_whole_site(tmp_path / "next", "next"), "3.0", root, some_facts(), key)
        else:
            a_withdrawal(root, "2.0", key)
    steps = upload(root, bucket, tmp_path, watched=what != "first")
    assert outcome(bucket).failures == []
    assert tree_of(bucket) == {path: one for path, one in tree_of(root).items() if path != "_headers"}
    assert steps == 9 + len(list(root.glob("[0-9].0")))


RCLONE = """
how=$1 from=${2%/} to=${3%/}
mkdir -p "$(dirname "$to")"
[ "$how" != sync ] || rm -rf "$to"
if [ -d "$from" ]; then mkdir -p "$to"; cp -R "$from/." "$to"; else cp "$from" "$to"; fi
echo "$to" >> "$BUCKET.log"
[ -z "$WATCHED" ] || cp -R "$BUCKET" "$BUCKET.$(wc -l < "$BUCKET.log")"
"""


def upload(root: Path, bucket: Path, place: Path, watched: bool = False) -> int:
    """Runs the job's script with a copying `rclone`; if `watched`, each state on the way is a running publish."""
    tools = place / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "rclone").write_text(f"#!/bin/sh -e\n{RCLONE}")
    (tools / "rclone").chmod(0o755)
    log = bucket.with_name(f"{bucket.name}.log")
    log.unlink(missing_ok=True)
    environment = {"PATH": f"{tools}:/usr/bin:/bin", "BUCKET": str(bucket), "WATCHED": "1" if watched else ""}
    script = STORAGE["upload"]["steps"][-1]["run"]
    subprocess.run(["bash", "-e", "-c", script], cwd=root, env=environment, check=True, timeout=300)
    steps = len(log.read_text().splitlines())
    for number in range(1, steps + 1) if watched else ():
        said = codes(outcome(bucket.with_name(f"{bucket.name}.{number}")))
        assert said <= {"uncounted", "unsigned-entries"}, f"after {number}"
    return steps
