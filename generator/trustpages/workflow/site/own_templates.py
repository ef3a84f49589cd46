"""Templates that a workspace brings along: which of them a run uses, and which it refuses.

Templates are instructions. Those of pages run in Jinja's sandbox, but overrides of the theme run in the site engine,
which has none, and both say how every page looks. So a run that others rely on takes the shipped ones, unless it is
told to trust those of the workspace.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.workflow.run import OwnTemplates
from trustpages.workflow.shipped import locations

THEME_FOLDER = "theme"
OPTION = "--trust-templates"
MOST_FILES, MOST_BYTES = 5_000, 64 << 20
"""Of templates and assets together: they are read at once, and published with each version."""


def list_template_folders(root: Path, use: OwnTemplates) -> tuple[Path, ...]:
    """The folders of templates, the workspace's own before the shipped ones.

    Raises TrustpagesError `template-link` if the workspace's own hold anything but files and folders, and
    `templates-too-large`.
    """
    own = find_own_templates(root)
    if own is None or use is OwnTemplates.UNUSED:
        return (locations.find_templates(),)
    refuse_irregular_files(own)
    return (own, locations.find_templates())


def find_own_templates(root: Path) -> Path | None:
    """The folder of the workspace's own templates; None if it has none, or only copies of shipped ones."""
    own, ours = root / locations.OVERRIDES, locations.find_templates()
    if not os.path.lexists(own):
        return None
    is_folder = own.is_dir() and not own.is_symlink()
    # In a checkout of the program the templates of the workspace are the shipped ones, and need not be read.
    is_shipped = is_folder and own.samefile(ours)
    if is_shipped or (is_folder and all(_is_copy(path, ours / path.relative_to(own)) for path in _walk(own))):
        return None
    return own


def _is_copy(path: Path, shipped: Path) -> bool:
    is_folder = stat.S_ISDIR(path.lstat().st_mode)
    is_alike = _is_file(path) and shipped.is_file() and path.lstat().st_size == shipped.stat().st_size
    return is_folder or (is_alike and path.read_bytes() == shipped.read_bytes())


def refuse_irregular_files(own: Path) -> None:
    """A link could publish any file of this machine, a pipe may never end, and all files are read: neither may much.

    Raises TrustpagesError `template-link`, `templates-too-large`.
    """
    found = [] if own.is_symlink() or not own.is_dir() else list(islice(_walk(own), MOST_FILES + 1))
    size = sum(path.lstat().st_size for path in found if _is_file(path))
    if len(found) > MOST_FILES or size > MOST_BYTES:
        sentence = f"{locations.OVERRIDES} has more than {MOST_FILES:,} files and folders, or {MOST_BYTES >> 20} MiB"
        raise TrustpagesError("templates-too-large", sentence, "keep there what pages show, and nothing else")
    odd = sorted(path for path in found if not _is_known(path)) if own.is_dir() and not own.is_symlink() else [own]
    if odd:
        named = ", ".join(path.relative_to(own.parent).as_posix() for path in odd)
        sentence = f"only files and folders are taken from {locations.OVERRIDES}, and these are something else: {named}"
        raise TrustpagesError("template-link", sentence, "put copies of the files there")


def tell_unused_templates(root: Path, use: OwnTemplates) -> tuple[str, ...]:
    """What of the workspace's own templates a run leaves aside, as lines for the user."""
    own = find_own_templates(root)
    if own is None or use is OwnTemplates.TRUSTED:
        return ()
    if use is OwnTemplates.UNUSED:
        return (f"{locations.OVERRIDES} is not used here: give {OPTION} if you trust what it holds",)
    if (own / THEME_FOLDER).is_dir():
        place = f"{locations.OVERRIDES}/{THEME_FOLDER}"
        return (f"{place} is not used: the site engine would run it as a program; give {OPTION} if you trust it",)
    return ()


def _walk(folder: Path) -> Iterator[Path]:
    """Everything below `folder`; links are named and not followed."""
    for parent, folders, names in os.walk(folder):
        yield from (Path(parent, name) for name in (*folders, *names))


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _is_known(path: Path) -> bool:
    return _is_file(path) or stat.S_ISDIR(path.lstat().st_mode)
