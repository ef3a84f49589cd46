"""Templates that came with a workspace: not used where others rely on the result, and bounded where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.system.commands import trustpages
from trustpages.workflow.shipped.locations import find_templates
from trustpages.workflow.site.own_templates import find_own_templates

pytestmark = pytest.mark.site


@pytest.fixture
def own(workspace: Path) -> Path:
    """Templates that say something else than the shipped ones, on pages and in the theme."""
    folder = workspace / "site_templates"
    (folder / "theme/partials").mkdir(parents=True)
    (folder / "verify.md.jinja").write_text("# All is well\n")
    (folder / "theme/partials/copyright.html").write_text("{{ cycler.__init__.__globals__.os.getcwd() }}-was-here")
    return folder


def _built(workspace: Path, *options: str, **environment: str) -> tuple[str, str]:
    built = trustpages("build", *options, folder=workspace, **environment)
    assert built.code == 0, built.err
    return (workspace / "site/verify/index.html").read_text("utf-8"), built.err


def test_ci_takes_the_shipped_ones_and_says_so(workspace: Path, own: Path) -> None:
    page, said = _built(workspace, CI="true")
    assert "All is well" not in page
    assert "site_templates is not used here: give --trust-templates" in said


def test_at_home_pages_are_overridden_and_the_theme_is_not(workspace: Path, own: Path) -> None:
    page, said = _built(workspace, CI="")
    assert "All is well" in page
    assert "-was-here" not in page
    assert "site_templates/theme is not used" in said


def test_trusted_ones_are_used_as_they_are(workspace: Path, own: Path) -> None:
    page, said = _built(workspace, "--trust-templates", CI="true")
    assert "All is well" in page
    assert "-was-here" in page
    assert "not used" not in said


def test_copies_of_shipped_ones_are_nobodys_own(workspace: Path) -> None:
    (workspace / "site_templates").mkdir()
    shipped = find_templates() / "page.md.jinja"
    (workspace / "site_templates/page.md.jinja").write_bytes(shipped.read_bytes())
    assert find_own_templates(workspace) is None
    (workspace / "site_templates/page.md.jinja").write_bytes(shipped.read_bytes() + b"\n")
    assert find_own_templates(workspace) is not None


def test_one_that_grows_without_end_ends_with_an_error(workspace: Path) -> None:
    (workspace / "site_templates").mkdir()
    (workspace / "site_templates/verify.md.jinja").write_text("{{ 'x' * 10 ** 11 }}")
    built = trustpages("build", folder=workspace, CI="")
    assert built.code == 1
    assert not (workspace / "site").exists()
