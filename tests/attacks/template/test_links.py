"""Links in place of templates or assets: none is followed, and each is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.system.commands import trustpages
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.run import OwnTemplates
from trustpages.workflow.site.own_templates import list_template_folders

USES = (OwnTemplates.SANDBOXED, OwnTemplates.TRUSTED)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the workspace with something that nobody meant to publish."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "key.txt").write_text("PRIVATE")
    return folder


def _link_whole(own: Path, outside: Path) -> str:
    own.symlink_to(outside)
    return "site_templates"


def _link_assets(own: Path, outside: Path) -> str:
    own.mkdir()
    (own / "assets").symlink_to(outside)
    return "site_templates/assets"


def _link_deep(own: Path, outside: Path) -> str:
    (own / "assets/a/b").mkdir(parents=True)
    (own / "assets/a/b/c").symlink_to(outside)
    return "site_templates/assets/a/b/c"


def _link_file(own: Path, outside: Path) -> str:
    (own / "parts").mkdir(parents=True)
    (own / "parts/table.jinja").symlink_to(outside / "key.txt")
    return "site_templates/parts/table.jinja"


def _pipe(own: Path, outside: Path) -> str:
    own.mkdir()
    os.mkfifo(own / "page.md.jinja")
    return "site_templates/page.md.jinja"


def _file(own: Path, outside: Path) -> str:
    own.write_text("no folder")
    return "site_templates"


WAYS = (_link_whole, _link_assets, _link_deep, _link_file, _pipe, _file)


@pytest.mark.parametrize("way", WAYS)
def test_a_link_is_refused_by_name(way: object, workspace: Path, outside: Path) -> None:
    assert callable(way)
    named = way(workspace / "site_templates", outside)
    for use in USES:
        with pytest.raises(TrustpagesError) as refused:
            list_template_folders(workspace, use)
        assert refused.value.code == "template-link"
        assert named in str(refused.value)
    assert len(list_template_folders(workspace, OwnTemplates.UNUSED)) == 1


@pytest.mark.site
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_nothing_outside_is_published(workspace: Path, outside: Path, audience: str) -> None:
    _link_assets(workspace / "site_templates", outside)
    built = trustpages("build", "--audience", audience, folder=workspace, CI="")
    assert built.code != 0
    assert "template-link" in built.err
    assert not (workspace / "site").exists()
