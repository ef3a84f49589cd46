"""Steps of `install --git`: have git show what documents of a workspace say in place of their lines."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from trustpages.intake.files.workspace_folder import TRUST_FILE, find_workspace
from trustpages.model.problem import TrustpagesError
from trustpages.system.git import GitOutput, NoAnswer, ask_git

ATTRIBUTES: Final = ".gitattributes"
LINES: Final = ("evidence/** diff=trustpages", "trust.yml diff=trustpages")
"""Which files of a workspace git asks the program about. Their text alone does nothing: without the setting, git
shows these files as it always did.
"""
SETTING: Final = "diff.trustpages.textconv"


@dataclass(frozen=True, slots=True)
class Installed:
    """The file with the attributes, whether it was changed, and the command that git calls."""

    attributes: Path
    changed: bool
    command: str


def install_driver(start: Path, interpreter: Path) -> Installed:
    """Writes two lines of attributes, and one setting of this clone: git then asks the program that is running.

    Raises TrustpagesError `no-repository`, or `program-in-repository` where the program lies in the repository that it
    would be called for: whoever may write there could exchange it.
    """
    root = find_workspace(start)
    top = Path(_ask(root, "rev-parse", "--show-toplevel"))
    if _is_inside(interpreter, top):
        raise TrustpagesError(
            "program-in-repository",
            f"this program lies in the repository, at '{interpreter}'",
            "install it elsewhere, and run `install --git` with that one: git would call whatever lies there",
        )
    # -P: what happens to lie in the current folder is not imported.
    command = f"{shlex.quote(str(interpreter))} -P -m trustpages textconv"
    changed = _add_lines(root / ATTRIBUTES)
    _ask(root, "config", "--local", SETTING, command)
    return Installed(root / ATTRIBUTES, changed, command)


def _add_lines(file: Path) -> bool:
    text = file.read_text("utf-8") if file.exists() else ""
    missing = [line for line in LINES if line not in text.splitlines()]
    if missing:
        gap = "" if not text or text.endswith("\n") else "\n"
        file.write_text("\n".join((f"{text}{gap}{missing[0]}", *missing[1:], "")), "utf-8", newline="\n")
    return bool(missing)


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a path leads through a folder, by its name or by where that really is."""
    here = Path(os.path.abspath(path))
    return any(
        way.is_relative_to(folder.resolve()) for way in (here, here.parent.resolve() / here.name, path.resolve())
    )


def _ask(folder: Path, *arguments: str) -> str:
    answer = ask_git(folder, *arguments)
    if isinstance(answer, NoAnswer):
        raise TrustpagesError("git-unable", answer.value, "install git, or try again")
    if isinstance(answer, GitOutput) and answer.code:
        raise TrustpagesError("no-repository", answer.first_complaint, f"run it where git keeps {TRUST_FILE}")
    return answer.out.decode("utf-8", "surrogateescape").removesuffix("\n")
