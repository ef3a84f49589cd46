"""The wheel, as somebody gets it who has no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
    assert {name.split("/")[0] for name in names} == {
        "trustpages",
        f"{wheel.name.split('-py3')[0]}.dist-info",
    }
    inside = {name.removeprefix("trustpages/") for name in names}
    assert {
        "py.typed",
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


def test_an_installed_wheel_works_in_any_folder(wheel: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    target = ["--no-deps", "--quiet", "--disable-pip-version-check", "--target", str(library)]
    subprocess.run([sys.executable, "-m", "pip", "install", *target, str(wheel)], check=True, timeout=300)
    environment = {**os.environ, "PYTHONPATH": str(library)}

    def run(*arguments: str, folder: Path) -> str:
        command = [sys.executable, str(library / "bin" / "trustpages"), *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, check=True, timeout=300, stdout=subprocess.PIPE, text=True
        ).stdout

    where = [sys.executable, "-c", "import trustpages; print(trustpages.__file__)"]
    imported = subprocess.run(
        where,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert imported.stdout.startswith(str(library))

    run("init", "demo", "--demo", "--quiet", folder=tmp_path)
    assert run("check", "--quiet", folder=tmp_path / "demo") == ""
    run("init", "work", "--quiet", folder=tmp_path)
    assert run("build", "--quiet", folder=tmp_path / "work").strip().endswith("work/site/index.html")
    assert "<title>" in (tmp_path / "work/site/index.html").read_text("utf-8")
