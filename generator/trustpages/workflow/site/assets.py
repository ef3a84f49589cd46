"""Files that templates bring: style sheets, scripts and what else pages load, with those of the workspace first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from trustpages.model.artifact import Artifact

ASSET_FOLDERS: Final = ("assets", "javascripts", "stylesheets")
_STYLES = re.compile(r"stylesheets/[^/]+\.css")


def read_assets(folders: tuple[Path, ...], wanted: tuple[str, ...]) -> tuple[Artifact, ...]:
    """The files below the `wanted` folders; where several of `folders` have a path, the first wins."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):  # so that the first overwrites the others
        found.update(_list_assets(folder, wanted))
    return tuple(Artifact(path, source.read_bytes()) for path, source in sorted(found.items()))


def _list_assets(folder: Path, wanted: tuple[str, ...]) -> Mapping[str, Path]:
    return {
        PurePosixPath(path.relative_to(folder)).as_posix(): path
        for name in wanted
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and not path.is_symlink()  # a link could publish any file of this machine
    }


def join_styles(assets: tuple[Artifact, ...]) -> tuple[Artifact, ...]:
    """The assets with one style sheet in the place of all that every page loads, in the order of their names.

    A page is blank until the last of them has come, and on a phone each asks for a tenth of a second or two.
    """
    styles = [asset for asset in assets if _STYLES.fullmatch(asset.path)]
    joined = b"\n".join(style.content for style in sorted(styles, key=lambda style: style.path))
    return (*(asset for asset in assets if asset not in styles), Artifact("stylesheets/report.css", joined))
