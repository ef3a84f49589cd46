"""The wheel, as somebody gets it who has no checkout."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from trustpages.system.cache_folder import VARIABLE
from trustpages.workflow.codes import explain_everything
from trustpages.workflow.commands.explain import format_explanations

pytestmark = [pytest.mark.site, pytest.mark.xdist_group("wheel")]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, timeout=300)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_what_the_program_needs_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"trustpages", f"{wheel.name.split('-py3')[0]}.dist-info"}
    inside = {name.removeprefix("trustpages/") for name in names}
    assert {
        "py.typed",
        "workflow/commands/explained.json",
        "workflow/shipped/starter/trust.yml",
        "workflow/shipped/starter/evidence/my-agent/bundles/october-runs.csv",
        "publish/serving/reload.js",
        "publish/verifier/pages.css",
        "workflow/shipped/site_templates/page.md.jinja",
        "workflow/shipped/site_templates/assets/fonts/sans.woff2",
        "workflow/shipped/site_templates/assets/fonts/LICENSE.txt",
        "workflow/shipped/demo/trust.yml",
        "workflow/shipped/demo/evidence/airline-desk/agent.yml",
        "workflow/shipped/demo/content/index.md",
    } <= inside
    assert [name for name in names if "__pycache__" in name or "cache/" in name] == []
    assert wheel.name.startswith("trustpages-")


def test_what_the_build_asks_for_is_all_that_it_imports() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    hooks = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]
    wanted = [canonical_name(requirement) for requirement in hooks["custom"]["dependencies"]]
    allowed = {"trustpages"}
    while wanted:
        name = wanted.pop()
        if name not in allowed:
            allowed.add(name)
            needed = (text for text in requires(name) or [] if "extra ==" not in text)
            wanted += [canonical_name(text) for text in needed]
    loading = (
        "import sys; before = {*sys.modules};"
        "from trustpages.workflow.codes import explain_everything; explain_everything();"
        "print(*{name.partition('.')[0] for name in {*sys.modules} - before})"
    )
    ran = subprocess.run([sys.executable, "-c", loading], capture_output=True, check=True, text=True, timeout=120)
    imported = ran.stdout
    by_module = packages_distributions()
    asked = {canonical_name(by_module[name][0]) for name in imported.split() if name in by_module}
    assert "pydantic" in asked
    assert asked - allowed == set()


def canonical_name(requirement: str) -> str:
    """The name of the distribution that a requirement begins with."""
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def test_an_installed_wheel_works_in_any_folder(wheel: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    target = ["--no-deps", "--quiet", "--disable-pip-version-check", "--target", str(library)]
    subprocess.run([sys.executable, "-m", "pip", "install", *target, str(wheel)], check=True, timeout=300)
    environment = {**os.environ, "PYTHONPATH": str(library), VARIABLE: str(tmp_path / "cache")}

    def run(*arguments: str, folder: Path) -> str:
        command = [sys.executable, str(library / "bin" / "trustpages"), *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, check=True, timeout=300, stdout=subprocess.PIPE, text=True
        ).stdout

    where = [sys.executable, "-c", "import trustpages; print(trustpages.__file__)"]
    imported = subprocess.run(
        where, env=environment, cwd=tmp_path, capture_output=True, check=True, text=True, timeout=60
    )
    assert imported.stdout.startswith(str(library))

    explained = json.loads(run("explain", "--format", "json", folder=tmp_path))
    assert explained == json.loads(format_explanations(explain_everything()))
    assert run("explain", "L30", folder=tmp_path).startswith("L30: ")
    assert not (tmp_path / "cache").exists(), "it reads what the wheel carries"

    run("init", "demo", "--demo", "--quiet", folder=tmp_path)
    assert run("check", "--quiet", folder=tmp_path / "demo") == ""
    run("init", "work", "--quiet", folder=tmp_path)
    assert run("build", "--quiet", folder=tmp_path / "work").strip().endswith("work/site/index.html")
    assert "<title>" in (tmp_path / "work/site/index.html").read_text("utf-8")
